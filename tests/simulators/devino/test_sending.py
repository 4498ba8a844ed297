"""Sending SMS through the simulator."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.simulators.devino import DevinoSimulator, IdStyle
from tests.simulators.devino.asking import log_in, post, send

NUMBERS = ("447700900123", "447700900124")
BULKS = ("Sms/SendBulk", "Sms/SendByTimeZoneToAddresses")
LATER = "2026-02-12T12:00:00"


async def test_one_sms_is_answered_with_its_id(
    devino_simulator: DevinoSimulator,
) -> None:
    """As in the sample."""
    answer = await send(devino_simulator, "447700900123")
    assert (answer.status, answer.json) == (200, ["579700854169272358"])
    (message,) = devino_simulator.messages
    assert (message.from_, message.to, message.text) == (
        "TESTSMS",
        "447700900123",
        "Test SMS.",
    )
    assert devino_simulator.account.credit == Decimal("997.5")


async def test_everything_may_stand_in_the_query(
    devino_simulator: DevinoSimulator,
) -> None:
    """As the sample of SendBulk has it: some names twice, in two cases."""
    query = [
        ("SessionID", await log_in(devino_simulator)),
        ("SourceAddress", "TESTSMS"),
        ("DestinationAddresses", "79001234567"),
        ("Data", "testdata"),
        ("Validity", "10"),
        ("DestinationAddresses", "79160000000"),
        ("data", "other"),
        ("sendDate", "2011-01-28T16:00:00"),
        ("validity", "10"),
    ]
    answer = await post(devino_simulator, "/rest/Sms/SendBulk", query=query)
    assert answer.json == ["579700854169272358", "579700854169272359"]
    messages = devino_simulator.messages
    assert [message.to for message in messages] == ["79001234567", "79160000000"]
    assert {message.text for message in messages} == {"testdata"}
    assert {message.validity for message in messages} == {timedelta(minutes=10)}


@pytest.mark.parametrize(
    ("text", "segments"),
    [("x" * 160, 1), ("x" * 161, 2), ("я" * 70, 1), ("я" * 71, 2), ("я" * 135, 3)],
)
async def test_every_segment_has_an_id(
    devino_simulator: DevinoSimulator, text: str, segments: int
) -> None:
    """And costs its price."""
    answer = await send(devino_simulator, "447700900123", Data=text)
    assert len(set(answer.json)) == segments
    (message,) = devino_simulator.messages
    assert (message.text, list(message.ids)) == (text, answer.json)
    assert devino_simulator.account.credit == 1000 - segments * Decimal("2.5")


@pytest.mark.parametrize("path", BULKS)
async def test_the_ids_of_many_are_one_flat_list(
    devino_simulator: DevinoSimulator, path: str
) -> None:
    """All segments of the first, then all of the second."""
    answer = await send(
        devino_simulator, *NUMBERS, path=path, Data="x" * 161, SendDate=LATER
    )
    first, second = devino_simulator.messages
    assert (first.to, second.to) == NUMBERS
    assert answer.json == [*first.ids, *second.ids]
    assert (first.segments, second.segments) == (2, 2)


async def test_a_bulk_of_2999_is_one_request(devino_simulator: DevinoSimulator) -> None:
    """As many as one public client sends at once."""
    devino_simulator.account.credit = Decimal(10_000)
    numbers = [f"447700{number:06}" for number in range(2999)]
    answer = await send(devino_simulator, *numbers, path="Sms/SendBulk")
    assert len(answer.json) == len(devino_simulator.messages) == 2999
    assert len(devino_simulator.requests_to("SendBulk")) == 1
    devino_simulator.configure(most_in_bulk=2)
    answer = await send(devino_simulator, *numbers[:3], path="Sms/SendBulk")
    assert answer.json == {"Code": 2, "Desc": "Нельзя указывать более 2 номеров."}


async def test_ids_may_contain_a_plus(devino_simulator: DevinoSimulator) -> None:
    """As those of the field notes."""
    devino_simulator.configure(id_style=IdStyle.GATEWAY)
    answer = await send(devino_simulator, "447700900123", Data="x" * 161)
    first, second = answer.json
    assert first.startswith("SAR-GW01+447700900123-")
    assert (first[-4:], second[-4:]) == ("-2-1", "-2-2")


@pytest.mark.parametrize("number", ["79031234567", "+79031234567", "89031234567"])
async def test_numbers_are_written_in_three_ways(
    devino_simulator: DevinoSimulator, number: str
) -> None:
    """As the document lists them."""
    assert (await send(devino_simulator, number)).status == 200
    assert devino_simulator.messages[0].to == "79031234567"


@pytest.mark.parametrize(
    ("written", "path", "number", "expected"),
    [
        ("2026-02-12T16:00:00", "Sms/Send", "79161002030", "16:00"),
        ("2026-02-12 16:00:00", "Sms/SendBulk", "79161002030", "16:00"),
        ("2026-02-12T16:00:00Z", "Sms/Send", "79161002030", "16:00"),
        ("2026-02-12T16:00:00", "Sms/SendByTimeZone", "79161002030", "13:00"),
        ("2026-02-12T16:00:00", "Sms/SendByTimeZone", "447700900123", "16:00"),
        ("2026-02-12T16:00:00", BULKS[1], "12025550100", "21:00"),
        ("2026-02-12T16:00:00", BULKS[1], "35800000000", "16:00"),
    ],
)
async def test_a_date_is_utc_or_the_clock_on_the_recipients_wall(
    devino_simulator: DevinoSimulator,
    written: str,
    path: str,
    number: str,
    expected: str,
) -> None:
    """By the operation."""
    await send(devino_simulator, number, path=path, SendDate=written)
    (message,) = devino_simulator.messages
    time = datetime.fromisoformat(f"2026-02-12T{expected}:00").replace(tzinfo=UTC)
    assert message.send_at == message.sent_at == time
    assert message.written_date == datetime(2026, 2, 12, 16)  # noqa: DTZ001 - a clock on a wall


@pytest.mark.parametrize(
    ("changes", "status", "code", "desc"),
    [
        ({"Data": ""}, 400, 1, "Data can not be null or empty Parameter name: data"),
        ({"SourceAddress": ""}, 400, 1, None),
        ({"SessionID": ""}, 400, 1, None),
        ({"SessionID": "X" * 36}, 400, 3, None),
        ({"SourceAddress": "TwelveLetter"}, 400, 6, "Invalid source address"),
        ({"SourceAddress": "1" * 16}, 400, 6, "Invalid source address"),
        ({"SourceAddress": "Девино"}, 400, 6, "Invalid source address"),
        ({"Data": "x" * 2001}, 400, 2, "Длина сообщения больше 2000 символов"),
        ({"Validity": "soon"}, 400, 2, None),
        ({"SendDate": "tomorrow"}, 400, 2, None),
        ({"SendDate": "2026-02-30T16:00:00"}, 400, 2, None),
        ({"SendDate": "2026-02-12T16:00:00+03:00"}, 400, 2, None),
    ],
)
async def test_a_request_is_checked(
    devino_simulator: DevinoSimulator,
    changes: dict[str, str],
    status: int,
    code: int,
    desc: str | None,
) -> None:
    """And nothing is sent."""
    answer = await send(devino_simulator, "447700900123", **changes)
    assert (answer.status, answer.json["Code"]) == (status, code)
    assert desc in {None, answer.json["Desc"]}
    assert devino_simulator.messages == []
    assert devino_simulator.account.credit == 1000


@pytest.mark.parametrize("sender", ["X" * 11, "1" * 15])
async def test_the_longest_senders_and_texts_are_taken(
    devino_simulator: DevinoSimulator, sender: str
) -> None:
    """11 Latin letters or 15 digits, 2,000 characters, validity 0 as in the sample."""
    answer = await send(
        devino_simulator,
        "447700900123",
        SourceAddress=sender,
        Data="x" * 2000,
        Validity="0",
    )
    assert answer.status == 200
    assert devino_simulator.messages[0].validity is None


@pytest.mark.parametrize("path", ["Sms/SendByTimeZone", BULKS[1]])
async def test_by_time_zone_a_date_is_required(
    devino_simulator: DevinoSimulator, path: str
) -> None:
    """In the words of the framework."""
    answer = await send(devino_simulator, "447700900123", path=path)
    assert (answer.status, answer.json["Code"]) == (500, 9)
    assert "null entry for parameter 'SendDate'" in answer.json["Desc"]


@pytest.mark.parametrize("path", BULKS)
@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        ("447700900101", 400, 1),
        ("447700900102", 400, 2),
        ("447700900103", 400, 3),
        ("447700900104", 401, 4),
        ("447700900105", 403, 5),
        ("447700900106", 400, 6),
        ("447700900107", 403, 7),
        ("447700900108", 500, 8),
        ("447700900109", 500, 9),
        ("nobody", 400, 2),
        ("447700900123,447700900124", 400, 2),
        ("0447700900123", 400, 2),
        ("123", 400, 2),
    ],
)
async def test_one_number_refuses_a_whole_bulk(
    devino_simulator: DevinoSimulator, path: str, number: str, status: int, code: int
) -> None:
    """With every code of the document, and nothing is sent."""
    answer = await send(devino_simulator, *NUMBERS, number, path=path, SendDate=LATER)
    assert (answer.status, answer.json["Code"]) == (status, code)
    assert answer.json["Desc"]
    assert devino_simulator.messages == []
    assert (await send(devino_simulator, number)).json == answer.json


async def test_lists_in_other_ways_are_not_understood(
    devino_simulator: DevinoSimulator,
) -> None:
    """No brackets."""
    brackets = {"DestinationAddresses[]": "447700900123"}
    answer = await send(devino_simulator, path="Sms/SendBulk", **brackets)
    assert answer.json["Desc"].startswith("DestinationAddresses can not be null")


async def test_money_runs_out_for_a_whole_bulk(
    devino_simulator: DevinoSimulator,
) -> None:
    """Code 5, and what was there stays."""
    devino_simulator.account.credit = Decimal("7.4")
    bulk = (*NUMBERS, "447700900125")
    answer = await send(devino_simulator, *bulk, path="Sms/SendBulk")
    assert (answer.status, answer.json) == (
        403,
        {"Code": 5, "Desc": "Недостаточно средств на балансе"},
    )
    assert (await send(devino_simulator, *NUMBERS, path="Sms/SendBulk")).status == 200
    assert devino_simulator.account.credit == Decimal("2.4")
    assert (await send(devino_simulator, "447700900123")).status == 403


async def test_a_sender_may_have_to_be_known(devino_simulator: DevinoSimulator) -> None:
    """When the account has a list."""
    devino_simulator.account.senders = ("HOME",)
    assert (await send(devino_simulator, "447700900123")).json["Code"] == 6
    answer = await send(devino_simulator, "447700900123", SourceAddress="HOME")
    assert answer.status == 200


@pytest.mark.parametrize(("number", "ids"), [("447700900120", 3), ("447700900121", 5)])
async def test_an_answer_may_have_ids_that_do_not_divide(
    devino_simulator: DevinoSimulator, number: str, ids: int
) -> None:
    """By number."""
    numbers = (number, "447700900123")
    answer = await send(devino_simulator, *numbers, path="Sms/SendBulk", Data="x" * 161)
    assert len(answer.json) == ids
    assert len(devino_simulator.messages) == 2
