"""Make the databases of all accounts fit for Home Assistant's backup."""

from homeassistant.core import HomeAssistant

from .const import DOMAIN
from .data import MessageGatewaysConfigEntry


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Bring everything into the main files and leave them untouched."""
    entries: list[MessageGatewaysConfigEntry]
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    for entry in entries:
        await entry.runtime_data.store.begin_backup()


async def async_post_backup(hass: HomeAssistant) -> None:
    """Let the main files change again."""
    entries: list[MessageGatewaysConfigEntry]
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    for entry in entries:
        await entry.runtime_data.store.end_backup()
