"""Send the messages of one account: gathered, kept on disk, never twice."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import batched
from sqlite3 import Connection
import uuid

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..gateways.base import Gateway, Resolves
from ..gateways.errors import GatewayError
from ..gateways.info import GatewayInfo
from ..gateways.model import Content, Report, Sent, Status
from . import outbox_queries as queries, outbox_search as search, outbox_table as table
from .clock_table import follow_clock
from .count_table import Guarded, guarded
from .departures import left_behind
from .emergency import Emergency, Named
from .gathering import Gatherer
from .guard import Ruling
from .guard_table import House, admit
from .limits import Limits
from .periods import periods_of
from .report_table import apply_reports
from .rows import MessageRow, Target, by_content
from .sender import Pairs, Sender
from .store import ROWS_AT_ONCE, Store, StoreError
from .transitions import Change, give_up, without_content
from .waiting import Waiting
from .watchers import Watchers


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """What became of a send, and of everything that left with it."""

    rows: tuple[MessageRow, ...]
    gathered: tuple[MessageRow, ...]


class Outbox:
    """Take messages in, send them, and see each to an end."""

    def __init__(
        self,
        hass: HomeAssistant,
        store: Store,
        gateway: Gateway,
        info: GatewayInfo,
        *,
        limits: Limits,
        look: Callable[[], None],
        ruled: Callable[[Iterable[tuple[Target, Ruling]]], None],
        changed: Callable[[Pairs], None],
        heard: Callable[[GatewayError | None], None],
        spawn: Callable[[Awaitable[object]], None],
        addresses_of: Callable[[str], Collection[str] | None],
        is_down: Callable[[], bool],
    ) -> None:
        """Work on an open store; `spawn` runs what no caller may cancel.

        `look` sees whether the clock was set: what is written next goes by it.
        """
        self._store = store
        self._look = look
        self._gateway = gateway
        self._limits = limits
        self._ruled = ruled
        self._changed = changed
        self._gatherer: Gatherer[
            tuple[Content, datetime | None], Sequence[Named], SendResult
        ] = Gatherer(self._take_in, spawn)
        self._sender = Sender(
            store,
            gateway,
            info,
            look=look,
            tell=self._tell,
            heard=heard,
            opened=lambda: spawn(self.waiting.release_all()),
        )
        self._emergency = Emergency(self._sender)
        self.waiting = Waiting(
            hass,
            store,
            gateway,
            self._sender,
            quiet=limits.quiet,
            look=look,
            tell=self._tell,
            heard=heard,
            spawn=spawn,
            addresses_of=addresses_of,
            is_down=is_down,
        )
        self.watchers = Watchers(self.rows)

    def take_over(self, db: Connection) -> None:
        """Take up what was left, as unknown where a request may have left.

        It only writes, so that nobody misses anything, and runs before all else does.
        """
        now = dt_util.utcnow()
        resolves = isinstance(self._gateway, Resolves)
        follow_clock(db, now)
        table.apply(db, left_behind(db, now, resolves=resolves), now)
        damaged = queries.unreadable(db)
        table.apply(db, [(row, without_content(row)) for row in damaged], now)
        table.release_waiting(db, now)

    async def start(self) -> None:
        """Begin to do what is due."""
        await self.waiting.withdraw()
        await self.waiting.set_alarm()

    def stop(self) -> None:
        """Hand over what was gathered and start nothing more by itself."""
        self.waiting.stop()
        self._sender.stop()
        self._gatherer.flush()

    async def catch_up(self) -> None:
        """Try once more to keep what the disk did not take: memory is about to end."""
        await self._sender.catch_up()

    async def submit(
        self,
        content: Content,
        targets: Sequence[Target],
        *,
        scheduled_at: datetime | None = None,
    ) -> SendResult:
        """Send to addresses and return once each has its first outcome.

        What the disk does not take is sent without it, as far as that goes; raises
        StoreError where it does not.
        """
        named = [(uuid.uuid4().hex, target) for target in targets]
        try:
            return await self._gatherer.add((content, scheduled_at), named)
        except StoreError:
            # Raised only before anything has left.
            if (
                self._store.closed
                or scheduled_at is not None
                or not self._emergency.may_send(len(targets))
            ):
                raise
        rows = tuple(await self._emergency.send(content, named))
        self._tell([(row, row) for row in rows])
        return SendResult(rows=rows, gathered=rows)

    async def foresee(
        self,
        content: Content,
        targets: Sequence[Target],
        *,
        scheduled_at: datetime | None = None,
    ) -> list[Ruling]:
        """Rule on messages as `submit` would, and forget it; raises StoreError."""
        house = self._house(dt_util.utcnow())

        def work(db: Connection) -> list[Ruling]:
            db.execute("SAVEPOINT foresee")
            try:
                return admit(db, content, targets, house, scheduled_at=scheduled_at)
            finally:
                db.execute("ROLLBACK TO foresee")
                db.execute("RELEASE foresee")

        return await self._store.write(work)

    async def guarded(self) -> Guarded:
        """Count what the limits count; raises StoreError."""
        periods = periods_of(dt_util.utcnow(), dt_util.get_default_time_zone())
        return await self._store.read(lambda db: guarded(db, periods))

    async def rows(self, ids: Collection[str]) -> list[MessageRow]:
        """Read messages by their ids."""
        found = await self._store.read(lambda db: queries.by_ids(db, ids))
        unkept = self._emergency.rows(ids)
        names = {row.id for row in unkept}
        kept = [row for row in found if row.id not in names]
        return self._sender.up_to_date(kept) + unkept

    async def gateway_ids(self, ids: Collection[str]) -> dict[str, list[str]]:
        """Return what the gateway calls messages; nothing where it can't be read."""
        try:
            return await self._store.read(lambda db: queries.gateway_ids(db, ids))
        except StoreError:
            return {}

    async def find(
        self, wanted: search.MessageFilter, before: tuple[float, int], limit: int
    ) -> list[MessageRow]:
        """Look for messages from before a time and number, newest first."""
        found = await self._store.read(
            lambda db: search.find(db, wanted, before, limit)
        )
        return self._sender.up_to_date(found)

    async def details(self, message_id: str) -> search.MessageDetails | None:
        """Return all that is known of a message, None where there is none."""
        found = await self._store.read(lambda db: search.details(db, message_id))
        if found is None:
            return None
        (row,) = self._sender.up_to_date([found.row])
        return replace(found, row=row)

    async def change(self, changes: Sequence[tuple[MessageRow, Change]]) -> None:
        """Carry out decisions; a message that went on meanwhile is left as it is."""
        now = dt_util.utcnow()
        if changes:
            self._tell(
                await self._store.write(lambda db: table.apply(db, changes, now))
            )

    async def followed(self) -> list[Sent]:
        """Return the messages whose delivery is followed."""
        return await self._store.read(queries.followed)

    async def report(self, reports: Sequence[Report]) -> bool:
        """Take in delivery reports; returns whether they changed anything."""
        now = dt_util.utcnow()
        changed = False
        for some in batched(reports, ROWS_AT_ONCE, strict=False):
            work = partial(apply_reports, reports=some, now=now)
            pairs = await self._store.write(work)
            self._tell(pairs)
            changed = changed or bool(pairs)
        return changed

    async def give_up_following(self, limit: datetime) -> None:
        """End messages of which the gateway has nothing more to tell."""
        now = dt_util.utcnow()
        self._tell(
            await self._store.write(
                lambda db: table.apply(
                    db,
                    [(row, give_up(row)) for row in queries.followed_before(db, limit)],
                    now,
                )
            )
        )

    async def _take_in(
        self,
        key: tuple[Content, datetime | None],
        submissions: Sequence[Sequence[Named]],
    ) -> Sequence[SendResult]:
        """Keep gathered messages on disk, then send them."""
        content, scheduled_at = key
        self._look()
        now = dt_util.utcnow()
        targets = [named for each in submissions for named in each]
        house = self._house(now)

        def work(db: Connection) -> tuple[list[MessageRow], list[Ruling]]:
            those = [target for _, target in targets]
            rulings = admit(db, content, those, house, scheduled_at=scheduled_at)
            rows = table.insert(
                db,
                content,
                targets,
                self._sender.batches(),
                now=now,
                scheduled_at=scheduled_at,
                rulings={
                    message_id: ruling
                    for (message_id, _), ruling in zip(targets, rulings, strict=True)
                },
            )
            return rows, rulings

        rows, rulings = await self._store.write(work)
        self._ruled(zip((each for _, each in targets), rulings, strict=True))
        self._tell([(row, row) for row in rows])
        contents = {
            row.content: target.content(content)
            for row, (_, target) in zip(rows, targets, strict=True)
        }
        leaving = [row for row in rows if row.status is Status.SENDING]
        if len(leaving) < len(rows):
            await self.waiting.set_alarm()
        if leaving:
            groups = await asyncio.gather(
                *(
                    self.waiting.send(contents[content_id], group)
                    for content_id, group in by_content(leaving).items()
                )
            )
            rows = await self._sent(rows, groups)
        remaining = iter(rows)
        everything = tuple(rows)
        return [
            SendResult(rows=tuple(next(remaining) for _ in each), gathered=everything)
            for each in submissions
        ]

    def _house(self, now: datetime) -> House:
        """Return by what messages are judged."""
        zone = dt_util.get_default_time_zone()
        return House(limits=self._limits, now=now, zone=zone)

    async def _sent(
        self, rows: Sequence[MessageRow], groups: Iterable[Sequence[MessageRow]]
    ) -> list[MessageRow]:
        """Return messages as they are after their requests."""
        settled = {row.id: row for row in rows}
        settled |= {row.id: row for group in groups for row in group}
        try:
            return await self.rows([row.id for row in rows])
        except StoreError:
            # They were sent, whether they can be read or not.
            return [settled[row.id] for row in rows]

    def _tell(self, pairs: Pairs) -> None:
        """Tell of changes that are on disk."""
        if pairs:
            self._changed(pairs)
            self.watchers.ring(after for _, after in pairs)
