"""Tests that what the client asks equals the samples of the document."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote_plus

import aiohttp
import pytest

from custom_components.message_gateways.gateways.devino.client import DevinoClient
from custom_components.message_gateways.gateways.devino.requests import (
    Sms,
    Viber,
    encoded,
    one_number,
)
from custom_components.message_gateways.gateways.errors import (
    CheckSettingsError,
    InvalidInputError,
)
from custom_components.message_gateways.gateways.transport import Transport

from .canned import LOGIN, PASSWORD, Asked, DevinoServer, sample

AT_FOUR = datetime(2011, 1, 28, 16, tzinfo=UTC)
ONE = ("79001234567",)
TWO = ("79001234567", "79160000000")
TEST = Sms(to=TWO, text="testdata", sender="TESTSMS", validity=10, send_at=AT_FOUR)
ONE_TEST = Sms(to=ONE, text="testdata", sender="TESTSMS", validity=10, send_at=AT_FOUR)

type Call = Callable[[DevinoClient], Awaitable[Any]]

SAMPLES: dict[str, tuple[str, Call]] = {
    "balance": ("GET", lambda api: api.balance()),
    "send": (
        "POST",
        lambda api: api.send_sms(
            Sms(to=("79161002030",), text="test", sender="DEVINO", validity=0)
        ),
    ),
    "send_by_time_zone": ("POST", lambda api: api.send_sms_by_time_zone(ONE_TEST)),
    "send_bulk": ("POST", lambda api: api.send_sms_bulk(TEST)),
    "send_by_time_zone_to_addresses": (
        "POST",
        lambda api: api.send_sms_by_time_zone_to_addresses(TEST),
    ),
    "state": ("GET", lambda api: api.sms_state("579700854169272358")),
    "state_segment": ("GET", lambda api: api.sms_state("SAR-W+84333")),
    "in": (
        "GET",
        lambda api: api.inbound(
            datetime(2011, 1, 1, tzinfo=UTC), datetime(2011, 1, 11, tzinfo=UTC)
        ),
    ),
    "statistics": (
        "GET",
        lambda api: api.statistics(
            datetime(2012, 1, 18, tzinfo=UTC),
            datetime(2012, 1, 18, 23, 59, tzinfo=UTC),
        ),
    ),
}
# A plus that the document forgot to encode, and a space for the T of a date.
AS_MEANT = {"SAR-W 84333": "SAR-W+84333", "2012-01-18 00:00:00": "2012-01-18T00:00:00"}


def printed(name: str) -> tuple[str, set[tuple[str, str]], str]:
    """Read a sample: its path, its pairs, its session."""
    path, _, query = sample(f"{name}.request.txt").decode().strip().partition("?")
    pairs = [pair.partition("=") for pair in query.split("&")]
    values = {(key.lower(), unquote_plus(value)) for key, _, value in pairs}
    (session,) = {value for key, value in values if key == "sessionid"}
    meant = {(key, AS_MEANT.get(value, value)) for key, value in values}
    return path.removeprefix("https://integrationapi.net"), meant, session


def pairs_of(asked: Asked) -> set[tuple[str, str]]:
    """Return the pairs of a request; names may be written in any case."""
    return {(key.lower(), value) for key, value in asked.pairs}


@pytest.mark.parametrize("name", SAMPLES)
async def test_a_request_is_that_of_the_document(
    name: str, api: DevinoClient, server: DevinoServer
) -> None:
    """Path and pairs; what is sent goes as a form, so that no log has it."""
    method, call = SAMPLES[name]
    path, pairs, session = printed(name)
    answers = {"balance": "balance", "in": "in", "statistics": "statistics"}
    kind = "state" if name.startswith("state") else answers.get(name, "send")
    server.will_log_in(session)
    server.will_say(sample(f"{kind}.answer.json"))
    await call(api)
    assert server.last.method == method
    assert server.last.path == path
    assert pairs_of(server.last) == pairs
    assert ("?" in server.last.raw) is (method == "GET")


async def test_the_log_in_is_encoded_as_the_document_has_it(
    api: DevinoClient, server: DevinoServer
) -> None:
    """Its sample has a password of signs that mean something in an address."""
    server.will_say(sample("balance.answer.json"))
    await api.balance()
    (log_in,) = server.sessions
    assert log_in.method == "GET"
    assert log_in.raw == (
        "/rest/user/sessionid?login=Jonathan&password=a%2Bb%3D%3D13%25!"
    )


async def test_the_plus_of_a_message_id_is_encoded(
    api: DevinoClient, server: DevinoServer
) -> None:
    """Unencoded it would be a space."""
    server.will_say(sample("state.answer.json"))
    await api.sms_state("SAR-GW01+79160000000-5f3b1972-2-1")
    assert server.last.raw.endswith("messageId=SAR-GW01%2B79160000000-5f3b1972-2-1")


async def test_the_numbers_of_a_bulk_are_repeated_pairs(
    api: DevinoClient, server: DevinoServer
) -> None:
    """Not with brackets, not with commas."""
    server.will_say(sample("send_bulk.answer.json"))
    await api.send_sms_bulk(TEST)
    assert server.last.all("DestinationAddresses") == list(TWO)
    assert server.last.one("SessionID") == "session-1"


async def test_what_is_not_given_is_not_sent(
    api: DevinoClient, server: DevinoServer
) -> None:
    """An empty SendDate or Validity would be refused."""
    server.will_say(sample("send.answer.json"))
    await api.send_sms(Sms(to=ONE, text=""))
    assert server.last.pairs == [
        ("SessionID", "session-1"),
        ("DestinationAddress", "79001234567"),
        ("Data", ""),
    ]


@pytest.mark.parametrize(
    ("send_at", "utc", "wall_clock"),
    [
        (AT_FOUR, "2011-01-28T16:00:00", "2011-01-28T16:00:00"),
        (
            datetime(2011, 1, 28, 16, 0, 59, 9, tzinfo=timezone(timedelta(hours=3))),
            "2011-01-28T13:00:59",
            "2011-01-28T16:00:59",
        ),
        (
            AT_FOUR.replace(tzinfo=None),
            "2011-01-28T16:00:00",
            "2011-01-28T16:00:00",
        ),
    ],
)
async def test_a_schedule_is_in_utc_or_the_wall_clock_as_it_was_written(
    send_at: datetime,
    utc: str,
    wall_clock: str,
    api: DevinoClient,
    server: DevinoServer,
) -> None:
    """The wall clock where the time zone of the recipient counts."""
    server.will_say(sample("send.answer.json"))
    request = Sms(to=ONE, text="Soon", send_at=send_at)
    for call, expected in (
        (api.send_sms, utc),
        (api.send_sms_bulk, utc),
        (api.send_sms_by_time_zone, wall_clock),
        (api.send_sms_by_time_zone_to_addresses, wall_clock),
    ):
        await call(request)
        assert server.last.one("SendDate") == expected


@pytest.mark.parametrize(
    ("path", "call"),
    [
        ("/rest/Viber/Send", lambda api: api.send_viber),
        ("/rest/Viber/SendWithResend", lambda api: api.send_viber_with_resend),
    ],
)
async def test_a_viber_message_to_one_has_all_fields(
    path: str,
    call: Callable[[DevinoClient], Callable[[Viber], Awaitable[Any]]],
    api: DevinoClient,
    server: DevinoServer,
) -> None:
    """As the field notes name them."""
    server.will_say(sample("viber_send.answer.json"))
    request = Viber(to=ONE, text="Hi", sender="House", validity=60, optional="a&b")
    assert await call(api)(request) == ("GW0261BBD6B3",)
    assert server.last.path == path
    assert server.last.method == "POST"
    assert server.last.pairs == [
        ("SessionID", "session-1"),
        ("DestinationAddress", "79001234567"),
        ("SourceAddress", "House"),
        ("Data", "Hi"),
        ("Validity", "60"),
        ("Optional", "a&b"),
    ]


@pytest.mark.parametrize(
    ("path", "call"),
    [
        ("/rest/Viber/SendBulk", lambda api: api.send_viber_bulk),
        ("/rest/Viber/SendWithResendBulk", lambda api: api.send_viber_with_resend_bulk),
    ],
)
async def test_a_viber_message_to_many_has_a_free_text_for_each(
    path: str,
    call: Callable[[DevinoClient], Callable[[Viber], Awaitable[Any]]],
    api: DevinoClient,
    server: DevinoServer,
) -> None:
    """Repeated, in the order of the numbers."""
    server.will_say(["GW1", "GW2"])
    request = Viber(to=TWO, text="Hi", sender="House", optional="dinner")
    assert await call(api)(request) == ("GW1", "GW2")
    assert server.last.path == path
    assert server.last.all("DestinationAddresses") == list(TWO)
    assert server.last.all("Optionals") == ["dinner", "dinner"]
    assert server.last.all("Optional") == []
    await call(api)(Viber(to=TWO, text="Hi"))
    assert server.last.all("Optionals") == []


async def test_a_viber_state_is_asked_for_by_id(
    api: DevinoClient, server: DevinoServer
) -> None:
    """With the name of the session that the field notes have."""
    server.will_say({"State": 1})
    await api.viber_state("GW0261BBD6B3")
    assert server.last.method == "GET"
    assert server.last.path == "/rest/Viber/State"
    assert server.last.pairs == [
        ("sessionId", "session-1"),
        ("messageId", "GW0261BBD6B3"),
    ]


@pytest.mark.parametrize("days", [90, 1])
async def test_statistics_of_up_to_90_days_are_asked_for(
    days: int, api: DevinoClient, server: DevinoServer
) -> None:
    """More is refused by the provider."""
    server.will_say(sample("statistics.answer.json"))
    await api.statistics(AT_FOUR - timedelta(days=days), AT_FOUR)
    assert server.last.one("endDateTime") == "2011-01-28T16:00:00"


@pytest.mark.parametrize(
    "period", [timedelta(days=90, seconds=1), timedelta(), timedelta(days=-1)]
)
async def test_statistics_of_no_period_are_not_asked_for(
    period: timedelta, api: DevinoClient, server: DevinoServer
) -> None:
    """Neither is more than 90 days."""
    with pytest.raises(InvalidInputError, match="period_not_possible"):
        await api.statistics(AT_FOUR - period, AT_FOUR)
    assert server.asked == []


def test_a_message_to_one_takes_one_number() -> None:
    """The calls for one number have no place for more."""
    with pytest.raises(ValueError, match="too many"):
        one_number(TWO)


def test_half_a_character_is_replaced() -> None:
    """It can't be written in UTF-8."""
    assert encoded([("Data", "a\ud83d é")]) == "Data=a%3F+%C3%A9"


@pytest.mark.parametrize("base_url", ["http://[::1/rest", "http://host:port"])
async def test_an_address_that_is_none_is_told(
    base_url: str, client: aiohttp.ClientSession
) -> None:
    """Nothing is sent."""
    api = DevinoClient(Transport(client), base_url, LOGIN, PASSWORD)
    with pytest.raises(CheckSettingsError):
        await api.balance()
