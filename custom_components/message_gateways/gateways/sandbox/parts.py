"""To whom a message goes, and what each of them is to read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
import re

from ..contacts import Contact
from ..model import Channel, Content, Message
from .books import Books

MACRO = re.compile(r"\[(first_name|last_name|number|email)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one address gets of a message, under an id of its own."""

    id: str
    address: str
    content: Content


def parts_of(message: Message, books: Books) -> list[Part]:
    """List who gets a message, and what; empty where nobody in its books can.

    Raises InvalidInputError where there is no such address book.
    """
    content = message.content
    if message.to:
        contact = books.find(message.to) if content.merge else None
        ready = merged(content, contact or Contact())
        return [Part(id=message.id, address=message.to, content=ready)]
    people = {
        address_of(contact, content.channel): contact
        for book_id in content.address_books
        for contact in books.contacts(book_id)
    }
    return [
        Part(
            id=f"{message.id}.{contact.id}",
            address=address,
            content=merged(content, contact),
        )
        for address, contact in people.items()
        if address
    ]


def address_of(contact: Contact, channel: Channel) -> str:
    """Return where somebody is reached by a channel; empty where they are not."""
    return (contact.email or "") if channel is Channel.EMAIL else contact.number


def merged(content: Content, contact: Contact) -> Content:
    """Fill in the macros of a content; what is not known of somebody is empty."""
    if not content.merge:
        return content
    values = {
        "first_name": contact.first_name or "",
        "last_name": contact.last_name or "",
        "number": contact.number,
        "email": contact.email or "",
    }
    return replace(
        content,
        text=_filled_in(content.text, values),
        title=_filled_in(content.title, values),
        html=None if content.html is None else _filled_in(content.html, values),
    )


def _filled_in(text: str, values: Mapping[str, str]) -> str:
    """Replace the macros of a text."""
    return MACRO.sub(lambda found: values[found.group(1)], text)
