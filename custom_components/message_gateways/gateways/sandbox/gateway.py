"""The sandbox put to work: everything an account can live through, on demand."""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import aiohttp

from ..errors import SignInAgainError, TopUpError, TryLaterError
from ..model import (
    GOOD_ENDS,
    Balance,
    Doubt,
    InboundMessage,
    Message,
    NumberFacts,
    Receipt,
    Report,
    Resolution,
    Sent,
    Verdict,
)
from ..sms import measure
from .course import REPLY_DELAY, REPORT_WORDS, Course, Entry
from .lookup import facts_of
from .memory import Memory
from .receipts import accepted, answer, is_refused
from .table import course_of, row_of
from .tracking import parse

DEFAULT_CREDIT = 10.0
DEFAULT_PRICE = 0.05
DEFAULT_CURRENCY = "EUR"
REMEMBERED = 10_000


class SandboxGateway:
    """A gateway that does what its magic numbers and texts say.

    What was accepted is followed over a restart, since the ids tell all. Until a
    reload, and no longer, it remembers: credit spent, replies on their way, outages,
    and which messages it has (so a message sent twice is one message at one price).
    """

    def __init__(
        self, *, credit: Decimal, price: Decimal, currency: str, exclusive: bool
    ) -> None:
        """Start with a credit; `exclusive` hands each report and reply out once."""
        self._credit = credit
        self._price = price
        self._currency = currency
        self._exclusive = exclusive
        self._down_until: datetime | None = None
        self._outages: Memory[datetime] = Memory(REMEMBERED)
        self._first_tries: Memory[datetime] = Memory(REMEMBERED)
        self._taken: Memory[Receipt] = Memory(REMEMBERED)
        self._handed_out: Memory[datetime] = Memory(REMEMBERED)
        self._inbound: deque[InboundMessage] = deque(maxlen=REMEMBERED)

    async def check(self) -> None:
        """Accept any credentials; raises TryLaterError during an outage."""
        self._refuse_while_down(datetime.now(UTC))

    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Take messages in as their numbers and texts say.

        Raises TryLaterError during an outage and SignInAgainError where all numbers
        want their credentials refused.
        """
        now = datetime.now(UTC)
        self._refuse_while_down(now)
        courses = [course_of(message.to, message.content.text) for message in messages]
        for message, course in zip(messages, courses, strict=True):
            if course.entry is Entry.OUTAGE and message.id not in self._outages:
                self._outages.keep(message.id, now)
                self._down_until = now + timedelta(seconds=course.wait)
        self._refuse_while_down(now)
        if {course.entry for course in courses} == {Entry.CREDENTIALS_REFUSED}:
            raise SignInAgainError("the sandbox refuses the credentials")
        return [
            self._take(message, course, now)
            for message, course in zip(messages, courses, strict=True)
        ]

    async def fetch_reports(self, sent: Sequence[Sent]) -> Sequence[Report]:
        """Tell where messages stand; raises TryLaterError during an outage."""
        now = datetime.now(UTC)
        self._refuse_while_down(now)
        reports = (
            self._report(gateway_id, now)
            for each in sent
            for gateway_id in each.gateway_ids
        )
        return [report for report in reports if report is not None]

    async def resolve(
        self, doubts: Sequence[Doubt], now: datetime
    ) -> Sequence[Resolution]:
        """Tell what became of messages; raises TryLaterError during an outage."""
        self._refuse_while_down(now)
        return [self._resolve(doubt, now) for doubt in doubts]

    async def fetch_inbound(self, since: datetime | None) -> Sequence[InboundMessage]:
        """Return the replies since a time; raises TryLaterError during an outage."""
        now = datetime.now(UTC)
        self._refuse_while_down(now)
        arrived = [each for each in self._inbound if each.received_at <= now]
        if self._exclusive:
            for each in arrived:
                self._inbound.remove(each)
        elif since is not None:
            arrived = [each for each in arrived if each.received_at >= since]
        return sorted(arrived, key=lambda each: each.received_at)

    async def fetch_balance(self) -> Balance:
        """Return what is left of the credit; raises TryLaterError during an outage."""
        self._refuse_while_down(datetime.now(UTC))
        return Balance(amount=self._credit, currency=self._currency)

    async def look_up(self, numbers: Sequence[str]) -> Sequence[NumberFacts]:
        """Look numbers up, each at the price of a segment.

        Raises TopUpError without credit and TryLaterError during an outage.
        """
        self._refuse_while_down(datetime.now(UTC))
        if not self._pay(len(numbers)):
            raise TopUpError("the account has not enough credit")
        return [facts_of(number, row_of(number).finding) for number in numbers]

    def _refuse_while_down(self, now: datetime) -> None:
        """Raise TryLaterError during an outage."""
        if self._down_until is not None and now < self._down_until:
            raise TryLaterError(
                "the sandbox is down, as it was told to be",
                retry_after=(self._down_until - now).total_seconds(),
            )

    def _take(self, message: Message, course: Course, now: datetime) -> Receipt:
        """Decide about one message; one that is here already is not taken again."""
        known = self._taken.get(message.id)
        if known is not None:
            return known
        if is_refused(course.entry, repeated=message.repeated):
            return answer(message, course.entry)
        if course.entry is Entry.NOT_SENT:
            first = self._first_tries.keep(message.id, now)
            if (now - first).total_seconds() < course.wait:
                return answer(message, course.entry)
        receipt = accepted(message, course, now)
        if not self._pay(receipt.segments or 1):
            return answer(message, Entry.NO_CREDIT)
        self._taken.keep(message.id, receipt)
        self._plan_reply(message, course, now)
        if course.entry is Entry.FOUND_WHEN_ASKED:
            return answer(message, course.entry)
        return receipt

    def _pay(self, segments: int) -> bool:
        """Take the price off the credit, or tell that there is not enough."""
        cost = self._price * segments
        if cost > self._credit:
            return False
        self._credit -= cost
        return True

    def _plan_reply(self, message: Message, course: Course, now: datetime) -> None:
        """Let a reply come in some time after delivery, if there is any."""
        content = message.content
        text = content.text if course.echo else course.reply
        end, after = course.journey(content.validity)
        if text is None or end not in GOOD_ENDS:
            return
        received_at = now + timedelta(seconds=after) + REPLY_DELAY
        self._inbound.append(
            InboundMessage(
                key=f"sbx1-reply-{message.id}",
                channel=content.channel,
                sender=message.to,
                to=content.sender,
                text=text,
                received_at=received_at,
                segments=measure(text).segments,
            )
        )

    def _report(self, gateway_id: str, now: datetime) -> Report | None:
        """Tell where a message stands; None for nothing new or no id of ours."""
        tracking = parse(gateway_id)
        reached = tracking.reached(now) if tracking else None
        if tracking is None or reached is None:
            return None
        status, at = reached
        if self._exclusive:
            key = f"{status} {gateway_id}"
            if key in self._handed_out:
                return None
            self._handed_out.keep(key, now)
        return Report(
            gateway_id=gateway_id,
            status=status,
            at=at,
            segments=tracking.segments,
            price=self._price * tracking.segments,
            currency=self._currency,
            detail=REPORT_WORDS.get(status),
        )

    def _resolve(self, doubt: Doubt, now: datetime) -> Resolution:
        """Tell what became of one message."""
        message = doubt.message
        course = course_of(message.to, message.content.text)
        receipt = self._taken.get(message.id)
        verdict = Verdict.SEND_AGAIN if receipt is None else Verdict.FOUND
        if course.entry is Entry.NEVER_KNOWN:
            verdict = Verdict.STAYS_UNKNOWN
        elif course.entry is Entry.FOUND_WHEN_ASKED:
            found = now >= doubt.since + timedelta(seconds=course.wait)
            verdict = Verdict.FOUND if found else Verdict.ASK_LATER
            # A sandbox that was reloaded knows it by the time at which it left.
            receipt = receipt or accepted(message, course, doubt.since)
        return Resolution(
            message_id=message.id,
            verdict=verdict,
            receipt=receipt if verdict is Verdict.FOUND else None,
        )


def make(
    config: Mapping[str, Any],
    session: aiohttp.ClientSession,  # noqa: ARG001 - the same for all gateways
) -> SandboxGateway:
    """Make a sandbox; `credit` and `price` of a segment are in `currency`."""
    return SandboxGateway(
        credit=Decimal(str(config.get("credit", DEFAULT_CREDIT))),
        price=Decimal(str(config.get("price", DEFAULT_PRICE))),
        currency=config.get("currency") or DEFAULT_CURRENCY,
        exclusive=bool(config.get("exclusive", False)),
    )


def title(config: Mapping[str, Any]) -> str:  # noqa: ARG001 - the same for all gateways
    """Name the account."""
    return "Sandbox"
