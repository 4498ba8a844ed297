"""Lifetime figures of an account, kept apart from rows that are deleted."""

from dataclasses import dataclass, field
from decimal import Decimal
import sqlite3

from ..gateways.model import BAD_ENDS, GOOD_ENDS, Status
from .rows import MessageRow

COST = "cost:"
# A gateway may count fewer in the end, and a figure that only grows can't follow:
# it stands still until the exact one, kept beside it, has caught up.
MOST_SEGMENTS = "segments_most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """What an account has done since it was added; `cost` is by currency."""

    sent: int = 0
    delivered: int = 0
    failed: int = 0
    segments: int = 0
    pages: int = 0
    cost: dict[str, Decimal] = field(default_factory=dict)


def read(connection: sqlite3.Connection) -> Counters:
    """Read the figures."""
    values = {
        row["name"]: row["value"]
        for row in connection.execute("SELECT name, value FROM counters").fetchall()
    }
    return Counters(
        sent=int(values.get("sent", 0)),
        delivered=int(values.get("delivered", 0)),
        failed=int(values.get("failed", 0)),
        segments=int(values.get(MOST_SEGMENTS, values.get("segments", 0))),
        pages=int(values.get("pages", 0)),
        cost={
            name.removeprefix(COST): Decimal(value)
            for name, value in values.items()
            if name.startswith(COST)
        },
    )


def count_change(
    connection: sqlite3.Connection, before: MessageRow, after: MessageRow
) -> None:
    """Add what a change of a message means for the figures."""
    if before.accepted_at is None and after.accepted_at is not None:
        _add(connection, "sent", 1)
    if after.accepted_at is not None:
        old = before.segments if before.accepted_at is not None else None
        _add(connection, "segments", (after.segments or 0) - (old or 0))
        _reach(connection, MOST_SEGMENTS, "segments")
    _add(connection, "pages", (after.pages or 0) - (before.pages or 0))
    if after.status in GOOD_ENDS and before.status not in GOOD_ENDS:
        _add(connection, "delivered", 1)
    if _failed(after) and not _failed(before):
        _add(connection, "failed", 1)
    if after.price is not None and after.price != before.price:
        spent = after.price - (before.price or 0)
        _add(connection, f"{COST}{after.currency or ''}", spent)


def _failed(row: MessageRow) -> bool:
    """Tell whether a message counts as failed; one that was cancelled does not."""
    return row.status in BAD_ENDS and row.status is not Status.CANCELLED


def _add(connection: sqlite3.Connection, name: str, amount: Decimal | int) -> None:
    """Add to a figure, exactly."""
    if not amount:
        return
    found = connection.execute(
        "SELECT value FROM counters WHERE name = ?", (name,)
    ).fetchone()
    value = Decimal(found["value"] if found else 0) + amount
    connection.execute(
        "INSERT OR REPLACE INTO counters (name, value) VALUES (?, ?)",
        (name, str(value)),
    )


def _reach(connection: sqlite3.Connection, most: str, name: str) -> None:
    """Let a figure be the most that another ever was."""
    connection.execute(
        """
        INSERT INTO counters (name, value)
        SELECT ?, value FROM counters WHERE name = ?
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        WHERE CAST(excluded.value AS INTEGER) > CAST(value AS INTEGER)
        """,
        (most, name),
    )
