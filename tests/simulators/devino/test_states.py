"""SMS on their way."""

from datetime import timedelta, timezone

import pytest

from tests.simulators.devino import DevinoSimulator, IdStyle, SettableClock
from tests.simulators.devino.asking import ask, log_in, send, state

NO_DATE = "/Date(-62135596800000)/"


async def test_an_sms_moves_on_with_the_clock(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Not recorded, queued, sent, delivered; not recorded any more after 48 hours."""
    (id_,) = (await send(devino_simulator, "447700900123")).json
    seen = []
    for seconds in (0, 1, 1, 3, 48 * 3600 - 5, 1):
        devino_clock.advance(seconds)
        seen.append((await state(devino_simulator, id_))["State"])
    assert seen == [255, -2, -1, 0, 0, 255]


async def test_a_state_has_the_documented_fields(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Dates in milliseconds, MinValue, null."""
    (id_,) = (await send(devino_simulator, "447700900123")).json
    nothing = {
        "State": 255,
        "CreationDateUtc": None,
        "SubmittedDateUtc": None,
        "ReportedDateUtc": None,
        "TimeStampUtc": NO_DATE,
        "StateDescription": "Неизвестный",
        "Price": None,
    }
    assert await state(devino_simulator, id_) == nothing
    devino_clock.advance(1)
    queued = nothing | {
        "State": -2,
        "CreationDateUtc": "/Date(1770886222221)/",
        "StateDescription": "В очереди",
    }
    assert await state(devino_simulator, id_) == queued
    devino_clock.advance(9)
    assert await state(devino_simulator, id_) == {
        "State": 0,
        "CreationDateUtc": "/Date(1770886222221)/",
        "SubmittedDateUtc": "/Date(1770886224221)/",
        "ReportedDateUtc": "/Date(1770886227221)/",
        "TimeStampUtc": "/Date(1770886227721)/",
        "StateDescription": "Доставлено абоненту",
        "Price": 2.5,
    }


async def test_dates_are_escaped_and_may_carry_a_zone(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """As the provider's framework writes them."""
    (id_,) = (await send(devino_simulator, "447700900123")).json
    devino_clock.advance(1)
    answer = await ask(devino_simulator, "Sms/State", messageId=id_)
    assert rb'"CreationDateUtc": "\/Date(1770886222221)\/"' in answer.body
    devino_simulator.configure(zone=timezone(timedelta(hours=3)))
    row = await state(devino_simulator, id_)
    assert row["CreationDateUtc"] == "/Date(1770886222221+0300)/"


@pytest.mark.parametrize(
    ("number", "code", "text", "price"),
    [
        ("447700900001", -1, "Отправлено", 2.5),
        ("447700900002", -2, "В очереди", None),
        ("447700900010", 10, "Неверно введен адрес отправителя", 0),
        ("447700900011", 11, "Неверно введен адрес получателя", 0),
        ("447700900041", 41, "Недопустимый адрес получателя", 0),
        ("447700900042", 42, "Отклонено смс-центром", 2.5),
        ("447700900046", 46, "Просрочено (истек срок жизни сообщения)", 2.5),
        ("447700900047", 47, "Удалено", 0),
        ("447700900048", 48, "Отклонено Платформой", 0),
        ("447700900069", 69, "Отклонено", 0),
        ("447700900097", -97, "Удалено", 0),
        ("447700900098", -98, "Остановлено", 0),
        ("447700900099", 99, "Неизвестный", 2.5),
        ("447700900123", 0, "Доставлено абоненту", 2.5),
        ("447700900255", 255, "Неизвестный", None),
        ("447700900999", 999, "Новый статус", 2.5),
    ],
)
async def test_a_number_says_how_its_sms_ends(
    devino_simulator: DevinoSimulator,
    devino_clock: SettableClock,
    *,
    number: str,
    code: int,
    text: str,
    price: float | None,
) -> None:
    """The table of behaviours holds."""
    (id_,) = (await send(devino_simulator, number)).json
    devino_clock.advance(60)
    row = await state(devino_simulator, id_)
    assert (row["State"], row["StateDescription"]) == (code, text)
    assert row["Price"] == price
    assert devino_simulator.status_of(id_) == code
    free = price == 0
    assert devino_simulator.account.credit == (1000 if free else 997.5)


@pytest.mark.parametrize(
    ("number", "later"), [("447700900061", 42), ("447700900062", -1)]
)
async def test_segments_may_end_apart(
    devino_simulator: DevinoSimulator,
    devino_clock: SettableClock,
    number: str,
    later: int,
) -> None:
    """The first is delivered."""
    ids = (await send(devino_simulator, number, Data="x" * 307)).json
    devino_clock.advance(60)
    states = [(await state(devino_simulator, id_))["State"] for id_ in ids]
    assert states == [0, later, later]


async def test_a_slow_number_takes_its_time_or_expires(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Ten minutes, or its validity."""
    (slow,) = (await send(devino_simulator, "447700900060")).json
    (short,) = (await send(devino_simulator, "447700900060", Validity="5")).json
    devino_clock.advance(300)
    assert devino_simulator.status_of(slow) == -1
    assert devino_simulator.status_of(short) == 46
    devino_clock.advance(300)
    assert devino_simulator.status_of(slow) == 0


async def test_a_scheduled_sms_waits_for_its_time(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """In the queue; its 48 hours count from then."""
    date = "2026-02-13T08:50:22"
    (id_,) = (await send(devino_simulator, "447700900123", SendDate=date)).json
    devino_clock.advance(24 * 3600 - 1)
    assert (await state(devino_simulator, id_))["State"] == -2
    devino_clock.advance(6)
    assert (await state(devino_simulator, id_))["State"] == 0
    devino_clock.advance(47 * 3600)
    assert (await state(devino_simulator, id_))["State"] == 0


async def test_an_id_with_a_plus_has_to_be_encoded(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Otherwise its plus is a space, and nobody knows it."""
    devino_simulator.configure(id_style=IdStyle.GATEWAY)
    (id_,) = (await send(devino_simulator, "447700900123")).json
    devino_clock.advance(5)
    assert (await state(devino_simulator, id_))["State"] == 0
    assert (await state(devino_simulator, id_.replace("+", " ")))["State"] == 255


async def test_foreign_and_missing_ids_are_told_apart(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Nobody else's message is shown, a missing id is Code 1 in documented words."""
    devino_simulator.add_account(login="other", password="secret")
    assert len(await log_in(devino_simulator, "other")) == 36
    (id_,) = (await send(devino_simulator, "447700900123")).json
    devino_simulator.message(id_).login = "other"
    devino_clock.advance(5)
    assert (await state(devino_simulator, id_))["State"] == 255
    answer = await ask(devino_simulator, "Sms/State")
    assert (answer.status, answer.json) == (
        400,
        {
            "Code": 1,
            "Desc": "MessageID can not be null or empty Parameter name: messageid",
        },
    )
    with pytest.raises(KeyError):
        devino_simulator.message("nothing")
