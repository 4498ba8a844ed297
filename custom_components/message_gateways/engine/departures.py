"""Keep on disk which requests may have left, and take up what a crash left behind."""

from collections.abc import Iterable
from datetime import datetime
import json
import sqlite3

from ..gateways.model import Detail, Outcome, Status
from .rows import MessageRow, message_row
from .transitions import Change

NEVER_LEFT = Detail(text="Home Assistant stopped before it could leave")


def depart(
    connection: sqlite3.Connection, rows: Iterable[MessageRow], now: datetime
) -> tuple[list[MessageRow], list[MessageRow]]:
    """Mark messages that are being sent as leaving; returns those, and who is late.

    It is to be on disk before their request leaves: what is not marked is taken for
    never sent after a crash. One that has left can't do so again, and what an earlier
    try came to is true no more.
    """
    values = {"now": now.timestamp(), "seqs": json.dumps([row.seq for row in rows])}
    waiting = """
        seq IN (SELECT value FROM json_each(:seqs))
            AND status = 'sending' AND left_at IS NULL
    """
    leaving = connection.execute(
        f"""
        UPDATE messages SET left_at = :now, outcome = NULL
        WHERE {waiting} AND give_up_at > :now
        RETURNING *
        """,  # noqa: S608 - only the condition above
        values,
    ).fetchall()
    late = connection.execute(
        f"SELECT * FROM messages WHERE {waiting}",  # noqa: S608 - as above
        values,
    ).fetchall()
    return _in_order(leaving), _in_order(late)


def left_behind(
    connection: sqlite3.Connection, now: datetime, *, resolves: bool
) -> list[tuple[MessageRow, Change]]:
    """Decide what becomes of messages that were being sent when all ended."""
    found = connection.execute("SELECT * FROM messages WHERE status = 'sending'")
    return [
        (row, _take_up(row, now, resolves=resolves))
        for row in _in_order(found.fetchall())
    ]


def _take_up(row: MessageRow, now: datetime, *, resolves: bool) -> Change:
    """Decide what becomes of a message: only what has left may have got there."""
    if row.left_at is not None:
        return Change(
            status=Status.UNKNOWN,
            outcome=Outcome.UNKNOWN,
            due=now if resolves else None,
        )
    if row.fail_at_once:
        return Change(status=Status.FAILED, outcome=Outcome.NOT_SENT, detail=NEVER_LEFT)
    return Change(
        status=Status.QUEUED, outcome=Outcome.NOT_SENT, due=now, detail=NEVER_LEFT
    )


def _in_order(rows: Iterable[sqlite3.Row]) -> list[MessageRow]:
    """Read rows, in the order in which they were taken."""
    return sorted((message_row(row) for row in rows), key=lambda row: row.seq)
