"""What is deleted, and what never is."""

from dataclasses import replace
from datetime import datetime, timedelta
import sqlite3

import pytest

from custom_components.message_gateways.engine import (
    counters,
    inbox_table,
    outbox_queries as queries,
)
from custom_components.message_gateways.engine.retention import REPEATED_FOR, purge
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.model import Status

from .making import HELLO, NOW, accept, change, insert
from .test_inbox_table import keep, message

DAY = timedelta(days=1)
MONTH = 30 * DAY
SENT_OFF = Change(status=Status.FAILED)


def announce_all(db: sqlite3.Connection) -> None:
    """Mark everything as announced."""
    inbox_table.mark_announced(
        db,
        [each.seq for each in inbox_table.unannounced_changes(db, 100_000)],
        [each.seq for each in inbox_table.unannounced_inbound(db, 100_000)],
    )


def ids(db: sqlite3.Connection) -> list[str]:
    """List the messages that are left."""
    return [row["id"] for row in db.execute("SELECT id FROM messages ORDER BY seq")]


def count(db: sqlite3.Connection, name: str) -> int:
    """Count the rows of a table."""
    found: int = db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - names of our own
    return found


def clean(
    db: sqlite3.Connection, now: datetime, *, age: timedelta = MONTH, rows: int = 1000
) -> tuple[int, int]:
    """Delete what is too old or too much."""
    return purge(db, now=now, age=age, rows=rows)


def test_what_is_too_old_is_deleted_with_all_that_belongs_to_it(
    db: sqlite3.Connection,
) -> None:
    """By when it changed last; its figures stay."""
    rows = accept(db, insert(db, "old", "changed"), segments=2)
    change(db, rows, SENT_OFF, NOW)
    insert(db, "young", now=NOW + DAY)
    announce_all(db)
    figures = counters.read(db)
    assert clean(db, NOW + MONTH) == (2, 0)
    assert ids(db) == ["young"]
    assert (count(db, "parts"), count(db, "changes"), count(db, "contents")) == (
        0,
        1,
        1,
    )
    assert counters.read(db) == figures


def test_a_text_that_nobody_needs_any_more_is_deleted(db: sqlite3.Connection) -> None:
    """And one that a younger message has too is kept."""
    change(db, insert(db, "a"), SENT_OFF)
    change(db, insert(db, "b", content=replace(HELLO, text="Other")), SENT_OFF)
    insert(db, "c", now=NOW + DAY)
    announce_all(db)
    clean(db, NOW + MONTH)
    assert list(queries.contents(db, range(10)).values()) == [HELLO]


def test_of_too_many_the_oldest_are_deleted(db: sqlite3.Connection) -> None:
    """However young they are."""
    for i in range(10):
        now = NOW + timedelta(seconds=i)
        change(db, insert(db, f"m{i}", now=now), SENT_OFF, now)
    announce_all(db)
    assert clean(db, NOW + DAY, rows=4) == (6, 0)
    assert ids(db) == ["m6", "m7", "m8", "m9"]
    assert clean(db, NOW + DAY, rows=4) == (0, 0)


def test_of_many_of_one_moment_no_more_are_deleted_than_are_too_many(
    db: sqlite3.Connection,
) -> None:
    """A request to many is one moment, and so is what a gateway lists at once."""
    change(db, insert(db, *(f"m{i}" for i in range(10))), SENT_OFF)
    keep(db, *(message(f"k{i}", NOW) for i in range(10)))
    keep(db, message("last", NOW + 2 * REPEATED_FOR), now=NOW + 2 * REPEATED_FOR)
    announce_all(db)
    later = NOW + REPEATED_FOR
    assert clean(db, later, rows=4) == (6, 7)
    assert ids(db) == ["m6", "m7", "m8", "m9"]
    left = [row["key"] for row in db.execute("SELECT key FROM inbox ORDER BY seq")]
    assert left == ["k7", "k8", "k9", "last"]
    assert clean(db, later, rows=4) == (0, 0)


@pytest.mark.parametrize(
    "state", ["sending", "scheduled", "followed", "doubtful", "unannounced"]
)
def test_what_is_pending_or_not_announced_is_never_deleted(
    db: sqlite3.Connection, state: str
) -> None:
    """However old, and however many."""
    match state:
        case "sending":
            insert(db, "m1")
        case "scheduled":
            insert(db, "m1", scheduled_at=NOW + 400 * DAY)
        case "followed":
            accept(db, insert(db, "m1"))
        case "doubtful":
            change(db, insert(db, "m1"), Change(status=Status.UNKNOWN, due=NOW))
        case _:
            change(db, insert(db, "m1"), SENT_OFF)
    if state != "unannounced":
        announce_all(db)
    assert clean(db, NOW + 365 * DAY, rows=0) == (0, 0)
    assert ids(db) == ["m1"]


def test_inbound_messages_are_deleted_by_age_and_number(
    db: sqlite3.Connection,
) -> None:
    """Once they are announced."""
    keep(db, *(message(f"k{i}", NOW + i * DAY) for i in range(40)), now=NOW + 40 * DAY)
    later = NOW + 44 * DAY
    assert clean(db, later) == (0, 0)
    announce_all(db)
    assert clean(db, later, age=MONTH) == (0, 15)
    assert clean(db, later, age=MONTH, rows=10) == (0, 15)


@pytest.mark.parametrize("days", [1, 10, 365])
def test_what_the_gateway_may_give_again_is_known_again(
    db: sqlite3.Connection, days: int
) -> None:
    """It is asked for what came since the last message, however long ago."""
    last = message("last", NOW)
    before = NOW - REPEATED_FOR
    keep(db, message("old", before), now=before)
    keep(db, last)
    announce_all(db)
    later = NOW + days * DAY
    clean(db, later, age=timedelta(), rows=0)
    assert count(db, "inbox") == 1
    assert keep(db, last, now=later) == 0


def test_what_is_pushed_again_is_known_again_whatever_time_it_bears(
    db: sqlite3.Connection,
) -> None:
    """The clock of who pushes may be years behind."""
    pushed = message("pushed", NOW - 10_000 * DAY)
    assert keep(db, pushed, message("last", NOW)) == 2
    announce_all(db)
    clean(db, NOW + DAY)
    assert keep(db, pushed, now=NOW + DAY) == 0
    clean(db, NOW + REPEATED_FOR)
    assert [row["key"] for row in db.execute("SELECT key FROM inbox")] == ["last"]
