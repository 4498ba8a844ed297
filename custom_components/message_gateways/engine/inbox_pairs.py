"""Know a message again that only its content tells from others."""

from datetime import datetime, timedelta
from hashlib import blake2b
import json
import sqlite3

from ..gateways.model import InboundMessage
from .rows import storable

# The same content by push is the same message for so long …
REPEATED_WITHIN = timedelta(minutes=2)
# … and is the polled one of so long.
POLLED_WITHIN = timedelta(minutes=10)


def digest_of(message: InboundMessage, number: str) -> bytes:
    """Return what messages of equal content have in common; `number` sent it."""
    content = json.dumps([number, message.channel, storable(message.text)])
    return blake2b(content.encode(), digest_size=16).digest()


def is_known_otherwise(
    connection: sqlite3.Connection, message: InboundMessage, number: str, now: datetime
) -> bool:
    """Tell whether a message is there already under another key; `number` sent it.

    One that was pushed without id and time takes the key of its polled row.
    """
    if message.by_content:
        return _was_here(connection, message, number, now)
    return _is_of_a_push(connection, message, number, now)


def _was_here(
    connection: sqlite3.Connection, message: InboundMessage, number: str, now: datetime
) -> bool:
    """Tell whether equal content came in a moment ago, by push or by poll."""
    found = connection.execute(
        """
        SELECT 1 FROM inbox
        WHERE digest = ? AND stored_at BETWEEN ? AND ?
            AND (wall_clock = 1 OR abs(received_at - ?) < ?)
        """,
        (
            digest_of(message, number),
            (now - REPEATED_WITHIN).timestamp(),
            now.timestamp(),
            now.timestamp(),
            POLLED_WITHIN.total_seconds(),
        ),
    ).fetchone()
    return found is not None


def _is_of_a_push(
    connection: sqlite3.Connection, message: InboundMessage, number: str, now: datetime
) -> bool:
    """Give the oldest push of equal content, if there is one, the key of a message."""
    key = storable(message.key)
    if connection.execute("SELECT 1 FROM inbox WHERE key = ?", (key,)).fetchone():
        return True
    found = connection.execute(
        """
        SELECT seq FROM inbox
        WHERE digest = ? AND stored_at BETWEEN ? AND ? AND by_content = 1
            AND (? OR abs(received_at - ?) < ?)
        ORDER BY seq LIMIT 1
        """,
        (
            digest_of(message, number),
            (now - POLLED_WITHIN).timestamp(),
            now.timestamp(),
            message.wall_clock,
            message.received_at.timestamp(),
            POLLED_WITHIN.total_seconds(),
        ),
    ).fetchone()
    if found is None:
        return False
    connection.execute(
        """
        UPDATE inbox SET key = ?, by_content = 0, addressee = coalesce(addressee, ?),
            keyword = coalesce(keyword, ?)
        WHERE seq = ?
        """,
        (
            key,
            storable(message.to) if message.to else None,
            storable(message.keyword) if message.keyword else None,
            found["seq"],
        ),
    )
    return True
