"""Groups of contacts."""

from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.filters import OWNER, WHEN, contains, number
from tests.simulators.ictcore.resources import Resource

GROUPS = Resource(
    kind="Group",
    table=lambda tables: tables.groups,
    detail=("group_id", "name", "description", "user_id"),
    listed=("group_id", "name"),
    filters={
        "group_id": number("group_id"),
        "name": contains("name"),
        **OWNER,
        **WHEN,
    },
    required=("name",),
)


def create_group(call: Call) -> int | bool:
    """Save a group and return its id; release 2.1.0 only says true."""
    group_id = GROUPS.create(call)
    return True if call.world.h else group_id


def list_groups(call: Call) -> list[dict[str, Any]]:
    """List groups, each with the number of its contacts."""
    return [
        row | {"contact_total": str(members(call, row["group_id"]))}
        for row in GROUPS.list_all(call)
    ]


def members(call: Call, group_id: str) -> int:
    """Count the links of a group."""
    return sum(linked == group_id for _, linked in call.world.links)


def update_group(call: Call) -> dict[str, Any]:
    """Save what is new; release 2.1.0 makes a new group unless the body has its id."""
    if not call.world.h:
        return GROUPS.update(call)
    values = GROUPS.written(call)
    shown: dict[str, Any] = dict.fromkeys(GROUPS.detail)
    if "group_id" in call.fields:
        row = GROUPS.row(call.world, call.fields["group_id"])
        GROUPS.rows(call.world).update(int(row["group_id"]), values)
        return GROUPS.shown(row) | values
    GROUPS.create(call)
    return shown | {"group_id": True} | values


def delete_group(call: Call) -> bool:
    """Delete a group with its links; the contacts stay."""
    deleted = GROUPS.delete(call)
    group_id = call.parts["group_id"]
    call.world.links[:] = [pair for pair in call.world.links if pair[1] != group_id]
    return deleted
