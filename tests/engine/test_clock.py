"""Whether the clock was set, and what becomes of times that lie in the future."""

from datetime import timedelta
import sqlite3

import pytest

from custom_components.message_gateways.engine.clock import was_set
from custom_components.message_gateways.engine.clock_table import follow_clock
from custom_components.message_gateways.engine.doubts import ASK_AGAIN
from custom_components.message_gateways.engine.rows import MessageRow
from custom_components.message_gateways.engine.transitions import Change, poll_pace
from custom_components.message_gateways.gateways.model import Outcome, Status

from .making import NOW, accept, change, insert
from .tables import MINUTE, only

HOUR = timedelta(hours=1)
LATER = Change(status=Status.QUEUED, outcome=Outcome.NOT_SENT, due=NOW + 5 * MINUTE)


@pytest.mark.parametrize(
    ("passed", "answer"),
    [
        (timedelta(), False),
        (timedelta(seconds=60), False),
        (timedelta(seconds=89), False),
        (timedelta(seconds=91), True),
        (6 * HOUR, True),
        (timedelta(seconds=-1), True),
        (-6 * HOUR, True),
    ],
)
def test_a_minute_that_is_none_tells_that_the_clock_was_set(
    passed: timedelta, answer: bool
) -> None:
    assert was_set(NOW, NOW + passed) is answer


def times(row: MessageRow) -> list[timedelta | None]:
    """Return the times of a message, counted from NOW."""
    moments = (row.left_at, row.due, row.give_up_at, row.accepted_at)
    return [None if each is None else each - NOW for each in moments]


def test_what_happened_in_the_future_happened_just_now(db: sqlite3.Connection) -> None:
    """And what counts from it keeps its distance."""
    change(db, insert(db, "m1"), LATER)
    accept(db, insert(db, "m2", now=NOW - MINUTE), now=NOW - MINUTE)
    back = -6 * HOUR
    assert follow_clock(db, NOW + back) == 2
    assert times(only(db)) == [back, back + 5 * MINUTE, back + HOUR, None]
    earlier = back - MINUTE
    assert times(only(db, "m2")) == [earlier, None, earlier + HOUR, earlier]
    assert follow_clock(db, NOW + back) == 0


@pytest.mark.parametrize("step", [timedelta(), MINUTE, -MINUTE, 6 * HOUR])
def test_a_clock_that_is_right_or_set_forward_changes_nothing(
    db: sqlite3.Connection, step: timedelta
) -> None:
    """An old alarm is never sent late, however the time went by."""
    change(db, insert(db, "m1"), LATER)
    before = only(db)
    assert follow_clock(db, NOW + step) == 0
    assert only(db) == before


def test_a_schedule_is_a_time_of_the_clock_and_stays(db: sqlite3.Connection) -> None:
    change(db, insert(db, "m1"), LATER)
    insert(db, "m2", scheduled_at=NOW + HOUR)
    before = only(db, "m2")
    follow_clock(db, NOW - 6 * HOUR)
    assert only(db, "m2") == before


def test_what_is_over_keeps_its_times(db: sqlite3.Connection) -> None:
    change(db, insert(db, "m1"), Change(status=Status.FAILED))
    before = only(db)
    assert follow_clock(db, NOW - 6 * HOUR) == 0
    assert only(db) == before


def test_a_question_does_not_wait_until_the_clock_is_there_again(
    db: sqlite3.Connection,
) -> None:
    """The last one may have been asked long after the message left."""
    asked = NOW + 10 * HOUR
    doubt = Change(status=Status.UNKNOWN, due=asked + ASK_AGAIN)
    change(db, insert(db, "m1"), doubt, asked)
    assert follow_clock(db, asked) == 0
    now = asked - 6 * HOUR
    assert follow_clock(db, now) == 1
    assert only(db).due == now + ASK_AGAIN


def test_a_message_from_the_future_is_not_asked_after_all_the_time() -> None:
    assert poll_pace(-6 * HOUR) == MINUTE
