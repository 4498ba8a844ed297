"""Every gateway put to work on a server of ours, through all that it can be asked."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from custom_components.message_gateways.gateways.base import (
    Cancels,
    ChecksFirst,
    CleansUp,
    ExchangesContacts,
    FetchesDocuments,
    FiresInbound,
    Gateway,
    HasAddressBooks,
    HasBalance,
    HasCampaigns,
    HasCounters,
    HasStatistics,
    IdentifiesItself,
    KnowsItsRelease,
    LooksUpNumbers,
    OffersChoices,
    Receives,
    Reports,
    Resolves,
    SendsPins,
)
from custom_components.message_gateways.gateways.campaigns import InUse
from custom_components.message_gateways.gateways.errors import GatewayError
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Doubt,
    Message,
    Outcome,
    Sent,
)
from custom_components.message_gateways.gateways.registry import REGISTRY

ANN = "+447700900123"
NOW = datetime(2026, 2, 12, 12, tzinfo=UTC)
SMS = Content(channel=Channel.SMS, text="Hello", sender="2020")
MESSAGE = Message(id="m1", to=ANN, content=SMS, batch="0" * 32)
SENT = Sent(
    message_id="m1",
    to=ANN,
    gateway_ids=("7",),
    request_id="t",
    accepted_at=NOW - timedelta(minutes=5),
    content=SMS,
)

type Work = Callable[[Any], Awaitable[object]]

SIGN_IN: Mapping[str, Mapping[str, str]] = {
    "infobip": {"username": "demo", "password": "s3cret-pa55"},
    "devino": {"login": "demo", "password": "s3cret-pa55"},
    "entera": {"login": "demo", "password": "s3cret-pa55"},
    "ogangi": {
        "instance_id": "7",
        "public_key": "demo",
        "private_key": "s3cret-pa55",
        "carrier": "Movistar",
        "sender": "2020",
    },
    "ictcore": {
        "username": "demo",
        "password": "s3cret-pa55",
        "account_id": "1",
        "user_id": "1",
    },
}
# What lets a gateway in, so that the answers behind are reached.
LOG_IN: Mapping[str, tuple[str, bytes]] = {
    "devino": ("/user/sessionid", b'"36-characters-of-a-session-id-000000"'),
    "ictcore": ("/authenticate", b'{"token": "eyJ0eXAi", "user_id": "1"}'),
}


async def _in_use() -> InUse:
    """Say that nothing is in use."""
    return InUse()


WORK: tuple[tuple[type, str, Work], ...] = (
    (Gateway, "check", lambda gateway: gateway.check()),
    (Gateway, "send", lambda gateway: gateway.send([MESSAGE])),
    (ChecksFirst, "check first", lambda gateway: gateway.check_first([MESSAGE])),
    (Reports, "reports", lambda gateway: gateway.fetch_reports([SENT])),
    (
        Resolves,
        "resolve",
        lambda gateway: gateway.resolve([Doubt(message=MESSAGE, since=NOW)], NOW),
    ),
    (Receives, "inbound", lambda gateway: gateway.fetch_inbound(None)),
    (HasBalance, "balance", lambda gateway: gateway.fetch_balance()),
    (
        HasStatistics,
        "statistics",
        lambda gateway: gateway.fetch_statistics(NOW - timedelta(days=1), NOW),
    ),
    (LooksUpNumbers, "look up", lambda gateway: gateway.look_up([ANN])),
    (Cancels, "cancel", lambda gateway: gateway.cancel([SENT])),
    (HasAddressBooks, "books", lambda gateway: gateway.address_books()),
    (HasAddressBooks, "contacts", lambda gateway: gateway.contacts("1")),
    (ExchangesContacts, "export", lambda gateway: gateway.export_contacts("1")),
    (HasCampaigns, "campaigns", lambda gateway: gateway.campaigns()),
    (SendsPins, "pin", lambda gateway: gateway.send_pin(MESSAGE, length=4)),
    (
        FiresInbound,
        "fire",
        lambda gateway: gateway.fire_inbound(sender=ANN, text="Hello"),
    ),
    (FetchesDocuments, "document", lambda gateway: gateway.fetch_document("7")),
    (HasCounters, "counters", lambda gateway: gateway.fetch_counters()),
    (OffersChoices, "choices", lambda gateway: gateway.fetch_choices("account_id")),
    (IdentifiesItself, "identify", lambda gateway: gateway.identify()),
    (KnowsItsRelease, "release", lambda gateway: gateway.fetch_read_only_release()),
    (CleansUp, "clean up", lambda gateway: gateway.clean_up(_in_use)),
)


def make(gateway: str, base_url: str, session: aiohttp.ClientSession) -> Gateway:
    """Make a gateway of a server."""
    config = {"base_url": base_url, "verify_ssl": True, **SIGN_IN[gateway]}
    return REGISTRY[gateway].make(config, session)


async def put_to_work(gateway: Gateway, *names: str) -> dict[str, GatewayError | None]:
    """Ask a gateway for all that it can do, or some; only its own errors are caught.

    What was sent has an outcome: nobody is told "accepted" by nonsense.
    """
    ended: dict[str, GatewayError | None] = {}
    for protocol, name, work in WORK:
        if not isinstance(gateway, protocol) or (names and name not in names):
            continue
        try:
            found: Any = await work(gateway)
        except GatewayError as err:
            ended[name] = err
        else:
            ended[name] = None
            if name == "send":
                assert [type(one.outcome) for one in found] == [Outcome]
    return ended
