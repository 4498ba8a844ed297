"""What is to happen at which time."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from tests.simulators.clock import Clock


class Agenda:
    """Do work in the order of its times, when somebody looks (`run`).

    While work is done `now` is the time it was due at, so that a clock which jumped
    gives the same course of things as one that went.
    """

    def __init__(self, clock: Clock) -> None:
        """Start with nothing to do."""
        self._clock = clock
        self._now: datetime | None = None
        self._due: list[tuple[datetime, int, Callable[[], None]]] = []
        self._turns = count()

    @property
    def now(self) -> datetime:
        """Return the clock's time, or the time of the work in hand."""
        return self._now or self._clock()

    def at(self, moment: datetime, work: Callable[[], None]) -> None:
        """Have something done at a time."""
        heappush(self._due, (moment, next(self._turns), work))

    def run(self) -> None:
        """Do all that is due."""
        while self._due and self._due[0][0] <= self._clock():
            self._now, _, work = heappop(self._due)
            try:
                work()
            finally:
                self._now = None

    def clear(self) -> None:
        """Forget all that was to come."""
        self._due.clear()
