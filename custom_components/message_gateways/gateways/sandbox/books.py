"""The address books of the sandbox, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..before_sending import in_words
from ..contacts import AddressBook, Contact
from ..errors import ChangeRequestError, InvalidInputError
from ..model import Detail
from .contacts_csv import read_contacts, write_contacts

MOST_BOOKS = 100
MOST_CONTACTS = 10_000

FULL = Detail(name="FULL", text="The sandbox keeps no more than that")


@dataclass(slots=True)
class _Book:
    """An address book, its people by their ids."""

    name: str
    contacts: dict[str, Contact] = field(default_factory=dict)


class Books:
    """People in address books; ids are numbers, never given twice."""

    def __init__(self) -> None:
        """Start without any."""
        self._books: dict[str, _Book] = {}
        self._last_id = 0

    def list(self) -> Sequence[AddressBook]:
        """List the address books."""
        return [
            AddressBook(
                id=book_id, name=book.name, count=len(book.contacts), shared=False
            )
            for book_id, book in self._books.items()
        ]

    def create(self, name: str, contacts: Sequence[Contact]) -> str:
        """Create an address book; raises ChangeRequestError, with nothing created."""
        if len(self._books) >= MOST_BOOKS:
            raise ChangeRequestError("too many address books", detail=FULL)
        book = _Book(name=name)
        self._add(book, contacts)
        book_id = self._next_id()
        self._books[book_id] = book
        return book_id

    def delete(self, book_id: str) -> None:
        """Delete an address book; raises InvalidInputError."""
        self._book(book_id)
        del self._books[book_id]

    def contacts(self, book_id: str) -> Sequence[Contact]:
        """List who is in an address book; raises InvalidInputError."""
        return list(self._book(book_id).contacts.values())

    def add(self, book_id: str, contact: Contact) -> str:
        """Add somebody; raises ChangeRequestError."""
        return self._add(self._book(book_id), [contact])[-1]

    def update(self, book_id: str, contact: Contact) -> None:
        """Write somebody anew; raises InvalidInputError."""
        self._person(book_id, contact.id)
        self._books[book_id].contacts[contact.id] = _kept(contact)

    def remove(self, book_id: str, contact_id: str) -> None:
        """Remove somebody; raises InvalidInputError."""
        self._person(book_id, contact_id)
        del self._books[book_id].contacts[contact_id]

    def read(self, book_id: str, content: str) -> None:
        """Add the people of a file; raises ChangeRequestError, with nobody added."""
        self._add(self._book(book_id), read_contacts(content))

    def write(self, book_id: str) -> str:
        """Write an address book as a file; raises InvalidInputError."""
        return write_contacts(self.contacts(book_id))

    def find(self, address: str) -> Contact | None:
        """Return somebody of any address book by number or email address."""
        wanted = address.casefold()
        return next(
            (
                contact
                for book in self._books.values()
                for contact in book.contacts.values()
                if wanted in {contact.number, (contact.email or "").casefold()}
            ),
            None,
        )

    def _book(self, book_id: str) -> _Book:
        """Return an address book; raises InvalidInputError."""
        if book_id not in self._books:
            raise in_words(
                InvalidInputError("address_book_unknown", book=book_id),
                f"There is no address book {book_id}",
            )
        return self._books[book_id]

    def _person(self, book_id: str, contact_id: str) -> Contact:
        """Return somebody of an address book; raises InvalidInputError."""
        found = self._book(book_id).contacts.get(contact_id)
        if found is None:
            raise InvalidInputError("contact_unknown", contact=contact_id)
        return found

    def _add(self, book: _Book, contacts: Sequence[Contact]) -> Sequence[str]:
        """Add people and return their ids; raises ChangeRequestError."""
        if len(book.contacts) + len(contacts) > MOST_CONTACTS:
            raise ChangeRequestError("too many contacts", detail=FULL)
        kept = [_kept(one) for one in contacts]
        ids = [self._next_id() for _ in kept]
        book.contacts |= {
            id_: replace(one, id=id_) for id_, one in zip(ids, kept, strict=True)
        }
        return ids

    def _next_id(self) -> str:
        """Return an id that nothing has."""
        self._last_id += 1
        return str(self._last_id)


def _kept(contact: Contact) -> Contact:
    """Return a contact as it is kept; raises InvalidInputError."""
    if contact.values:
        raise InvalidInputError(
            "contact_field_not_offered", field="values", gateway="Sandbox"
        )
    return contact
