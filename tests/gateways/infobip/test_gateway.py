"""Tests of the gateway as a whole: what it can, who it is, balance and lookups."""

from decimal import Decimal

import aiohttp
import pytest

from custom_components.message_gateways.gateways.base import (
    Gateway,
    HasBalance,
    LooksUpNumbers,
    Receives,
    Reports,
    Resolves,
    TakesPushes,
)
from custom_components.message_gateways.gateways.errors import SignInAgainError
from custom_components.message_gateways.gateways.infobip.gateway import (
    InfobipGateway,
    identity,
    make,
    title,
)
from custom_components.message_gateways.gateways.model import (
    Balance,
    Detail,
    Network,
    NumberFacts,
    Status,
)
from custom_components.message_gateways.gateways.push_info import PushKind
from custom_components.message_gateways.gateways.registry import REGISTRY

from .canned import CannedServer, sample


@pytest.mark.parametrize(
    "ability",
    [Gateway, Reports, Resolves, Receives, HasBalance, LooksUpNumbers, TakesPushes],
)
async def test_the_gateway_can_be_asked_for_all_it_can(
    ability: type, gateway: InfobipGateway
) -> None:
    """Those above ask what it can, not which it is."""
    assert isinstance(gateway, ability)


@pytest.mark.parametrize(
    ("base_url", "expected", "shown"),
    [
        ("http://Host.example/restapi", "host.example/restapi|user", "host.example"),
        ("https://host.example/", "host.example|user", "host.example"),
        ("  https://host.example:8443// ", "host.example:8443|user", None),
        ("host.example/restapi", "host.example/restapi|user", "host.example"),
        ("http://me:secret@host.example/a", "host.example/a|user", "host.example"),
    ],
)
def test_an_account_is_known_by_its_address_and_user(
    base_url: str, expected: str, shown: str | None
) -> None:
    """Scheme, case, a slash at the end and a password in it make no difference."""
    config = {"base_url": base_url, "username": "User"}
    assert identity(config) == expected
    assert title(config).lower() == f"user ({shown or 'host.example:8443'})"


async def test_the_registry_makes_this_gateway(client: aiohttp.ClientSession) -> None:
    """All that the forms bring is understood."""
    info = REGISTRY["infobip"]
    config = {one.key: one.default for one in (*info.credentials, *info.options)}
    made = info.make(config | {"username": "user", "password": "pass"}, client)
    assert isinstance(made, InfobipGateway)


@pytest.mark.parametrize(
    ("exclusive", "path"),
    [(True, "/sms/1/inbox/reports"), (False, "/sms/1/inbox/logs")],
)
async def test_one_time_lists_are_read_only_if_the_user_says_so(
    exclusive: bool,
    path: str,
    server: CannedServer,
    client: aiohttp.ClientSession,
) -> None:
    """They belong to the whole account."""
    config = {"base_url": server.url, "username": "user", "password": "pass"}
    server.will_say({"results": []})
    await make(config | {"exclusive": exclusive}, client).fetch_inbound(None)
    assert server.last.path == path


async def test_the_log_in_is_tried_at_no_cost(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The balance is asked for, nothing is sent."""
    server.will_say(sample("balance.answer.json"))
    await gateway.check()
    assert [asked.method for asked in server.asked] == ["GET"]


async def test_a_wrong_log_in_is_told_in_the_provider_s_words(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The user is asked to sign in again."""
    server.will_say(sample("error_unauthorized.answer.json"), status=401)
    with pytest.raises(SignInAgainError, match="Invalid login details"):
        await gateway.check()


async def test_the_balance_is_exact(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """With the currency, where there is one."""
    server.will_say(sample("balance.answer.json"))
    server.will_say({"balance": "-0.5"})
    assert await gateway.fetch_balance() == Balance(
        amount=Decimal("47.79134"), currency="EUR"
    )
    assert await gateway.fetch_balance() == Balance(
        amount=Decimal("-0.5"), currency=None
    )


async def test_each_number_that_was_asked_for_gets_its_facts(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """In the order of the question; what the answer leaves out is unknown."""
    server.will_say(sample("number_query_many.answer.json"))
    first, second, third = await gateway.look_up(
        ["+41793026727", "+3859851212", "+447700900123"]
    )
    assert server.last.json() == {"to": ["41793026727", "3859851212", "447700900123"]}
    assert first.number == "+41793026727"
    assert second == NumberFacts(
        number="+3859851212",
        status=Status.FAILED,
        reachable=False,
        ported=False,
        roaming=False,
        mccmnc="21901",
        original_network=Network(prefix="98", country_prefix="385"),
        detail=Detail(
            code="9",
            name="UNDELIVERABLE_NOT_DELIVERED",
            text="Message sent not delivered. EC_UNKNOWN_SUBSCRIBER. "
            "Unknown Subscriber",
        ),
    )
    assert third == NumberFacts(number="+447700900123", status=Status.UNKNOWN)


async def test_a_delivered_lookup_says_the_number_can_be_reached(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The answer of the introduction, and one that says nothing."""
    server.will_say(sample("intro_number_query.answer.json"))
    server.will_say({"results": [{"to": "41793026727"}]})
    (facts,) = await gateway.look_up(["+41793026727"])
    assert facts.reachable is True
    assert facts.imsi == "228012120181810"
    (facts,) = await gateway.look_up(["+41793026727"])
    assert facts == NumberFacts(number="+41793026727", status=Status.UNKNOWN)


async def test_the_gateway_reads_pushes(gateway: InfobipGateway) -> None:
    """JSON and XML."""
    push = gateway.parse_push(
        PushKind.REPORTS, sample("reports.answer.xml"), "application/xml"
    )
    assert [one.status for one in push.reports] == [Status.DELIVERED]
