"""The Simple REST API of Entera at work as one of the gateways."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, override

import aiohttp

from ..base import (
    Cancels,
    ChecksContacts,
    ChecksFirst,
    Gateway,
    HasAddressBooks,
    Reports,
    Resolves,
)
from ..base_address import without_scheme
from ..contacts import AddressBook, Contact
from ..model import Cancellation, Doubt, Message, Receipt, Report, Resolution, Sent
from ..redact import rows_without_secrets
from ..transport import Transport
from .books import (
    add_contact,
    create_book,
    list_books,
    list_contacts,
    record_key,
    record_of,
    update_contact,
)
from .cancelling import cancel_all
from .client import EnteraClient
from .following import Following
from .people import book_key
from .resolving import resolve_all
from .sending import prepare, receipts
from .zone import AccountZone


def utc_now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


class EnteraGateway(
    Gateway, ChecksFirst, Reports, Resolves, Cancels, HasAddressBooks, ChecksContacts
):
    """Send SMS, faxes and calls, follow and cancel them, and keep address books."""

    def __init__(
        self,
        client: EnteraClient,
        *,
        time_zone: str | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """`time_zone` is the IANA name of the account's; UTC without one."""
        self._client = client
        self._zone = AccountZone(time_zone)
        self._following = Following(client, self._zone, clock)

    @override
    async def check(self) -> None:
        """Try the credentials by listing the address books; raises GatewayError."""
        await self._client.address_books()

    @override
    async def check_first(self, messages: Sequence[Message]) -> None:
        """Check macros, address books, sound and schedule; raises GatewayError."""
        await prepare(self._client, self._zone, messages)

    @override
    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Send messages of equal content in one request; raises GatewayError.

        The request bears the batch of the first message as its ExternalId.
        """
        prepared = await prepare(self._client, self._zone, messages)
        task_id = await prepared.send()
        return receipts(messages, task_id, prepared.from_books)

    @override
    async def fetch_reports(self, sent: Sequence[Sent]) -> Sequence[Report]:
        """Ask where messages stand, one request a channel; raises GatewayError."""
        reports = await self._following.fetch(sent)
        return rows_without_secrets(reports, self._client.secrets)

    @override
    async def resolve(
        self, doubts: Sequence[Doubt], now: datetime
    ) -> Sequence[Resolution]:
        """Look for messages of unknown outcome by their batch; raises GatewayError."""
        zone = await self._zone.for_reading()
        return await resolve_all(self._client, doubts, now, zone)

    @override
    async def cancel(self, sent: Sequence[Sent]) -> Sequence[Cancellation]:
        """Cancel faxes and calls that have not begun; raises GatewayError."""
        return await cancel_all(self._client, sent)

    @override
    async def address_books(self) -> Sequence[AddressBook]:
        """List the address books; raises GatewayError."""
        return await list_books(self._client)

    @override
    async def create_address_book(
        self, name: str, contacts: Sequence[Contact] = ()
    ) -> str:
        """Create an address book and return its id; raises GatewayError."""
        return await create_book(self._client, name, contacts)

    @override
    async def delete_address_book(self, book_id: str) -> None:
        """Delete an address book with all that is in it; raises GatewayError."""
        await self._client.delete_address_book(book_key(book_id))

    @override
    async def contacts(self, book_id: str) -> Sequence[Contact]:
        """List who is in an address book; raises GatewayError."""
        return await list_contacts(self._client, book_id)

    @override
    async def add_contact(self, book_id: str, contact: Contact) -> str:
        """Add somebody and return the contact's id; raises GatewayError."""
        return await add_contact(self._client, book_id, contact)

    @override
    async def update_contact(self, book_id: str, contact: Contact) -> None:
        """Write a contact over the one that has its id; raises GatewayError."""
        await update_contact(self._client, book_id, contact)

    @override
    async def remove_contact(self, book_id: str, contact_id: str) -> None:
        """Remove somebody, whose id alone says from which book; raises GatewayError."""
        await self._client.delete_record(record_key(contact_id))

    @override
    def check_contact(self, contact: Contact) -> None:
        """Check what is kept of a contact, and its length; raises InvalidInputError."""
        record_of(contact).written()


def make(config: Mapping[str, Any], session: aiohttp.ClientSession) -> EnteraGateway:
    """Make the gateway of an account from its credentials and options."""
    client = EnteraClient(
        Transport(session), config["base_url"], config["login"], config["password"]
    )
    return EnteraGateway(client, time_zone=config.get("time_zone"))


def identity(config: Mapping[str, Any]) -> str:
    """Tell accounts apart: the host, without scheme and path, and the login."""
    return f"{_host(config)}|{config['login'].strip()}".lower()


def title(config: Mapping[str, Any]) -> str:
    """Name an account for people."""
    return f"{config['login']} ({_host(config)})"


def _host(config: Mapping[str, Any]) -> str:
    """Return the host of an account's address."""
    return without_scheme(config["base_url"]).partition("/")[0]
