"""Contacts: `/contacts` (field-notes.md 3)."""

from ...errors import ChangeRequestError
from ..answers.contacts import once, parse_contact
from ..codes import LINK_WENT_ANYWAY, UNEXPECTED
from ..models.contacts import Contact, ContactFields, ContactFilter
from .calls import Calls
from .written import body_of, pairs_of, place

ABOUT = "Contact"


class Contacts:
    """Contacts, of all users."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, contact: ContactFields) -> int:
        """Make a contact and return its id."""
        return await self._calls.create_one(place("contacts"), body_of(contact))

    async def list(self, asked: ContactFilter | None = None) -> tuple[Contact, ...]:
        """Return contacts, each once, with names, number and email address."""
        return once(
            await self._calls.get_rows(
                place("contacts"), parse_contact, pairs_of(asked)
            )
        )

    async def get(self, contact_id: int) -> Contact:
        """Return a contact."""
        path = place("contacts", contact_id)
        return await self._calls.get_one(path, parse_contact, about=ABOUT)

    async def update(self, contact_id: int, changes: ContactFields) -> Contact:
        """Change what is given of a contact and return what it is now.

        Release 2.1.0 blanks the description that is not given, returns little, and
        does not refuse an id that does not exist.
        """
        return await self._calls.change_one(
            place("contacts", contact_id),
            body_of(changes, ContactFields),
            parse_contact,
            known=contact_id,
            about=ABOUT,
        )

    async def delete(self, contact_id: int) -> None:
        """Delete a contact; its transmissions can't be asked after any more."""
        await self._calls.remove(place("contacts", contact_id), about=ABOUT)

    async def link(self, contact_id: int, group_id: int) -> None:
        """Put a contact into a group, which the server does not look for.

        ChangeRequestError, 417, says that it is in it already.
        """
        path = place("contacts", contact_id, "link", group_id)
        await self._calls.change(path, about=ABOUT)

    async def unlink(self, contact_id: int, group_id: int) -> None:
        """Take a contact out of a group.

        Where that was the last link of all, the server says 417 though it is gone.
        """
        path = place("contacts", contact_id, "link", group_id)
        try:
            await self._calls.act("DELETE", path, about=ABOUT)
        except ChangeRequestError as err:
            detail = err.detail
            if detail is None or (detail.code, detail.text) != (
                UNEXPECTED,
                LINK_WENT_ANYWAY,
            ):
                raise
            left = await self._calls.get_rows(
                place("groups", group_id, "contacts"), parse_contact
            )
            if contact_id in {one.contact_id for one in left}:
                raise
