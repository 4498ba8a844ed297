"""The part of the options that is about pushes: addresses, and who may use them."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    TextSelector,
    TextSelectorConfig,
)
import voluptuous as vol

from .const import (
    OPTION_PUSH_NETWORKS,
    OPTION_PUSH_REPLY,
    OPTION_PUSH_REPORTS,
    OPTION_PUSH_SECRET,
)
from .forms import SECTION_PUSH, FieldError
from .gateways.base import AsksForPushes
from .gateways.info import GatewayInfo
from .push_addresses import push_address
from .push_gate import parse_networks

SHORTEST_SECRET = 8


def push_addresses_shown(
    hass: HomeAssistant, entry: ConfigEntry, info: GatewayInfo
) -> dict[str, str]:
    """Return the addresses that a user may copy, by the fields that show them."""
    found = {
        f"push_address_{kind}": push_address(hass, entry, kind)
        for kind in info.push_addresses
    }
    return {key: address for key, address in found.items() if address is not None}


def push_section(
    info: GatewayInfo, addresses: Mapping[str, str]
) -> dict[vol.Marker, Any]:
    """Return the section on pushes; addresses can only be read."""
    fields: dict[vol.Marker, Any] = {
        vol.Optional(key): TextSelector(TextSelectorConfig(read_only=True))
        for key in addresses
    }
    if info.can(AsksForPushes):
        fields[vol.Required(OPTION_PUSH_REPORTS, default=True)] = BooleanSelector()
    if any(each.reply for each in info.pushes.values()):
        fields[vol.Optional(OPTION_PUSH_REPLY)] = TextSelector()
    fields[vol.Optional(OPTION_PUSH_SECRET)] = TextSelector()
    fields[vol.Optional(OPTION_PUSH_NETWORKS)] = TextSelector()
    return {
        vol.Optional(SECTION_PUSH): section(vol.Schema(fields), {"collapsed": True})
    }


def read_push_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options without the addresses that were shown; raises FieldError.

    Errors belong to the whole form, since the section may be folded up.
    """
    secret = options.get(OPTION_PUSH_SECRET, "")
    if secret and len(secret) < SHORTEST_SECRET:
        raise FieldError("base", "push_secret_too_short")
    try:
        parse_networks(options.get(OPTION_PUSH_NETWORKS, ""))
    except ValueError:
        raise FieldError("base", "push_networks_not_possible") from None
    return {
        key: value
        for key, value in options.items()
        if not key.startswith("push_address_")
    }
