"""The REST API of Devino Telecom at work as one of the gateways."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, override

import aiohttp

from ..base import (
    Gateway,
    HasBalance,
    HasStatistics,
    Receives,
    Reports,
    TakesPushes,
)
from ..model import (
    Balance,
    InboundMessage,
    Message,
    Push,
    Receipt,
    Report,
    Sent,
)
from ..month import Statistics
from ..push_info import PushKind
from ..redact import rows_without_secrets
from ..transport import Transport
from .bulk import send_all
from .client import DevinoClient, utc_now
from .convert import inbound_key, to_inbound, to_statistics
from .following import Following
from .push import parse_push
from .sending import send_some

# The provider takes no more than a year; its clock is not quite ours.
FURTHEST_BACK = timedelta(days=365) - timedelta(hours=1)
CLOCKS_DIFFER = timedelta(hours=1)


class DevinoGateway(Gateway, Reports, Receives, HasBalance, HasStatistics, TakesPushes):
    """Send, follow, receive and count with one account."""

    def __init__(
        self,
        client: DevinoClient,
        *,
        sms_fallback: bool = False,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """`sms_fallback`: every Viber message goes out by SMS where Viber fails."""
        self._client = client
        self._sms_fallback = sms_fallback
        self._clock = clock
        self._following = Following(client, fallback=sms_fallback, clock=clock)

    @override
    async def check(self) -> None:
        """Try the credentials by asking for the balance; raises GatewayError."""
        await self._client.balance()

    @override
    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Send messages of equal content, in one request where no number is refused.

        Raises GatewayError.
        """
        return await send_all(
            messages, partial(send_some, self._client, fallback=self._sms_fallback)
        )

    @override
    async def fetch_reports(self, sent: Sequence[Sent]) -> Sequence[Report]:
        """Ask where some segments stand, others the next time; raises GatewayError."""
        reports = await self._following.fetch(sent)
        return rows_without_secrets(reports, self._client.secrets)

    @override
    async def fetch_inbound(self, since: datetime | None) -> Sequence[InboundMessage]:
        """Fetch what came in since a time, a year back at most, oldest first.

        Raises GatewayError.
        """
        now = self._clock()
        begin = max(since or now - FURTHEST_BACK, now - FURTHEST_BACK)
        # Both to the second, and the end after the beginning.
        until = max(begin, now) + CLOCKS_DIFFER
        rows = {
            inbound_key(row): to_inbound(row, now)
            for row in await self._client.inbound(begin, until)
        }
        return sorted(rows.values(), key=lambda one: one.received_at)

    @override
    async def fetch_balance(self) -> Balance:
        """Fetch the balance, whose currency is nowhere said; raises GatewayError."""
        return Balance(amount=await self._client.balance(), currency=None)

    @override
    async def fetch_statistics(self, since: datetime, until: datetime) -> Statistics:
        """Fetch the counts of a period of 90 days at most; raises GatewayError."""
        row = await self._client.statistics(since, until)
        return to_statistics(row, since, until)

    @override
    def parse_push(self, kind: PushKind, body: bytes, content_type: str) -> Push:
        """Read one push; raises UnreadableAnswerError."""
        push = parse_push(kind, body, content_type, self._clock())
        reports = rows_without_secrets(push.reports, self._client.secrets)
        return replace(push, reports=tuple(reports))


def make(config: Mapping[str, Any], session: aiohttp.ClientSession) -> DevinoGateway:
    """Make the gateway of an account from its credentials and options."""
    client = DevinoClient(
        Transport(session), config["base_url"], config["login"], config["password"]
    )
    return DevinoGateway(client, sms_fallback=config.get("sms_fallback", False))


def identity(config: Mapping[str, Any]) -> str:
    """Tell accounts apart: the login in lower case."""
    login: str = config["login"]
    return login.strip().lower()


def title(config: Mapping[str, Any]) -> str:
    """Name an account for people."""
    return f"{config['login']} (Devino)"
