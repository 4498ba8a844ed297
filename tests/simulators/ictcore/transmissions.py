"""Transmissions: create, show, change, clone, delete."""

from collections.abc import Mapping
from typing import Any

from tests.simulators.ictcore import accounts
from tests.simulators.ictcore.accounts import ACCOUNTS, newest_account
from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.contacts import CONTACTS
from tests.simulators.ictcore.errors import ApiError
from tests.simulators.ictcore.programs import KINDS, PROGRAMS, make_program
from tests.simulators.ictcore.schema import TRANSMISSION
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.world import World

SHOWN = (
    *("transmission_id", "title", "service_flag", "program_id", "origin"),
    *("direction", "response", "try_allowed", "last_run", "is_deleted"),
    *("campaign_id", "user_id"),
)
OWN = ("title", "service_flag", "origin", "direction", "try_allowed", "campaign_id")
CLONED = (*OWN, "program_id", "account_id", "contact_id")


def create_transmission(call: Call) -> int:
    """Save a transmission and return its id."""
    return make_transmission(call.world, call.user_id, call.fields)


def make_transmission(world: World, user_id: str, fields: Mapping[str, Any]) -> int:
    """Save a transmission of a body's fields; a number or address makes a contact.

    Raises ApiError.
    """
    if not fields.get("program_id"):
        raise ApiError(412, "program_id is missing")
    program = PROGRAMS.row(world, fields["program_id"])
    contact_id = _contact(world, user_id, fields)
    if fields.get("account_id"):
        account = ACCOUNTS.row(world, fields["account_id"])
    else:
        account = newest_account(world, user_id)
    kind = KINDS.get(program["type"])
    usual = {
        "title": program["name"] or program["type"],
        "origin": program["type"],
        "direction": "inbound" if kind and kind.inbound else "outbound",
        "service_flag": int(kind.channel) if kind else 0,
    }
    own = {name: fields[name] for name in OWN if fields.get(name) is not None}
    return world.insert(
        world.tables.transmissions,
        user_id,
        **usual | own,
        program_id=program["program_id"],
        contact_id=contact_id,
        account_id=account["account_id"],
    )


def create_with_program(call: Call) -> int:
    """Save a new program of a type and a transmission by it; return the latter's id."""
    ask = call.fields
    transmission = ask.get("transmission_data")
    if not isinstance(transmission, dict):
        raise ApiError(412, "Transmission data is missing")
    program = ask.get("program_data")
    program_id = make_program(
        call.world,
        call.user_id,
        call.parts["program_id"],
        program if isinstance(program, dict) else {},
    )
    fields = transmission | {"program_id": program_id}
    return make_transmission(call.world, call.user_id, fields)


def asked(call: Call) -> Row:
    """Return the transmission that a path names. Raises ApiError."""
    return find(call.world, call.parts["transmission_id"])


def find(world: World, id_: Any) -> Row:
    """Return a transmission. Raises ApiError, also when its contact is gone."""
    row = world.tables.transmissions.find(id_)
    if row is None:
        raise ApiError(404, "Transmission not found")
    CONTACTS.row(world, row["contact_id"])
    return row


def get_transmission(call: Call) -> dict[str, Any]:
    """Show a transmission, without status, with its account's password."""
    return shown(call.world, asked(call))


def shown(world: World, row: Row) -> dict[str, Any]:
    """Return a transmission as it is shown by itself."""
    account = world.tables.accounts.find(row["account_id"])
    contact = world.tables.contacts.row(row["contact_id"])
    return {name: row[name] for name in SHOWN} | {
        "oAccount": accounts.shown(account) if account else None,
        "oContact": CONTACTS.shown(contact),
        "oSpool": None,
        "aResult": [],
    }


def update_transmission(call: Call) -> dict[str, Any]:
    """Save what is new, the status among it, and show the transmission."""
    row = asked(call)
    values = {
        name: value for name, value in call.fields.items() if name in TRANSMISSION
    }
    call.world.tables.transmissions.update(int(row["transmission_id"]), values)
    echoed = {name: values[name] for name in SHOWN if name in values}
    return shown(call.world, row) | echoed


def delete_transmission(call: Call) -> bool:
    """Delete a transmission; its attempts stay."""
    row = asked(call)
    return call.world.tables.transmissions.delete(row["transmission_id"])


def clone(call: Call) -> int:
    """Save the same once more, still to be sent, and return its id."""
    row = asked(call)
    return call.world.insert(
        call.world.tables.transmissions,
        call.user_id,
        **{name: row[name] for name in CLONED},
    )


def _contact(world: World, user_id: str, fields: Mapping[str, Any]) -> str:
    """Return the id of the contact named, or of a new one. Raises ApiError."""
    if fields.get("contact_id"):
        return str(CONTACTS.row(world, fields["contact_id"])["contact_id"])
    ways = {name: fields[name] for name in ("phone", "email") if fields.get(name)}
    if not ways:
        raise ApiError(412, "contact is missing")
    return str(world.insert(world.tables.contacts, user_id, **ways))
