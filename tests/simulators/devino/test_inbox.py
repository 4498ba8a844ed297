"""Received messages, by period and pushed, and the statistics."""

from datetime import timedelta
from urllib.parse import parse_qsl

import pytest

from tests.simulators.devino import DevinoSimulator, SettableClock
from tests.simulators.devino.asking import ask, send, state
from tests.simulators.push_catcher import PushCatcher

DAY = {"minDateUTC": "2026-02-12T00:00:00", "maxDateUTC": "2026-02-13T00:00:00"}
MONTH = {
    "startDateTime": "2026-02-01T00:00:00",
    "endDateTime": "2026-02-28 23:59:59",
}


async def test_a_received_message_is_shown_as_in_the_sample(
    devino_simulator: DevinoSimulator,
) -> None:
    """However often it is asked for."""
    devino_simulator.receive(from_="447700900123", text="test1")
    for _ in range(2):
        assert (await ask(devino_simulator, "Sms/In", **DAY)).json == [
            {
                "Data": "test1",
                "SourceAddress": "447700900123",
                "DestinationAddress": "447700900900",
                "ID": "539187174",
                "CreateDateUtc": "/Date(1770886222221)/",
            }
        ]


@pytest.mark.parametrize("name", ["CreatedDateUtc", "CreationDateUtc"])
async def test_the_date_may_be_called_otherwise_and_the_id_be_a_number(
    devino_simulator: DevinoSimulator, name: str
) -> None:
    """As in the field notes."""
    devino_simulator.configure(inbound_date=name, inbound_id_is_number=True)
    devino_simulator.receive(from_="447700900123", text="test1")
    (row,) = (await ask(devino_simulator, "Sms/In", **DAY)).json
    assert (row[name], row["ID"]) == ("/Date(1770886222221)/", 539187174)


async def test_a_period_shows_what_came_in_it(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Oldest first, and nobody else's."""
    devino_simulator.add_account(login="other", password="secret")
    devino_simulator.receive("other", from_="447700900123", text="foreign")
    earlier = devino_clock() - timedelta(minutes=1)
    devino_simulator.receive(from_="447700900123", text="second")
    devino_simulator.receive(from_="447700900123", text="1", received_at=earlier)
    yesterday = earlier - timedelta(days=1)
    devino_simulator.receive(from_="447700900123", text="old", received_at=yesterday)
    rows = (await ask(devino_simulator, "Sms/In", **DAY)).json
    assert [row["Data"] for row in rows] == ["1", "second"]


@pytest.mark.parametrize(
    ("period", "status", "code", "part"),
    [
        ({"maxDateUTC": ""}, 500, 9, "null entry for parameter 'maxDateUtc'"),
        ({"minDateUTC": "soon"}, 500, 9, "null entry for parameter 'minDateUtc'"),
        ({"minDateUTC": "2025-02-12T08:50:22"}, 400, 2, "год"),
        ({"maxDateUTC": "2026-02-12T00:00:00"}, 400, 2, "больше чем minDateUTC"),
    ],
)
async def test_a_period_is_checked(
    devino_simulator: DevinoSimulator,
    period: dict[str, str],
    status: int,
    code: int,
    part: str,
) -> None:
    """At most a year back, and forwards."""
    answer = await ask(devino_simulator, "Sms/In", **(DAY | period))
    assert (answer.status, answer.json["Code"]) == (status, code)
    assert part in answer.json["Desc"]


@pytest.mark.parametrize("path", ["Sms/Send", "Viber/Send"])
async def test_a_number_replies(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock, path: str
) -> None:
    """Once, a while after delivery."""
    await send(devino_simulator, "447700900077", path=path)
    devino_clock.advance(7)
    assert (await ask(devino_simulator, "Sms/In", **DAY)).json == []
    devino_clock.advance(60)
    for _ in range(2):
        (row,) = (await ask(devino_simulator, "Sms/In", **DAY)).json
        assert row["Data"] == "Yes, I am coming."
        assert row["SourceAddress"] == "447700900077"
        assert row["CreateDateUtc"] == "/Date(1770886230221)/"
    assert len(devino_simulator.inbox) == 1


async def test_a_received_message_is_pushed_as_a_form(
    devino_simulator: DevinoSimulator,
) -> None:
    """And still shown by period."""
    async with PushCatcher(503) as catcher:
        devino_simulator.account.inbound_url = catcher.url
        devino_simulator.account.prefix = "DV"
        devino_simulator.receive(from_="447700900123", text="Привет & пока")
        await devino_simulator.settle()
        await devino_simulator.settle()
    assert catcher.bodies[0] == catcher.bodies[1]
    assert catcher.content_types[0] == "application/x-www-form-urlencoded"
    assert dict(parse_qsl(catcher.bodies[0].decode())) == {
        "sourcePhone": "447700900123",
        "number": "447700900900",
        "prefix": "DV",
        "text": "Привет & пока",
        "messageId": "539187174",
    }
    (record,) = devino_simulator.pushes
    assert (record.taken, record.statuses) == (True, (503, 200))
    assert devino_simulator.inbox[0].pushed
    assert devino_simulator.messages == []
    assert len((await ask(devino_simulator, "Sms/In", **DAY)).json) == 1


async def test_the_answer_to_a_push_may_send_a_reply(
    devino_simulator: DevinoSimulator,
) -> None:
    """From the number that received."""
    async with PushCatcher(reply="{sms=Thank you}\n") as catcher:
        devino_simulator.account.inbound_url = catcher.url
        devino_simulator.receive(from_="447700900123", text="Hello")
        await devino_simulator.settle()
    (message,) = devino_simulator.messages
    assert (message.from_, message.to) == ("447700900900", "447700900123")
    assert message.text == "Thank you"
    assert devino_simulator.account.credit == 997.5


async def test_the_statistics_count_segments(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Viber is not among them, what came of it as SMS is; 48 hours end nothing."""
    numbers = (123, 1, 2, 46, 47, 42, 98, 255, 61)
    for number in numbers:
        text = "x" * 161 if number == 61 else "x"
        await send(devino_simulator, f"447700900{number:03}", Data=text)
    await send(devino_simulator, "447700900204", path="Viber/SendWithResend")
    devino_clock.advance(49 * 3600)
    answer = await ask(devino_simulator, "Sms/Statistics", **MONTH)
    assert answer.json == {
        "Sent": 1,
        "Delivered": 3,
        "Errors": 2,
        "InProcess": 2,
        "Expired": 1,
        "Rejected": 2,
        "Total": 9,
        "TotalWithErrors": 11,
        "DeliveryRatio": 33.33,
    }


async def test_the_statistics_of_nothing_are_zeros(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """And another month's messages are not in them."""
    (id_,) = (await send(devino_simulator, "447700900123")).json
    devino_clock.advance(5)
    assert (await state(devino_simulator, id_))["State"] == 0
    march = {"startDateTime": "2026-03-01", "endDateTime": "2026-03-31"}
    answer = await ask(devino_simulator, "Sms/Statistics", **march)
    assert set(answer.json.values()) == {0}


@pytest.mark.parametrize(
    ("period", "status", "code", "part"),
    [
        ({"endDateTime": ""}, 500, 9, "null entry for parameter 'endDateTime'"),
        ({"endDateTime": "2026-01-31"}, 400, 2, "Дата начала"),
        (
            {"startDateTime": "2025-11-30T23:59:58"},
            400,
            2,
            "Нельзя указывать диапазон дат более 90 дней.",
        ),
    ],
)
async def test_the_period_of_the_statistics_is_checked(
    devino_simulator: DevinoSimulator,
    period: dict[str, str],
    status: int,
    code: int,
    part: str,
) -> None:
    """At most 90 days, and forwards."""
    answer = await ask(devino_simulator, "Sms/Statistics", **(MONTH | period))
    assert (answer.status, answer.json["Code"]) == (status, code)
    assert part in answer.json["Desc"]
    ninety = MONTH | {"startDateTime": "2025-11-30T23:59:59"}
    assert (await ask(devino_simulator, "Sms/Statistics", **ninety)).status == 200
