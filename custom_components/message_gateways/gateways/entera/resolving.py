"""Decide what became of messages whose request had no answer (api.md, ExternalId)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from ..errors import UnreadableAnswerError
from ..model import Channel, Doubt, Receipt, Resolution, Verdict
from ..numbers import bare
from .client import EnteraClient
from .lists import AnyTask, ask_for_last, ask_for_period, days
from .matching import HasNumber, plain, rows_by_number
from .sending import receipts

LAST = 200
# Until then the request may be on its way, or its task not in the lists yet.
ENOUGH = timedelta(minutes=5)


async def resolve_all(
    client: EnteraClient, doubts: Sequence[Doubt], now: datetime, zone: tzinfo
) -> list[Resolution]:
    """Look for messages, mostly one request a channel; raises GatewayError."""
    found = []
    by_channel: defaultdict[Channel, list[Doubt]] = defaultdict(list)
    for one in doubts:
        by_channel[one.message.content.channel].append(one)
    for channel, some in by_channel.items():
        since, until = (edge(one.since for one in some) for edge in (min, max))
        try:
            tasks = await ask_for_period(client, channel, *days(since, until, zone))
        except UnreadableAnswerError:
            # A busy account's days may be too long to be read.
            tasks = await ask_for_last(client, channel, LAST)
        found += resolve(some, tasks, now)
    return found


def resolve(
    doubts: Sequence[Doubt], tasks: Sequence[AnyTask], now: datetime
) -> list[Resolution]:
    """Decide by the tasks of one channel that bear our key."""
    by_key = {one.external_id: one for one in tasks if one.external_id}
    by_batch: defaultdict[str, list[Doubt]] = defaultdict(list)
    for one in doubts:
        by_batch[one.message.batch].append(one)
    return [
        resolution
        for batch, some in by_batch.items()
        for resolution in _of_batch(some, by_key.get(batch) if batch else None, now)
    ]


def _of_batch(
    doubts: Sequence[Doubt], task: AnyTask | None, now: datetime
) -> list[Resolution]:
    """Decide about the messages of one request, by its task."""
    if task is None:
        return [_not_there(one, now) for one in doubts]
    numbers = {plain(one.message.to): bare(one.message.to) for one in doubts}
    listed = _listed(list(numbers.values()), task)
    given = {
        one.message_id: one
        for one in receipts(
            [one.message for one in doubts], task.task_id, _beside(numbers, task)
        )
    }
    return [
        _found(one, given[one.message.id])
        if not one.message.to or numbers[plain(one.message.to)] in listed
        else _not_there(one, now)
        for one in doubts
    ]


def _listed(numbers: Sequence[str], task: AnyTask) -> Mapping[str, object]:
    """Return those of our numbers that a task has; all, where it lists none yet."""
    rows: Sequence[HasNumber] = task.recipients
    if not rows:
        return dict.fromkeys(numbers)
    return rows_by_number([one for one in numbers if one], rows)


def _beside(numbers: Mapping[str, str], task: AnyTask) -> list[str]:
    """Return the numbers of a task that only its address books brought."""
    rows: Sequence[HasNumber] = task.recipients
    ours = [one for one in numbers.values() if one]
    known = {id(row) for some in rows_by_number(ours, rows).values() for row in some}
    return list(
        dict.fromkeys(plain(row.number) for row in rows if id(row) not in known)
    )


def _found(doubt: Doubt, receipt: Receipt) -> Resolution:
    """Say that the message is there."""
    return Resolution(
        message_id=doubt.message.id, verdict=Verdict.FOUND, receipt=receipt
    )


def _not_there(doubt: Doubt, now: datetime) -> Resolution:
    """Say how a message goes on that is not there: nobody knows, once time is up."""
    waiting = bool(doubt.message.batch) and now - doubt.since < ENOUGH
    verdict = Verdict.ASK_LATER if waiting else Verdict.STAYS_UNKNOWN
    return Resolution(message_id=doubt.message.id, verdict=verdict)
