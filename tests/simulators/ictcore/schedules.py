"""Scheduled tasks of transmissions and campaigns."""

from datetime import datetime
from functools import partial
from typing import Any

from tests.simulators.ictcore.calendars import MINUTE, Calendar
from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.errors import ApiError
from tests.simulators.ictcore.replies import Empty
from tests.simulators.ictcore.sending import attempt_quietly, check_status
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.transmissions import asked
from tests.simulators.ictcore.world import World

DUE = "1"


def schedule_transmission(call: Call) -> int:
    """Save a task that sends a transmission; return the task's id.

    Its default status says that it is due: it is done at the next cron run then.
    """
    row = asked(call)
    task_id, calendar = _save(call, "transmission", "send", row["transmission_id"])
    task = call.world.tables.tasks.row(task_id)
    if task["status"] == DUE:
        call.world.agenda.at(_next_cron(call.world), partial(_fire, call.world, task))
    else:
        _plan(call.world, task, calendar, call.world.now - MINUTE)
    return task_id


def unschedule_transmission(call: Call) -> Empty:
    """Answer with nothing and do nothing: the task stays."""
    asked(call)
    return Empty.BODY


def schedule_campaign(call: Call) -> int:
    """Save a task for a campaign, which will never do anything."""
    row = call.world.tables.campaigns.find(call.parts["campaign_id"])
    if row is None:
        raise ApiError(404, "Campaign not found")
    task_id, _ = _save(call, "campaign", call.parts["action"], row["campaign_id"])
    return task_id


def unschedule_campaign(call: Call) -> Empty:
    """Remove the tasks of a campaign and answer with nothing."""
    row = call.world.tables.campaigns.find(call.parts["campaign_id"])
    if row is None:
        raise ApiError(404, "Campaign not found")
    tasks = call.world.tables.tasks
    for task in tasks.where(type="campaign", data=row["campaign_id"]):
        tasks.delete(task["task_id"])
    return Empty.BODY


def _save(call: Call, type_: str, action: str, data: str) -> tuple[int, Calendar]:
    """Save a task and return its id and when it is due."""
    world, fields = call.world, call.fields
    try:
        calendar = Calendar.of(fields, world.now)
    except ValueError as error:
        raise ApiError(412, "Invalid schedule") from error
    more = {
        name: fields.get(name, usual)
        for name, usual in (
            ("status", DUE),
            ("is_recurring", 0),
            ("expiry", None),
            ("weight", 0),
        )
    }
    values: dict[str, Any] = {"type": type_, "action": action, "data": data}
    values |= calendar.texts() | more
    return world.insert(world.tables.tasks, call.user_id, **values), calendar


def _plan(world: World, task: Row, calendar: Calendar, after: datetime) -> None:
    """Have a task done at its next minute, if there is one.

    What is due in the minute that runs is done at once: its fields still match.
    """
    moment = calendar.next(after, world.settings.zone)
    if moment is None:
        return
    work = partial(_fire, world, task)
    world.agenda.at(max(moment, world.now), work)
    if task["is_recurring"] == DUE:
        world.agenda.at(
            max(moment, world.now), partial(_plan, world, task, calendar, moment)
        )


def _fire(world: World, task: Row) -> None:
    """Send the transmission of a task; what can't be sent is passed over."""
    expiry = task["expiry"]
    if expiry and world.now.timestamp() > float(expiry):
        return
    row = world.tables.transmissions.find(task["data"])
    if row is None:
        return
    try:
        check_status(row)
    except ApiError:
        return
    attempt_quietly(world, row)


def _next_cron(world: World) -> datetime:
    """Return when due tasks are looked for next."""
    seconds = world.settings.cron_seconds
    return world.after(seconds - world.now.timestamp() % seconds)
