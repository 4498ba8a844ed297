"""Delete what is too old or too much: messages out and in, campaigns that are over."""

from datetime import datetime, timedelta
import sqlite3

from .count_table import prune
from .inbox_table import last_received

REPEATED_FOR = timedelta(days=3)
NO_ROW = (0.0, 0)


def purge(
    connection: sqlite3.Connection, *, now: datetime, age: timedelta, rows: int
) -> tuple[int, int]:
    """Delete messages that are too old or too many; nothing pending or unannounced."""
    prune(connection, now)
    too_old = (now - age).timestamp()
    # Messages of one moment can't be told apart by their time alone.
    last = connection.execute(
        """
        SELECT changed_at, seq FROM messages
        ORDER BY changed_at DESC, seq DESC LIMIT 1 OFFSET ?
        """,
        (rows,),
    ).fetchone()
    deleted = connection.execute(
        """
        DELETE FROM messages
        WHERE (changed_at <= ? OR (changed_at, seq) <= (?, ?))
            AND due IS NULL AND followed = 0 AND status != 'sending'
            AND NOT EXISTS (
                SELECT 1 FROM changes
                WHERE changes.message = messages.seq AND announced = 0
            )
        """,
        (too_old, *(last or NO_ROW)),
    ).rowcount
    connection.execute(
        """
        DELETE FROM contents
        WHERE NOT EXISTS (SELECT 1 FROM messages WHERE content = contents.id)
        """
    )
    connection.execute(
        "DELETE FROM campaigns WHERE over = 1 AND changed_at <= ?", (too_old,)
    )
    last = connection.execute(
        """
        SELECT received_at, seq FROM inbox
        ORDER BY received_at DESC, seq DESC LIMIT 1 OFFSET ?
        """,
        (rows,),
    ).fetchone()
    # What a gateway may give again must be known again, or it would be new twice:
    # it is asked for what came since the last message, however long ago that was,
    # and what it pushes may bear any time.
    repeated = ((last_received(connection) or now) - REPEATED_FOR).timestamp()
    received = connection.execute(
        """
        DELETE FROM inbox
        WHERE (received_at <= ? OR (received_at, seq) <= (?, ?))
            AND received_at <= ? AND stored_at <= ? AND announced = 1
        """,
        (too_old, *(last or NO_ROW), repeated, (now - REPEATED_FOR).timestamp()),
    ).rowcount
    return deleted, received
