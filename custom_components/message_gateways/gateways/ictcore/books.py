"""Address books: the server's groups, and the contacts that are linked to them."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import override

from ..base import ChecksContacts, ExchangesContacts, HasAddressBooks
from ..contacts import AddressBook, Contact
from ..errors import GatewayError, InvalidInputError
from .bounded import each
from .checks import book_key, contact_key
from .client import IctcoreClient
from .client.csv import read_csv
from .models import contacts as theirs

CUSTOM = ("custom1", "custom2", "custom3")
LISTED = ("phone", "first_name", "last_name", "email")
LEFT_OUT = ("address", *CUSTOM, "description")


class Books(HasAddressBooks, ChecksContacts, ExchangesContacts):
    """Keep groups and contacts, of all users; every method raises GatewayError."""

    _client: IctcoreClient

    @override
    async def address_books(self) -> Sequence[AddressBook]:
        """List the groups."""
        return [
            AddressBook(
                id=str(one.group_id), name=one.name or "", count=one.contact_total
            )
            for one in await self._client.groups.list()
        ]

    @override
    async def create_address_book(
        self, name: str, contacts: Sequence[Contact] = ()
    ) -> str:
        """Create a group with contacts; what fails leaves nothing behind."""
        written = [fields_of(one) for one in contacts]
        group_id = await self._client.groups.create(theirs.NewGroup(name=name))
        made: list[int] = []
        try:
            for contact in written:
                made.append(await self._client.contacts.create(contact))
                await self._client.contacts.link(made[-1], group_id)
        except GatewayError:
            with suppress(GatewayError):
                for contact_id in made:
                    await self._client.contacts.delete(contact_id)
                await self._client.groups.delete(group_id)
            raise
        return str(group_id)

    @override
    async def delete_address_book(self, book_id: str) -> None:
        """Delete a group, not its contacts: others may have them in theirs."""
        await self._client.groups.delete(book_key(book_id))

    @override
    async def contacts(self, book_id: str) -> Sequence[Contact]:
        """List the contacts of a group, with all that is known of them.

        The list has names, number and email address, the file the rest, but no ids.
        Who can't be told apart by the former is asked for one by one.
        """
        group_id = book_key(book_id)
        file = await self._client.csv.export_contacts(group_id)
        listed = await self._client.groups.contacts(group_id)
        found = await asyncio.to_thread(completed, listed, file)
        left = [one.contact_id for one in listed if one.contact_id not in found]
        for one in await each(self._client.contacts.get, left):
            found[one.contact_id] = one
        return [to_contact(found[one.contact_id]) for one in listed]

    @override
    async def add_contact(self, book_id: str, contact: Contact) -> str:
        """Create a contact in a group; what fails leaves nothing behind."""
        group_id, written = book_key(book_id), fields_of(contact)
        # The server does not look whether there is such a group.
        await self._client.groups.get(group_id)
        contact_id = await self._client.contacts.create(written)
        try:
            await self._client.contacts.link(contact_id, group_id)
        except GatewayError:
            with suppress(GatewayError):
                await self._client.contacts.delete(contact_id)
            raise
        return str(contact_id)

    @override
    async def update_contact(self, book_id: str, contact: Contact) -> None:
        """Write a contact over the one that has its id, in all its groups."""
        await self._client.contacts.update(
            contact_key(contact.id), fields_of(contact, whole=True)
        )

    @override
    async def remove_contact(self, book_id: str, contact_id: str) -> None:
        """Take a contact out of a group; the contact stays."""
        await self._client.contacts.unlink(contact_key(contact_id), book_key(book_id))

    @override
    def check_contact(self, contact: Contact) -> None:
        """Check how many values a contact has; raises InvalidInputError."""
        fields_of(contact)

    @override
    async def import_contacts(self, book_id: str, content: str) -> None:
        """Add the contacts of a file, a moment later."""
        await self._client.csv.import_contacts(book_key(book_id), content)

    @override
    async def export_contacts(self, book_id: str) -> str:
        """Return the contacts of a group as a file, with all that is known of them."""
        return await self._client.csv.export_contacts(book_key(book_id))

    @override
    async def sample_contacts(self) -> str:
        """Return the server's example of a file."""
        return await self._client.csv.sample()


def fields_of(contact: Contact, *, whole: bool = False) -> theirs.ContactFields:
    """Write a contact as the server has it; raises InvalidInputError.

    As a `whole` one what it has not is written as nothing.
    """
    if len(contact.values) > len(CUSTOM):
        raise InvalidInputError("too_many_values", limit=str(len(CUSTOM)))
    custom = dict(zip(CUSTOM, contact.values, strict=False))
    values = {
        "phone": contact.number,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "email": contact.email,
        "address": contact.address,
        "description": contact.description,
        **{name: custom.get(name) for name in CUSTOM},
    }
    return theirs.ContactFields(
        **{name: value or ("" if whole else None) for name, value in values.items()}
    )


def completed(listed: Sequence[theirs.Contact], file: str) -> dict[int, theirs.Contact]:
    """Return by their ids those of a list who are surely known in the file, whole."""
    alone, rows = _told_apart(listed), _told_apart(read_csv(file))
    return {
        one.contact_id: replace(
            one, **{name: getattr(rows[key], name) for name in LEFT_OUT}
        )
        for key, one in alone.items()
        if key in rows
    }


def _told_apart[RowT: theirs.ContactFields](
    rows: Sequence[RowT],
) -> Mapping[tuple[str, ...], RowT]:
    """Return the rows whose names, number and email address no other row has."""
    keys = [
        tuple((getattr(row, name) or "").strip() for name in LISTED) for row in rows
    ]
    times = Counter(keys)
    return {key: row for key, row in zip(keys, rows, strict=True) if times[key] == 1}


def to_contact(contact: theirs.Contact) -> Contact:
    """Read a contact, as far as it was asked for."""
    values = tuple(getattr(contact, name) or "" for name in CUSTOM)
    while values and not values[-1]:
        values = values[:-1]
    return Contact(
        id=str(contact.contact_id),
        number=contact.phone or "",
        first_name=contact.first_name,
        last_name=contact.last_name,
        email=contact.email,
        address=contact.address,
        description=contact.description,
        values=values,
    )
