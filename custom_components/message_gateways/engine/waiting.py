"""See to what waits in the outbox: send it, ask after it, let it expire in time."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
import logging
from sqlite3 import Connection

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from ..gateways.base import Gateway, Resolves
from ..gateways.errors import GatewayError
from ..gateways.model import Content, Detail, Status
from . import outbox_queries as queries, outbox_table as table
from .clock_table import follow_clock
from .doubts import ASK_AGAIN, ask_after
from .guard import quiet_reason
from .limits import QuietHours
from .quiet_hours import quiet_until
from .rows import MessageRow, by_content, lanes
from .sender import Pairs, Sender
from .store import Store, StoreError
from .transitions import Change, unsent

_LOGGER = logging.getLogger(__name__)

DUE_AT_ONCE = 1000
STORE_PAUSE = timedelta(seconds=30)
# A gateway that answers polls and takes no messages must not be pestered.
RELEASE_PAUSE = timedelta(minutes=1)
PROBE_PAUSE = timedelta(seconds=30)
GONE = Detail(text="the recipient no longer has this address")


class Waiting:
    """Do what is due, whenever something is."""

    def __init__(
        self,
        hass: HomeAssistant,
        store: Store,
        gateway: Gateway,
        sender: Sender,
        *,
        quiet: QuietHours | None,
        look: Callable[[], None],
        tell: Callable[[Pairs], None],
        heard: Callable[[GatewayError | None], None],
        spawn: Callable[[Awaitable[object]], None],
        addresses_of: Callable[[str], Collection[str] | None],
        is_down: Callable[[], bool],
    ) -> None:
        """Work on an open store; `spawn` runs what no caller may cancel.

        `addresses_of` returns those of a recipient, None for one that was removed.
        """
        self._hass = hass
        self._store = store
        self._gateway = gateway
        self._sender = sender
        self._quiet = quiet
        self._look = look
        self._tell = tell
        self._heard = heard
        self._spawn = spawn
        self._addresses_of = addresses_of
        self._is_down = is_down
        self._withdrawn = True
        self._working = asyncio.Lock()
        self._cancel_alarm: CALLBACK_TYPE | None = None
        self._released_at: datetime | None = None
        self._stopped = False

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopped = True
        self._set_alarm_at(None)

    async def release(self) -> None:
        """Send at once what waited for the gateway, since it answers again.

        While sending alone has found nobody there, what has waited longest tests it.
        """
        now = dt_util.utcnow()
        if self._sender.finds_nobody:
            await self._store.write(lambda db: table.oldest_first(db, now))
            await self.set_alarm()
            return
        last = self._released_at
        # A time that lies ahead is of before the clock was set back.
        if last and last <= now < last + RELEASE_PAUSE:
            return
        await self.release_all()

    async def release_all(self) -> None:
        """Send at once what waited for the gateway, since it takes messages again."""
        self._released_at = now = dt_util.utcnow()
        if await self._store.write(lambda db: table.release_waiting(db, now)):
            await self.set_alarm()

    async def withdraw(self) -> None:
        """Cancel what waits for recipients and addresses that are gone.

        Where the disk fails it is done later; until then nothing of it is sent.
        """
        self._withdrawn = False
        try:
            await self._withdraw(dt_util.utcnow())
        except StoreError as err:
            _LOGGER.error("Can't cancel what waits for recipients: %s", err)  # noqa: TRY400 - the trace says no more
            await self.set_alarm()

    async def follow_clock(self, before: datetime) -> None:
        """Go by the clock as it was set from what it showed `before`."""
        now = dt_util.utcnow()
        try:
            await self._store.write(lambda db: follow_clock(db, now, before))
        finally:
            # Alarms go by the clock that was there when they were set.
            await self.set_alarm()

    async def set_alarm(self) -> None:
        """Wake up when something is due next."""
        soon = dt_util.utcnow() + STORE_PAUSE
        try:
            at = await self._store.read(queries.next_due)
        except StoreError as err:
            _LOGGER.error("Can't look up what is due: %s", err)  # noqa: TRY400 - the trace says no more
            at = soon
        if self._sender.behind or not self._withdrawn or self._store.trouble:
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

    async def _work(self) -> None:
        """Do what is due: send, ask after, expire."""
        async with self._working:
            self._look()
            now = dt_util.utcnow()
            try:
                await self._do_what_is_due(now)
            except StoreError as err:
                _LOGGER.error("Can't do what is due: %s", err)  # noqa: TRY400 - the trace says no more
                self._set_alarm_at(now + STORE_PAUSE)
                return
        await self.set_alarm()

    async def _do_what_is_due(self, now: datetime) -> None:
        """Go through what is due; raises StoreError."""
        if self._stopped:
            return
        await self._sender.catch_up()
        if self._store.trouble:
            await self._store.write(lambda db: table.touch(db, now))
        if not self._withdrawn:
            await self._withdraw(now)
        rows = await self._due(now)
        if self._tests and any(row.status is Status.QUEUED for row in rows):
            # What tests the gateway goes out first.
            await self._store.write(lambda db: table.oldest_first(db, now))
            rows = await self._due(now)
        queued = [row for row in rows if row.status is Status.QUEUED]
        await self._cancel_unwanted(queued, now)
        await self._expire([row for row in queued if row.give_up_at <= now], now)
        left = [row for row in queued if row.give_up_at > now]
        await self._send_due(await self._without_quiet(left, now), now)
        await self._ask_due(
            [row for row in rows if row.status is not Status.QUEUED], now
        )

    @property
    def _tests(self) -> bool:
        """Tell whether what has waited longest tests the gateway for all others."""
        return self._is_down() or self._sender.finds_nobody

    async def _due(self, now: datetime) -> list[MessageRow]:
        """Read what is due; raises StoreError."""
        return await self._store.read(lambda db: queries.due(db, now, DUE_AT_ONCE))

    async def _withdraw(self, now: datetime) -> None:
        """Cancel what is for nobody any more; raises StoreError."""
        rows = await self._store.read(queries.queued_for_recipients)
        await self._cancel_unwanted(rows, now)
        self._withdrawn = True

    async def _cancel_unwanted(self, rows: Sequence[MessageRow], now: datetime) -> None:
        """Cancel what waits for a recipient, or an address of it, that is gone.

        A number that was changed may be somebody else's by now.
        """
        changes = []
        for row in rows:
            if row.recipient is None:
                continue
            addresses = self._addresses_of(row.recipient)
            if addresses is None:
                changes.append((row, unsent(row, Status.CANCELLED)))
            elif row.address not in addresses:
                changes.append((row, unsent(row, Status.CANCELLED, GONE)))
        if changes:
            self._tell(
                await self._store.write(lambda db: table.apply(db, changes, now))
            )

    async def _expire(self, rows: Sequence[MessageRow], now: datetime) -> None:
        """End messages whose time to be sent is over."""
        if not rows:
            return
        ids = [row.id for row in rows]

        def work(db: Connection) -> Pairs:
            # Read again: the clock may have been followed since.
            changes = [
                (row, unsent(row, Status.EXPIRED, row.detail))
                for row in queries.by_ids(db, ids)
                if row.give_up_at <= now and row.status is Status.QUEUED
            ]
            return table.apply(db, changes, now)

        self._tell(await self._store.write(work))

    async def _without_quiet(
        self, rows: Sequence[MessageRow], now: datetime
    ) -> Sequence[MessageRow]:
        """Return what may leave now; in quiet hours the rest waits for their end."""
        zone = dt_util.get_default_time_zone()
        until = quiet_until(now, self._quiet, zone) if self._quiet else None
        if until is None or not rows:
            return rows
        reason = quiet_reason(until.astimezone(zone))
        waits = [row for row in rows if not row.critical]
        await self._store.write(
            lambda db: table.wait_out(db, waits, until, now, reason)
        )
        return [row for row in rows if row.critical]

    async def _send_due(self, rows: Sequence[MessageRow], now: datetime) -> None:
        """Send queued messages, in the order they were taken.

        To a gateway that is down only those of one content; if it takes them, the
        others are released.
        """
        if not rows:
            return
        contents = await self._contents(rows)
        rows = sorted(rows, key=lambda row: row.seq)
        first = rows[0].content
        down = self._tests
        later = [row.seq for row in rows if down and row.content != first]
        at_once = [row for row in rows if not down or row.content == first]
        batches = self._sender.batches()

        def work(db: Connection) -> list[MessageRow]:
            table.postpone(db, later, now + PROBE_PAUSE)
            return table.claim(db, at_once, batches)

        claimed = await self._store.write(work)
        for lane in lanes(by_content(claimed).values()):
            self._spawn(self._send_lane(lane, contents))

    async def _send_lane(
        self, lane: Sequence[list[MessageRow]], contents: Mapping[int, Content]
    ) -> None:
        """Send messages one content after the other."""
        for number, group in enumerate(lane):
            await self.send(contents[group[0].content], group, waited=number > 0)

    async def send(
        self, content: Content, rows: Sequence[MessageRow], *, waited: bool = False
    ) -> list[MessageRow]:
        """Send messages of one content and see to what is due next.

        What `waited` for others does not leave any more when the account is stopped.
        """
        settled = await self._sender.send(content, rows, waited=waited)
        await self.set_alarm()
        return settled

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
        contents = await self._contents(rows)
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
        await self.set_alarm()

    async def _contents(self, rows: Sequence[MessageRow]) -> Mapping[int, Content]:
        """Read the contents of messages."""
        return await self._store.read(
            lambda db: queries.contents(db, [row.content for row in rows])
        )
