"""Delete what is too old or too much, from the outbox and the inbox."""

from datetime import datetime, timedelta
import sqlite3

from .inbox_table import last_received

REPEATED_FOR = timedelta(days=3)


def purge(
    connection: sqlite3.Connection, *, now: datetime, age: timedelta, rows: int
) -> tuple[int, int]:
    """Delete messages that are too old or too many; nothing pending or unannounced."""
    oldest = connection.execute(
        "SELECT changed_at FROM messages ORDER BY changed_at DESC LIMIT 1 OFFSET ?",
        (rows,),
    ).fetchone()
    limit = max((now - age).timestamp(), oldest[0] if oldest else 0.0)
    deleted = connection.execute(
        """
        DELETE FROM messages
        WHERE changed_at <= ? AND due IS NULL AND followed = 0
            AND status != 'sending'
            AND NOT EXISTS (
                SELECT 1 FROM changes
                WHERE changes.message = messages.seq AND announced = 0
            )
        """,
        (limit,),
    ).rowcount
    connection.execute(
        """
        DELETE FROM contents
        WHERE NOT EXISTS (SELECT 1 FROM messages WHERE content = contents.id)
        """
    )
    oldest = connection.execute(
        "SELECT received_at FROM inbox ORDER BY received_at DESC LIMIT 1 OFFSET ?",
        (rows,),
    ).fetchone()
    # What a gateway may give again must be known again, or it would be new twice;
    # it is asked for what came since the last message, however long ago that was.
    limit = min(
        max((now - age).timestamp(), oldest[0] if oldest else 0.0),
        ((last_received(connection) or now) - REPEATED_FOR).timestamp(),
    )
    received = connection.execute(
        "DELETE FROM inbox WHERE received_at <= ? AND announced = 1", (limit,)
    ).rowcount
    return deleted, received
