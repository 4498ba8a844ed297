"""When a scheduled task is due: minutes that match the fields of its row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Self

FIELDS = ("year", "month", "day", "hour", "minute", "weekday")
MINUTE = timedelta(minutes=1)
DAYS_AHEAD = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Hold for each field the numbers that match; None for all."""

    fields: Mapping[str, frozenset[int] | None]

    @classmethod
    def of(cls, body: Mapping[str, Any], now: datetime) -> Self:
        """Read a body: a delay, a timestamp, a date and time, or the fields.

        A delay and a timestamp become fields in UTC, which the database takes for its
        local time. Raises ValueError for a date that can't be read.
        """
        if (delay := body.get("delay")) is not None:
            return cls._at(_utc(now + timedelta(seconds=float(delay))))
        if (timestamp := body.get("timestamp")) is not None:
            return cls._at(_utc(datetime.fromtimestamp(float(timestamp), UTC)))
        if (text := body.get("datetime")) is not None:
            return cls._at(datetime.fromisoformat(str(text)).replace(tzinfo=None))
        return cls(fields={name: _numbers(body.get(name, "*")) for name in FIELDS})

    @classmethod
    def _at(cls, local: datetime) -> Self:
        """Return the calendar of one minute by the server's clock."""
        numbers: dict[str, frozenset[int] | None] = {
            name: frozenset({getattr(local, name)}) for name in FIELDS[:-1]
        }
        return cls(fields=numbers | {"weekday": None})

    def texts(self) -> dict[str, str]:
        """Return the columns of a task's row."""
        return {
            name: "*" if held is None else ",".join(map(str, sorted(held)))
            for name, held in self.fields.items()
        }

    def next(self, after: datetime, zone: tzinfo) -> datetime | None:
        """Return the first matching minute that begins after a time, or None."""
        local = after.astimezone(zone)
        moment = local.replace(second=0, microsecond=0, tzinfo=None) + MINUTE
        last = moment + timedelta(days=DAYS_AHEAD)
        while moment < last:
            if not self._day_fits(moment):
                moment = moment.replace(hour=0, minute=0) + timedelta(days=1)
            elif not self._fits("hour", moment.hour):
                moment = moment.replace(minute=0) + timedelta(hours=1)
            elif not self._fits("minute", moment.minute):
                moment += MINUTE
            else:
                return moment.replace(tzinfo=zone).astimezone(after.tzinfo)
        return None

    def _day_fits(self, moment: datetime) -> bool:
        """Tell whether a day matches; Sunday is 1."""
        return all(
            self._fits(name, number)
            for name, number in (
                ("year", moment.year),
                ("month", moment.month),
                ("day", moment.day),
                ("weekday", moment.isoweekday() % 7 + 1),
            )
        )

    def _fits(self, name: str, number: int) -> bool:
        """Tell whether a number matches a field."""
        held = self.fields[name]
        return held is None or number in held


def _utc(moment: datetime) -> datetime:
    """Return a time as fields in UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _numbers(value: Any) -> frozenset[int] | None:
    """Read `*`, a number or `1,2`; `*/30` is misread as 30 and `*`, which is all."""
    parts = str(value).replace("/", ",").split(",")
    if "*" in parts:
        return None
    return frozenset(int(part) for part in parts if part.strip().isdecimal())
