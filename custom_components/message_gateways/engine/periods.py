"""The hour, day and month of a moment, by the clock of the house."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

# Every month ends within so many days of its first.
OVER_THE_MONTH = timedelta(days=32)
OVER_THE_DAY = timedelta(hours=36)


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """When hour, day and month began, and when day and month end, in Unix seconds."""

    hour: int
    day: int
    day_end: int
    month: int
    month_end: int


def periods_of(at: datetime, zone: tzinfo) -> Periods:
    """Return the periods around a moment."""
    # An hour that the clock shows twice is two hours.
    hour = at.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    return _around(hour, hour.fold, zone)


@lru_cache(maxsize=64)
def _around(hour: datetime, fold: int, zone: tzinfo) -> Periods:
    """Return the periods of an hour; equal times of a fold must be told apart."""
    day = hour.replace(hour=0, fold=0)
    month = day.replace(day=1)
    return Periods(
        hour=int(hour.replace(fold=fold).timestamp()),
        day=int(day.timestamp()),
        day_end=_midnight(day + OVER_THE_DAY, zone),
        month=int(month.timestamp()),
        month_end=_midnight((month + OVER_THE_MONTH).replace(day=1), zone),
    )


def _midnight(at: datetime, zone: tzinfo) -> int:
    """Return when the day of a wall clock's time began."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0, fold=0, tzinfo=zone)
    return int(day.timestamp())
