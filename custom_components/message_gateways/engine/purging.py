"""Delete once a day what an account need not keep."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from . import retention
from .settings import Settings
from .store import Store

PURGE_EVERY = timedelta(hours=24)


class Purger:
    """Purge the database of one account."""

    def __init__(
        self,
        hass: HomeAssistant,
        store: Store,
        settings: Settings,
        spawn: Callable[[Awaitable[object]], None],
    ) -> None:
        """Keep what the user's settings say."""
        self._hass = hass
        self._store = store
        self._settings = settings
        self._spawn = spawn

    @callback
    def start(self) -> CALLBACK_TYPE:
        """Purge now and once a day; returns what ends it."""
        self._spawn(self._purge())
        return async_track_time_interval(
            self._hass, self._on_time, PURGE_EVERY, cancel_on_shutdown=True
        )

    @callback
    def _on_time(self, _now: datetime) -> None:
        """Purge once a day."""
        self._spawn(self._purge())

    async def _purge(self) -> None:
        """Delete what is too old or too much."""
        settings, now = self._settings, dt_util.utcnow()
        await self._store.write(
            lambda db: retention.purge(
                db, now=now, age=settings.retention, rows=settings.retention_rows
            )
        )
