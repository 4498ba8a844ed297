"""Find out which account an action is about, and whether the caller may."""

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_get_config_entry
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from .action_targets import async_check_may_send_anywhere
from .const import DOMAIN
from .data import MessageGatewaysConfigEntry
from .sending_fields import ATTR_CONFIG_ENTRY_ID

ACCOUNT_FIELD: VolDictType = {vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}


async def async_account_of(call: ServiceCall) -> MessageGatewaysConfigEntry:
    """Return the account a call names, or the only one; refuses who may not use it."""
    await async_check_may_send_anywhere(call.hass, call)
    return account_named(call)


async def async_accounts_of(call: ServiceCall) -> list[MessageGatewaysConfigEntry]:
    """Return the account a call names, or all that are loaded, at least one."""
    await async_check_may_send_anywhere(call.hass, call)
    loaded = call.hass.config_entries.async_loaded_entries(DOMAIN)
    if ATTR_CONFIG_ENTRY_ID in call.data or not loaded:
        return [account_named(call)]
    return loaded


def account_named(call: ServiceCall) -> MessageGatewaysConfigEntry:
    """Return the account a call names, or the only one."""
    entry: MessageGatewaysConfigEntry = async_get_config_entry(
        call.hass, DOMAIN, call.data.get(ATTR_CONFIG_ENTRY_ID)
    )
    return entry
