"""Poll what a gateway counts on itself."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..gateways.errors import GatewayError
from .coordinators import AccountCoordinator

COUNTERS_PACE = timedelta(hours=1)


class CountersCoordinator(AccountCoordinator[Mapping[str, int]]):
    """Poll the counters of a gateway."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        heard: Callable[[GatewayError | None], None],
        fetch: Callable[[], Awaitable[Mapping[str, int]]],
    ) -> None:
        """Poll with `fetch`."""
        super().__init__(hass, entry, "counters", heard, COUNTERS_PACE)
        self._fetch = fetch

    @override
    async def async_poll(self) -> Mapping[str, int]:
        """Fetch the counters there are."""
        return await self._fetch()
