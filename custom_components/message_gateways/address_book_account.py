"""Find the account whose address books an action is about."""

from homeassistant.core import ServiceCall
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import voluptuous as vol

from .action_account import ACCOUNT_FIELD, async_account_of
from .const import DOMAIN
from .engine.account import Account
from .engine.address_books import AddressBooks

ATTR_ADDRESS_BOOK = "address_book"
ATTR_CONTACT_ID = "contact_id"

ADDRESS_BOOK: VolDictType = {
    **ACCOUNT_FIELD,
    vol.Required(ATTR_ADDRESS_BOOK): cv.string,
}


async def async_address_books(call: ServiceCall) -> tuple[Account, AddressBooks]:
    """Return the account that is meant and its books; refuses who may not."""
    account = (await async_account_of(call)).runtime_data
    if account.address_books is None:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="address_books_not_offered",
            translation_placeholders={"gateway": account.info.name},
        )
    return account, account.address_books
