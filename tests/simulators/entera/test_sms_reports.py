"""SMS: what becomes of them and the lists that tell (7)."""

from typing import Any

import pytest

from tests.simulators.clock import SettableClock
from tests.simulators.entera import Empty, EnteraSimulator
from tests.simulators.entera.asking import PERSON, ask, outbound, row_of, send_sms
from tests.simulators.entera.behaviours import PHONE_IS_OFF, STAYS_PENDING


async def test_a_scheduled_sms_waits(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """In the zone of the settings."""
    answer = await send_sms(
        entera_simulator, PERSON, ScheduleDate="12-02-2026 12:00:00"
    )
    row = await row_of(entera_simulator, "Sms", answer)
    assert (row["Status"], row["ScheduleDate"]) == (2, "2026-02-12T12:00:00")
    entera_clock.advance(9 * 60 + 38)
    assert (await row_of(entera_simulator, "Sms", answer))["Status"] == 20
    entera_clock.advance(5)
    assert (await row_of(entera_simulator, "Sms", answer))["Status"] == 6


async def test_a_phone_that_is_off_lets_an_sms_expire(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """After MessageExpiration minutes, 48 hours without it."""
    answer = await send_sms(entera_simulator, PHONE_IS_OFF, MessageExpiration=60)
    entera_clock.advance(3599)
    assert entera_simulator.status_of(answer.json["TaskId"]) == 20
    entera_clock.advance(1)
    (recipient,) = (await row_of(entera_simulator, "Sms", answer))["Recipients"]
    assert (recipient["Status"], recipient["GsmCode"]) == (7, 27)


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (STAYS_PENDING, 20),
        ("447700900012", 12),
        ("447700900013", 13),
        ("447700900016", 16),
        ("447700900060", 20),
        ("447700900099", 99),
    ],
)
async def test_a_number_decides_how_an_sms_ends(
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
    number: str,
    status: int,
) -> None:
    """As behaviours.py lists."""
    answer = await send_sms(entera_simulator, number)
    entera_clock.advance(500)
    assert (await row_of(entera_simulator, "Sms", answer))["Status"] == status


async def test_lists_are_asked_for_in_three_forms(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """By task, the last ones, by days in the zone of the settings; newest first."""
    ids = []
    for _ in range(3):
        ids.append((await send_sms(entera_simulator, PERSON)).json["TaskId"])
        entera_clock.advance(12.5 * 3600)

    async def listed(**query: Any) -> list[int]:
        """Return which of the tasks a list has."""
        rows = await outbound(entera_simulator, "Sms", **query)
        return [ids.index(row["TaskId"]) for row in rows]

    assert await listed(TaskId=ids[1]) == [1]
    assert await listed(LastMessages=2) == [2, 1]
    assert await listed(LastMessages=9) == [2, 1, 0]
    assert await listed(DateFrom="12-02-2026", DateTo="12-02-2026") == [0]
    assert await listed(DateFrom="13-02-2026", DateTo="14-02-2026") == [2, 1]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"LastMessages": 0},
        {"LastMessages": "x"},
        {"DateFrom": "12-02-2026"},
        {"DateFrom": "2026-02-12", "DateTo": "2026-02-12"},
        {"DateFrom": "32-02-2026", "DateTo": "32-02-2026"},
        {"DateFrom": "13-02-2026", "DateTo": "12-02-2026"},
    ],
)
async def test_a_list_that_is_asked_for_wrongly_is_refused(
    entera_simulator: EnteraSimulator, query: dict[str, Any]
) -> None:
    """Error 3."""
    answer = await ask(entera_simulator, "GET", "OutboundSms", **query)
    assert answer.json["ErrorCode"] == 3


async def test_an_empty_list_is_an_error_or_not(
    entera_simulator: EnteraSimulator,
) -> None:
    """As the settings say: the document has error 19 and no sample."""
    answer = await ask(entera_simulator, "GET", "OutboundSms", TaskId="x")
    assert (answer.json["Result"], answer.json["ErrorCode"]) == (False, 19)
    entera_simulator.configure(empty=Empty.LIST)
    assert await outbound(entera_simulator, "Sms", LastMessages=1) == []
    entera_simulator.configure(empty=Empty.NULL)
    assert await outbound(entera_simulator, "Sms", LastMessages=1) is None


async def test_received_sms_stand_in_the_list(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """With type 6; replies come by themselves."""
    answer = await send_sms(entera_simulator, "447700900077")
    entera_clock.advance(8)
    received, sent = await outbound(entera_simulator, "Sms", LastMessages=5)
    assert sent["TaskId"] == answer.json["TaskId"]
    assert (received["Type"], received["Direction"], received["Status"]) == (6, 1, 4)
    assert received["Sender"] == "447700900077"
    assert received["MessageBody"] == "Yes, I am coming."
    assert len(entera_simulator.inbox) == 1
