"""The sandbox and people: address books, their files, campaigns."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import override

from ..base import ExchangesContacts, HasAddressBooks, HasCampaigns
from ..campaigns import Campaign, CampaignPlan
from ..contacts import AddressBook, Contact
from .campaigning import Campaigning
from .contacts_csv import SAMPLE, write_contacts
from .desk import Desk


class People(Desk, HasAddressBooks, ExchangesContacts, HasCampaigns):
    """A desk that keeps contacts; every method raises TryLaterError in an outage."""

    def __init__(self, *, credit: Decimal, price: Decimal) -> None:
        """Start with a credit, and without anybody."""
        super().__init__(credit=credit, price=price)
        self._campaigns = Campaigning(self._books, self._take)

    @override
    async def address_books(self) -> Sequence[AddressBook]:
        """List the address books."""
        self._open()
        return self._books.list()

    @override
    async def create_address_book(
        self, name: str, contacts: Sequence[Contact] = ()
    ) -> str:
        """Create an address book; raises ChangeRequestError."""
        self._open()
        return self._books.create(name, contacts)

    @override
    async def delete_address_book(self, book_id: str) -> None:
        """Delete an address book with all in it; raises InvalidInputError."""
        self._open()
        self._books.delete(book_id)

    @override
    async def contacts(self, book_id: str) -> Sequence[Contact]:
        """List who is in an address book; raises InvalidInputError."""
        self._open()
        return self._books.contacts(book_id)

    @override
    async def add_contact(self, book_id: str, contact: Contact) -> str:
        """Add somebody; raises ChangeRequestError."""
        self._open()
        return self._books.add(book_id, contact)

    @override
    async def update_contact(self, book_id: str, contact: Contact) -> None:
        """Write somebody anew; raises InvalidInputError."""
        self._open()
        self._books.update(book_id, contact)

    @override
    async def remove_contact(self, book_id: str, contact_id: str) -> None:
        """Remove somebody; raises InvalidInputError."""
        self._open()
        self._books.remove(book_id, contact_id)

    @override
    async def import_contacts(self, book_id: str, content: str) -> None:
        """Add the people of a file; raises ChangeRequestError, with nobody added."""
        self._open()
        self._books.read(book_id, content)

    @override
    async def export_contacts(self, book_id: str) -> str:
        """Write an address book as a file; raises InvalidInputError."""
        self._open()
        return self._books.write(book_id)

    @override
    async def sample_contacts(self) -> str:
        """Return an example of a file."""
        self._open()
        return write_contacts(SAMPLE)

    @override
    async def campaigns(self) -> Sequence[Campaign]:
        """List the campaigns with how far they are."""
        self._open()
        return self._campaigns.list()

    @override
    async def create_campaign(self, plan: CampaignPlan) -> str:
        """Create a campaign that sends nothing yet; raises ChangeRequestError."""
        return self._campaigns.create(plan, self._open())

    @override
    async def start_campaign(self, campaign_id: str) -> None:
        """Start a campaign, or let it go on; raises ChangeRequestError."""
        self._campaigns.start(campaign_id, self._open())

    @override
    async def stop_campaign(self, campaign_id: str) -> None:
        """Pause a campaign that runs; raises InvalidInputError."""
        self._open()
        self._campaigns.stop(campaign_id)

    @override
    async def delete_campaign(self, campaign_id: str) -> None:
        """Delete a campaign; raises InvalidInputError."""
        self._open()
        self._campaigns.delete(campaign_id)

    @override
    def _open(self) -> datetime:
        """Return the time, up to which campaigns have sent; raises TryLaterError."""
        now = super()._open()
        self._campaigns.move_on(now)
        return now
