"""Let callers wait until messages stand where they want them."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from enum import StrEnum

from ..gateways.model import FOLLOWED, GOOD_ENDS
from .rows import MessageRow
from .store import StoreError


class Goal(StrEnum):
    """What a caller waits for."""

    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    ANSWERED_KEY = "answered_key"


def reached(row: MessageRow, goal: Goal) -> bool:
    """Tell whether a message got where the caller wants it."""
    if goal is Goal.ANSWERED_KEY:
        return bool(row.key_pressed)
    if row.status in GOOD_ENDS:
        return True
    return goal is Goal.ACCEPTED and row.status in FOLLOWED


def decided(row: MessageRow, goal: Goal) -> bool:
    """Tell whether waiting longer could change anything."""
    return reached(row, goal) or not row.pending


class Watchers:
    """Everybody who waits for messages of one account."""

    def __init__(
        self, fetch: Callable[[Collection[str]], Awaitable[list[MessageRow]]]
    ) -> None:
        """Remember how rows are read."""
        self._fetch = fetch
        self._bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._waiting: set[asyncio.Future[None]] = set()
        self._closed = False

    def ring(self, rows: Iterable[MessageRow]) -> None:
        """Tell everybody who waits for one of these messages."""
        for row in rows:
            for bell in self._bells.get(row.id, ()):
                bell.set()

    async def wait(
        self, rows: Sequence[MessageRow], goal: Goal, seconds: float
    ) -> tuple[list[MessageRow], bool]:
        """Return the rows as they are then, and whether some are not decided."""
        if self._closed:
            return list(rows), not all(decided(row, goal) for row in rows)
        ids = [row.id for row in rows]
        bell = asyncio.Event()
        left = asyncio.get_running_loop().create_future()
        self._waiting.add(left)
        for message_id in ids:
            self._bells[message_id].add(bell)
        try:
            async with asyncio.timeout(seconds):
                while True:
                    bell.clear()
                    rows = await self._latest(rows)
                    if all(decided(row, goal) for row in rows):
                        return rows, False
                    if self._closed:
                        return rows, True
                    await bell.wait()
        except TimeoutError:
            rows = await self._latest(rows)
            return rows, not all(decided(row, goal) for row in rows)
        finally:
            for message_id in ids:
                self._bells[message_id].discard(bell)
                if not self._bells[message_id]:
                    del self._bells[message_id]
            self._waiting.discard(left)
            left.set_result(None)

    async def _latest(self, rows: Sequence[MessageRow]) -> list[MessageRow]:
        """Read rows again; one that can't be read is no reason to forget it."""
        try:
            return await self._fetch([row.id for row in rows])
        except StoreError:
            return list(rows)

    async def close(self) -> None:
        """Let everybody go who waits, with what is known by now."""
        self._closed = True
        for bells in tuple(self._bells.values()):
            for bell in bells:
                bell.set()
        if self._waiting:
            await asyncio.wait(self._waiting)
