"""Ask how far campaigns are, only while one is going on."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..gateways.errors import GatewayError
from .campaign_table import CampaignRow, CampaignsState
from .coordinators import AccountCoordinator

CAMPAIGN_PACE = timedelta(seconds=15)


class CampaignsCoordinator(AccountCoordinator[CampaignRow | None]):
    """Show the campaign that changed last."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        heard: Callable[[GatewayError | None], None],
        fetch: Callable[[], Awaitable[CampaignsState]],
    ) -> None:
        """Poll with `fetch`, which takes in what the gateway says."""
        super().__init__(hass, entry, "campaigns", heard, None)
        self._fetch = fetch

    @callback
    def show(self, state: CampaignsState) -> None:
        """Give the entities what is known now, and poll while something is going on."""
        self._follow(state)
        self.async_set_updated_data(state.last)

    @override
    async def async_poll(self) -> CampaignRow | None:
        """Fetch how far campaigns are."""
        state = await self._fetch()
        self._follow(state)
        return state.last

    def _follow(self, state: CampaignsState) -> None:
        """Set the pace."""
        self.update_interval = CAMPAIGN_PACE if state.going_on else None
