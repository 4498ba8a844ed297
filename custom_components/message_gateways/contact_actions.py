"""The actions for address books and contacts, which a gateway keeps."""

from typing import Any

from homeassistant.const import CONF_EMAIL, CONF_NAME
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .action_account import ACCOUNT_FIELD
from .address_book_account import (
    ADDRESS_BOOK,
    ATTR_ADDRESS_BOOK,
    ATTR_CONTACT_ID,
    async_address_books,
)
from .const import DOMAIN
from .contact_fields import with_addresses
from .failures import translated, translated_act
from .gateways.contacts import AddressBook, Contact
from .sending_fields import ONE_NUMBER

SERVICE_GET_ADDRESS_BOOKS = "get_address_books"
SERVICE_CREATE_ADDRESS_BOOK = "create_address_book"
SERVICE_DELETE_ADDRESS_BOOK = "delete_address_book"
SERVICE_SAVE_CONTACT = "save_contact"
SERVICE_DELETE_CONTACT = "delete_contact"
ATTR_NUMBER = "number"
ATTR_VALUES = "values"
TEXTS = ("first_name", "last_name", "address", "description")

GET_SCHEMA = vol.Schema({**ACCOUNT_FIELD, vol.Optional(ATTR_ADDRESS_BOOK): cv.string})
CREATE_SCHEMA = vol.Schema(
    {**ACCOUNT_FIELD, vol.Required(CONF_NAME): vol.All(cv.string, vol.Length(min=1))}
)
DELETE_SCHEMA = vol.Schema(ADDRESS_BOOK)
SAVE_SCHEMA = vol.Schema(
    {
        **ADDRESS_BOOK,
        vol.Optional(ATTR_CONTACT_ID): cv.string,
        vol.Optional(ATTR_NUMBER): ONE_NUMBER,
        vol.Optional(CONF_EMAIL): cv.string,
        **{vol.Optional(name): cv.string for name in TEXTS},
        vol.Optional(ATTR_VALUES): vol.All(cv.ensure_list, [cv.string]),
    }
)
DELETE_CONTACT_SCHEMA = vol.Schema(
    {**ADDRESS_BOOK, vol.Required(ATTR_CONTACT_ID): cv.string}
)


@callback
def async_setup_contact_actions(hass: HomeAssistant) -> None:
    """Register the actions for address books and contacts."""
    for name, action, schema, response in (
        (SERVICE_GET_ADDRESS_BOOKS, _async_get, GET_SCHEMA, "ONLY"),
        (SERVICE_CREATE_ADDRESS_BOOK, _async_create, CREATE_SCHEMA, "OPTIONAL"),
        (SERVICE_DELETE_ADDRESS_BOOK, _async_delete, DELETE_SCHEMA, "OPTIONAL"),
        (SERVICE_SAVE_CONTACT, _async_save, SAVE_SCHEMA, "OPTIONAL"),
        (SERVICE_DELETE_CONTACT, _async_remove, DELETE_CONTACT_SCHEMA, "OPTIONAL"),
    ):
        hass.services.async_register(
            DOMAIN,
            name,
            action,
            schema=schema,
            supports_response=SupportsResponse[response],
        )


async def _async_get(call: ServiceCall) -> ServiceResponse:
    """List the address books, or one of them with its contacts."""
    _, books = await async_address_books(call)
    book_id = call.data.get(ATTR_ADDRESS_BOOK)
    found = await translated(books.list())
    if book_id is None:
        return {"address_books": [_book(one) for one in found]}
    chosen = [one for one in found if one.id == book_id]
    if not chosen:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="address_book_unknown",
            translation_placeholders={"book": book_id},
        )
    contacts = await translated(books.contacts(book_id))
    with_contacts: JsonObjectType = {
        **_book(chosen[0]),
        "count": len(contacts),
        "contacts": [_contact(one) for one in contacts],
    }
    return {"address_books": [with_contacts]}


async def _async_create(call: ServiceCall) -> ServiceResponse:
    """Create an empty address book."""
    _, books = await async_address_books(call)
    book_id = await translated_act(books.create(call.data[CONF_NAME]))
    return {ATTR_ADDRESS_BOOK: book_id}


async def _async_delete(call: ServiceCall) -> ServiceResponse:
    """Delete an address book."""
    _, books = await async_address_books(call)
    book_id = call.data[ATTR_ADDRESS_BOOK]
    await translated_act(books.delete(book_id))
    return {ATTR_ADDRESS_BOOK: book_id}


async def _async_save(call: ServiceCall) -> ServiceResponse:
    """Add a contact, or change what is given of one."""
    account, books = await async_address_books(call)
    book_id = call.data[ATTR_ADDRESS_BOOK]
    contact = await translated(
        call.hass.async_add_executor_job(
            with_addresses, account, _read(call), call.data.get(ATTR_NUMBER, "")
        )
    )
    given = {*call.data} & {ATTR_NUMBER, CONF_EMAIL, *TEXTS, ATTR_VALUES}
    contact_id = await translated_act(books.save(book_id, contact, given))
    return {ATTR_ADDRESS_BOOK: book_id, ATTR_CONTACT_ID: contact_id}


async def _async_remove(call: ServiceCall) -> ServiceResponse:
    """Remove a contact from an address book."""
    _, books = await async_address_books(call)
    book_id, contact_id = call.data[ATTR_ADDRESS_BOOK], call.data[ATTR_CONTACT_ID]
    await translated_act(books.remove(book_id, contact_id))
    return {ATTR_ADDRESS_BOOK: book_id, ATTR_CONTACT_ID: contact_id}


def _read(call: ServiceCall) -> Contact:
    """Read from a call what needs no account."""
    data = call.data
    texts: dict[str, Any] = {
        name: data.get(name, "").strip() or None for name in (CONF_EMAIL, *TEXTS)
    }
    return Contact(
        id=data.get(ATTR_CONTACT_ID, ""),
        values=tuple(data.get(ATTR_VALUES, ())),
        **texts,
    )


def _book(book: AddressBook) -> JsonObjectType:
    """Return what a response says of an address book."""
    return {
        ATTR_ADDRESS_BOOK: book.id,
        "name": book.name,
        "count": book.count,
        "shared": book.shared,
    }


def _contact(contact: Contact) -> JsonObjectType:
    """Return what a response says of a contact."""
    return {
        ATTR_CONTACT_ID: contact.id,
        ATTR_NUMBER: contact.number or None,
        CONF_EMAIL: contact.email,
        **{name: getattr(contact, name) for name in TEXTS},
        ATTR_VALUES: list(contact.values),
    }
