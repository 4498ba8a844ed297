"""Start campaigns at their time, which no gateway can be relied on to do."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
import logging

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_track_point_in_utc_time
from homeassistant.util import dt as dt_util

from ..gateways.errors import GatewayError
from . import campaign_table as table
from .campaign_changes import LATEST_START, TRY_AGAIN, not_started, pause_after
from .campaign_table import CampaignRow, CampaignState
from .store import Store

_LOGGER = logging.getLogger(__name__)


class CampaignSchedule:
    """Wait for the time of each campaign, over restarts too."""

    def __init__(
        self,
        hass: HomeAssistant,
        store: Store,
        *,
        name: str,
        spawn: Callable[[Awaitable[object]], None],
        start: Callable[[CampaignRow], Awaitable[None]],
        changed: Callable[[], Awaitable[None]],
    ) -> None:
        """`start` starts a campaign; `name` is the account's in the log."""
        self._hass = hass
        self._store = store
        self._name = name
        self._spawn = spawn
        self._start = start
        self._changed = changed
        self._working = asyncio.Lock()
        self._not_before: dict[str, datetime] = {}
        self._listeners: list[Callable[[CampaignRow], None]] = []
        self._cancel_alarm: CALLBACK_TYPE | None = None
        self._stopped = False

    @callback
    def on_not_started(self, listener: Callable[[CampaignRow], None]) -> CALLBACK_TYPE:
        """Listen for campaigns that could not be started at their time."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def begin(self) -> None:
        """Start what is due, and wait for what is not."""
        self._spawn(self._work())

    @callback
    def end(self) -> None:
        """Start nothing more."""
        self._stopped = True
        self._set_alarm_at(None)

    async def set_alarm(self) -> None:
        """Wake up when a campaign is to be started next; raises StoreError."""
        now = dt_util.utcnow()
        waiting = await self._store.read(table.scheduled)
        self._not_before = {
            row.id: self._not_before[row.id]
            for row, _ in waiting
            if row.id in self._not_before
        }
        self._set_alarm_at(
            min((self._next_try(row, at, now) for row, at in waiting), default=None)
        )

    async def follow_clock(self) -> None:
        """Go by the clock as it was set; raises StoreError."""
        self._not_before.clear()
        await self.set_alarm()

    def _next_try(self, row: CampaignRow, at: datetime, now: datetime) -> datetime:
        """Return when a campaign is tried next, or is said to be too late."""
        pause = self._not_before.get(row.id, now)
        return max(at, min(pause, at + LATEST_START))

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
        """Start what is due."""
        self._cancel_alarm = None
        self._spawn(self._work())

    async def _work(self) -> None:
        """Start what is due, one after the other; where the disk fails, soon again."""
        self._set_alarm_at(dt_util.utcnow() + TRY_AGAIN)
        async with self._working:
            now = dt_util.utcnow()
            for row, at in await self._store.read(table.scheduled):
                if not self._stopped and self._next_try(row, at, now) <= now:
                    await self._try(row, at)
        await self.set_alarm()

    async def _try(self, row: CampaignRow, starts_at: datetime) -> None:
        """Start one campaign, unless it is too late for that."""
        now = dt_util.utcnow()
        error: GatewayError | None = None
        if now < starts_at + LATEST_START:
            try:
                await self._start(row)
            except GatewayError as err:
                error = err
            else:
                return
        after = not_started(row, error, starts_at, dt_util.utcnow())
        if error is not None:
            self._not_before[row.id] = now + pause_after(error)
        if after == row or not await self._store.write(
            lambda db: table.change(db, row, after)
        ):
            return
        await self._changed()
        if after.state is CampaignState.SCHEDULED:
            return
        _LOGGER.warning(
            "%s: campaign %s was not started: %s", self._name, row.id, after.reason
        )
        for listener in tuple(self._listeners):
            listener(after)
