"""Find the account whose address books an action is about."""

from homeassistant.core import ServiceCall
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_get_config_entry
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from .action_targets import async_check_may_send_anywhere
from .const import DOMAIN
from .data import MessageGatewaysConfigEntry
from .engine.account import Account
from .engine.address_books import AddressBooks
from .send_action import ATTR_CONFIG_ENTRY_ID

ATTR_ADDRESS_BOOK = "address_book"
ATTR_CONTACT_ID = "contact_id"

ACCOUNT: VolDictType = {vol.Optional(ATTR_CONFIG_ENTRY_ID): cv.string}
ADDRESS_BOOK: VolDictType = {**ACCOUNT, vol.Required(ATTR_ADDRESS_BOOK): cv.string}


async def async_address_books(call: ServiceCall) -> tuple[Account, AddressBooks]:
    """Return the account that is meant and its books; refuses who may not."""
    await async_check_may_send_anywhere(call.hass, call)
    entry: MessageGatewaysConfigEntry = async_get_config_entry(
        call.hass, DOMAIN, call.data.get(ATTR_CONFIG_ENTRY_ID)
    )
    account = entry.runtime_data
    if account.address_books is None:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="address_books_not_offered",
            translation_placeholders={"gateway": account.info.name},
        )
    return account, account.address_books
