"""What is on disk of a request before it leaves, and what a crash makes of it."""

from dataclasses import replace
from datetime import timedelta
import sqlite3

import pytest

from custom_components.message_gateways.engine import outbox_table as table
from custom_components.message_gateways.engine.departures import depart, left_behind
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.model import Outcome, Status

from .making import ANNA, HELLO, NOW, accept, change, insert, one_a_request
from .tables import SECOND, only

HOUR = timedelta(hours=1)
IN_TIME = Target(address=ANNA)
AT_ONCE = replace(IN_TIME, fail_at_once=True)


def take(
    db: sqlite3.Connection, *ids: str, target: Target = IN_TIME
) -> list[MessageRow]:
    """Take messages in that are being sent, and wait for a place."""
    targets = [(each, target) for each in ids]
    return table.insert(db, HELLO, targets, one_a_request(), now=NOW, scheduled_at=None)


def test_what_leaves_is_marked_once(db: sqlite3.Connection) -> None:
    """A second request for the same message finds nothing to send."""
    rows = take(db, "m1", "m2")
    leaving, late = depart(db, rows[:1], NOW + SECOND)
    assert ([row.id for row in leaving], late) == (["m1"], [])
    assert leaving[0].left_at == only(db).left_at == NOW + SECOND
    assert only(db, "m2").left_at is None
    assert [row.id for row in depart(db, rows, NOW + SECOND)[0]] == ["m2"]
    assert depart(db, rows, NOW + SECOND) == ([], [])


def test_what_is_too_late_does_not_leave(db: sqlite3.Connection) -> None:
    """By its time on disk, which may have changed while it waited."""
    rows = take(db, "m1", "m2")
    db.execute("UPDATE messages SET give_up_at = give_up_at + 60 WHERE id = 'm2'")
    leaving, late = depart(db, rows, NOW + HOUR)
    assert ([row.id for row in leaving], [row.id for row in late]) == (["m2"], ["m1"])
    assert only(db).left_at is None


def test_what_leaves_again_is_not_said_to_be_unsent(db: sqlite3.Connection) -> None:
    """Its provider may have it before its caller looks."""
    unsent = Change(status=Status.QUEUED, outcome=Outcome.NOT_SENT, due=NOW)
    (row,) = change(db, insert(db, "m1"), unsent)
    (row,) = table.claim(db, [row], one_a_request())
    assert row.outcome is Outcome.NOT_SENT
    ((row,), _) = depart(db, [row], NOW)
    assert row.outcome is only(db).outcome is None


def test_each_try_leaves_anew(db: sqlite3.Connection) -> None:
    """What left once and was not sent has not left when it waits again."""
    (row,) = change(db, insert(db, "m1"), Change(status=Status.QUEUED, due=NOW))
    (row,) = table.claim(db, [row], one_a_request())
    ((_, taken),) = left_behind(db, NOW, resolves=False)
    assert taken.status is Status.QUEUED
    depart(db, [row], NOW)
    ((_, taken),) = left_behind(db, NOW, resolves=False)
    assert taken.status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("target", "left", "resolves", "expected"),
    [
        (IN_TIME, True, True, (Status.UNKNOWN, Outcome.UNKNOWN, NOW)),
        (IN_TIME, True, False, (Status.UNKNOWN, Outcome.UNKNOWN, None)),
        (AT_ONCE, True, False, (Status.UNKNOWN, Outcome.UNKNOWN, None)),
        (IN_TIME, False, False, (Status.QUEUED, Outcome.NOT_SENT, NOW)),
        (AT_ONCE, False, True, (Status.FAILED, Outcome.NOT_SENT, None)),
    ],
)
def test_a_crash_makes_unknown_only_what_may_have_left(
    db: sqlite3.Connection,
    *,
    target: Target,
    left: bool,
    resolves: bool,
    expected: tuple[object, ...],
) -> None:
    rows = take(db, "m1", target=target)
    if left:
        depart(db, rows, NOW)
    ((row, taken),) = left_behind(db, NOW, resolves=resolves)
    assert row == only(db)
    assert (taken.status, taken.outcome, taken.due) == expected


def test_what_was_not_being_sent_is_not_taken_over(db: sqlite3.Connection) -> None:
    accept(db, insert(db, "m1"))
    insert(db, "m2", scheduled_at=NOW)
    assert left_behind(db, NOW, resolves=True) == []
