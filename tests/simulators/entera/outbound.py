"""The Outbound lists: by task, the last ones, a period (5, 7, 9)."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.simulators.entera.asked import Asked
from tests.simulators.entera.codes import Channel
from tests.simulators.entera.dates import parse_day
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.inbound import InboundMessage
from tests.simulators.entera.messages import Message
from tests.simulators.entera.replies import taken
from tests.simulators.entera.rows import inbound_row, message_row
from tests.simulators.entera.settings import Empty
from tests.simulators.entera.world import World

type Entry = Message | InboundMessage


def outbound(world: World, asked: Asked, *, channel: Channel) -> dict[str, Any]:
    """Answer one of the three forms. Raises ApiError (3; 19 when nothing is found).

    As in the samples faxes come oldest first, SMS and calls newest first, and the lists
    of faxes and calls have no ErrorCode.
    """
    world.collect_replies()
    entries = _entries(world, asked, channel)
    by_task = asked.parameter("TaskId") is not None
    if by_task:
        entries = [one for one in entries if one.task_id == asked.parameter("TaskId")]
    elif asked.parameter("LastMessages") is not None:
        last = asked.number("LastMessages")
        if not last:
            raise ApiError(3)
        entries = entries[-last:]
    else:
        first, last_day = _day(asked, "DateFrom"), _day(asked, "DateTo")
        if last_day < first:
            raise ApiError(3)
        entries = [one for one in entries if first <= _day_of(world, one) <= last_day]
    if channel is not Channel.FAX:
        entries.reverse()
    return _answer(world, entries, channel, by_task=by_task)


def _entries(world: World, asked: Asked, channel: Channel) -> list[Entry]:
    """Return what an account's list of a channel has now, oldest first."""
    shown_until = world.clock() - timedelta(seconds=world.settings.delays.listed)
    entries: list[Entry] = [*world.messages, *world.inbox]
    found = [
        one
        for one in entries
        if (one.login, one.channel) == (asked.account.login, channel)
        and _moment(one) <= shown_until
    ]
    return sorted(found, key=_moment)


def _answer(
    world: World, entries: list[Entry], channel: Channel, *, by_task: bool
) -> dict[str, Any]:
    """Return the object that entries are answered with. Raises ApiError (19)."""
    if not entries and world.settings.empty is Empty.ERROR:
        raise ApiError(19)
    rows: list[dict[str, Any]] | None = [
        message_row(world, one) if isinstance(one, Message) else inbound_row(world, one)
        for one in entries
    ]
    if not rows and world.settings.empty is Empty.NULL:
        rows = None
    if channel is Channel.SMS:
        return taken(Incoming=rows)
    answer = taken(ResultCollection=rows) | {"Message": None}
    if not by_task:
        del answer["ErrorCode"]
    return answer


def _moment(entry: Entry) -> datetime:
    """Return when a message was submitted or received."""
    return entry.accepted_at if isinstance(entry, Message) else entry.received_at


def _day_of(world: World, entry: Entry) -> date:
    """Return the day of that in the zone of all dates."""
    return _moment(entry).astimezone(world.settings.zone).date()


def _day(asked: Asked, name: str) -> date:
    """Return a day of the query. Raises ApiError (3)."""
    day = parse_day(asked.parameter(name) or "")
    if day is None:
        raise ApiError(3)
    return day
