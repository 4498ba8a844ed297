"""Parse contacts and groups."""

from collections.abc import Iterable, Mapping
from typing import Any

from ...fields import text, words
from ..models.contacts import Contact, Group
from .values import key, number


def parse_contact(
    fields: Mapping[str, Any], known: int | None = None
) -> Contact | None:
    """Parse a contact, or None where it has no id and none is known."""
    contact_id = key(fields.get("contact_id")) or known
    if contact_id is None:
        return None
    return Contact(
        contact_id=contact_id,
        first_name=words(fields.get("first_name")),
        last_name=words(fields.get("last_name")),
        phone=words(fields.get("phone")),
        email=words(fields.get("email")),
        address=words(fields.get("address")),
        custom1=words(fields.get("custom1")),
        custom2=words(fields.get("custom2")),
        custom3=words(fields.get("custom3")),
        description=text(fields.get("description")),
        user_id=key(fields.get("user_id")),
    )


def once(rows: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return each contact once: lists have one for each group that it is in."""
    return tuple({row.contact_id: row for row in rows}.values())


def parse_group(fields: Mapping[str, Any], known: int | None = None) -> Group | None:
    """Parse a group, or None where it has no id and none is known."""
    group_id = key(fields.get("group_id")) or known
    if group_id is None:
        return None
    return Group(
        group_id=group_id,
        name=words(fields.get("name")),
        description=text(fields.get("description")),
        contact_total=number(fields.get("contact_total")),
        user_id=key(fields.get("user_id")),
    )
