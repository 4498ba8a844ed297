"""Bring what somebody typed about a contact into the form it is kept in."""

from dataclasses import replace

from .addresses import read_address
from .engine.account import Account
from .gateways.contacts import Contact
from .gateways.errors import InvalidInputError
from .gateways.model import Channel
from .gateways.numbers import normalise


def with_addresses(account: Account, contact: Contact, number: object) -> Contact:
    """Return a contact with its number, and its email address, as an account has them.

    One that is not known by an id needs one of both. Reads the metadata of countries
    from disk, so call it off the event loop. Raises InvalidInputError.
    """
    rule, country = account.info.number_rule, account.settings.country
    if number != "":
        contact = replace(contact, number=normalise(number, rule, country).value)
    if contact.email:
        email, _ = read_address(contact.email, Channel.EMAIL, rule, country)
        contact = replace(contact, email=email)
    if not contact.number and not contact.email and not contact.id:
        raise InvalidInputError("contact_needs_address")
    return contact
