"""Notice that somebody has set the clock of the house."""

from collections.abc import Callable
from datetime import datetime, timedelta

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

LOOK_EVERY = timedelta(minutes=1)
TOLERANCE = timedelta(seconds=30)


def was_set(before: datetime, now: datetime) -> bool:
    """Tell whether the clock was set between two looks, whichever way.

    A house that slept meanwhile can't be told from one whose clock was set forward;
    what follows is the same.
    """
    return not before <= now <= before + LOOK_EVERY + TOLERANCE


class ClockWatch:
    """Look at the clock each minute, by a timer that does not go by it."""

    def __init__(self, hass: HomeAssistant, on_set: Callable[[datetime], None]) -> None:
        """Look from now on, when `start` is called.

        `on_set` gets what the clock showed before.
        """
        self._hass = hass
        self._on_set = on_set
        self._before = dt_util.utcnow()

    @callback
    def start(self) -> CALLBACK_TYPE:
        """Begin; returns what ends it."""
        self._before = dt_util.utcnow()
        return async_track_time_interval(
            self._hass, self._look, LOOK_EVERY, cancel_on_shutdown=True
        )

    @callback
    def look(self) -> None:
        """Compare the clock with what it showed last, a minute ago at most.

        Whoever decides by the clock looks first.
        """
        before, self._before = self._before, dt_util.utcnow()
        if was_set(before, self._before):
            self._on_set(before)

    @callback
    def _look(self, _now: datetime) -> None:
        """Look, as each minute."""
        self.look()
