"""Poll what a gateway counted in the current calendar month."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..gateways.errors import GatewayError
from ..gateways.month import Statistics
from .coordinators import AccountCoordinator

STATISTICS_PACE = timedelta(hours=1)
SHORTEST_PERIOD = timedelta(minutes=1)


class StatisticsCoordinator(AccountCoordinator[Statistics]):
    """Poll the counts of the month."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        heard: Callable[[GatewayError | None], None],
        fetch: Callable[[datetime, datetime], Awaitable[Statistics]],
    ) -> None:
        """Poll with `fetch`, which takes a beginning and an end."""
        super().__init__(hass, entry, "statistics", heard, STATISTICS_PACE)
        self._fetch = fetch

    @override
    async def async_poll(self) -> Statistics:
        """Fetch the counts from the first of the month, by the clocks of the house."""
        now = dt_util.now()
        since = begin_of_month(now)
        # At the first stroke of a month there is no period yet.
        return await self._fetch(since, max(now, since + SHORTEST_PERIOD))


def begin_of_month(now: datetime) -> datetime:
    """Return when the month began, in UTC."""
    return dt_util.as_utc(dt_util.start_of_local_day(now.replace(day=1)))
