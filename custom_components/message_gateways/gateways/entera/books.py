"""The address books of an account, behind base.py."""

from collections.abc import Sequence

from ..contacts import AddressBook, Contact
from ..errors import ChangeRequestError, InvalidInputError
from ..numbers import bare
from .client import EnteraClient
from .codes import NO_CHANGES
from .convert import to_address_book, to_contact
from .people import book_key, chosen_books
from .requests import NewBook, NewRecord

NOT_KEPT = ("first_name", "last_name", "email", "address", "description")


async def list_books(client: EnteraClient) -> list[AddressBook]:
    """List the address books; raises GatewayError."""
    return [to_address_book(one) for one in await client.address_books()]


async def create_book(
    client: EnteraClient, name: str, contacts: Sequence[Contact]
) -> str:
    """Create an address book; raises GatewayError."""
    records = tuple(record_of(one) for one in contacts)
    book = NewBook(description=name, records=records)
    return str(await client.create_address_book(book))


async def list_contacts(client: EnteraClient, book_id: str) -> list[Contact]:
    """List who is in an address book; raises GatewayError."""
    (book,) = await chosen_books(client, (book_id,))
    return [to_contact(one) for one in book.records or ()]


async def add_contact(client: EnteraClient, book_id: str, contact: Contact) -> str:
    """Add somebody; raises GatewayError."""
    return str(await client.add_record(record_of(contact, book_key(book_id))))


async def update_contact(client: EnteraClient, book_id: str, contact: Contact) -> None:
    """Write somebody anew, maybe as before; raises GatewayError."""
    record = record_of(contact, book_key(book_id), record_key(contact.id))
    try:
        await client.update_record(record)
    except ChangeRequestError as err:
        if err.detail is None or err.detail.code != str(NO_CHANGES):
            raise


def record_of(contact: Contact, book_id: int = 0, record_id: int = 0) -> NewRecord:
    """Write a contact as the API has it; raises InvalidInputError.

    Name, position and email are the first three values (api.md 6.2.1).
    """
    for field in NOT_KEPT:
        if getattr(contact, field) is not None:
            raise InvalidInputError(
                "contact_field_not_offered", field=field, gateway="Entera"
            )
    return NewRecord(
        id=record_id,
        book_id=book_id,
        phone=bare(contact.number),
        metadata=contact.values,
    )


def record_key(contact_id: str) -> int:
    """Return the gateway's number of a contact; raises InvalidInputError."""
    if not contact_id.isascii() or not contact_id.isdecimal():
        raise InvalidInputError("contact_unknown", contact=contact_id)
    return int(contact_id)
