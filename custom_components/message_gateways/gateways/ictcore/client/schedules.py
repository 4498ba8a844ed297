"""Write schedules as the server understands them (field-notes.md 6)."""

from dataclasses import fields as fields_of
import re
from typing import Any

from ...errors import InvalidInputError
from ..models.schedules import Calendar, Schedule
from .written import body_of, epoch

WAITING = 0
"""Without this status the server takes a task as due now, whatever its time."""

_PART = re.compile(r"\*|[0-9]{1,4}(,[0-9]{1,4})*")


def schedule_body(schedule: Schedule) -> dict[str, Any]:
    """Write a schedule; raises InvalidInputError unless it has exactly one time."""
    times = [
        time
        for time in (
            _delay(schedule),
            _timestamp(schedule),
            _server_time(schedule),
            _calendar(schedule.calendar),
        )
        if time
    ]
    if len(times) != 1:
        raise InvalidInputError("schedule_not_possible")
    options = Schedule(
        is_recurring=schedule.is_recurring,
        expiry=schedule.expiry,
        weight=schedule.weight,
    )
    return times[0] | body_of(options) | {"status": WAITING}


def _delay(schedule: Schedule) -> dict[str, Any]:
    """Write a delay in seconds."""
    if schedule.delay is None:
        return {}
    seconds = int(schedule.delay.total_seconds())
    if seconds < 0:
        raise InvalidInputError("schedule_not_possible")
    return {"delay": seconds}


def _timestamp(schedule: Schedule) -> dict[str, Any]:
    """Write a time in epoch seconds."""
    return {} if schedule.at is None else {"timestamp": epoch(schedule.at)}


def _server_time(schedule: Schedule) -> dict[str, Any]:
    """Write what the server's clock shows; a zone would be ignored."""
    time = schedule.server_time
    if time is None:
        return {}
    if time.tzinfo is not None:
        raise InvalidInputError("schedule_not_possible")
    return {"datetime": time.isoformat(" ", timespec="seconds")}


def _calendar(calendar: Calendar | None) -> dict[str, Any]:
    """Write parts of a date; those of steps would be misread."""
    if calendar is None:
        return {}
    parts = {one.name: getattr(calendar, one.name) for one in fields_of(Calendar)}
    if not all(_PART.fullmatch(part) for part in parts.values()):
        raise InvalidInputError("schedule_not_possible")
    return parts
