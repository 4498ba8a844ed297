"""Tell of numbers whose lookup was pushed: kept first, then an event on the bus."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b
from itertools import batched
import json
import sqlite3
import uuid

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..gateways.model import NumberFacts
from .store import ROWS_AT_ONCE, Store, StoreError

EVENT_LOOKUP = f"{DOMAIN}_number_lookup"
REPEATED_WITHIN = timedelta(minutes=2)
# More events in one turn would hold up everything else.
AT_ONCE = 100


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
        now = dt_util.utcnow()
        for some in batched(facts, ROWS_AT_ONCE, strict=False):
            await self._store.write(partial(_keep, facts=some, now=now))
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
                while await self._announce_some():
                    pass

    async def _announce_some(self) -> bool:
        """Fire some events; returns whether there were any. Raises StoreError."""
        rows = await self._store.read(_unannounced)
        for _, found, body in rows:
            self._hass.bus.async_fire(
                EVENT_LOOKUP,
                {"event_id": found, "entry_id": self._entry_id, **json.loads(body)},
            )
        if rows:
            await self._store.write(partial(_mark, rows=[seq for seq, _, _ in rows]))
        return bool(rows)


def _keep(db: sqlite3.Connection, facts: Iterable[NumberFacts], now: datetime) -> None:
    """Write lookups down; equal ones of a moment ago are the same push again."""
    at, limit = now.timestamp(), (now - REPEATED_WITHIN).timestamp()
    # What lies ahead is of before the clock was set back.
    for compared, to in (("<", limit), (">", at)):
        db.execute(
            f"DELETE FROM lookups WHERE announced = 1 AND stored_at {compared} ?",  # noqa: S608 - our own signs
            (to,),
        )
    for one in facts:
        body = json.dumps(asdict(one), sort_keys=True)
        digest = blake2b(body.encode(), digest_size=16).digest()
        db.execute(
            """
            INSERT INTO lookups (id, body, stored_at, digest) SELECT ?, ?, ?, ?
            WHERE NOT EXISTS (
                SELECT 1 FROM lookups WHERE digest = ? AND stored_at BETWEEN ? AND ?
            )
            """,
            (uuid.uuid4().hex, body, at, digest, digest, limit, at),
        )


def _unannounced(db: sqlite3.Connection) -> list[tuple[int, str, str]]:
    """Return some that nobody was told of: their places, ids and what they say."""
    found = db.execute(
        "SELECT * FROM lookups WHERE announced = 0 ORDER BY seq LIMIT ?", (AT_ONCE,)
    )
    return [(row["seq"], row["id"], row["body"]) for row in found.fetchall()]


def _mark(db: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Remember that everybody was told of lookups."""
    db.executemany(
        "UPDATE lookups SET announced = 1 WHERE seq = ?", [(seq,) for seq in rows]
    )
