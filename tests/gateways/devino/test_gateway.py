"""Tests of the gateway as a whole: who it is, balance, inbound, statistics, limits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import aiohttp
import pytest

from custom_components.message_gateways.gateways.base import (
    Gateway,
    HasBalance,
    HasStatistics,
    Receives,
    Reports,
    Resolves,
)
from custom_components.message_gateways.gateways.checks import check_content
from custom_components.message_gateways.gateways.devino.gateway import (
    DevinoGateway,
    identity,
    title,
)
from custom_components.message_gateways.gateways.errors import (
    InvalidInputError,
    SignInAgainError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import (
    Balance,
    Channel,
    Content,
    InboundMessage,
)
from custom_components.message_gateways.gateways.month import Statistics
from custom_components.message_gateways.gateways.registry import REGISTRY
from tests.simulators.clock import SettableClock

from .canned import DevinoServer, sample
from .words import PLAIN, VIBER, message

INFO = REGISTRY["devino"]


@pytest.mark.parametrize(
    "ability", [Gateway, Reports, Receives, HasBalance, HasStatistics]
)
async def test_the_gateway_can_be_asked_for_all_it_can(
    ability: type, gateway: DevinoGateway
) -> None:
    """Those above ask what it can, not which it is."""
    assert isinstance(gateway, ability)


async def test_nobody_can_say_what_became_of_an_unknown_message(
    gateway: DevinoGateway,
) -> None:
    """The API has no key of ours, so an unknown outcome stays unknown."""
    assert not isinstance(gateway, Resolves)


@pytest.mark.parametrize("login", ["Ada", "ada", " ADA "])
def test_an_account_is_known_by_its_login(login: str) -> None:
    """The address of the API is everybody's."""
    config = {"base_url": "https://integrationapi.net/rest", "login": login}
    assert identity(config) == "ada"


def test_an_account_is_called_by_its_login() -> None:
    """As it was typed."""
    assert title({"login": "Ada"}) == "Ada (Devino)"


async def test_the_registry_makes_this_gateway(
    client: aiohttp.ClientSession, server: DevinoServer
) -> None:
    """All that the forms bring is understood."""
    fields = (*INFO.credentials, *INFO.options)
    config = {one.key: one.default for one in fields} | {
        "base_url": f"{server.url}rest",
        "login": "Ada",
        "password": "secret",
        "sms_fallback": True,
    }
    made = INFO.make(config, client)
    assert isinstance(made, DevinoGateway)
    server.will_say(["GW1"])
    await made.send([message("a", content=VIBER)])
    assert server.last.path == "/rest/Viber/SendWithResend"
    assert INFO.credentials[0].default == "https://integrationapi.net/rest"


async def test_the_log_in_is_tried_at_no_cost(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """The balance is asked for, nothing is sent."""
    server.will_say(sample("balance.answer.json"))
    await gateway.check()
    assert [one.path for one in server.asked] == [
        "/rest/user/sessionid",
        "/rest/User/Balance",
    ]


async def test_a_wrong_log_in_is_told_in_the_provider_s_words(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """The user is asked to sign in again."""
    server.will_log_in(sample("session.error.txt"), status=401)
    with pytest.raises(SignInAgainError, match="Invalid user login or password"):
        await gateway.check()


async def test_the_balance_is_exact_and_of_no_currency(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """The API does not say which."""
    server.will_say(b"20015.30000000000001")
    assert await gateway.fetch_balance() == Balance(
        amount=Decimal("20015.30000000000001"), currency=None
    )


async def test_an_empty_balance_can_t_be_read(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """The document's sample lost its number."""
    server.will_say(sample("balance.answer.txt"))
    with pytest.raises(UnreadableAnswerError):
        await gateway.fetch_balance()


async def test_what_came_in_is_fetched_oldest_first_and_once(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """The key is the provider's id."""
    rows = [
        {"ID": 2, "Data": "B", "CreateDateUtc": "/Date(2000)/", "SourceAddress": "1"},
        {"ID": "1", "Data": "A", "CreatedDateUtc": "/Date(1000)/"},
        {"ID": "2", "Data": "B", "CreateDateUtc": "/Date(2000)/", "SourceAddress": "1"},
        {"ID": "3", "Data": "C", "SourceAddress": "Bank", "DestinationAddress": "5"},
    ]
    server.will_say(rows)
    found = await gateway.fetch_inbound(clock() - timedelta(hours=1))
    assert [(one.key, one.text) for one in found] == [
        ("1", "A"),
        ("2", "B"),
        ("3", "C"),
    ]
    assert found[1].sender == "+1"
    assert found[2] == InboundMessage(
        key="3",
        channel=Channel.SMS,
        sender="Bank",
        to="+5",
        text="C",
        received_at=clock(),
    )


async def test_a_message_without_an_id_is_known_by_what_it_holds(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """The same each time."""
    row = {"Data": "A", "SourceAddress": "1", "CreateDateUtc": "/Date(1000)/"}
    other = row | {"CreateDateUtc": "/Date(2000)/"}
    server.will_say([row, row, other])
    first, second = await gateway.fetch_inbound(None)
    again, _ = await gateway.fetch_inbound(None)
    assert first.key == again.key != second.key


@pytest.mark.parametrize(
    ("back", "begin"),
    [
        (timedelta(hours=1), "2026-02-12T07:50:22"),
        (timedelta(days=364), "2025-02-13T08:50:22"),
        (timedelta(days=366), "2025-02-12T09:50:22"),
        (timedelta(hours=-2), "2026-02-12T10:50:22"),
        (None, "2025-02-12T09:50:22"),
    ],
)
async def test_no_more_than_a_year_is_asked_for(
    back: timedelta | None,
    begin: str,
    gateway: DevinoGateway,
    server: DevinoServer,
    clock: SettableClock,
) -> None:
    """The end is after the beginning, and leaves room for clocks that differ."""
    server.will_say([])
    since = None if back is None else clock() - back
    assert await gateway.fetch_inbound(since) == []
    assert server.last.one("minDateUTC") == begin
    ends = server.last.one("maxDateUTC")
    assert ends == max("2026-02-12T09:50:22", ends)
    assert ends > begin


async def test_the_counts_of_a_period_are_fetched(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """As in the document; each message is counted once."""
    server.will_say(sample("statistics.answer.json"))
    since = datetime(2012, 1, 1, tzinfo=UTC)
    until = datetime(2012, 2, 1, tzinfo=UTC)
    found = await gateway.fetch_statistics(since, until)
    assert found == Statistics(
        since=since,
        until=until,
        sent=9,
        delivered=0,
        errors=0,
        in_process=7780,
        expired=0,
        rejected=56876,
    )
    assert found.total == 64665
    assert found.delivery_ratio == 0
    assert replace(found, delivered=64665).delivery_ratio == 0.5
    nothing = replace(found, sent=0, in_process=0, rejected=0)
    assert nothing.delivery_ratio is None


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        replace(PLAIN, text="ж" * 2000),
        replace(PLAIN, sender="Abcdefghijk"),
        replace(PLAIN, sender="123456789012345"),
        replace(PLAIN, send_at=datetime(2026, 2, 13, tzinfo=UTC)),
        replace(VIBER, text="ж" * 1000),
        replace(VIBER, validity=timedelta(minutes=1)),
        replace(VIBER, validity=timedelta(minutes=1440)),
        replace(VIBER, sms_fallback=True, optional="x"),
    ],
)
def test_a_content_within_the_limits_is_let_through(content: Content) -> None:
    """Of both channels."""
    check_content(INFO, content, longest_segments=255)


@pytest.mark.parametrize(
    ("content", "key", "placeholders"),
    [
        (
            replace(PLAIN, text="x" * 2001),
            "text_too_long",
            {"characters": "2001", "limit": "2000"},
        ),
        (
            replace(VIBER, text="x" * 1001),
            "text_too_long",
            {"characters": "1001", "limit": "1000"},
        ),
        (replace(PLAIN, sender=None), "sender_needed", {"gateway": "Devino Telecom"}),
        (replace(VIBER, sender=None), "sender_needed", {"gateway": "Devino Telecom"}),
        (replace(PLAIN, sender="Abcdefghijkl"), "sender_not_possible", None),
        (replace(PLAIN, sender="1234567890123456"), "sender_not_possible", None),
        (replace(PLAIN, sender="Кухня"), "sender_not_possible", None),
        (replace(VIBER, sender="123456789012"), "sender_not_possible", None),
        (
            replace(VIBER, validity=timedelta(minutes=1441)),
            "validity_not_possible",
            {"limit": "1440"},
        ),
        (replace(VIBER, validity=timedelta()), "validity_not_possible", None),
        (
            replace(VIBER, send_at=datetime(2026, 2, 13, tzinfo=UTC)),
            "field_not_offered",
            None,
        ),
        (replace(PLAIN, sms_fallback=True), "field_not_offered", None),
        (replace(PLAIN, flash=True), "field_not_offered", None),
    ],
)
def test_a_content_beyond_a_limit_is_refused_by_name(
    content: Content, key: str, placeholders: dict[str, str] | None
) -> None:
    """Before anything is sent."""
    with pytest.raises(InvalidInputError) as raised:
        check_content(INFO, content, longest_segments=255)
    assert raised.value.key == key
    assert placeholders in (None, raised.value.placeholders)


def test_a_sender_of_other_letters_may_do_elsewhere() -> None:
    """Only where the rule says so are they refused."""
    content = replace(PLAIN, sender="Кухня")
    check_content(REGISTRY["infobip"], content, longest_segments=255)
