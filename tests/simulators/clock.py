"""Clocks for simulators: any callable that returns an aware time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

type Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Return the time of day (freezegun's when it is frozen)."""
    return datetime.now(UTC)


class SettableClock:
    """Tell a time that stands still until it is moved."""

    def __init__(self, now: datetime | None = None) -> None:
        """Start at `now`, or at the time of day."""
        self._now = now or wall_clock()

    def __call__(self) -> datetime:
        """Return the time the clock stands at."""
        return self._now

    def advance(self, seconds: float) -> datetime:
        """Move the clock forward by seconds and return the new time."""
        self._now += timedelta(seconds=seconds)
        return self._now

    def set(self, now: datetime) -> None:
        """Put the clock to an aware time."""
        self._now = now
