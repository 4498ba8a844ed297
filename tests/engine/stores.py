"""Read and write the marks of a store, the smallest rows there are."""

from collections.abc import Callable
from pathlib import Path
import sqlite3

from custom_components.message_gateways.engine import (
    outbox_table as table,
)
from custom_components.message_gateways.engine.rows import Target

from .making import ANNA, HELLO, NOW, one_a_request

type Work[ResultT] = Callable[[sqlite3.Connection], ResultT]


def mark(name: str, value: str = "x") -> Work[None]:
    """Write something."""

    def work(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO marks (name, value) VALUES (?, ?)", (name, value))

    return work


def marks(db: sqlite3.Connection) -> list[str]:
    """Read what was written."""
    found = db.execute("SELECT name FROM marks ORDER BY name").fetchall()
    return [row["name"] for row in found]


def pragma(name: str) -> Work[object]:
    """Ask for a setting of the connection."""
    return lambda db: db.execute(f"PRAGMA {name}").fetchone()[0]


def marks_in(path: Path) -> list[str]:
    """Read what a file holds, with a connection of our own."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        return marks(connection)
    finally:
        connection.close()


def take(*ids: str) -> Work[int]:
    """Take messages in; returns how many."""
    return lambda db: len(
        table.insert(
            db,
            HELLO,
            [(each, Target(address=ANNA)) for each in ids],
            one_a_request(),
            now=NOW,
            scheduled_at=None,
        )
    )


def count_messages(db: sqlite3.Connection) -> int:
    """Count all messages."""
    found: int = db.execute("SELECT count(*) FROM messages").fetchone()[0]
    return found
