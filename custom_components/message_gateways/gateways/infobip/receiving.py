"""Fetch messages that came in, from the logs or the one-time list."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from ..apart import apart_rows
from ..errors import GatewayError
from .client import InfobipClient
from .convert import inbound_key
from .models import InboxRow
from .requests import InboxFilter

LIMIT = 1000
MOST_PAGES = 50
SMALLEST_STEP = timedelta(milliseconds=1)


class Receiving:
    """Fetch the received messages of an account."""

    def __init__(self, client: InfobipClient, *, exclusive: bool) -> None:
        """`exclusive`: nobody else reads the one-time list of this account."""
        self._client = client
        self._exclusive = exclusive
        self._lock = asyncio.Lock()
        self._gap = True

    async def fetch(self, since: datetime | None) -> list[InboxRow]:
        """Fetch what came in, oldest first; raises GatewayError.

        The logs reach back 48 hours, whatever the time given.
        """
        if not self._exclusive:
            return await apart_rows(await self._look(since), _in_order)
        # As with the reports: what a lost answer held is in the logs alone.
        async with self._lock:
            gap, self._gap = self._gap, True
            found = await self._look(since) if gap else []
            taken = await self._take()
            return await apart_rows([*found, *taken], _in_order)

    def forget_progress(self) -> None:
        """Ask the logs first the next time."""
        self._gap = True

    async def _look(self, since: datetime | None) -> list[InboxRow]:
        """Ask the logs, which answer with the newest first, page by page."""
        found: dict[str, InboxRow] = {}
        until = None
        for _ in range(MOST_PAGES):
            asked = InboxFilter(limit=LIMIT, received_since=since, received_until=until)
            answer = await self._client.inbox_logs(asked)
            known = len(found)
            found |= await apart_rows(answer.rows, _by_key)
            times = [row.received_at for row in answer.rows if row.received_at]
            if answer.total < LIMIT or len(found) == known or not times:
                break
            until = min(times) + SMALLEST_STEP
        return list(found.values())

    async def _take(self) -> list[InboxRow]:
        """Empty the one-time list; what was taken before a failure is kept."""
        found: list[InboxRow] = []
        unreadable = 0
        for _ in range(MOST_PAGES):
            try:
                answer = await self._client.inbox_reports(limit=LIMIT)
            except GatewayError:
                if not found:
                    raise
                return found
            found += answer.rows
            unreadable += answer.unreadable
            if answer.total < LIMIT:
                break
        self._gap = unreadable > 0
        return found


def _by_key(rows: Sequence[InboxRow]) -> dict[str, InboxRow]:
    """Find rows by what is the same each time they are given."""
    return {inbound_key(row): row for row in rows}


def _in_order(rows: Sequence[InboxRow]) -> list[InboxRow]:
    """Sort by time and leave out repetitions; what has no time comes last."""
    unique = _by_key(rows).values()
    timed = [(row.received_at, row) for row in unique if row.received_at]
    return [row for _, row in sorted(timed, key=lambda pair: pair[0])] + [
        row for row in unique if row.received_at is None
    ]
