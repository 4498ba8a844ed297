"""The statements of the inbox, and the announcing of rows of both stores."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
import sqlite3
import uuid

from ..gateways.model import Channel, InboundMessage
from .inbox_pairs import digest_of, is_known_otherwise
from .rows import DeliveryEvent, InboundEvent, message_row, storable

LAST_RECEIVED = "last_received"


def keep(
    connection: sqlite3.Connection,
    messages: Iterable[InboundMessage],
    numbers: Mapping[str, str],
    now: datetime,
) -> int:
    """Take in messages, each once; returns how many were new.

    `numbers` gives each sender the form in which it is compared with recipients.
    """
    new = 0
    for message in messages:
        number = storable(numbers[message.sender])
        if not is_known_otherwise(connection, message, number, now):
            new += _insert(connection, message, number, now)
    return new


def mark_received(
    connection: sqlite3.Connection, messages: Iterable[InboundMessage], now: datetime
) -> None:
    """Remember how far the next poll has to reach back, after one that gave these."""
    # A clock that runs ahead must not hide what comes in meanwhile.
    times = [min(message.received_at, now) for message in messages]
    if before := last_received(connection):
        times.append(before)
    connection.execute(
        "INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)",
        (LAST_RECEIVED, str(max(times).timestamp())),
    )


def _insert(
    connection: sqlite3.Connection, message: InboundMessage, number: str, now: datetime
) -> int:
    """Take in a message unless its key is known; returns whether it was new."""
    return connection.execute(
        """
        INSERT OR IGNORE INTO inbox (
            id, key, channel, sender, sender_number, addressee, text, keyword,
            received_at, stored_at, by_content, wall_clock, digest
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            uuid.uuid4().hex,
            storable(message.key),
            message.channel,
            storable(message.sender),
            number,
            storable(message.to) if message.to else None,
            storable(message.text),
            storable(message.keyword) if message.keyword else None,
            message.received_at.timestamp(),
            now.timestamp(),
            message.by_content,
            message.wall_clock,
            digest_of(message, number),
        ),
    ).rowcount


def last_received(connection: sqlite3.Connection) -> datetime | None:
    """Return when the last known message came in."""
    found = connection.execute(
        "SELECT value FROM marks WHERE name = ?", (LAST_RECEIVED,)
    ).fetchone()
    try:
        return datetime.fromtimestamp(float(found["value"]), UTC) if found else None
    except ValueError, OverflowError, OSError:
        # Without a damaged mark polls reach further back, to what is known.
        return None


def last_event(connection: sqlite3.Connection) -> InboundEvent | None:
    """Return the last inbound message."""
    found = connection.execute(
        "SELECT * FROM inbox ORDER BY received_at DESC, seq DESC LIMIT 1"
    ).fetchone()
    return inbound_event(found) if found else None


def unannounced_inbound(
    connection: sqlite3.Connection, limit: int
) -> list[InboundEvent]:
    """Return inbound messages that nobody was told of, oldest first."""
    found = connection.execute(
        "SELECT * FROM inbox WHERE announced = 0 ORDER BY seq LIMIT ?", (limit,)
    )
    return [inbound_event(row) for row in found.fetchall()]


def inbound_event(row: sqlite3.Row) -> InboundEvent:
    """Read a row of the table `inbox`."""
    return InboundEvent(
        seq=row["seq"],
        id=row["id"],
        sender_number=row["sender_number"],
        message=InboundMessage(
            key=row["key"],
            channel=Channel(row["channel"]),
            sender=row["sender"],
            to=row["addressee"],
            text=row["text"],
            keyword=row["keyword"],
            received_at=datetime.fromtimestamp(row["received_at"], UTC),
        ),
    )


def key_of(connection: sqlite3.Connection, message_id: str) -> str | None:
    """Return the gateway's key of a message by our id."""
    found = connection.execute(
        "SELECT key FROM inbox WHERE id = ?", (message_id,)
    ).fetchone()
    return found["key"] if found else None


def unannounced_changes(
    connection: sqlite3.Connection, limit: int
) -> list[DeliveryEvent]:
    """Return changes of messages that nobody was told of, oldest first."""
    found = connection.execute(
        """
        SELECT messages.*, changes.seq AS change_seq, changes.type AS change_type,
            changes.at AS change_at, changes.reason AS change_reason
        FROM changes JOIN messages ON messages.seq = changes.message
        WHERE announced = 0 ORDER BY changes.seq LIMIT ?
        """,
        (limit,),
    )
    return [
        DeliveryEvent(
            seq=row["change_seq"],
            type=row["change_type"],
            at=datetime.fromtimestamp(row["change_at"], UTC),
            reason=row["change_reason"],
            row=message_row(row),
        )
        for row in found.fetchall()
    ]


def mark_announced(
    connection: sqlite3.Connection, changes: Iterable[int], inbound: Iterable[int]
) -> None:
    """Remember which rows everybody has been told of."""
    connection.executemany(
        "UPDATE changes SET announced = 1 WHERE seq = ?", [(seq,) for seq in changes]
    )
    connection.executemany(
        "UPDATE inbox SET announced = 1 WHERE seq = ?", [(seq,) for seq in inbound]
    )
