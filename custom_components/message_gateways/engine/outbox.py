"""Send the messages of one account: gathered, kept on disk, never twice."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
import uuid

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from ..gateways.base import Gateway, Reports, Resolves
from ..gateways.errors import GatewayError
from ..gateways.model import Content, Detail, Outcome, Report, Status
from ..gateways.registry import GatewayInfo
from . import outbox_queries as queries, outbox_table as table
from .attempts import attempt_send, decide
from .doubts import ask_after
from .gathering import Gatherer
from .rows import MessageRow, Target
from .store import Store
from .transitions import Change
from .watchers import Watchers

REQUESTS_AT_ONCE = 4
DUE_AT_ONCE = 1000

type Pairs = list[tuple[MessageRow, MessageRow]]


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
        changed: Callable[[Pairs], None],
        heard: Callable[[GatewayError | None], None],
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        """Work on an open store; `spawn` runs what no caller may cancel."""
        self._hass = hass
        self._store = store
        self._gateway = gateway
        self._info = info
        self._changed = changed
        self._heard = heard
        self._spawn = spawn
        self._gatherer: Gatherer[
            tuple[Content, datetime | None], Sequence[Target], SendResult
        ] = Gatherer(self._take_in, spawn)
        self._slots = asyncio.Semaphore(REQUESTS_AT_ONCE)
        self._working = asyncio.Lock()
        self._cancel_alarm: CALLBACK_TYPE | None = None
        self._stopped = False
        self.watchers = Watchers(self.rows)

    async def start(self) -> None:
        """Take up what was left, as unknown where a request was on its way."""
        now = dt_util.utcnow()
        resolves = isinstance(self._gateway, Resolves)
        left = Change(
            status=Status.UNKNOWN,
            outcome=Outcome.UNKNOWN,
            due=now if resolves else None,
        )
        pairs = await self._store.write(
            lambda db: table.apply(
                db, [(row, left) for row in table.take_over(db)], now
            )
        )
        await self._store.write(lambda db: table.release_waiting(db, now))
        self._tell(pairs)
        await self._set_alarm()

    def stop(self) -> None:
        """Hand over what was gathered and start nothing more by itself."""
        self._stopped = True
        self._gatherer.flush()
        if self._cancel_alarm:
            self._cancel_alarm()
            self._cancel_alarm = None

    async def submit(
        self,
        content: Content,
        targets: Sequence[Target],
        *,
        scheduled_at: datetime | None = None,
    ) -> SendResult:
        """Send to addresses and return once each has its first outcome."""
        return await self._gatherer.add((content, scheduled_at), targets)

    async def rows(self, ids: Collection[str]) -> list[MessageRow]:
        """Read messages by their ids."""
        return await self._store.read(lambda db: queries.by_ids(db, ids))

    async def cancel_recipient(self, recipient: str) -> None:
        """Cancel what waits to be sent to a recipient that was removed."""
        now = dt_util.utcnow()
        cancelled = Change(status=Status.CANCELLED)
        self._tell(
            await self._store.write(
                lambda db: table.apply(
                    db,
                    [(row, cancelled) for row in queries.queued_for(db, recipient)],
                    now,
                )
            )
        )

    async def report(self, reports: Sequence[Report]) -> None:
        """Take in delivery reports."""
        now = dt_util.utcnow()
        self._tell(
            await self._store.write(lambda db: table.apply_reports(db, reports, now))
        )

    async def give_up_following(self, limit: datetime) -> None:
        """End messages of which the gateway has nothing more to tell."""
        now = dt_util.utcnow()
        lost = Change(
            status=Status.UNKNOWN,
            detail=Detail(text="the gateway sent no final report"),
        )
        self._tell(
            await self._store.write(
                lambda db: table.apply(
                    db,
                    [(row, lost) for row in queries.followed_before(db, limit)],
                    now,
                )
            )
        )

    async def release_waiting(self) -> None:
        """Send at once what waited for the gateway, since it answers again."""
        now = dt_util.utcnow()
        if await self._store.write(lambda db: table.release_waiting(db, now)):
            await self._set_alarm()

    async def _take_in(
        self,
        key: tuple[Content, datetime | None],
        submissions: Sequence[Sequence[Target]],
    ) -> Sequence[SendResult]:
        """Keep gathered messages on disk, then send them."""
        content, scheduled_at = key
        now = dt_util.utcnow()
        targets = [
            (uuid.uuid4().hex, target) for each in submissions for target in each
        ]
        rows = await self._store.write(
            lambda db: table.insert(
                db, content, targets, now=now, scheduled_at=scheduled_at
            )
        )
        self._tell([(row, row) for row in rows])
        if scheduled_at is None:
            await self._send(content, rows)
            rows = await self.rows([row.id for row in rows])
        else:
            await self._set_alarm()
        remaining = iter(rows)
        everything = tuple(rows)
        return [
            SendResult(rows=tuple(next(remaining) for _ in each), gathered=everything)
            for each in submissions
        ]

    async def _send(self, content: Content, rows: Sequence[MessageRow]) -> None:
        """Send claimed messages of one content in as few requests as fit."""
        limit = self._info.channels[content.channel].batch_limit
        await asyncio.gather(
            *(
                self._request(content, rows[start : start + limit])
                for start in range(0, len(rows), limit)
            )
        )
        await self._set_alarm()

    async def _request(self, content: Content, rows: Sequence[MessageRow]) -> None:
        """Make one request and settle each of its messages."""
        async with self._slots:
            attempt = await attempt_send(self._gateway, content, rows)
        now = dt_util.utcnow()
        changes = decide(
            rows,
            attempt,
            now,
            follows=self._follows(content),
            resolves=isinstance(self._gateway, Resolves),
        )
        self._tell(await self._store.write(lambda db: table.apply(db, changes, now)))
        self._heard(attempt.meaning)

    def _follows(self, content: Content) -> bool:
        """Tell whether messages of this kind can be followed."""
        return (
            isinstance(self._gateway, Reports)
            and self._info.channels[content.channel].follow_for is not None
        )

    async def _work(self) -> None:
        """Do what is due: send, ask after, expire."""
        async with self._working:
            now = dt_util.utcnow()
            rows = await self._store.read(lambda db: queries.due(db, now, DUE_AT_ONCE))
            queued = [row for row in rows if row.status is Status.QUEUED]
            late = [row for row in queued if row.give_up_at <= now]
            await self._expire(late, now)
            ready = [row for row in queued if row.give_up_at > now]
            await self._send_due(ready, now)
            await self._ask_after([row for row in rows if row not in queued], now)
        await self._set_alarm()

    async def _expire(self, rows: Sequence[MessageRow], now: datetime) -> None:
        """End messages whose time to be sent is over."""
        if not rows:
            return
        changes = [
            (row, Change(status=Status.EXPIRED, detail=row.detail)) for row in rows
        ]
        self._tell(await self._store.write(lambda db: table.apply(db, changes, now)))

    async def _send_due(self, rows: Sequence[MessageRow], now: datetime) -> None:
        """Send queued messages, in the order they were taken."""
        if not rows:
            return
        claimed = await self._store.write(
            lambda db: table.claim(db, sorted(row.seq for row in rows), now)
        )
        groups: defaultdict[int, list[MessageRow]] = defaultdict(list)
        for row in claimed:
            groups[row.content].append(row)
        contents = await self._store.read(lambda db: queries.contents(db, groups))
        for content_id, group in groups.items():
            self._spawn(self._send(contents[content_id], group))

    async def _ask_after(self, rows: Sequence[MessageRow], now: datetime) -> None:
        """Ask the gateway what became of messages of unknown outcome."""
        if not rows or not isinstance(self._gateway, Resolves):
            return
        contents = await self._store.read(
            lambda db: queries.contents(db, [row.content for row in rows])
        )
        changes, error = await ask_after(
            self._gateway, rows, contents, now, follows=self._follows
        )
        self._heard(error)
        self._tell(await self._store.write(lambda db: table.apply(db, changes, now)))

    def _tell(self, pairs: Pairs) -> None:
        """Tell of changes that are on disk."""
        if pairs:
            self._changed(pairs)
            self.watchers.ring(after for _, after in pairs)

    async def _set_alarm(self) -> None:
        """Wake up when something is due next."""
        if self._stopped:
            return
        at = await self._store.read(queries.next_due)
        if self._cancel_alarm:
            self._cancel_alarm()
            self._cancel_alarm = None
        if at is None or self._stopped:
            return
        self._cancel_alarm = async_track_point_in_utc_time(
            self._hass, HassJob(self._ring, cancel_on_shutdown=True), at
        )

    @callback
    def _ring(self, _now: datetime) -> None:
        """Do what is due."""
        self._cancel_alarm = None
        self._spawn(self._work())
