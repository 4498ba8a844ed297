"""Lists of transmissions: joined with accounts and contacts, capped, in no order."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.channels import Channel
from tests.simulators.ictcore.filters import (
    OWNER,
    WHEN,
    bit,
    contains,
    filtered,
    number,
)
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.world import World

NUMBERS = ("transmission_id", "program_id", "account_id", "contact_id", "campaign_id")
TEXTS = ("title", "origin", "direction", "status", "response")
SIDES = ("account_phone", "account_email", "contact_phone", "contact_email")
FILTERS = {
    **{name: number(name) for name in (*NUMBERS, "is_deleted")},
    **{name: contains(name) for name in (*TEXTS, *SIDES)},
    "phone": contains("account_phone", "contact_phone"),
    "email": contains("account_email", "contact_email"),
    "service_flag": bit("service_flag"),
    **OWNER,
    **WHEN,
}
LISTED = (
    *("transmission_id", "account_id", "account_phone", "account_email", "user_id"),
    *("username", "contact_id", "contact_phone", "contact_email", "status"),
    *("response", "direction", "last_run"),
)
ACCOUNT = (
    *("account_id", "type", "username", "first_name", "last_name", "phone"),
    *("email", "created_by"),
)
CONTACT = ("contact_id", "first_name", "last_name", "phone", "email")


def list_transmissions(
    call: Call, channel: Channel | None = None
) -> list[dict[str, Any]]:
    """List transmissions, all or those of a channel."""
    flag = None if channel is None else str(int(channel))
    rows = (row for row in joined(call.world) if flag in {None, row["service_flag"]})
    return [
        _row(row) | {name: _part(row, name) for name in ("account", "contact")}
        for row in filtered(rows, call.query, FILTERS)[: _most(call)]
    ]


def list_of_program(call: Call) -> list[dict[str, Any]]:
    """List the transmissions of a program, or of a type of program, in short."""
    named = call.parts["program_id"]
    rows = (
        row
        for row in joined(call.world)
        if named in {row["program_id"], row["program_type"]}
    )
    return [_row(row) for row in filtered(rows, call.query, FILTERS)[: _most(call)]]


def joined(world: World) -> Iterator[Row]:
    """Go through the transmissions, each with what other tables say of it."""
    tables = world.tables
    for row in tables.transmissions:
        account = tables.accounts.find(row["account_id"]) or {}
        contact = tables.contacts.find(row["contact_id"]) or {}
        user = tables.users.find(row["user_id"]) or {}
        program = tables.programs.find(row["program_id"]) or {}
        yield row | {
            "account": account,
            "account_phone": account.get("phone"),
            "account_email": account.get("email"),
            "contact": contact,
            "contact_phone": contact.get("phone"),
            "contact_email": contact.get("email"),
            "username": user.get("username"),
            "program_type": program.get("type"),
        }


def _most(call: Call) -> int:
    """Return how many rows a list has at most."""
    return call.world.settings.most_listed


def _row(row: Row) -> dict[str, Any]:
    """Return a row of the short list."""
    return {name: row[name] for name in LISTED}


def _part(row: Row, name: str) -> dict[str, Any]:
    """Return the account or the contact in a row."""
    columns = ACCOUNT if name == "account" else CONTACT
    return {column: row[name].get(column) for column in columns}


list_faxes = partial(list_transmissions, channel=Channel.FAX)
list_smses = partial(list_transmissions, channel=Channel.SMS)
list_emails = partial(list_transmissions, channel=Channel.EMAIL)
list_calls = partial(list_transmissions, channel=Channel.VOICE)
