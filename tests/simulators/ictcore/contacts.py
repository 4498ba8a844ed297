"""Contacts, and their links with groups."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.errors import ApiError
from tests.simulators.ictcore.filters import (
    OWNER,
    WHEN,
    contains,
    ends_with,
    equal,
    number,
)
from tests.simulators.ictcore.resources import Resource
from tests.simulators.ictcore.schema import CONTACT
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.world import World

CONTACTS = Resource(
    kind="Contact",
    table=lambda tables: tables.contacts,
    detail=("contact_id", *CONTACT, "user_id"),
    listed=("contact_id", "first_name", "last_name", "phone", "email"),
    filters={
        "contact_id": number("contact_id"),
        "phone": ends_with("phone"),
        "email": equal("email"),
        "first_name": contains("first_name"),
        "last_name": contains("last_name"),
        "group_id": number("group_id"),
        **OWNER,
        **WHEN,
    },
)


def joined(world: World) -> Iterator[Row]:
    """Go through the contacts, each once for each of its groups, else once."""
    groups: dict[str, list[str]] = {}
    for contact_id, group_id in world.links:
        groups.setdefault(contact_id, []).append(group_id)
    for row in world.tables.contacts:
        mine: list[str | None] = [*groups.get(row["contact_id"], [])]
        for each in mine or [None]:
            yield row | {"group_id": each}


def list_contacts(call: Call) -> list[dict[str, Any]]:
    """List contacts, those in many groups many times."""
    return CONTACTS.listing(call, joined(call.world))


def list_of_group(call: Call) -> list[dict[str, Any]]:
    """List the contacts of one group."""
    rows = [
        row for row in joined(call.world) if row["group_id"] == call.parts["group_id"]
    ]
    return CONTACTS.listing(call, rows)


def update_contact(call: Call) -> dict[str, Any]:
    """Save what is new; release 2.1.0 shows nulls, blanks the description, takes all.

    It answers 200 for an unknown id, too.
    """
    if not call.world.h:
        return CONTACTS.update(call)
    values = CONTACTS.written(call)
    row = CONTACTS.rows(call.world).find(call.parts["contact_id"])
    if row is not None:
        CONTACTS.rows(call.world).update(
            int(row["contact_id"]), {"description": ""} | values
        )
    shown: dict[str, Any] = dict.fromkeys(CONTACTS.detail)
    shown["contact_id"] = call.parts["contact_id"]
    return shown | CONTACTS.echoed(values)


def link(call: Call) -> dict[str, Any]:
    """Put a contact into a group, whether there is such a group or not."""
    contact = CONTACTS.asked(call)
    pair = _pair(call.parts)
    if pair in call.world.links:
        raise ApiError(417, "Contact and group join failed")
    call.world.links.append(pair)
    return CONTACTS.shown(contact)


def unlink(call: Call) -> int:
    """Take a contact out of a group and return how many links are left in all.

    When none is left, that is said to be a failure. Release 2.1.0 always says -1.
    """
    CONTACTS.asked(call)
    left = len(call.world.links) - 1
    pair = _pair(call.parts)
    if pair in call.world.links:
        call.world.links.remove(pair)
    if call.world.h:
        return -1
    if left == 0:
        raise ApiError(417, "Contact delete failed")
    return left


def delete_contact(call: Call) -> bool:
    """Delete a contact with its links."""
    deleted = CONTACTS.delete(call)
    contact_id = call.parts["contact_id"]
    call.world.links[:] = [pair for pair in call.world.links if pair[0] != contact_id]
    return deleted


def _pair(parts: Mapping[str, str]) -> tuple[str, str]:
    """Return the two ids that a path names."""
    return parts["contact_id"], parts["group_id"]
