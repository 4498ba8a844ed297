"""Find out through which accounts a sending action is to reach whom."""

from collections.abc import Sequence

from homeassistant.core import ServiceCall
from homeassistant.exceptions import ServiceValidationError

from .action_account import account_named, async_account_of
from .action_addresses import async_addresses
from .action_targets import AccountTargets, async_targeted_recipients
from .const import DOMAIN
from .engine.account import Account
from .engine.watchers import Goal
from .failures import needs_another, translated
from .gateways.errors import InvalidInputError
from .gateways.model import Channel
from .sending_fields import (
    ATTR_ADDRESS_BOOKS,
    ATTR_CONFIG_ENTRY_ID,
    ATTR_MERGE,
    ATTR_TO,
    ATTR_WAIT_FOR,
)


async def async_accounts(call: ServiceCall, channel: Channel) -> list[AccountTargets]:
    """Return what is to be reached through which account; refuses by name."""
    found = await async_targeted_recipients(call.hass, call)
    for targets in found.values():
        _check_fits(targets, channel)
    written, books = call.data.get(ATTR_TO), call.data.get(ATTR_ADDRESS_BOOKS)
    if written or books:
        entry = await async_account_of(call)
        targets = found.setdefault(entry.entry_id, AccountTargets(entry=entry))
        targets.addresses += await translated(
            async_addresses(targets.account, channel, written or ())
        )
        await translated(_async_add_books(call, targets, channel, books or ()))
    elif ATTR_CONFIG_ENTRY_ID in call.data:
        # Refuses one that there is not, though nothing would go through it.
        account_named(call)
    if not found:
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="nobody_to_send_to"
        )
    if ATTR_CONFIG_ENTRY_ID in call.data and written is None and books is None:
        # A list that a template left empty is no mistake.
        raise needs_another(ATTR_CONFIG_ENTRY_ID, ATTR_TO)
    return list(found.values())


async def _async_add_books(
    call: ServiceCall,
    targets: AccountTargets,
    channel: Channel,
    books: Sequence[str],
) -> None:
    """Add who is in address books; raises GatewayError.

    Each contact is sent a message of its own, with an end and a key of its own. The
    gateway sends to a whole book where only it can: it fills in a template, or takes
    numbers that we can't read.
    """
    account = targets.account
    offered = account.info.channels.get(channel)
    if offered is None:
        # Refused in the words of all channels.
        return
    for book in books:
        contacts = await _async_contacts(account, channel, book)
        if not (as_whole := call.data.get(ATTR_MERGE, False)):
            try:
                targets.addresses += await async_addresses(account, channel, contacts)
            except InvalidInputError:
                keys = call.data.get(ATTR_WAIT_FOR) == Goal.ANSWERED_KEY
                if keys or "address_books" not in offered.fields:
                    raise
                as_whole = True
        if as_whole:
            targets.books.append(book)
            targets.copies += len(contacts)


async def _async_contacts(
    account: Account, channel: Channel, book: str
) -> Sequence[str]:
    """Return the addresses in an address book.

    Gateways may keep international numbers without their plus, which would be read as
    national ones of another country then.
    """
    if account.address_books is None:
        raise InvalidInputError(
            "field_not_offered", field=ATTR_ADDRESS_BOOKS, gateway=account.info.name
        )
    contacts = await account.address_books.contacts(book)
    by_email = channel is Channel.EMAIL
    written = [
        address
        for contact in contacts
        if (address := contact.email if by_email else contact.number)
    ]
    if not written:
        raise InvalidInputError("address_book_empty", book=book)
    return written


def _check_fits(targets: AccountTargets, channel: Channel) -> None:
    """Refuse recipients whose addresses are not of the kind that a channel takes."""
    misfits = [
        entity_id
        for entity_id, recipient in targets.recipients.items()
        if (recipient.channel is Channel.EMAIL) != (channel is Channel.EMAIL)
    ]
    if misfits:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="target_not_of_this_kind",
            translation_placeholders={"target": ", ".join(misfits)},
        )
