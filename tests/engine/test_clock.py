"""Whether the clock was set, and what becomes of times that lie in the future."""

from dataclasses import replace
from datetime import timedelta
import sqlite3

import pytest

from custom_components.message_gateways.engine import outbox_table as table
from custom_components.message_gateways.engine.clock import was_set
from custom_components.message_gateways.engine.clock_table import follow_clock
from custom_components.message_gateways.engine.doubts import ASK_AGAIN
from custom_components.message_gateways.engine.rows import MessageRow
from custom_components.message_gateways.engine.transitions import Change, poll_pace
from custom_components.message_gateways.gateways.model import Outcome, Status

from .making import NOW, accept, change, insert, one_a_request
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


def test_a_clock_that_is_set_back_and_forth_leaves_all_as_it_was(
    db: sqlite3.Connection,
) -> None:
    """However often it is set, and whether somebody looked when it was set back."""
    change(db, insert(db, "m1"), LATER)
    accept(db, insert(db, "m2"))
    rows = [only(db), only(db, "m2")]
    behind = NOW - 6 * HOUR
    follow_clock(db, behind)
    follow_clock(db, behind - HOUR, behind)
    assert follow_clock(db, behind + MINUTE, behind - HOUR) == 2
    assert follow_clock(db, NOW + 5 * MINUTE, behind + 2 * MINUTE) == 2
    assert [only(db), only(db, "m2")] == rows
    assert follow_clock(db, NOW + 24 * HOUR, NOW) == 0


def test_two_steps_back_are_undone_by_one(db: sqlite3.Connection) -> None:
    change(db, insert(db, "m1"), LATER)
    before = only(db)
    follow_clock(db, NOW - HOUR, NOW)
    follow_clock(db, NOW - 2 * HOUR, NOW - HOUR)
    follow_clock(db, NOW, NOW - 2 * HOUR)
    assert only(db) == before


def test_a_clock_that_is_not_set_as_far_forward_was_right(
    db: sqlite3.Connection,
) -> None:
    """A house that slept for an hour since, say, sends nothing late."""
    change(db, insert(db, "m1"), LATER)
    follow_clock(db, NOW - 6 * HOUR)
    before = only(db)
    assert follow_clock(db, NOW - 5 * HOUR, NOW - 6 * HOUR) == 0
    assert only(db) == before


def test_what_was_sent_by_a_wrong_clock_is_as_young_as_it_is(
    db: sqlite3.Connection,
) -> None:
    """And a schedule that it reached is over when it is."""
    behind = NOW - 6 * HOUR
    follow_clock(db, behind, NOW)
    change(db, insert(db, "m1", now=behind), replace(LATER, due=behind + MINUTE))
    (row,) = insert(db, "m2", now=behind, scheduled_at=behind + MINUTE)
    (row,) = table.claim(db, [row], one_a_request())
    change(db, [row], replace(LATER, due=behind + 2 * MINUTE))
    follow_clock(db, NOW + 3 * MINUTE, behind + 3 * MINUTE)
    assert only(db).give_up_at == NOW + HOUR
    assert only(db, "m2").give_up_at == behind + MINUTE + HOUR


@pytest.mark.parametrize("value", ["[3600, ", "{}", "5", '["x"]', "null"])
def test_a_damaged_mark_is_none(db: sqlite3.Connection, value: str) -> None:
    change(db, insert(db, "m1"), LATER)
    db.execute("INSERT INTO marks (name, value) VALUES ('clock_set_back', ?)", (value,))
    assert follow_clock(db, NOW + HOUR, NOW) == 0
    assert follow_clock(db, NOW - HOUR, NOW) == 1
