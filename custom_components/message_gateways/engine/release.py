"""Ask a gateway whether it is of a release that can't send."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..gateways.errors import GatewayError
from .coordinators import AccountCoordinator

RELEASE_PACE = timedelta(hours=1)


class ReleaseCoordinator(AccountCoordinator[str | None]):
    """Name the release while it can't send, None while it can."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        heard: Callable[[GatewayError | None], None],
        fetch: Callable[[], Awaitable[str | None]],
    ) -> None:
        """Ask with `fetch`."""
        super().__init__(hass, entry, "release", heard, RELEASE_PACE)
        self._fetch = fetch

    @override
    async def async_poll(self) -> str | None:
        """Fetch the release."""
        return await self._fetch()
