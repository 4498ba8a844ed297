"""Make the databases of all accounts fit for Home Assistant's backup."""

import logging

from homeassistant.core import HomeAssistant

from .const import DOMAIN
from .data import MessageGatewaysConfigEntry
from .engine.store import StoreError

_LOGGER = logging.getLogger(__name__)


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Bring everything into the main files and leave them untouched.

    A database that can't be is no reason for Home Assistant to make no backup at all.
    """
    entries: list[MessageGatewaysConfigEntry]
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    for entry in entries:
        try:
            await entry.runtime_data.store.begin_backup()
        except StoreError as err:
            _LOGGER.warning(
                "The backup may lack the newest messages of %s: %s", entry.title, err
            )


async def async_post_backup(hass: HomeAssistant) -> None:
    """Let the main files change again."""
    entries: list[MessageGatewaysConfigEntry]
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    for entry in entries:
        try:
            await entry.runtime_data.store.end_backup()
        except StoreError as err:
            _LOGGER.warning("%s after the backup: %s", entry.title, err)
