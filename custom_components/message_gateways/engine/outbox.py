"""Send the messages of one account: gathered, kept on disk, never twice."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
import logging
import uuid

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from ..gateways.base import Gateway, Resolves
from ..gateways.errors import GatewayError
from ..gateways.model import Content, Outcome, Report, Status
from ..gateways.registry import GatewayInfo
from . import outbox_queries as queries, outbox_table as table
from .doubts import ASK_AGAIN, ask_after
from .gathering import Gatherer
from .report_table import apply_reports
from .rows import MessageRow, Target
from .sender import Pairs, Sender
from .store import Store, StoreError
from .transitions import Change, give_up
from .watchers import Watchers

_LOGGER = logging.getLogger(__name__)

DUE_AT_ONCE = 1000
STORE_PAUSE = timedelta(seconds=30)
# A gateway that answers polls and takes no messages must not be pestered.
RELEASE_PAUSE = timedelta(minutes=1)


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
        has_recipient: Callable[[str], bool],
    ) -> None:
        """Work on an open store; `spawn` runs what no caller may cancel."""
        self._hass = hass
        self._store = store
        self._gateway = gateway
        self._changed = changed
        self._heard = heard
        self._spawn = spawn
        self._has_recipient = has_recipient
        self._gatherer: Gatherer[
            tuple[Content, datetime | None], Sequence[Target], SendResult
        ] = Gatherer(self._take_in, spawn)
        self._sender = Sender(store, gateway, info, tell=self._tell, heard=heard)
        self._working = asyncio.Lock()
        self._cancel_alarm: CALLBACK_TYPE | None = None
        self._released_at: datetime | None = None
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
        self._sender.stop()
        self._gatherer.flush()
        self._set_alarm_at(None)

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
        found = await self._store.read(lambda db: queries.by_ids(db, ids))
        return self._sender.up_to_date(found)

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
        self._tell(await self._store.write(lambda db: apply_reports(db, reports, now)))

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

    async def release_waiting(self) -> None:
        """Send at once what waited for the gateway, since it answers again."""
        now = dt_util.utcnow()
        if self._released_at and now < self._released_at + RELEASE_PAUSE:
            return
        self._released_at = now
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
            contents = {
                row.content: target.content(content)
                for row, (_, target) in zip(rows, targets, strict=True)
            }
            await asyncio.gather(
                *(
                    self._send(contents[content_id], group)
                    for content_id, group in _by_content(rows).items()
                )
            )
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
        """Send messages of one content and see to what is due next."""
        await self._sender.send(content, rows)
        await self._set_alarm()

    async def _work(self) -> None:
        """Do what is due: send, ask after, expire."""
        async with self._working:
            now = dt_util.utcnow()
            try:
                await self._do_what_is_due(now)
            except StoreError as err:
                _LOGGER.error("Can't do what is due: %s", err)  # noqa: TRY400 - the trace says no more
                self._set_alarm_at(now + STORE_PAUSE)
                return
        await self._set_alarm()

    async def _do_what_is_due(self, now: datetime) -> None:
        """Go through what is due; raises StoreError."""
        if self._stopped:
            return
        await self._sender.catch_up()
        rows = await self._store.read(lambda db: queries.due(db, now, DUE_AT_ONCE))
        queued = [row for row in rows if row.status is Status.QUEUED]
        await self._cancel_orphans(queued, now)
        await self._expire([row for row in queued if row.give_up_at <= now], now)
        await self._send_due([row for row in queued if row.give_up_at > now], now)
        await self._ask_due(
            [row for row in rows if row.status is not Status.QUEUED], now
        )

    async def _cancel_orphans(self, rows: Sequence[MessageRow], now: datetime) -> None:
        """Cancel what waits for a recipient that was removed meanwhile."""
        changes = [
            (row, Change(status=Status.CANCELLED))
            for row in rows
            if row.recipient is not None and not self._has_recipient(row.recipient)
        ]
        if changes:
            self._tell(
                await self._store.write(lambda db: table.apply(db, changes, now))
            )

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
        contents = await self._store.read(
            lambda db: queries.contents(db, [row.content for row in rows])
        )
        claimed = await self._store.write(
            lambda db: table.claim(db, sorted(row.seq for row in rows), now)
        )
        for content_id, group in _by_content(claimed).items():
            self._spawn(self._send(contents[content_id], group))

    async def _ask_due(self, rows: Sequence[MessageRow], now: datetime) -> None:
        """Have messages of unknown outcome asked after, and again if that fails."""
        if not rows:
            return
        resolves = isinstance(self._gateway, Resolves)
        due = now + ASK_AGAIN if resolves else None
        changes = [
            (row, Change(status=row.status, due=due, detail=row.detail)) for row in rows
        ]
        pairs = await self._store.write(lambda db: table.apply(db, changes, now))
        if resolves:
            # Asking may take long, and what is due meanwhile must not wait for it.
            self._spawn(self._ask_after([after for _, after in pairs]))

    async def _ask_after(self, rows: Sequence[MessageRow]) -> None:
        """Ask the gateway what became of messages of unknown outcome."""
        if not isinstance(self._gateway, Resolves):
            return
        contents = await self._store.read(
            lambda db: queries.contents(db, [row.content for row in rows])
        )
        changes, error = await ask_after(
            self._gateway,
            rows,
            contents,
            dt_util.utcnow(),
            follows=self._sender.follows,
        )
        self._heard(error)
        now = dt_util.utcnow()
        self._tell(await self._store.write(lambda db: table.apply(db, changes, now)))
        await self._set_alarm()

    def _tell(self, pairs: Pairs) -> None:
        """Tell of changes that are on disk."""
        if pairs:
            self._changed(pairs)
            self.watchers.ring(after for _, after in pairs)

    async def _set_alarm(self) -> None:
        """Wake up when something is due next."""
        soon = dt_util.utcnow() + STORE_PAUSE
        try:
            at = await self._store.read(queries.next_due)
        except StoreError as err:
            _LOGGER.error("Can't look up what is due: %s", err)  # noqa: TRY400 - the trace says no more
            at = soon
        if self._sender.behind:
            at = min(at or soon, soon)
        self._set_alarm_at(at)

    @callback
    def _set_alarm_at(self, at: datetime | None) -> None:
        """Wake up at a time, or no more."""
        if self._cancel_alarm:
            self._cancel_alarm()
            self._cancel_alarm = None
        if at is not None and not self._stopped:
            self._cancel_alarm = async_track_point_in_utc_time(
                self._hass, HassJob(self._ring, cancel_on_shutdown=True), at
            )

    @callback
    def _ring(self, _now: datetime) -> None:
        """Do what is due."""
        self._cancel_alarm = None
        self._spawn(self._work())


def _by_content(rows: Sequence[MessageRow]) -> dict[int, list[MessageRow]]:
    """Put messages together that may leave in one request, in their order."""
    groups: defaultdict[int, list[MessageRow]] = defaultdict(list)
    for row in rows:
        groups[row.content].append(row)
    return groups
