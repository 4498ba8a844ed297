"""Tell of numbers whose lookup was pushed: kept first, then an event on the bus."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
import json
import sqlite3
import uuid

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..gateways.model import NumberFacts
from .store import Store, StoreError

EVENT_LOOKUP = f"{DOMAIN}_number_lookup"
REPEATED_WITHIN = timedelta(minutes=2)


class Lookups:
    """The pushed lookups of one account; Home Assistant itself asks for none."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry_id: str,
        store: Store,
        spawn: Callable[[Awaitable[object]], None],
    ) -> None:
        """Announce nothing before `begin`."""
        self._hass = hass
        self._entry_id = entry_id
        self._store = store
        self._spawn = spawn
        self._begun = False
        self._running = asyncio.Lock()

    async def keep(self, facts: Sequence[NumberFacts]) -> None:
        """Keep lookups on disk, and tell of those that are new."""
        bodies = [json.dumps(asdict(one), sort_keys=True) for one in facts]
        now = dt_util.utcnow()
        await self._store.write(lambda db: _keep(db, bodies, now))
        if self._begun:
            self._spawn(self.announce())

    async def begin(self) -> None:
        """Tell of what waited for Home Assistant to start."""
        self._begun = True
        await self.announce()

    async def announce(self) -> None:
        """Fire an event for each lookup that nobody was told of."""
        async with self._running:
            # What is not marked is announced again, with the same id.
            with suppress(StoreError):
                await self._announce()

    async def _announce(self) -> None:
        """Fire the events; raises StoreError."""
        for number, found, body in await self._store.read(_unannounced):
            self._hass.bus.async_fire(
                EVENT_LOOKUP,
                {"event_id": found, "entry_id": self._entry_id, **json.loads(body)},
            )
            await self._store.write(partial(_mark, seq=number))


def _keep(db: sqlite3.Connection, bodies: Sequence[str], now: datetime) -> None:
    """Write lookups down; equal ones of a moment ago are the same push again."""
    limit = (now - REPEATED_WITHIN).timestamp()
    db.execute("DELETE FROM lookups WHERE announced = 1 AND stored_at < ?", (limit,))
    for body in bodies:
        db.execute(
            """
            INSERT INTO lookups (id, body, stored_at) SELECT ?, ?, ?
            WHERE NOT EXISTS (
                SELECT 1 FROM lookups WHERE body = ? AND stored_at >= ?
            )
            """,
            (uuid.uuid4().hex, body, now.timestamp(), body, limit),
        )


def _unannounced(db: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Return what nobody was told of: its place, its id and what it says."""
    found = db.execute("SELECT * FROM lookups WHERE announced = 0 ORDER BY seq")
    return [(row["seq"], row["id"], row["body"]) for row in found.fetchall()]


def _mark(db: sqlite3.Connection, seq: int) -> None:
    """Remember that everybody was told of a lookup."""
    db.execute("UPDATE lookups SET announced = 1 WHERE seq = ?", (seq,))
