"""The address books that the gateway of one account keeps."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace

from homeassistant.core import HomeAssistant, callback

from ..gateways.base import ChecksContacts, HasAddressBooks
from ..gateways.contacts import AddressBook, Contact
from ..gateways.errors import GatewayError, InvalidInputError
from ..gateways.model import Outcome
from ..gateways.numbers import NumberRule, same_sender
from .contact_matching import Plan, Saving, Step, merged, plan_of
from .tasks import Tasks

AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of one contact, and the error where it was not saved."""

    saving: Saving
    contact_id: str = ""
    error: GatewayError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllSaved:
    """What became of contacts, in their order, and how many others were removed.

    `error` is why not all of those were.
    """

    contacts: Sequence[Saved]
    removed: int = 0
    error: GatewayError | None = None


class AddressBooks:
    """Keep contacts on the gateway; every method raises GatewayError."""

    def __init__(
        self,
        hass: HomeAssistant,
        gateway: HasAddressBooks,
        *,
        rule: NumberRule,
        country: str | None,
        tasks: Tasks,
        heard: Callable[[GatewayError | None], None],
    ) -> None:
        """`country` is for numbers in national writing."""
        self._hass = hass
        self._gateway = gateway
        self._rule = rule
        self._country = country
        self._tasks = tasks
        self._heard = heard
        self._stopped = False

    @callback
    def stop(self) -> None:
        """Begin with no further contact."""
        self._stopped = True

    def check(self, contact: Contact) -> None:
        """Check a contact by the gateway's rules; raises InvalidInputError."""
        if isinstance(self._gateway, ChecksContacts):
            self._gateway.check_contact(contact)

    async def list(self) -> Sequence[AddressBook]:
        """List the address books."""
        return await self._tasks.run(self._asked(self._gateway.address_books()))

    async def contacts(self, book_id: str) -> Sequence[Contact]:
        """List the contacts of an address book, with their numbers as we write them."""
        return await self._tasks.run(self._contacts(book_id))

    async def create(self, name: str, contacts: Sequence[Contact] = ()) -> str:
        """Create an address book with contacts, or empty, and return its id."""
        work = self._gateway.create_address_book(name, contacts)
        return await self._tasks.run(self._asked(work))

    async def delete(self, book_id: str) -> None:
        """Delete an address book."""
        work = self._gateway.delete_address_book(book_id)
        await self._tasks.run(self._asked(work))

    async def save(self, book_id: str, contact: Contact, given: Collection[str]) -> str:
        """Add a contact, or change the given fields of the one with its id.

        Returns the id.
        """
        return await self._tasks.run(self._save(book_id, contact, given))

    async def remove(self, book_id: str, contact_id: str) -> None:
        """Remove a contact from an address book."""
        await self._tasks.run(self._remove(book_id, contact_id))

    async def save_all(
        self,
        book_id: str,
        contacts: Sequence[Contact],
        given: Collection[str],
        *,
        remove_others: bool = False,
    ) -> AllSaved:
        """Add or change contacts, some at a time, each found by its number or address.

        With `remove_others` those who are not named are removed, once all are saved.
        Raises GatewayError only where nothing was begun.
        """
        work = self._save_all(book_id, contacts, given, remove_others=remove_others)
        return await self._tasks.run(work)

    async def _contacts(self, book_id: str) -> Sequence[Contact]:
        """List contacts."""
        found = await self._asked(self._gateway.contacts(book_id))
        if self._rule is NumberRule.DIAL_STRING:
            return found
        return await self._hass.async_add_executor_job(self._as_we_write, found)

    def _as_we_write(self, contacts: Sequence[Contact]) -> Sequence[Contact]:
        """Write numbers as we do, which the gateway may have without their plus."""
        return [
            replace(one, number=same_sender(one.number, self._country))
            for one in contacts
        ]

    async def _contact(self, book_id: str, contact_id: str) -> Contact:
        """Return a contact of an address book; raises InvalidInputError."""
        for one in await self._contacts(book_id):
            if one.id == contact_id:
                return one
        raise InvalidInputError("contact_unknown", contact=contact_id)

    async def _save(
        self, book_id: str, contact: Contact, given: Collection[str]
    ) -> str:
        """Add or change a contact."""
        if not contact.id:
            return await self._asked(self._gateway.add_contact(book_id, contact))
        old = await self._contact(book_id, contact.id)
        new = merged(old, contact, given)
        await self._asked(self._gateway.update_contact(book_id, new))
        return new.id

    async def _remove(self, book_id: str, contact_id: str) -> None:
        """Remove a contact, who may be in another book by the gateway's ids."""
        await self._contact(book_id, contact_id)
        await self._asked(self._gateway.remove_contact(book_id, contact_id))

    async def _save_all(
        self,
        book_id: str,
        contacts: Sequence[Contact],
        given: Collection[str],
        *,
        remove_others: bool,
    ) -> AllSaved:
        """Bring an address book to what is wanted."""
        plan: Plan = await self._hass.async_add_executor_job(
            plan_of, await self._contacts(book_id), contacts, given, self._country
        )
        saved = [Saved(saving=Saving.NOT_TRIED)] * len(plan.steps)
        steps = iter(enumerate(plan.steps))
        broken = False

        async def work() -> None:
            """Take one step after the other, while the gateway answers."""
            nonlocal broken
            for place, step in steps:
                if self._stopped or broken:
                    break
                saved[place] = await self._take(book_id, step)
                error = saved[place].error
                broken |= error is not None and error.outcome is not Outcome.REJECTED

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        result = AllSaved(contacts=saved)
        if not remove_others or any(
            one.error or one.saving is Saving.NOT_TRIED for one in saved
        ):
            return result
        for contact in plan.others:
            try:
                await self._asked(self._gateway.remove_contact(book_id, contact.id))
            except GatewayError as err:
                return replace(result, error=err)
            result = replace(result, removed=result.removed + 1)
        return result

    async def _take(self, book_id: str, step: Step) -> Saved:
        """Take one step of a plan; never raises GatewayError."""
        contact_id = step.contact.id
        try:
            if step.saving is Saving.ADDED:
                work = self._gateway.add_contact(book_id, step.contact)
                contact_id = await self._asked(work)
            elif step.saving is Saving.UPDATED:
                update = self._gateway.update_contact(book_id, step.contact)
                await self._asked(update)
        except GatewayError as err:
            unknown = err.outcome is Outcome.UNKNOWN
            saving = Saving.UNKNOWN if unknown else Saving.FAILED
            return Saved(saving=saving, contact_id=contact_id, error=err)
        return Saved(saving=step.saving, contact_id=contact_id)

    async def _asked[ResultT](self, asking: Awaitable[ResultT]) -> ResultT:
        """Ask the gateway, and tell how it stands."""
        try:
            result = await asking
        except InvalidInputError:
            raise
        except GatewayError as err:
            self._heard(err)
            raise
        self._heard(None)
        return result
