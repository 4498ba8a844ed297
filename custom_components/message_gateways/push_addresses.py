"""The addresses that gateways push to: made with an account, removed with it."""

from collections.abc import Mapping
from urllib.parse import quote

from homeassistant.components import webhook
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.network import NoURLAvailableError

from .const import (
    CONF_GATEWAY,
    CONF_PUSH_IDS,
    OPTION_PUSH_NETWORKS,
    OPTION_PUSH_SECRET,
)
from .gateways.push_info import PushKind
from .gateways.registry import REGISTRY
from .push_cloud import cloud_address

SECRET_PARAMETER = "secret"  # noqa: S105 - the name of a parameter


@callback
def async_push_ids(hass: HomeAssistant, entry: ConfigEntry) -> Mapping[PushKind, str]:
    """Return the ids of an account's addresses, making those that are missing."""
    kinds = REGISTRY[entry.data[CONF_GATEWAY]].push_addresses
    known = push_ids(entry)
    if missing := [kind for kind in kinds if kind not in known]:
        known = {**known, **{kind: webhook.async_generate_id() for kind in missing}}
        hass.config_entries.async_update_entry(
            entry, data={**entry.data, CONF_PUSH_IDS: dict(known)}
        )
    return known


def push_ids(entry: ConfigEntry) -> Mapping[PushKind, str]:
    """Return the ids of an account's addresses that there are."""
    return {
        PushKind(kind): found
        for kind, found in entry.data.get(CONF_PUSH_IDS, {}).items()
    }


@callback
def push_address(hass: HomeAssistant, entry: ConfigEntry, kind: PushKind) -> str | None:
    """Return where to push to from outside, None where that can't be reached.

    Home Assistant Cloud does not tell where a push comes from, so an account that only
    lets some networks in has no address there.
    """
    push_id = push_ids(entry).get(kind)
    if push_id is None:
        return None
    address = None
    if not entry.options.get(OPTION_PUSH_NETWORKS):
        address = cloud_address(hass, push_id)
    if address is None:
        try:
            address = webhook.async_generate_url(hass, push_id, allow_internal=False)
        except NoURLAvailableError:
            return None
    secret = entry.options.get(OPTION_PUSH_SECRET)
    return f"{address}?{SECRET_PARAMETER}={quote(secret, '')}" if secret else address
