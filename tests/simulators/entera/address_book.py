"""The operations of address books (3)."""

from typing import Any

from tests.simulators.entera.accounts import Account
from tests.simulators.entera.asked import Asked
from tests.simulators.entera.books import Book, Record, metadata_size
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.fields import Fields
from tests.simulators.entera.replies import taken
from tests.simulators.entera.world import World

LONGEST_DESCRIPTION, LONGEST_PHONE, LONGEST_METADATA = 255, 32, 512


def show_books(world: World, asked: Asked) -> dict[str, Any]:
    """Show all address books, groups without their people, or one whole (3.1)."""
    if asked.parameter("AddressBookId") is not None:
        return show_book(world, asked)
    books = world.books_of(asked.account)
    rows = [book.row(with_records=not book.is_group) for book in books]
    return taken(AddressBooks=rows)


def show_book(world: World, asked: Asked) -> dict[str, Any]:
    """Show one address book with its people (3.1.2)."""
    book = _book(world, asked.account, asked.number("AddressBookId"))
    return taken(AddressBooks=[book.row(with_records=True)])


def create_book(world: World, asked: Asked) -> dict[str, Any]:
    """Create an address book with people (3.1.3)."""
    fields = asked.fields
    description = fields.required("Description", LONGEST_DESCRIPTION)
    people = [_person(one) for one in fields.objects("Records")]
    book = Book(
        id=next(world.book_ids), login=asked.account.login, description=description
    )
    for phone, metadata in people:
        book.records.append(_new_record(world, phone, metadata))
    world.books.append(book)
    return taken(AddressBookId=book.id)


def delete_book(world: World, asked: Asked) -> dict[str, Any]:
    """Delete an address book, but not the personal one (3.1.4)."""
    book = _book(world, asked.account, asked.number("AddressBookId"))
    if not book.is_group:
        raise ApiError(9)
    world.books.remove(book)
    return taken()


def save_record(world: World, asked: Asked) -> dict[str, Any]:
    """Add a person, or update the one whose Id is given (3.2.1, 3.2.2)."""
    if asked.fields.number("Id"):
        return update_record(world, asked)
    phone, metadata = _person(asked.fields)
    book = world.book(asked.account, asked.fields.number("AddressBookId"))
    record = _new_record(world, phone, metadata)
    book.records.append(record)
    return taken(RecordId=record.id)


def update_record(world: World, asked: Asked) -> dict[str, Any]:
    """Update a person; with an AddressBookId they move there (3.2.2)."""
    fields = asked.fields
    phone, metadata = _person(fields)
    book, record = world.record(asked.account, fields.number("Id"))
    book_id = fields.number("AddressBookId")
    other = world.book(asked.account, book_id) if book_id else book
    if (other, phone, metadata) == (book, record.phone, record.metadata):
        raise ApiError(15)
    record.phone, record.metadata = phone, metadata
    if other is not book:
        book.records.remove(record)
        other.records.append(record)
    return taken()


def delete_record(world: World, asked: Asked) -> dict[str, Any]:
    """Delete a person (3.2.3)."""
    book, record = world.record(asked.account, asked.number("RecordId"))
    book.records.remove(record)
    return taken()


def _book(world: World, account: Account, book_id: int) -> Book:
    """Return the address book of an id, which is not 0. Raises ApiError (3)."""
    if not book_id:
        raise ApiError(3)
    return world.book(account, book_id)


def _person(fields: Fields) -> tuple[str, tuple[str, ...]]:
    """Return phone and metadata. Raises ApiError (1, 3, 4)."""
    phone = fields.required("Phone", LONGEST_PHONE)
    metadata = fields.texts("Metadata")
    if metadata_size(metadata) > LONGEST_METADATA:
        raise ApiError(4)
    return phone, metadata


def _new_record(world: World, phone: str, metadata: tuple[str, ...]) -> Record:
    """Make a person with an id."""
    return Record(id=next(world.record_ids), phone=phone, metadata=metadata)
