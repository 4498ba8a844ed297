"""Tests of messages that came in: page by page until known ground, each once."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    GatewayError,
    SignInAgainError,
)
from custom_components.message_gateways.gateways.model import Channel, InboundMessage
from custom_components.message_gateways.gateways.ogangi import receiving, remembered
from custom_components.message_gateways.gateways.ogangi.gateway import OgangiGateway
from tests.simulators.clock import SettableClock
from tests.simulators.ogangi import Dates, Names, OgangiSimulator, PageZero

from .stories import MakeGateway, paths, will_say

ANN = "447700900123"
START = datetime(2026, 2, 12, 8, 50, 22, 221000, tzinfo=UTC)
PAGINGS: list[dict[str, Any]] = [
    {"first_page": 0},
    {"first_page": 1, "page_zero": PageZero.ERROR},
    {"first_page": 1, "page_zero": PageZero.EMPTY},
    {"first_page": 1, "page_zero": PageZero.FIRST},
    {"first_page": 0, "with_records": False},
    {"first_page": 1, "page_zero": PageZero.ERROR, "with_records": False},
    {"first_page": 1, "page_zero": PageZero.EMPTY, "with_records": False},
    {"first_page": 1, "page_zero": PageZero.FIRST, "with_records": False},
    {"first_page": 0, "largest_page": 2, "names": Names.UPPER, "rooted": False},
]


@pytest.fixture
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page have three rows, so that a test needs few."""
    monkeypatch.setattr(receiving, "PAGE_SIZE", 3)


def fill(simulator: OgangiSimulator, clock: SettableClock, *texts: object) -> None:
    """Let messages come in, a second apart."""
    for text in texts:
        clock.advance(1)
        simulator.receive(from_=ANN, text=str(text))


def texts(found: Sequence[InboundMessage]) -> list[str]:
    """Return the texts of messages."""
    return [one.text for one in found]


def pages(simulator: OgangiSimulator) -> list[str]:
    """Return the pages that were asked for since the last time."""
    asked = [path.split("/")[2] for path in paths(simulator)]
    simulator.requests.clear()
    return asked


@pytest.mark.parametrize("dates", list(Dates))
async def test_a_message_comes_in_with_its_time_and_the_same_key_each_time(
    dates: Dates, make_gateway: MakeGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """A date without an offset is in the account's."""
    ogangi_simulator.configure(dates=dates)
    gateway = make_gateway(utc_offset="-04:30")
    ogangi_simulator.receive(from_=ANN, text="Grüße & <Küsse>", keyword="^Gr.*")
    (found,) = await gateway.fetch_inbound(START - timedelta(minutes=10))
    assert found == InboundMessage(
        key=found.key,
        channel=Channel.SMS,
        sender=ANN,
        to="2020",
        text="Grüße & <Küsse>",
        received_at=START,
        keyword="^Gr.*",
        wall_clock=dates is Dates.PLAIN,
    )
    assert await gateway.fetch_inbound(START) == [found]


async def test_sender_code_text_and_time_make_another_message(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """Only what is equal in all of them is the same."""
    for sender, text, code, seconds in (
        (ANN, "yes", "2020", 0),
        (ANN, "yes", "2020", 0),
        ("447700900124", "yes", "2020", 0),
        (ANN, "no", "2020", 0),
        (ANN, "yes", "3030", 0),
        (ANN, "yes", "2020", 1),
    ):
        ogangi_simulator.receive(
            from_=sender,
            text=text,
            to=code,
            received_at=START + timedelta(seconds=seconds),
        )
    found = await gateway.fetch_inbound(None)
    assert len({one.key for one in found}) == len(found) == 5


@pytest.mark.usefixtures("_short_pages")
@pytest.mark.parametrize("paging", PAGINGS)
async def test_all_pages_are_read_wherever_they_start(
    paging: dict[str, Any],
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """Each message once, oldest first."""
    ogangi_simulator.configure(**paging)
    fill(ogangi_simulator, ogangi_clock, *range(10))
    assert texts(await gateway.fetch_inbound(None)) == [str(n) for n in range(10)]
    fill(ogangi_simulator, ogangi_clock, "new")
    assert "new" in texts(await gateway.fetch_inbound(START))


@pytest.mark.parametrize("paging", PAGINGS)
async def test_an_inbox_that_was_empty_is_read_when_something_comes(
    paging: dict[str, Any],
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """Where pages start may not be known before that."""
    ogangi_simulator.configure(**paging)
    assert await gateway.fetch_inbound(None) == []
    fill(ogangi_simulator, ogangi_clock, "first")
    assert texts(await gateway.fetch_inbound(None)) == ["first"]


@pytest.mark.usefixtures("_short_pages")
async def test_reading_stops_on_known_ground(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """One page is enough where nothing is new; old messages are left out."""
    fill(ogangi_simulator, ogangi_clock, *range(12))
    since = START + timedelta(seconds=8)
    assert texts(await gateway.fetch_inbound(since)) == ["7", "8", "9", "10", "11"]
    assert pages(ogangi_simulator) == ["0", "1", "2"]
    assert texts(await gateway.fetch_inbound(since)) == ["9", "10", "11"]
    assert pages(ogangi_simulator) == ["0"]
    fill(ogangi_simulator, ogangi_clock, 12, 13, 14, 15)
    found = await gateway.fetch_inbound(START)
    assert texts(found)[-4:] == ["12", "13", "14", "15"]
    assert pages(ogangi_simulator) == ["0", "1", "2"]


@pytest.mark.usefixtures("_short_pages")
async def test_what_could_not_be_kept_is_read_again(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """Nothing counts as known then."""
    fill(ogangi_simulator, ogangi_clock, *range(7))
    for _ in range(2):
        assert len(await gateway.fetch_inbound(START)) == 7
        gateway.forget_progress()


@pytest.mark.usefixtures("_short_pages")
async def test_after_a_failure_between_pages_all_is_read_again(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """Nothing counts as known of which nobody heard."""
    fill(ogangi_simulator, ogangi_clock, *range(7))
    will_say(ogangi_simulator, "nothing", path="getMOMessages/7/1/")
    with pytest.raises(GatewayError):
        await gateway.fetch_inbound(START)
    assert len(await gateway.fetch_inbound(START)) == 7


async def test_a_wall_clock_that_may_be_behind_hides_nothing(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """Dates without an offset are not taken for old too soon."""
    ogangi_simulator.configure(dates=Dates.PLAIN)
    old = START - timedelta(days=1)
    ogangi_simulator.receive(from_=ANN, text="old", received_at=old)
    fill(ogangi_simulator, ogangi_clock, "new")
    assert texts(await gateway.fetch_inbound(START)) == ["new"]


async def test_a_message_without_a_readable_date_came_just_now(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """It is not lost, and its key stays the same."""
    body = (
        "<status>OK</status><MOMessage><from>447700900123</from>"
        "<sendDate>noon</sendDate></MOMessage>"
    )
    will_say(ogangi_simulator, body, times=2)
    (found,) = await gateway.fetch_inbound(START)
    assert (found.received_at, found.text, found.to) == (START, "", None)


@pytest.mark.usefixtures("_short_pages")
async def test_a_server_that_repeats_itself_is_not_asked_for_ever(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """Nor one whose list has no end."""
    row = "<MOMessage><from>1</from><text>x</text></MOMessage>"
    will_say(ogangi_simulator, f"<status>OK</status>{row}", times=99)
    assert len(await gateway.fetch_inbound(None)) == 1
    assert len(pages(ogangi_simulator)) == 3


async def test_a_list_without_an_end_holds_nobody_up(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is read for so many pages."""
    monkeypatch.setattr(receiving, "PAGE_SIZE", 1)
    monkeypatch.setattr(receiving, "MOST_PAGES", 4)
    fill(ogangi_simulator, ogangi_clock, *range(9))
    assert len(await gateway.fetch_inbound(None)) == 4


@pytest.mark.parametrize("paging", PAGINGS)
async def test_the_keys_are_tried_by_one_row(
    paging: dict[str, Any], gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """Nothing is sent, wherever pages start."""
    ogangi_simulator.configure(**paging)
    await gateway.check()
    assert {path.split("/")[3] for path in paths(ogangi_simulator)} == {"1"}
    assert {path.split("/")[0] for path in paths(ogangi_simulator)} == {"getMOMessages"}
    ogangi_simulator.account.private_key = "another"
    ogangi_simulator.requests.clear()
    with pytest.raises(SignInAgainError, match="BAD_SIGNATURE"):
        await gateway.check()
    assert len(ogangi_simulator.requests) == 1


async def test_a_refusal_in_passing_does_not_hide_the_first_page(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """Page 0 is asked for once more before it is taken for missing."""
    fill(ogangi_simulator, ogangi_clock, "first")
    will_say(ogangi_simulator, "<status>ERROR</status>")
    assert texts(await gateway.fetch_inbound(START)) == ["first"]
    assert pages(ogangi_simulator) == ["0", "1", "0"]
    fill(ogangi_simulator, ogangi_clock, "second")
    assert texts(await gateway.fetch_inbound(START)) == ["first", "second"]
    assert pages(ogangi_simulator) == ["0"]


async def test_a_refusal_of_both_pages_is_told_as_it_was_told_first(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """It may be for something else than the page."""
    for reason in ("Not allowed", "Nor this"):
        will_say(
            ogangi_simulator,
            f"<status>ERROR</status><description>{reason}</description>",
        )
    with pytest.raises(ChangeRequestError, match="Not allowed"):
        await gateway.check()


def test_the_oldest_keys_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory has a limit."""
    monkeypatch.setattr(remembered, "MOST", 3)
    known = remembered.Remembered()
    known.add(["b", "a"])
    known.add(["d", "c", "b"])
    assert [key for key in "abcd" if key in known] == ["b", "c", "d"]
