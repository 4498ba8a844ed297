"""Tests of messages that came in: which lists are read, and how far back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import GatewayError
from custom_components.message_gateways.gateways.infobip import receiving
from custom_components.message_gateways.gateways.infobip.client import InfobipClient
from custom_components.message_gateways.gateways.infobip.gateway import InfobipGateway
from custom_components.message_gateways.gateways.model import Channel, InboundMessage
from tests.simulators.clock import SettableClock

from .canned import CannedServer

NOW = datetime(2026, 2, 12, 8, 50, tzinfo=UTC)
LOGS, REPORTS = "/restapi/sms/1/inbox/logs", "/restapi/sms/1/inbox/reports"


def row(message_id: str | None, second: int | None = 0, **more: Any) -> dict[str, Any]:
    """Write a received message."""
    at = second is not None and (NOW + timedelta(seconds=second)).isoformat()
    return {
        "messageId": message_id,
        "from": "447700900123",
        "to": "447700900000",
        "text": "yes",
        "receivedAt": at,
        **more,
    }


@pytest.fixture
def alone(api: InfobipClient) -> InfobipGateway:
    """Make a gateway whose account nobody else uses."""
    return InfobipGateway(api, exclusive=True, clock=SettableClock(NOW))


@pytest.fixture
def shared(api: InfobipClient) -> InfobipGateway:
    """Make a gateway whose account others use too."""
    return InfobipGateway(api, clock=SettableClock(NOW))


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page have two rows, so that a test needs few."""
    monkeypatch.setattr(receiving, "LIMIT", 2)


async def test_received_messages_are_read_since_a_time_oldest_first(
    shared: InfobipGateway, server: CannedServer
) -> None:
    """The one-time list of the account is left to others."""
    server.will_say(
        {"results": [row("b", 2), row("b", 2, keyword="KEY", smsCount=2), row("a", 1)]}
    )
    found = await shared.fetch_inbound(NOW)
    (asked,) = server.asked
    assert asked.raw == (
        f"{LOGS}?limit=1000&receivedSince=2026-02-12T08:50:00.000%2B00:00"
    )
    assert [one.key for one in found] == ["a", "b"]
    assert found[1] == InboundMessage(
        key="b",
        channel=Channel.SMS,
        sender="447700900123",
        to="447700900000",
        text="yes",
        received_at=NOW + timedelta(seconds=2),
        keyword="KEY",
        segments=2,
    )


async def test_without_a_time_all_that_there_is_is_read(
    shared: InfobipGateway, server: CannedServer
) -> None:
    """The API has 48 hours."""
    server.will_say({"results": []})
    assert await shared.fetch_inbound(None) == []
    assert server.last.raw == f"{LOGS}?limit=1000"


async def test_a_message_without_an_id_has_the_same_key_each_time(
    shared: InfobipGateway, server: CannedServer
) -> None:
    """Another sender, text or time makes another key."""
    server.will_say(
        {
            "results": [
                row(None),
                row(None),
                row(None, 1),
                row(None, text="no"),
                row(None, **{"from": None}),
            ]
        }
    )
    first = {one.key for one in await shared.fetch_inbound(None)}
    again = {one.key for one in await shared.fetch_inbound(None)}
    assert len(first) == 4
    assert first == again


async def test_a_message_without_a_readable_time_came_just_now(
    shared: InfobipGateway, server: CannedServer
) -> None:
    """It is not lost, and comes last; its clean text will do for a text."""
    server.will_say(
        {
            "results": [
                row("b", None, text=None, cleanText="clean", **{"from": None}),
                row("a", 1),
            ]
        }
    )
    _, last = await shared.fetch_inbound(None)
    assert (last.key, last.received_at) == ("b", NOW)
    assert (last.sender, last.text) == ("", "clean")


@pytest.mark.usefixtures("short_pages")
async def test_a_full_page_is_followed_by_what_is_older(
    shared: InfobipGateway, server: CannedServer
) -> None:
    """Up to the oldest time seen, with which the next page begins again."""
    server.will_say({"results": [row("d", 4), row("c", 3)]})
    server.will_say({"results": [row("c", 3), row("b", 2)]})
    server.will_say({"results": [row("b", 2)]})
    found = await shared.fetch_inbound(NOW)
    assert [one.key for one in found] == ["b", "c", "d"]
    assert [asked.query.get("receivedUntil") for asked in server.asked] == [
        None,
        "2026-02-12T08:50:03.001+00:00",
        "2026-02-12T08:50:02.001+00:00",
    ]
    assert {asked.query["receivedSince"] for asked in server.asked} == {
        "2026-02-12T08:50:00.000+00:00"
    }


@pytest.mark.usefixtures("short_pages")
@pytest.mark.parametrize(
    "page",
    [
        [row("a", 1), row("b", 1)],
        [row("a", None), row("b", None)],
        [{}, {}],
    ],
)
async def test_a_page_that_brings_nothing_new_is_the_last(
    page: list[Any], shared: InfobipGateway, server: CannedServer
) -> None:
    """A server that repeats itself is not asked for ever."""
    server.will_say({"results": page})
    await shared.fetch_inbound(NOW)
    assert len(server.asked) <= 2


@pytest.mark.usefixtures("short_pages")
async def test_the_one_time_list_is_read_until_it_is_empty(
    alone: InfobipGateway, server: CannedServer
) -> None:
    """The first time after a start, the logs are read before it."""
    server.will_say({"results": [row("z", 0)]})
    server.will_say({"results": [row("a", 1), row("b", 2)]})
    server.will_say({"results": [row("c", 3)]})
    found = await alone.fetch_inbound(NOW)
    assert [one.key for one in found] == ["z", "a", "b", "c"]
    assert [asked.path for asked in server.asked] == [LOGS, REPORTS, REPORTS]
    server.asked.clear()
    await alone.fetch_inbound(NOW)
    assert [asked.path for asked in server.asked] == [REPORTS]


@pytest.mark.usefixtures("short_pages")
async def test_what_was_taken_before_a_failure_is_kept(
    alone: InfobipGateway, server: CannedServer
) -> None:
    """What was lost in it is looked for in the logs the next time."""
    server.will_say({"results": []})
    server.will_say({"results": [row("a", 1), row("b", 2)]})
    server.will_cut()
    found = await alone.fetch_inbound(NOW)
    assert [one.key for one in found] == ["a", "b"]
    server.asked.clear()
    server.will_say({"results": [row("c", 3)]})
    server.will_say({"results": []})
    (lost,) = await alone.fetch_inbound(NOW)
    assert lost.key == "c"
    assert [asked.path for asked in server.asked] == [LOGS, REPORTS]


async def test_a_failed_first_read_is_an_error_and_the_logs_are_read_again(
    alone: InfobipGateway, server: CannedServer
) -> None:
    """So they are after a row that could not be read."""
    server.will_say({"results": []})
    server.will_cut()
    with pytest.raises(GatewayError):
        await alone.fetch_inbound(NOW)
    server.asked.clear()
    server.will_say({"results": []})
    server.will_say({"results": [{}]})
    server.will_say({"results": []})
    for _ in range(3):
        await alone.fetch_inbound(NOW)
    assert [asked.path for asked in server.asked] == [
        *(LOGS, REPORTS),
        *(LOGS, REPORTS),
        REPORTS,
    ]


@pytest.mark.usefixtures("short_pages")
async def test_a_list_without_an_end_is_left_for_the_next_time(
    alone: InfobipGateway, server: CannedServer
) -> None:
    """A server that never says `no more` holds nobody up."""
    server.will_say({"results": []})
    server.will_say({"results": [row("a", 1), row("b", 2)]})
    assert len(await alone.fetch_inbound(NOW)) == 2
    assert len(server.asked) == 1 + receiving.MOST_PAGES
