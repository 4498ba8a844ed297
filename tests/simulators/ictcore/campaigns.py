"""Campaigns: one program for all contacts of a group."""

from functools import partial
from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.errors import ApiError
from tests.simulators.ictcore.filters import OWNER, WHEN, contains, number
from tests.simulators.ictcore.resources import Resource
from tests.simulators.ictcore.sending import attempt_quietly
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.transmissions import make_transmission
from tests.simulators.ictcore.world import World

CAMPAIGNS = Resource(
    kind="Campaign",
    table=lambda tables: tables.campaigns,
    detail=(
        *("campaign_id", "program_id", "group_id", "cpm", "try_allowed"),
        *("account_id", "status", "source", "created_by", "user_id"),
    ),
    listed=(
        *("campaign_id", "program_id", "group_id", "cpm", "try_allowed"),
        *("account_id", "status", "source", "created_by", "user_id", "pid"),
        "date_created",
    ),
    filters={
        **{name: number(name) for name in ("campaign_id", "program_id", "group_id")},
        "status": contains("status"),
        **OWNER,
        **WHEN,
    },
    fixed=frozenset({"user_id", "date_created", "created_by", "pid"}),
)
DONE = frozenset({"completed", "failed"})
NEW, RUNNING, PAUSED, COMPLETED = "new", "running", "paused", "completed"


def create_campaign(call: Call) -> int:
    """Save a campaign, of whatever there is, and return its id."""
    status = call.fields.get("status") or NEW
    return CAMPAIGNS.create(call, status=status, created_by=call.user_id)


def list_campaigns(call: Call) -> list[dict[str, Any]]:
    """List campaigns with what they have done."""
    programs = call.world.tables.programs
    rows = []
    for row in CAMPAIGNS.list_all(call):
        program = programs.find(row["program_id"]) or {}
        made = _transmissions(call.world, row)
        done = sum(each["status"] in DONE for each in made)
        rows.append(
            row
            | {
                "contact_total": str(len(made)),
                "contact_done": str(done),
                "program_type": program.get("type"),
            }
        )
    return rows


def start(call: Call) -> str:
    """Start or resume a campaign and return its id."""
    row = CAMPAIGNS.asked(call)
    if row["status"] == RUNNING:
        return str(row["campaign_id"])
    world = call.world
    if row["status"] == NEW:
        _make_list(world, row)
    row |= {"status": RUNNING, "pid": str(10_000 + int(row["campaign_id"]))}
    row["run"] = row.get("run", 0) + 1
    world.agenda.at(world.now, partial(_send_next, world, row, row["run"]))
    return str(row["campaign_id"])


def stop(call: Call) -> str:
    """Pause a campaign and return its id."""
    row = CAMPAIGNS.asked(call)
    row |= {"status": PAUSED, "pid": None}
    return str(row["campaign_id"])


def _make_list(world: World, row: Row) -> None:
    """Make a transmission for each contact that the group has now."""
    if world.tables.programs.find(row["program_id"]) is None:
        return
    for contact_id, group_id in tuple(world.links):
        if group_id != row["group_id"]:
            continue
        fields = {
            "program_id": row["program_id"],
            "contact_id": contact_id,
            "account_id": row["account_id"],
            "campaign_id": row["campaign_id"],
            "try_allowed": row["try_allowed"],
            "origin": "campaign",
        }
        try:
            make_transmission(world, row["user_id"], fields)
        except ApiError:
            continue


def _send_next(world: World, row: Row, run: int) -> None:
    """Send the next of a campaign's list, so many a minute, until all are sent."""
    if (row["status"], row["run"]) != (RUNNING, run):
        return
    waiting = [
        each for each in _transmissions(world, row) if each["status"] == "pending"
    ]
    if not waiting:
        row |= {"status": COMPLETED, "pid": None}
        return
    attempt_quietly(world, waiting[0])
    if waiting[0]["status"] == "pending":
        waiting[0]["status"] = "invalid"
    pause = 60 / max(float(row["cpm"] or 0), 1.0)
    world.agenda.at(world.after(pause), partial(_send_next, world, row, run))


def _transmissions(world: World, row: Row) -> list[Row]:
    """Return what a campaign has made."""
    return world.tables.transmissions.where(campaign_id=row["campaign_id"])
