"""The sandbox put to work: everything an account can live through, on demand."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, override

import aiohttp

from ..base import (
    Cancels,
    ChecksFirst,
    FetchesDocuments,
    FiresInbound,
    Gateway,
    HasBalance,
    HasStatistics,
    LooksUpNumbers,
    Receives,
    Reports,
    Resolves,
    SendsPins,
)
from ..errors import ChangeRequestError, SignInAgainError, TopUpError
from ..model import (
    Attachment,
    Balance,
    Cancellation,
    Detail,
    Doubt,
    InboundMessage,
    Message,
    NumberFacts,
    Receipt,
    Report,
    Resolution,
    Sent,
    SentPin,
    Status,
)
from ..month import Statistics
from .cancelling import cancelled, refused, trackings_of
from .counting import statistics
from .course import Entry
from .lookup import facts_of
from .magic_numbers import row_of
from .memory import Memory
from .paper import fax
from .parts import parts_of
from .people import People
from .pins import failure_of, new_pin, with_pin
from .replies import FAX, REPLY, fired
from .reports import report_of
from .resolving import resolution
from .table import course_of
from .tracking import parse

DEFAULT_CREDIT = 10.0
DEFAULT_PRICE = 0.05
DEFAULT_CURRENCY = "EUR"
REMEMBERED = 10_000
NO_FILE = Detail(text="There is no file with this message")


class SandboxGateway(
    People,
    Gateway,
    Reports,
    Resolves,
    ChecksFirst,
    Cancels,
    Receives,
    HasBalance,
    HasStatistics,
    LooksUpNumbers,
    SendsPins,
    FiresInbound,
    FetchesDocuments,
):
    """A gateway that does what its magic numbers and texts say.

    What was accepted is followed over a restart, since the ids tell all. Until a
    reload, and no longer, it remembers: credit spent, replies on their way, outages,
    address books, campaigns, what was cancelled, and which messages it has (so a
    message sent twice is one message at one price).
    """

    def __init__(
        self, *, credit: Decimal, price: Decimal, currency: str, exclusive: bool
    ) -> None:
        """Start with a credit; `exclusive` hands each report and reply out once."""
        super().__init__(credit=credit, price=price)
        self._currency = currency
        self._exclusive = exclusive
        self._handed_out: Memory[datetime] = Memory(REMEMBERED)
        self._cancelled: Memory[datetime] = Memory(REMEMBERED)

    @override
    async def check(self) -> None:
        """Accept any credentials; raises TryLaterError during an outage."""
        self._open()

    @override
    async def check_first(self, messages: Sequence[Message]) -> None:
        """Check that there are the address books; raises InvalidInputError."""
        for message in messages:
            parts_of(message, self._books)

    @override
    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Take messages in as their numbers and texts say.

        Raises TryLaterError during an outage and SignInAgainError where all numbers
        want their credentials refused.
        """
        now = self._open()
        courses = [
            course_of(message.to, message.content.text, message.content.channel)
            for message in messages
        ]
        for message, course in zip(messages, courses, strict=True):
            if course.entry is Entry.OUTAGE and message.id not in self._outages:
                self._outages.keep(message.id, now)
                self._down_until = now + timedelta(seconds=course.wait)
        self._refuse_while_down(now)
        if {course.entry for course in courses} == {Entry.CREDENTIALS_REFUSED}:
            raise SignInAgainError("the sandbox refuses the credentials")
        return [self._take(message, now) for message in messages]

    @override
    async def fetch_reports(self, sent: Sequence[Sent]) -> Sequence[Report]:
        """Tell where messages stand; raises TryLaterError during an outage."""
        now = self._open()
        reports = (
            self._report(gateway_id, now)
            for each in sent
            for gateway_id in each.gateway_ids
        )
        return [report for report in reports if report is not None]

    @override
    async def resolve(
        self, doubts: Sequence[Doubt], now: datetime
    ) -> Sequence[Resolution]:
        """Tell what became of messages; raises TryLaterError during an outage."""
        self._refuse_while_down(now)
        return [
            resolution(
                doubt, self._taken.get(doubt.message.id), books=self._books, now=now
            )
            for doubt in doubts
        ]

    @override
    async def cancel(self, sent: Sequence[Sent]) -> Sequence[Cancellation]:
        """Take back what has not begun; raises TryLaterError during an outage."""
        now = self._open()
        return [self._cancel(each, now) for each in sent]

    @override
    async def fetch_inbound(self, since: datetime | None) -> Sequence[InboundMessage]:
        """Return the replies since a time; raises TryLaterError during an outage."""
        now = self._open()
        arrived = [each for each in self._inbound if each.received_at <= now]
        if self._exclusive:
            for each in arrived:
                self._inbound.remove(each)
        elif since is not None:
            arrived = [each for each in arrived if each.received_at >= since]
        return sorted(arrived, key=lambda each: each.received_at)

    @override
    async def fire_inbound(
        self, *, sender: str, text: str, to: str | None = None
    ) -> None:
        """Let a text come in now; raises TryLaterError during an outage."""
        now = self._open()
        self._inbound.append(fired(sender, text, to, now))

    @override
    async def fetch_document(self, key: str) -> Attachment:
        """Return the fax that came in under a key.

        Raises ChangeRequestError where none did, TryLaterError during an outage.
        """
        self._open()
        if not key.startswith(FAX):
            raise ChangeRequestError("there is no file", detail=NO_FILE)
        return fax(key)

    @override
    async def send_pin(self, message: Message, *, length: int) -> SentPin:
        """Send a PIN of so many digits after a text; raises GatewayError."""
        pin = new_pin(length)
        (receipt,) = await self.send([with_pin(message, pin)])
        failure = failure_of(receipt)
        if failure is not None:
            raise failure
        return SentPin(message_id=message.id, pin=pin)

    @override
    async def fetch_balance(self) -> Balance:
        """Return what is left of the credit; raises TryLaterError during an outage."""
        self._open()
        return Balance(amount=self._credit, currency=self._currency)

    @override
    async def fetch_statistics(self, since: datetime, until: datetime) -> Statistics:
        """Count what was taken since the load; raises TryLaterError."""
        now = self._open()
        ids = (
            gateway_id
            for receipt in self._taken.values()
            for gateway_id in receipt.gateway_ids
            if gateway_id not in self._cancelled
        )
        return statistics(
            (tracking for one in ids if (tracking := parse(one)) is not None),
            self._refused,
            since=since,
            until=until,
            now=now,
        )

    @override
    async def look_up(self, numbers: Sequence[str]) -> Sequence[NumberFacts]:
        """Look numbers up, each at the price of a segment.

        Raises TopUpError without credit and TryLaterError during an outage.
        """
        self._open()
        if not self._pay(len(numbers)):
            raise TopUpError("the account has not enough credit")
        return [facts_of(number, row_of(number).finding) for number in numbers]

    def _report(self, gateway_id: str, now: datetime) -> Report | None:
        """Tell where a message stands; None for nothing new or no id of ours."""
        tracking = parse(gateway_id)
        if tracking is None:
            return None
        report = report_of(tracking, now, price=self._price, currency=self._currency)
        if gateway_id in self._cancelled:
            report = Report(gateway_id=gateway_id, status=Status.CANCELLED)
        if report is None or not self._exclusive:
            return report
        key = f"{report.status} {gateway_id}"
        if key in self._handed_out:
            return None
        self._handed_out.keep(key, now)
        return report

    def _cancel(self, sent: Sent, now: datetime) -> Cancellation:
        """Take one message back, with its price, and let nobody reply to it."""
        ids = [one for one in sent.gateway_ids if one not in self._cancelled]
        trackings = trackings_of(sent)
        if not trackings or any(one.has_begun(now) for one in trackings):
            return refused(sent, trackings)
        for gateway_id in ids:
            self._cancelled.keep(gateway_id, now)
        self._credit += self._price * sum(
            one.units for one in trackings if str(one) in ids
        )
        keys = {f"{kind}{one.message_id}" for one in trackings for kind in (REPLY, FAX)}
        for each in [each for each in self._inbound if each.key in keys]:
            self._inbound.remove(each)
        return cancelled(sent)


def make(
    config: Mapping[str, Any],
    session: aiohttp.ClientSession,  # noqa: ARG001 - the same for all gateways
) -> SandboxGateway:
    """Make a sandbox; `credit` and `price` of a unit are in `currency`."""
    return SandboxGateway(
        credit=Decimal(str(config.get("credit", DEFAULT_CREDIT))),
        price=Decimal(str(config.get("price", DEFAULT_PRICE))),
        currency=config.get("currency") or DEFAULT_CURRENCY,
        exclusive=bool(config.get("exclusive", False)),
    )


def title(config: Mapping[str, Any]) -> str:  # noqa: ARG001 - the same for all gateways
    """Name the account."""
    return "Sandbox"
