"""Try again to open an account's store, until the disk lets us."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval

from .waiting import STORE_PAUSE


class LateStart:
    """Do some work again and again, until it is done or nobody wants it any more."""

    def __init__(
        self,
        hass: HomeAssistant,
        work: Callable[[], Awaitable[bool]],
        spawn: Callable[[Awaitable[object]], None],
    ) -> None:
        """`work` tells whether it is done; `spawn` runs what no caller may cancel."""
        self._hass = hass
        self._work = work
        self._spawn = spawn
        self._cancel: CALLBACK_TYPE | None = None
        self._working = False
        self.stopped = False

    @callback
    def start(self) -> None:
        """Try twice a minute from now on."""
        self._cancel = async_track_time_interval(
            self._hass, self._on_time, STORE_PAUSE, cancel_on_shutdown=True
        )

    @callback
    def stop(self) -> None:
        """Try no more; what is being tried is to change nothing any more."""
        self.stopped = True
        self._end()

    @callback
    def _end(self) -> None:
        """Wait no longer."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None

    @callback
    def _on_time(self, _now: datetime) -> None:
        """Try, unless that still goes on: a locked file is waited for."""
        if not self._working:
            self._working = True
            self._spawn(self._try())

    async def _try(self) -> None:
        """Try once."""
        try:
            if await self._work():
                self._end()
        finally:
            self._working = False
