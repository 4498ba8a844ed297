"""Schedules of transmissions: section 6 of the field notes."""

from datetime import timedelta, timezone
from typing import Any

import pytest

from tests.simulators.ictcore import IctcoreSimulator, SettableClock
from tests.simulators.ictcore.asking import ask, error, prepared_sms, value

TO_FULL_MINUTE = 38
"""Seconds from the clock's start, 08:50:22, to the next cron run."""


async def scheduled(simulator: IctcoreSimulator, body: dict[str, Any]) -> int:
    """Schedule an SMS and return the transmission's id."""
    id_ = await prepared_sms(simulator)
    task = await value(simulator, "PUT", f"/transmissions/{id_}/schedule", body)
    assert isinstance(task, int)
    return id_


@pytest.mark.parametrize("body", [{}, {"delay": 3600}])
async def test_without_status_0_it_is_sent_at_the_next_run(
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    body: dict[str, int],
) -> None:
    """Whatever the delay is."""
    id_ = await scheduled(ictcore_simulator, body)
    ictcore_clock.advance(TO_FULL_MINUTE - 1)
    assert ictcore_simulator.status_of(id_) == "pending"
    ictcore_clock.advance(1)
    assert ictcore_simulator.status_of(id_) == "processing"


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ({"delay": 60}, 38),
        ({"delay": "3600"}, 3578),
        ({"timestamp": 1770886222 + 3600}, 3578),
        ({"datetime": "2026-02-12 09:50:00"}, 3578),
        ({"datetime": "2026-02-12T09:50:30+05:00"}, 3578),
        ({"hour": 9, "minute": 50}, 3578),
        ({"hour": "7,9", "minute": "50"}, 3578),
        ({"weekday": 6, "hour": 0, "minute": 0}, 54578),
        ({"minute": "*/30"}, 0),
        ({"year": 2026, "month": 2, "day": 12, "hour": 9, "minute": 0}, 578),
    ],
)
async def test_with_status_0_it_is_sent_in_its_minute(
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    body: dict[str, Any],
    seconds: int,
) -> None:
    """Seconds are cut off, zones passed over, Sunday is 1, */30 is every minute."""
    id_ = await scheduled(ictcore_simulator, {"status": 0, **body})
    if seconds:
        ictcore_clock.advance(seconds - 1)
        assert ictcore_simulator.status_of(id_) == "pending"
        ictcore_clock.advance(1)
    assert ictcore_simulator.status_of(id_) == "processing"


async def test_a_zone_that_is_not_utc_moves_delays(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """They are kept in UTC and compared with the local time."""
    ictcore_simulator.configure(zone=timezone(timedelta(hours=-1)))
    id_ = await scheduled(ictcore_simulator, {"status": 0, "delay": 60})
    ictcore_clock.advance(3600)
    assert ictcore_simulator.status_of(id_) == "pending"
    ictcore_clock.advance(38)
    assert ictcore_simulator.status_of(id_) == "processing"


async def test_a_delete_removes_nothing(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """It answers 200 with an empty body; a past minute never comes."""
    id_ = await scheduled(ictcore_simulator, {"status": 0, "delay": 3600})
    late = await scheduled(ictcore_simulator, {"status": 0, "timestamp": 1770886000})
    path = f"/transmissions/{id_}/schedule"
    answer = await ask(ictcore_simulator, "DELETE", path)
    assert (answer.status, answer.body) == (200, b"")
    ictcore_clock.advance(3600)
    assert ictcore_simulator.status_of(id_) == "completed"
    assert ictcore_simulator.status_of(late) == "pending"


@pytest.mark.parametrize("method", ["DELETE", "PUT"])
async def test_a_schedule_ends_with_its_transmission(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock, method: str
) -> None:
    """Deleted or said to be completed."""
    id_ = await scheduled(ictcore_simulator, {"status": 0, "delay": 3600})
    body = {"status": "completed"} if method == "PUT" else None
    await value(ictcore_simulator, method, f"/transmissions/{id_}", body)
    ictcore_clock.advance(7200)
    assert ictcore_simulator.sent == []


async def test_a_task_may_recur_and_expire(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """What recurs finds its transmission completed, what has expired does nothing."""
    again = {"status": 0, "minute": 0, "is_recurring": 1}
    await scheduled(ictcore_simulator, again)
    expired = {"status": 0, "delay": 3600, "expiry": 1770886222}
    late = await scheduled(ictcore_simulator, expired)
    ictcore_clock.advance(4 * 3600)
    assert len(ictcore_simulator.sent) == 1
    assert ictcore_simulator.status_of(late) == "pending"


async def test_a_schedule_may_be_refused(ictcore_simulator: IctcoreSimulator) -> None:
    """Of nothing, or for no time."""
    unknown = (404, "Transmission not found")
    path = "/transmissions/9/schedule"
    assert await error(ictcore_simulator, "PUT", path, {}) == unknown
    id_ = await prepared_sms(ictcore_simulator)
    path = f"/transmissions/{id_}/schedule"
    body = {"datetime": "soon"}
    assert (await error(ictcore_simulator, "PUT", path, body))[0] == 412
