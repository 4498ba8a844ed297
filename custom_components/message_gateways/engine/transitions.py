"""What becomes of a message: pure decisions, each tested by a table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..gateways.model import (
    BAD_ENDS,
    FOLLOWED,
    GOOD_ENDS,
    Detail,
    Outcome,
    Receipt,
    Status,
)
from ..gateways.transport import retry_in
from .rows import MessageRow

FIRST_QUESTION = timedelta(seconds=5)
CALL_PACE = timedelta(seconds=5)
# As long as a telephone may ring, and then the longest call.
LONGEST_CALL = timedelta(minutes=4)
_RANK = {
    Status.QUEUED: 0,
    Status.SENDING: 1,
    Status.UNKNOWN: 2,
    Status.ACCEPTED: 3,
    Status.SENT: 4,
    Status.DELIVERED: 6,
    Status.READ: 7,
}
_END_RANK = 5
EVENT_TYPES = (
    "queued",
    "accepted",
    "sent",
    "delivered",
    "read",
    "link_followed",
    "failed",
    "rejected",
    "expired",
    "cancelled",
    "unknown",
    "key_pressed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a row of the outbox changes; `due` is when something is to be done next.

    What was once `repeated` stays so.
    """

    status: Status
    outcome: Outcome | None = None
    due: datetime | None = None
    followed: bool = False
    receipt: Receipt | None = None
    detail: Detail | None = None
    repeated: bool = False


def settle(
    row: MessageRow,
    receipt: Receipt,
    now: datetime,
    *,
    follows: bool,
    resolves: bool,
    retry_after: float | None,
    jitter: float,
) -> Change:
    """Decide what a receipt makes of a message that was being sent."""
    match receipt.outcome:
        case Outcome.ACCEPTED:
            return Change(
                status=Status.ACCEPTED,
                outcome=receipt.outcome,
                # Without an id of the gateway there is nothing to ask by.
                followed=follows and receipt.traceable and bool(receipt.gateway_ids),
                receipt=receipt,
                detail=receipt.detail,
            )
        case Outcome.REJECTED:
            return Change(
                status=Status.FAILED if receipt.failed else Status.REJECTED,
                outcome=receipt.outcome,
                receipt=receipt,
                detail=receipt.detail,
            )
        case Outcome.UNKNOWN:
            return Change(
                status=Status.UNKNOWN,
                outcome=receipt.outcome,
                due=now + FIRST_QUESTION if resolves else None,
                detail=receipt.detail,
            )
        case Outcome.NOT_SENT if row.fail_at_once:
            return Change(
                status=Status.FAILED, outcome=receipt.outcome, detail=receipt.detail
            )
        case _:
            delay = retry_in(
                Outcome.NOT_SENT,
                row.attempts,
                retry_after=retry_after,
                jitter=jitter,
            )
            due = now + timedelta(seconds=delay or 0.0)
            return Change(
                status=Status.QUEUED,
                outcome=receipt.outcome,
                # The last look is at the give-up time, to say that it has expired.
                due=min(due, row.give_up_at),
                detail=receipt.detail,
            )


def unsent(row: MessageRow, status: Status, detail: Detail | None = None) -> Change:
    """Decide how a message ends that waits, and leaves no more.

    What is to be sent again, since the gateway did not know of it, may be there after
    all: lists can be late.
    """
    if row.repeated:
        return Change(status=Status.UNKNOWN, outcome=Outcome.UNKNOWN, detail=detail)
    return Change(status=status, detail=detail)


def without_content(row: MessageRow) -> Change:
    """Decide the end of a message of which the disk lost what it says."""
    detail = Detail(text="its text on the disk is damaged")
    if row.status is Status.QUEUED:
        return unsent(row, Status.FAILED, detail)
    return Change(status=Status.UNKNOWN, detail=detail)


def foretell(row: MessageRow, change: Change) -> MessageRow:
    """Return a message as a change leaves it that is not on disk yet."""
    return replace(
        row,
        status=change.status,
        outcome=change.outcome or row.outcome,
        due=change.due,
        followed=change.followed,
        detail=change.detail,
    )


def may_become(old: Status, new: Status, *, final: bool) -> bool:
    """Tell whether a report may turn one status into another: never backwards.

    `final`: the gateway has nothing more to tell, so not even that it is unknown.
    """
    if old == new or old is Status.CANCELLED:
        return False
    if new is Status.UNKNOWN:
        return final and old in FOLLOWED
    if old in BAD_ENDS:
        # Late but true: the handset has it after all.
        return new in GOOD_ENDS
    return _RANK.get(new, _END_RANK) > _RANK.get(old, _END_RANK)


def give_up(row: MessageRow) -> Change:
    """Decide how a message ends that has been followed for too long."""
    if row.status not in FOLLOWED:
        return Change(status=row.status, detail=row.detail)
    return Change(
        status=Status.UNKNOWN, detail=Detail(text="the gateway sent no final report")
    )


def combine(statuses: Iterable[Status]) -> Status:
    """Return where a message stands whose parts stand differently."""
    parts = list(statuses)
    bad = [part for part in parts if part in BAD_ENDS]
    if bad:
        return bad[0]
    return min(parts, key=lambda part: _RANK.get(part, _END_RANK))


def poll_pace(age: timedelta, call_age: timedelta | None = None) -> timedelta:
    """Return how long to wait between polls while the youngest message is this old.

    One that seems to come from the future says nothing. While somebody may be on the
    phone, automations wait for the key that is pressed.
    """
    if call_age is not None and timedelta() <= call_age < LONGEST_CALL:
        return CALL_PACE
    if age < timedelta():
        return timedelta(minutes=1)
    for limit, pace in (
        (timedelta(minutes=1), timedelta(seconds=5)),
        (timedelta(minutes=10), timedelta(seconds=15)),
        (timedelta(hours=1), timedelta(minutes=1)),
        (timedelta(hours=6), timedelta(minutes=5)),
    ):
        if age < limit:
            return pace
    return timedelta(minutes=30)
