"""The actions that bring contacts in from a CSV file, and out into one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from homeassistant.const import CONF_NAME, CONF_PATH
from homeassistant.core import (
    HomeAssistant,
    ServiceCall,
    ServiceResponse,
    SupportsResponse,
    callback,
)
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
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
from .allowed_files import async_allowed_path, async_read, async_write_new
from .const import DOMAIN
from .contact_csv import LARGEST_FILE, Row, Sheet, read_contacts, write_contacts
from .contact_fields import with_addresses
from .engine.account import Account
from .engine.address_books import AddressBooks, AllSaved, Saved
from .engine.contact_matching import Saving
from .failures import invalid_input, not_together, translated, translated_act
from .gateways.errors import GatewayError, InvalidInputError
from .gateways.redact import mask_numbers

SERVICE_IMPORT_CONTACTS = "import_contacts"
SERVICE_EXPORT_CONTACTS = "export_contacts"
ATTR_DATA = "data"
ATTR_REMOVE_OTHERS = "remove_others"
MOST_NAMED = 20
ONE_BOOK = "choose either address_book or name, not both"
ONE_FILE = "choose either path or data, not both"
SAVED = frozenset({Saving.ADDED, Saving.UPDATED, Saving.UNCHANGED})

IMPORT_SCHEMA = vol.All(
    vol.Schema(
        {
            **ACCOUNT_FIELD,
            vol.Exclusive(ATTR_ADDRESS_BOOK, "book", msg=ONE_BOOK): cv.string,
            vol.Exclusive(CONF_NAME, "book", msg=ONE_BOOK): vol.All(
                cv.string, vol.Length(min=1)
            ),
            vol.Exclusive(CONF_PATH, "file", msg=ONE_FILE): cv.path,
            vol.Exclusive(ATTR_DATA, "file", msg=ONE_FILE): cv.string,
            vol.Optional(ATTR_REMOVE_OTHERS, default=False): cv.boolean,
        }
    ),
    cv.has_at_least_one_key(ATTR_ADDRESS_BOOK, CONF_NAME),
    cv.has_at_least_one_key(CONF_PATH, ATTR_DATA),
)
EXPORT_SCHEMA = vol.Schema({**ADDRESS_BOOK, vol.Optional(CONF_PATH): cv.path})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import came to: the rows of the file, and what became of each."""

    book_id: str
    rows: Sequence[Row]
    result: AllSaved


@callback
def async_setup_contact_csv_actions(hass: HomeAssistant) -> None:
    """Register the actions for files of contacts."""
    for name, action, schema in (
        (SERVICE_IMPORT_CONTACTS, _async_import, IMPORT_SCHEMA),
        (SERVICE_EXPORT_CONTACTS, _async_export, EXPORT_SCHEMA),
    ):
        hass.services.async_register(
            DOMAIN,
            name,
            action,
            schema=schema,
            supports_response=SupportsResponse.OPTIONAL,
        )


async def _async_export(call: ServiceCall) -> ServiceResponse:
    """Write the contacts of an address book, into a file or as data."""
    hass = call.hass
    _, books = await async_address_books(call)
    written = call.data.get(CONF_PATH)
    path = await async_allowed_path(hass, written) if written else None
    book_id = call.data[ATTR_ADDRESS_BOOK]
    contacts = await translated(books.contacts(book_id))
    content = await hass.async_add_executor_job(write_contacts, contacts)
    response: JsonObjectType = {ATTR_ADDRESS_BOOK: book_id, "count": len(contacts)}
    if path is None:
        return {**response, ATTR_DATA: content}
    # Spreadsheets know by its mark that the file is in UTF-8.
    await async_write_new(hass, path, content.encode("utf-8-sig", "replace"))
    return {**response, CONF_PATH: str(path)}


async def _async_import(call: ServiceCall) -> ServiceResponse:
    """Bring the contacts of a file into an address book."""
    if call.data[ATTR_REMOVE_OTHERS] and CONF_NAME in call.data:
        raise not_together(ATTR_REMOVE_OTHERS, CONF_NAME)
    account, books = await async_address_books(call)
    sheet = await _async_sheet(call, account, books)
    contacts = [row.contact for row in sheet.rows]
    data = call.data
    if CONF_NAME in data:
        book_id = await translated_act(books.create(data[CONF_NAME], contacts))
        result = AllSaved(contacts=[Saved(saving=Saving.ADDED)] * len(contacts))
    else:
        book_id = data[ATTR_ADDRESS_BOOK]
        result = await translated_act(
            books.save_all(
                book_id,
                contacts,
                sheet.given,
                remove_others=data[ATTR_REMOVE_OTHERS],
            )
        )
    imported = Imported(book_id=book_id, rows=sheet.rows, result=result)
    _raise_failures(call, imported)
    return _response(imported)


async def _async_sheet(
    call: ServiceCall, account: Account, books: AddressBooks
) -> Sheet:
    """Read and check the file of a call; refuses it with all rows that can't be."""
    hass = call.hass
    if CONF_PATH in call.data:
        path = await async_allowed_path(hass, call.data[CONF_PATH])
        content = await async_read(hass, path, limit=LARGEST_FILE)
    else:
        content = call.data[ATTR_DATA].encode("utf-8", "replace")

    def read() -> Sheet:
        """Read the file, and each contact as the account writes it."""
        sheet = read_contacts(content)
        return replace(
            sheet, rows=[_checked(account, books, one) for one in sheet.rows]
        )

    try:
        sheet = await hass.async_add_executor_job(read)
    except InvalidInputError as err:
        raise invalid_input(err) from err
    wrong = [(row.line, row.error) for row in sheet.rows if row.error]
    if wrong:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="csv_rows_not_possible",
            translation_placeholders={
                "count": str(len(wrong)),
                "problems": _named([(line, _reason(err)) for line, err in wrong]),
            },
        )
    return sheet


def _checked(account: Account, books: AddressBooks, row: Row) -> Row:
    """Bring number and email address of a row into our form, and check all of it."""
    if row.error is not None:
        return row
    try:
        contact = with_addresses(account, row.contact, row.contact.number)
        books.check(contact)
    except InvalidInputError as err:
        return replace(row, error=err)
    return replace(row, contact=contact)


def _raise_failures(call: ServiceCall, imported: Imported) -> None:
    """Raise what a caller has to know: without a response, that any is not saved."""
    savings = [one.saving for one in imported.result.contacts]
    saved = sum(saving in SAVED for saving in savings)
    error = imported.result.error
    if saved == len(savings) and error is None:
        return
    if call.return_response and saved:
        return
    failures = [
        (row.line, _reason(one.error))
        for row, one in zip(imported.rows, imported.result.contacts, strict=True)
        if one.error
    ]
    reason = _named(failures) if error is None else _reason(error)
    raise HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="contacts_not_all_saved",
        translation_placeholders={
            "saved": str(saved),
            "all": str(len(savings)),
            "failures": reason,
        },
    )


def _response(imported: Imported) -> JsonObjectType:
    """Return what a response says of an import: counts, and a row for each line."""
    result = imported.result
    counts = Counter(one.saving for one in result.contacts)
    return {
        ATTR_ADDRESS_BOOK: imported.book_id,
        **{saving.value: counts[saving] for saving in Saving},
        "removed": result.removed,
        "error": _reason(result.error) if result.error else None,
        "contacts": [
            {
                "line": row.line,
                ATTR_CONTACT_ID: saved.contact_id or None,
                "result": saved.saving.value,
                "error": _reason(saved.error) if saved.error else None,
            }
            for row, saved in zip(imported.rows, result.contacts, strict=True)
        ],
    }


def _reason(error: GatewayError) -> str:
    """Say why a contact was not saved, in words that hold no whole number."""
    if isinstance(error, InvalidInputError):
        return str(invalid_input(error))
    return mask_numbers(str(error))


def _named(problems: Sequence[tuple[int, str]]) -> str:
    """Name the first of some lines, each with what is wrong."""
    named = [f"{line}: {reason}" for line, reason in problems[:MOST_NAMED]]
    return "; ".join([*named, *(["..."] if len(problems) > MOST_NAMED else [])])
