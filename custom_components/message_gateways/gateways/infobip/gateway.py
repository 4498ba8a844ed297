"""The Infobip-compatible SMS API at work as one of the gateways."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, override
from uuid import uuid4

import aiohttp

from ..apart import apart_rows
from ..base import (
    AsksForPushes,
    Gateway,
    HasBalance,
    LooksUpNumbers,
    ReadsOnce,
    Receives,
    Reports,
    Resolves,
    TakesPushes,
)
from ..base_address import without_scheme
from ..model import (
    Balance,
    Doubt,
    InboundMessage,
    Message,
    NumberFacts,
    Push,
    Receipt,
    Report,
    Resolution,
    Sent,
    Status,
)
from ..numbers import bare
from ..push_info import PushKind
from ..push_secrets import secrets_of
from ..redact import rows_without_secrets
from ..transport import Transport
from .client import InfobipClient
from .convert import is_of_a_repeat, to_facts, to_inbound, to_report
from .following import Following, ask_all, by_message
from .push import parse_push
from .receiving import Receiving
from .resolving import binary_question, resolve_binary, resolve_text
from .sending import ValidityUnit, binary_request, receipts, text_request


def utc_now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


class InfobipGateway(
    Gateway,
    Reports,
    Resolves,
    Receives,
    ReadsOnce,
    HasBalance,
    LooksUpNumbers,
    TakesPushes,
    AsksForPushes,
):
    """Send, follow, receive and look up with one account."""

    def __init__(
        self,
        client: InfobipClient,
        *,
        exclusive: bool = False,
        validity_unit: ValidityUnit = ValidityUnit.MILLISECONDS,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """`exclusive`: nobody else reads the one-time lists of this account."""
        self._client = client
        self._validity_unit = validity_unit
        self._clock = clock
        self._following = Following(client, exclusive=exclusive, clock=clock)
        self._receiving = Receiving(client, exclusive=exclusive)
        self._push_address: Callable[[], str | None] = lambda: None

    @override
    async def check(self) -> None:
        """Try the credentials by asking for the balance; raises GatewayError."""
        await self._client.balance()

    @override
    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Send messages of equal content in one request; raises GatewayError."""
        data = messages[0].content.binary
        if data is not None:
            answer = await self._client.send_binary(binary_request(messages, data))
            found = receipts(messages, answer, answer.bulk_id)
            return rows_without_secrets(found, self._client.secrets)
        bulk_id = uuid4().hex
        address = self._know_push_address()
        answer = await self._client.send_advanced(
            text_request(messages, bulk_id, self._validity_unit, address)
        )
        found = receipts(messages, answer, answer.bulk_id or bulk_id)
        return rows_without_secrets(found, self._client.secrets)

    @override
    async def fetch_reports(self, sent: Sequence[Sent]) -> Sequence[Report]:
        """Ask where messages stand; raises GatewayError."""
        self._know_push_address()
        rows = await self._following.fetch(sent)
        secrets = self._client.secrets
        return await apart_rows(
            rows,
            lambda those: rows_without_secrets(
                [to_report(row) for row in those if not is_of_a_repeat(row)], secrets
            ),
        )

    @override
    async def resolve(
        self, doubts: Sequence[Doubt], now: datetime
    ) -> Sequence[Resolution]:
        """Look for messages of unknown outcome in the logs; raises GatewayError."""
        self._know_push_address()
        texts = [one for one in doubts if one.message.content.binary is None]
        bytes_ = [one for one in doubts if one.message.content.binary is not None]
        answers = await ask_all(
            self._client, by_message([one.message.id for one in texts])
        )
        rows = [row for answer in answers for row in answer.rows]
        lists = await ask_all(self._client, [binary_question(one) for one in bytes_])
        resolutions = [resolve_text(one, rows, now) for one in texts] + [
            resolve_binary(one, bytes_, found.rows, now)
            for one, found in zip(bytes_, lists, strict=True)
        ]
        return [self._without_secrets(one) for one in resolutions]

    @override
    async def fetch_inbound(self, since: datetime | None) -> Sequence[InboundMessage]:
        """Fetch what came in since a time, 48 hours back at most, oldest first.

        Raises GatewayError.
        """
        rows, now = await self._receiving.fetch(since), self._clock()
        return await apart_rows(
            rows, lambda those: [to_inbound(row, now) for row in those]
        )

    @override
    def forget_progress(self) -> None:
        """Ask the logs first, since what the one-time lists gave was not kept."""
        self._following.forget_progress()
        self._receiving.forget_progress()

    @override
    async def fetch_balance(self) -> Balance:
        """Fetch the balance; raises GatewayError."""
        answer = await self._client.balance()
        return Balance(amount=answer.balance, currency=answer.currency)

    @override
    async def look_up(self, numbers: Sequence[str]) -> Sequence[NumberFacts]:
        """Look numbers up, one row for each; costs money; raises GatewayError."""
        answer = await self._client.query_numbers([bare(one) for one in numbers])
        facts = [to_facts(row) for row in answer.rows]
        found = {
            bare(one.number): one
            for one in rows_without_secrets(facts, self._client.secrets)
        }
        return [
            found.get(bare(one), NumberFacts(number=one, status=Status.UNKNOWN))
            for one in numbers
        ]

    @override
    def parse_push(self, kind: PushKind, body: bytes, content_type: str) -> Push:
        """Read one push; raises UnreadableAnswerError."""
        self._know_push_address()
        push = parse_push(kind, body, content_type)
        return replace(
            push,
            reports=tuple(rows_without_secrets(push.reports, self._client.secrets)),
            lookups=tuple(rows_without_secrets(push.lookups, self._client.secrets)),
        )

    @override
    def ask_for_pushes(self, address: Callable[[], str | None]) -> None:
        """Send an address with each text from now on."""
        self._push_address = address

    def _without_secrets(self, resolution: Resolution) -> Resolution:
        """Hide secrets in what was found out about a message."""
        if resolution.receipt is None:
            return resolution
        (receipt,) = rows_without_secrets([resolution.receipt], self._client.secrets)
        return replace(resolution, receipt=receipt)

    def _know_push_address(self) -> str | None:
        """Return where reports are pushed to; nobody is to repeat it.

        It is found anew each time, since it changes; earlier ones stay secret.
        """
        address = self._push_address()
        if address:
            self._client.keep_secret(secrets_of(address))
        return address


def make(config: Mapping[str, Any], session: aiohttp.ClientSession) -> InfobipGateway:
    """Make the gateway of an account from its credentials and options."""
    client = InfobipClient(
        Transport(session), config["base_url"], config["username"], config["password"]
    )
    return InfobipGateway(
        client,
        exclusive=config.get("exclusive", False),
        validity_unit=ValidityUnit(
            config.get("validity_unit", ValidityUnit.MILLISECONDS)
        ),
    )


def identity(config: Mapping[str, Any]) -> str:
    """Tell accounts apart: the address without scheme, and the user, in lower case."""
    return f"{without_scheme(config['base_url'])}|{config['username']}".lower()


def title(config: Mapping[str, Any]) -> str:
    """Name an account for people."""
    host = without_scheme(config["base_url"]).partition("/")[0]
    return f"{config['username']} ({host})"
