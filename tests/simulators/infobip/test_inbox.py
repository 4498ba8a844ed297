"""Received messages: pulled once, logged for 48 hours."""

import pytest

from tests.simulators.infobip import InfobipSimulator, SettableClock
from tests.simulators.infobip.asking import get, rows, send

REPORTS, LOGS = "/sms/1/inbox/reports", "/sms/1/inbox/logs"


async def test_a_received_message_is_pulled_once(
    infobip_simulator: InfobipSimulator,
) -> None:
    """As in the sample."""
    inbound = infobip_simulator.receive(
        from_="447700900123", to="447700900901", text="KEY Test message", keyword="KEY"
    )
    assert await rows(infobip_simulator, REPORTS) == [
        {
            "messageId": inbound.message_id,
            "from": "447700900123",
            "to": "447700900901",
            "text": "KEY Test message",
            "cleanText": "Test message",
            "keyword": "KEY",
            "receivedAt": "2026-02-12T09:50:22.221+0100",
            "smsCount": 1,
        }
    ]
    assert await rows(infobip_simulator, REPORTS) == []


async def test_a_limit_leaves_the_newer_ones_for_later(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """The oldest are given first, the newest of them at the top."""
    for text in ("one", "two", "three"):
        infobip_simulator.receive(from_="447700900123", text=text)
        infobip_clock.advance(1)
    first = await rows(infobip_simulator, REPORTS, limit="2")
    assert [row["text"] for row in first] == ["two", "one"]
    assert [row["keyword"] for row in first] == ["", ""]
    second = await rows(infobip_simulator, REPORTS)
    assert [row["text"] for row in second] == ["three"]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ({}, ["other", "hey how are you", "HEY hello"]),
        ({"keyword": "HEY"}, ["hey how are you", "HEY hello"]),
        ({"keyword": "NO_KEYWORD"}, ["other"]),
        ({"keyword": "KEY"}, []),
        ({"to": "447700900901"}, ["hey how are you"]),
        ({"limit": "1"}, ["other"]),
        ({"receivedSince": "2026-02-12T08:50:24.221+0000"}, ["other"]),
        ({"receivedUntil": "2026-02-12T09:50:22.221+01:00"}, ["HEY hello"]),
    ],
)
async def test_inbox_logs_are_filtered(
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
    query: dict[str, str],
    texts: list[str],
) -> None:
    """By all parameters of api.md, and as often as one likes."""
    infobip_simulator.account.keywords = ("HEY",)
    infobip_simulator.receive(from_="447700900123", text="HEY hello")
    infobip_clock.advance(1)
    infobip_simulator.receive(
        from_="447700900123", text="hey how are you", to="447700900901"
    )
    infobip_clock.advance(1)
    infobip_simulator.receive(from_="447700900123", text="other")
    for _ in range(2):
        found = await rows(infobip_simulator, LOGS, **query)
        assert [row["text"] for row in found] == texts
    infobip_clock.advance(48 * 3600 + 3)
    assert await rows(infobip_simulator, LOGS, **query) == []


async def test_inbox_logs_are_in_utc_and_without_empty_keyword(
    infobip_simulator: InfobipSimulator,
) -> None:
    """As the samples show."""
    infobip_simulator.receive(from_="447700900123", text="Hello")
    (row,) = await rows(infobip_simulator, LOGS)
    assert row["receivedAt"] == "2026-02-12T08:50:22.221+0000"
    assert row["cleanText"] == "Hello"
    assert "keyword" not in row


async def test_a_number_replies(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """Three seconds after delivery, to the sender's number or the account's."""
    infobip_simulator.configure(reply_text="On my way.")
    await send(infobip_simulator, "447700900077")
    await send(infobip_simulator, "447700900077", **{"from": "447700900901"})
    infobip_clock.advance(7.9)
    assert await rows(infobip_simulator, LOGS) == []
    infobip_clock.advance(60)
    found = await rows(infobip_simulator, LOGS)
    assert {(row["from"], row["to"], row["text"]) for row in found} == {
        ("447700900077", "447700900900", "On my way."),
        ("447700900077", "447700900901", "On my way."),
    }
    assert {row["receivedAt"] for row in found} == {"2026-02-12T08:50:30.221+0000"}
    assert len(await rows(infobip_simulator, REPORTS)) == 2


async def test_an_inbox_belongs_to_its_account(
    infobip_simulator: InfobipSimulator,
) -> None:
    """Another account's messages are not shown."""
    other = infobip_simulator.add_account(user="other", password="secret")
    infobip_simulator.receive(other, from_="447700900123", text="Hello")
    infobip_simulator.receive("other", from_="447700900123", text="Hello again")
    assert await rows(infobip_simulator, REPORTS) == []
    answer = await get(infobip_simulator, REPORTS, user="other")
    assert len(answer.json["results"]) == 2
