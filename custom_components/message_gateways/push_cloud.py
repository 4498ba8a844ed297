"""Addresses at Home Assistant Cloud, where an account of it is connected."""

import asyncio
from collections.abc import Iterable
import logging

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from .const import DOMAIN

_LOGGER = logging.getLogger(__name__)

CLOUD = "cloud"


class _Hooks(dict[str, str]):
    """Addresses by the ids of webhooks; one is made at a time."""

    def __init__(self) -> None:
        """Know of none."""
        super().__init__()
        # The cloud's own list loses one of two that are made at once.
        self.making = asyncio.Lock()


_HOOKS: HassKey[_Hooks] = HassKey(f"{DOMAIN}_cloud_hooks")


@callback
def _hooks(hass: HomeAssistant) -> _Hooks:
    """Return the addresses that are known."""
    return hass.data.setdefault(_HOOKS, _Hooks())


@callback
def cloud_address(hass: HomeAssistant, push_id: str) -> str | None:
    """Return the address of a webhook, None where there is none at the moment."""
    if CLOUD not in hass.config.components:
        return None
    # What it needs is not there in a Home Assistant that never loads it.
    from homeassistant.components import cloud  # noqa: PLC0415 - see above

    if not cloud.async_is_logged_in(hass):
        return None
    return _hooks(hass).get(push_id)


@callback
def async_watch_cloud(
    hass: HomeAssistant, entry: ConfigEntry, push_ids: Iterable[str]
) -> None:
    """Make addresses whenever the cloud is connected, while an account is loaded."""
    if CLOUD not in hass.config.components:
        return
    from homeassistant.components import cloud  # noqa: PLC0415 - see cloud_address

    ids = tuple(push_ids)

    @callback
    def connected(state: cloud.CloudConnectionState) -> None:
        if state is cloud.CloudConnectionState.CLOUD_CONNECTED:
            begin()

    @callback
    def begin() -> None:
        entry.async_create_background_task(
            hass, _async_make(hass, entry.title, ids), f"{entry.title} cloud addresses"
        )

    entry.async_on_unload(cloud.async_listen_connection_change(hass, connected))
    if cloud.async_is_connected(hass):
        begin()


async def async_delete_cloud_addresses(
    hass: HomeAssistant, push_ids: Iterable[str]
) -> None:
    """Delete the addresses of an account that is removed."""
    for push_id in push_ids:
        _hooks(hass).pop(push_id, None)
        if CLOUD not in hass.config.components:
            continue
        from homeassistant.components import cloud  # noqa: PLC0415 - see cloud_address

        try:
            await cloud.async_delete_cloudhook(hass, push_id)
        except Exception as err:  # noqa: BLE001 - none there, or the cloud is not
            _LOGGER.debug("No cloud address was deleted: %s", type(err).__name__)


async def _async_make(hass: HomeAssistant, title: str, push_ids: Iterable[str]) -> None:
    """Make addresses, one after the other."""
    from homeassistant.components import cloud  # noqa: PLC0415 - see cloud_address

    hooks = _hooks(hass)
    async with hooks.making:
        for push_id in push_ids:
            if not cloud.async_active_subscription(hass):
                return
            try:
                hooks[push_id] = await cloud.async_get_or_create_cloudhook(
                    hass, push_id
                )
            except Exception as err:  # noqa: BLE001 - whatever ails the cloud: polls go on
                _LOGGER.warning(
                    "%s: Home Assistant Cloud gave no address for pushes: %s",
                    title,
                    type(err).__name__,
                )
                return
