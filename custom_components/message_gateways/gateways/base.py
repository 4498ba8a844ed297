"""What any gateway can be asked; a gateway is as many of these as it can be."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable

from .campaigns import Campaign, CampaignPlan, InUse
from .contacts import AddressBook, Contact
from .model import (
    Attachment,
    Balance,
    Cancellation,
    Choice,
    Doubt,
    InboundMessage,
    Message,
    NumberFacts,
    Push,
    Receipt,
    Report,
    Resolution,
    Sent,
    SentPin,
)
from .month import Statistics
from .push_info import PushKind


@runtime_checkable
class Gateway(Protocol):
    """A gateway that sends."""

    async def check(self) -> None:
        """Try the credentials at no cost; raises GatewayError."""

    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Send messages, at least one, of equal content; one receipt for each.

        Raises GatewayError when its outcome holds for all of them.
        """


@runtime_checkable
class Reports(Protocol):
    """A gateway whose messages can be followed."""

    async def fetch_reports(self, sent: Sequence[Sent]) -> Sequence[Report]:
        """Ask where messages stand, in as few requests as the API allows."""


@runtime_checkable
class Resolves(Protocol):
    """A gateway that can be asked whether a message ever reached it."""

    async def resolve(
        self, doubts: Sequence[Doubt], now: datetime
    ) -> Sequence[Resolution]:
        """Look for messages of unknown outcome; the gateway's own table decides."""


@runtime_checkable
class ChecksFirst(Protocol):
    """A gateway whose own lists decide what can be sent, beyond the registry's data."""

    async def check_first(self, messages: Sequence[Message]) -> None:
        """Check messages of equal content before they are kept, at no cost.

        Raises InvalidInputError for what can't be sent, another GatewayError where the
        gateway could not be asked. Sending checks again.
        """


@runtime_checkable
class Cancels(Protocol):
    """A gateway that can take back what it has not begun to send."""

    async def cancel(self, sent: Sequence[Sent]) -> Sequence[Cancellation]:
        """Cancel messages, at least one, and say for each what became of it.

        Raises NotOfferedError where none of their channels has this, and another
        GatewayError where none could be cancelled for the same reason.
        """


@runtime_checkable
class Receives(Protocol):
    """A gateway that takes in messages."""

    async def fetch_inbound(self, since: datetime | None) -> Sequence[InboundMessage]:
        """Fetch what came in since a time, repeating some that are known."""


@runtime_checkable
class ReadsOnce(Protocol):
    """A gateway whose lists hand a row out only once."""

    def forget_progress(self) -> None:
        """Read again, elsewhere, what was handed out and could not be kept."""


@runtime_checkable
class HasBalance(Protocol):
    """A gateway that tells what is left on the account."""

    async def fetch_balance(self) -> Balance:
        """Fetch the balance."""


@runtime_checkable
class HasStatistics(Protocol):
    """A gateway that counts what was sent."""

    async def fetch_statistics(self, since: datetime, until: datetime) -> Statistics:
        """Fetch the counts of a period; raises GatewayError."""


@runtime_checkable
class LooksUpNumbers(Protocol):
    """A gateway that knows about numbers."""

    async def look_up(self, numbers: Sequence[str]) -> Sequence[NumberFacts]:
        """Look numbers up; costs money."""


@runtime_checkable
class HasAddressBooks(Protocol):
    """A gateway that keeps contacts; every method raises GatewayError."""

    async def address_books(self) -> Sequence[AddressBook]:
        """List the address books."""

    async def create_address_book(
        self, name: str, contacts: Sequence[Contact] = ()
    ) -> str:
        """Create an address book, with contacts or empty, and return its id."""

    async def delete_address_book(self, book_id: str) -> None:
        """Delete an address book with all that is in it."""

    async def contacts(self, book_id: str) -> Sequence[Contact]:
        """List the contacts of an address book."""

    async def add_contact(self, book_id: str, contact: Contact) -> str:
        """Add a contact to an address book and return the contact's id."""

    async def update_contact(self, book_id: str, contact: Contact) -> None:
        """Write a contact over the one that has its id."""

    async def remove_contact(self, book_id: str, contact_id: str) -> None:
        """Remove a contact from an address book."""


@runtime_checkable
class ChecksContacts(Protocol):
    """A gateway that has rules of its own for what it keeps of a contact."""

    def check_contact(self, contact: Contact) -> None:
        """Check a contact before it is saved, asking nobody; raises InvalidInputError.

        May be called off the event loop.
        """


@runtime_checkable
class SendsPins(Protocol):
    """A gateway that makes up a PIN and sends it."""

    async def send_pin(self, message: Message, *, length: int) -> SentPin:
        """Send a PIN of so many digits; costs money; raises GatewayError.

        The PIN goes to the caller alone: it is not to be kept, logged or shown.
        """


@runtime_checkable
class FiresInbound(Protocol):
    """A gateway that can be made to act as if a message had come in."""

    async def fire_inbound(
        self, *, sender: str, text: str, to: str | None = None
    ) -> None:
        """Let a message of a number come in, at a number of ours if one is named.

        Raises GatewayError.
        """


@runtime_checkable
class TakesPushes(Protocol):
    """A gateway that pushes to addresses of ours; the registry names what."""

    def parse_push(self, kind: PushKind, body: bytes, content_type: str) -> Push:
        """Read one push; raises UnreadableAnswerError.

        It may run in another thread. Rows of another kind count as unreadable. What
        comes as a query is handed over as a form.
        """


@runtime_checkable
class AsksForPushes(Protocol):
    """A gateway that is told with each message where to push its report."""

    def ask_for_pushes(self, address: Callable[[], str | None]) -> None:
        """Send the address that there is then with each message from now on."""


@runtime_checkable
class ExchangesContacts(Protocol):
    """A gateway that takes and gives the contacts of an address book as CSV."""

    async def import_contacts(self, book_id: str, content: str) -> None:
        """Add the contacts of a file in the gateway's own columns; raises GatewayError.

        The gateway may need a moment before they are there.
        """

    async def export_contacts(self, book_id: str) -> str:
        """Return the contacts of an address book as a file; raises GatewayError."""

    async def sample_contacts(self) -> str:
        """Return the gateway's example of a file; raises GatewayError."""


@runtime_checkable
class HasCampaigns(Protocol):
    """A gateway that works through many contacts by itself; all raise GatewayError."""

    async def campaigns(self) -> Sequence[Campaign]:
        """List the campaigns with how far they are."""

    async def create_campaign(self, plan: CampaignPlan) -> str:
        """Create a campaign that sends nothing yet, and return its id."""

    async def start_campaign(self, campaign_id: str) -> None:
        """Start a campaign, or let it go on."""

    async def stop_campaign(self, campaign_id: str) -> None:
        """Pause a campaign."""

    async def delete_campaign(self, campaign_id: str) -> None:
        """Delete a campaign with all that was made for it."""


@runtime_checkable
class FetchesDocuments(Protocol):
    """A gateway that keeps what came in as a file: faxes, recordings."""

    async def fetch_document(self, key: str) -> Attachment:
        """Fetch the file of an inbound message, by the key of the message.

        Raises ChangeRequestError where it has none, and other GatewayErrors.
        """


@runtime_checkable
class HasCounters(Protocol):
    """A gateway that counts what there is on it; the registry names the counters."""

    async def fetch_counters(self) -> Mapping[str, int]:
        """Fetch the counters that the gateway has; raises GatewayError."""


@runtime_checkable
class OffersChoices(Protocol):
    """A gateway whose lists fill in fields of its form (`FormField.from_gateway`)."""

    async def fetch_choices(self, field: str) -> Sequence[Choice]:
        """List the values of a field by its key; raises GatewayError."""


@runtime_checkable
class IdentifiesItself(Protocol):
    """A gateway that says whose account it is, which its credentials do not."""

    async def identify(self) -> Mapping[str, str]:
        """Return what is to be kept beside the credentials, before `identity` is asked.

        Raises GatewayError.
        """


@runtime_checkable
class KnowsItsRelease(Protocol):
    """A gateway of which there are releases that can be read but not send."""

    async def fetch_read_only_release(self) -> str | None:
        """Name the release where it can't send, or None; raises GatewayError."""


@runtime_checkable
class CleansUp(Protocol):
    """A gateway on which sending leaves things behind."""

    async def clean_up(self, in_use: Callable[[], Awaitable[InUse]]) -> int:
        """Remove what was made for messages that are over; return how many things.

        `in_use` is asked once, after the start, for all that is on disk and not over:
        what begins later is known by itself. To be called now and then: after messages
        have ended, after a start, before an account is removed. Raises GatewayError;
        the next call goes on.
        """
