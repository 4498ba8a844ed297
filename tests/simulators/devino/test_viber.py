"""Viber: its own states, its own errors, and SMS for what is not delivered."""

from decimal import Decimal

import pytest

from tests.simulators.devino import Channel, DevinoSimulator, SettableClock
from tests.simulators.devino.asking import ask, send, state

NUMBERS = ("447700900123", "447700900124")
SINGLE = ("Viber/Send", "Viber/SendWithResend")
BULK = ("Viber/SendBulk", "Viber/SendWithResendBulk")


@pytest.mark.parametrize("path", SINGLE)
async def test_one_message_is_answered_with_one_id(
    devino_simulator: DevinoSimulator, path: str
) -> None:
    """However long it is."""
    more = {"Data": "я" * 1000, "Validity": "1440", "Optional": "mine"}
    answer = await send(devino_simulator, "+447700900123", path=path, **more)
    (id_,) = answer.json
    assert (answer.status, id_[:2], len(id_)) == (200, "GW", 12)
    (message,) = devino_simulator.messages
    assert (message.channel, message.to) == (Channel.VIBER, "447700900123")
    assert message.optional == "mine"
    assert message.wants_resend == (path == "Viber/SendWithResend")
    assert devino_simulator.account.credit == Decimal("998.5")


@pytest.mark.parametrize("path", BULK)
async def test_many_are_answered_with_an_id_each(
    devino_simulator: DevinoSimulator, path: str
) -> None:
    """Optionals are theirs in the same order, and may be empty."""
    texts = ("first", "")
    answer = await send(devino_simulator, *NUMBERS, path=path, Optionals=texts)
    messages = devino_simulator.messages
    assert answer.json == [message.message_id for message in messages]
    assert [message.optional for message in messages] == ["first", None]
    answer = await send(devino_simulator, *NUMBERS, path=path, Optionals="first")
    assert answer.json["Code"] == 2


@pytest.mark.parametrize(
    ("changes", "desc"),
    [
        ({"Data": ""}, "error-content-not-specified"),
        ({"SourceAddress": ""}, "error-subject-not-specified"),
        ({"SourceAddress": "TwelveLetter"}, "error-subject-format"),
        ({"SourceAddress": "No spaces"}, "error-subject-format"),
        ({"Validity": "0"}, "error-validity-period-seconds-format"),
        ({"Validity": "1441"}, "error-validity-period-seconds-format"),
        ({"Validity": "soon"}, "error-validity-period-seconds-format"),
        ({"Data": "x" * 1001}, "Длина сообщения больше 1000 символов"),
        ({"SessionID": "X" * 36}, "Неверный идентификатор сессии"),
    ],
)
async def test_a_request_is_checked(
    devino_simulator: DevinoSimulator, changes: dict[str, str], desc: str
) -> None:
    """And nothing is sent."""
    answer = await send(devino_simulator, "447700900123", path="Viber/Send", **changes)
    assert (answer.status, answer.json["Desc"]) == (400, desc)
    assert devino_simulator.messages == []


@pytest.mark.parametrize(
    ("number", "status", "code", "desc"),
    [
        ("nobody", 400, 1, "error-address-format"),
        ("447700900231", 400, 1, "error-address-format"),
        ("447700900232", 400, 1, "error-address-not-specified"),
        ("447700900233", 400, 1, "error-address-unknown"),
        ("447700900234", 400, 1, "error-content-not-specified"),
        ("447700900235", 400, 1, "error-subject-format"),
        ("447700900236", 400, 1, "error-subject-not-specified"),
        ("447700900237", 400, 1, "error-subject-unknown"),
        ("447700900238", 500, 9, "error-system"),
        ("447700900239", 400, 1, "error-validity-period-seconds-format"),
        ("447700900107", 403, 7, "Доступ запрещён"),
    ],
)
async def test_one_bad_number_refuses_the_whole_bulk(
    devino_simulator: DevinoSimulator, number: str, status: int, code: int, desc: str
) -> None:
    """With every text of the field notes, and nothing is sent."""
    answer = await send(devino_simulator, *NUMBERS, number, path="Viber/SendBulk")
    assert (answer.status, answer.json) == (status, {"Code": code, "Desc": desc})
    assert devino_simulator.messages == []


async def test_no_number_and_no_money(devino_simulator: DevinoSimulator) -> None:
    """Are errors of their own, and so is a sender that is not the account's."""
    answer = await send(devino_simulator, path="Viber/SendBulk")
    assert answer.json == {"Code": 1, "Desc": "error-address-not-specified"}
    devino_simulator.account.credit = Decimal("2.9")
    answer = await send(devino_simulator, *NUMBERS, path="Viber/SendBulk")
    assert (answer.status, answer.json["Code"]) == (403, 5)
    devino_simulator.account.senders = ("HOME",)
    answer = await send(devino_simulator, NUMBERS[0], path="Viber/Send")
    assert answer.json == {"Code": 1, "Desc": "error-subject-unknown"}


@pytest.mark.parametrize(
    ("number", "seen"),
    [
        ("447700900123", [0, 1, 2, 2, 2]),
        ("447700900200", [0, 0, 0, 0, 0]),
        ("447700900201", [0, 1, 1, 1, 1]),
        ("447700900202", [0, 1, 2, 2, 2]),
        ("447700900203", [0, 1, 2, 3, 3]),
        ("447700900204", [0, 1, 4, 4, 4]),
        ("447700900205", [0, 1, 5, 5, 5]),
        ("447700900206", [0, 1, 6, 6, 6]),
        ("447700900207", [0, 1, 7, 7, 7]),
        ("447700900208", [0, 1, 2, 3, 8]),
        ("447700900209", [0, 1, 99, 99, 99]),
    ],
)
async def test_a_number_says_where_its_message_goes(
    devino_simulator: DevinoSimulator,
    devino_clock: SettableClock,
    number: str,
    seen: list[int],
) -> None:
    """Sent, delivered, read, its link followed."""
    (id_,) = (await send(devino_simulator, number, path="Viber/Send")).json
    states = []
    for seconds in (0, 2, 3, 3, 3):
        devino_clock.advance(seconds)
        states.append((await state(devino_simulator, id_, "Viber"))["State"])
    assert states == seen


async def test_a_state_has_the_documented_fields(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """And no list of SMS when none was asked for."""
    (id_,) = (await send(devino_simulator, "447700900123", path="Viber/Send")).json
    devino_clock.advance(10)
    assert await state(devino_simulator, id_, "Viber") == {
        "State": 2,
        "CreationDateUtc": "/Date(1770886222221)/",
        "SubmittedDateUtc": "/Date(1770886224221)/",
        "ReportedDateUtc": "/Date(1770886227221)/",
        "TimeStampUtc": "/Date(1770886227721)/",
        "StateDescription": "Доставлено",
        "Price": 1.5,
        "ResentSms": None,
    }
    assert (await state(devino_simulator, "GW0000000000", "Viber"))["State"] == 6
    assert (await state(devino_simulator, id_))["State"] == 255
    assert (await ask(devino_simulator, "Viber/State")).json["Code"] == 1


async def test_a_message_expires_with_its_validity(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """When it was not delivered before."""
    more = {"path": "Viber/Send", "Validity": "5"}
    (slow,) = (await send(devino_simulator, "447700900060", **more)).json
    (usual,) = (await send(devino_simulator, "447700900208", **more)).json
    devino_clock.advance(300)
    assert devino_simulator.status_of(slow) == 7
    assert devino_simulator.status_of(usual) == 8


@pytest.mark.parametrize(
    ("number", "viber", "sms"),
    [
        ("447700900204", 4, 0),
        ("447700900205", 5, 0),
        ("447700900207", 7, 0),
        ("447700900214", 4, 42),
        ("447700900215", 4, -1),
    ],
)
@pytest.mark.parametrize("path", [SINGLE[1], BULK[1]])
async def test_what_viber_does_not_deliver_goes_out_as_sms(
    devino_simulator: DevinoSimulator,
    devino_clock: SettableClock,
    *,
    path: str,
    number: str,
    viber: int,
    sms: int,
) -> None:
    """Each segment with its id, in the states of SMS; it is asked for as SMS too."""
    text = "я" * 71
    (id_,) = (await send(devino_simulator, number, path=path, Data=text)).json
    devino_clock.advance(5)
    row = await state(devino_simulator, id_, "Viber")
    assert (row["State"], row["ResentSms"]) == (viber, [])
    devino_clock.advance(6)
    row = await state(devino_simulator, id_, "Viber")
    assert [resent["State"] for resent in row["ResentSms"]] == [sms, sms]
    original, resent = devino_simulator.messages
    assert [part.pop("Id") for part in row["ResentSms"]] == list(resent.ids)
    assert await state(devino_simulator, resent.ids[0]) == row["ResentSms"][0]
    assert (resent.channel, resent.from_) == (Channel.SMS, original.from_)
    assert resent.resent_for == original.message_id
    assert devino_simulator.account.credit == Decimal("993.5")


async def test_what_is_delivered_or_was_not_asked_for_is_not_resent(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Nor is what is unknown."""
    await send(devino_simulator, "447700900204", path="Viber/Send")
    for number in ("447700900123", "447700900206", "447700900201"):
        await send(devino_simulator, number, path="Viber/SendWithResend")
    devino_clock.advance(3600)
    assert {message.channel for message in devino_simulator.messages} == {Channel.VIBER}


async def test_without_money_a_resent_sms_is_refused(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """By the platform."""
    devino_simulator.account.credit = Decimal("1.5")
    path = "Viber/SendWithResend"
    (id_,) = (await send(devino_simulator, "447700900204", path=path)).json
    devino_clock.advance(60)
    (resent,) = (await state(devino_simulator, id_, "Viber"))["ResentSms"]
    assert (resent["State"], resent["Price"]) == (48, 0)
    assert devino_simulator.account.credit == 0
