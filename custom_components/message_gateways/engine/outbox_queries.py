"""What is asked of the outbox; every function only reads."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
import json
import sqlite3

from ..gateways.model import Channel, Content, Sent
from . import codec
from .rows import MessageRow, message_row, moment


def due(connection: sqlite3.Connection, now: datetime, limit: int) -> list[MessageRow]:
    """Return what is to be done now, oldest first."""
    found = connection.execute(
        "SELECT * FROM messages WHERE due <= ? ORDER BY due, seq LIMIT ?",
        (now.timestamp(), limit),
    )
    return [message_row(row) for row in found.fetchall()]


def next_due(connection: sqlite3.Connection) -> datetime | None:
    """Return when something is to be done next."""
    found = connection.execute("SELECT min(due) FROM messages WHERE due IS NOT NULL")
    return moment(found.fetchone()[0])


def by_ids(connection: sqlite3.Connection, ids: Iterable[str]) -> list[MessageRow]:
    """Return messages by their ids, in the order they were taken."""
    found = connection.execute(
        """
        SELECT * FROM messages WHERE id IN (SELECT value FROM json_each(?))
        ORDER BY seq
        """,
        (json.dumps(list(ids)),),
    )
    return [message_row(row) for row in found.fetchall()]


def gateway_ids(
    connection: sqlite3.Connection, ids: Iterable[str]
) -> dict[str, list[str]]:
    """Return what the gateway calls messages, by our ids."""
    found = connection.execute(
        """
        SELECT id, (
            SELECT json_group_array(gateway_id) FROM parts
            WHERE message = messages.seq
        ) AS gateway_ids
        FROM messages WHERE id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(ids)),),
    )
    return {row["id"]: json.loads(row["gateway_ids"]) for row in found.fetchall()}


def contents(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Content]:
    """Return contents by their ids."""
    found = connection.execute(
        "SELECT id, body FROM contents WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(ids))),),
    )
    return {row["id"]: codec.load(row["body"]) for row in found.fetchall()}


def unreadable(connection: sqlite3.Connection) -> list[MessageRow]:
    """Return what is pending or followed, and of which nobody can read what it says."""
    pending = connection.execute(
        """
        SELECT content, json_group_array(seq) AS seqs FROM messages
        WHERE due IS NOT NULL OR followed = 1 OR status = 'sending' GROUP BY content
        """
    ).fetchall()
    damaged: list[int] = []
    for row in pending:
        try:
            contents(connection, [row["content"]])
        except codec.DamagedContentError:
            damaged += json.loads(row["seqs"])
    found = connection.execute(
        "SELECT * FROM messages WHERE seq IN (SELECT value FROM json_each(?))",
        (json.dumps(damaged),),
    )
    return [message_row(row) for row in found.fetchall()]


def queued_for_recipients(connection: sqlite3.Connection) -> list[MessageRow]:
    """Return what waits to be sent to saved recipients."""
    found = connection.execute(
        """
        SELECT * FROM messages
        WHERE due IS NOT NULL AND status = 'queued' AND recipient IS NOT NULL
        """
    )
    return [message_row(row) for row in found.fetchall()]


def followed(
    connection: sqlite3.Connection, ids: Iterable[str] | None = None
) -> list[Sent]:
    """Return the messages whose delivery is followed, all or some, oldest first.

    Of their parts, those that have not come to an end.
    """
    wanted = None if ids is None else json.dumps(list(ids))
    rows = connection.execute(
        """
        SELECT id, content, address, request_id, accepted_at, (
            SELECT json_group_array(gateway_id) FROM parts
            WHERE message = messages.seq AND final = 0
        ) AS gateway_ids
        FROM messages
        WHERE followed = 1
            AND (? IS NULL OR id IN (SELECT value FROM json_each(?)))
        ORDER BY accepted_at, seq
        """,
        (wanted, wanted),
    ).fetchall()
    known = contents(connection, (row["content"] for row in rows))
    return [
        Sent(
            message_id=row["id"],
            to=row["address"],
            gateway_ids=tuple(json.loads(row["gateway_ids"])),
            request_id=row["request_id"],
            accepted_at=datetime.fromtimestamp(row["accepted_at"], UTC),
            content=known[row["content"]],
        )
        for row in rows
    ]


def followed_before(
    connection: sqlite3.Connection, limit: datetime
) -> list[MessageRow]:
    """Return the messages that have been followed for too long.

    One whose schedule the gateway keeps is followed from then on.
    """
    rows = connection.execute(
        "SELECT * FROM messages WHERE followed = 1 AND accepted_at < ?",
        (limit.timestamp(),),
    ).fetchall()
    known = contents(connection, (row["content"] for row in rows))
    return [
        message_row(row)
        for row in rows
        if (leaves_at := known[row["content"]].leaves_at) is None or leaves_at < limit
    ]


def pending(connection: sqlite3.Connection) -> int:
    """Count the messages of which more is to come."""
    found = connection.execute(
        """
        SELECT (SELECT count(*) FROM messages WHERE due IS NOT NULL)
            + (SELECT count(*) FROM messages WHERE followed = 1 AND due IS NULL
                AND status IN ('accepted', 'sent'))
            + (SELECT count(*) FROM messages WHERE status = 'sending')
        """
    )
    count: int = found.fetchone()[0]
    return count


def unfinished(
    connection: sqlite3.Connection,
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the messages that are not over, by our ids and by the gateway's."""
    rows = connection.execute(
        """
        SELECT id, (
            SELECT json_group_array(gateway_id) FROM parts
            WHERE message = messages.seq
        ) AS gateway_ids
        FROM messages
        WHERE due IS NOT NULL OR followed = 1 OR status = 'sending'
        """
    ).fetchall()
    return (
        frozenset(row["id"] for row in rows),
        frozenset(each for row in rows for each in json.loads(row["gateway_ids"])),
    )


def youngest_followed(
    connection: sqlite3.Connection, now: datetime, channel: Channel | None = None
) -> datetime | None:
    """Return when the youngest followed message was accepted, of one channel or all.

    One whose schedule the gateway keeps begins once more when it leaves there.
    """
    found = connection.execute(
        """
        SELECT max(max(accepted_at, iif(leaves_at <= :now, leaves_at, 0)))
        FROM messages
        WHERE followed = 1 AND (:channel IS NULL OR channel = :channel)
        """,
        {"now": now.timestamp(), "channel": channel},
    )
    return moment(found.fetchone()[0])


def next_to_leave(connection: sqlite3.Connection, now: datetime) -> datetime | None:
    """Return when a gateway next sends something whose schedule it keeps."""
    found = connection.execute(
        "SELECT min(leaves_at) FROM messages WHERE followed = 1 AND leaves_at > ?",
        (now.timestamp(),),
    )
    return moment(found.fetchone()[0])


def latest(
    connection: sqlite3.Connection, recipients: Sequence[str]
) -> tuple[MessageRow | None, dict[str, MessageRow]]:
    """Return the message that changed last, of the account and of each recipient."""
    found = connection.execute(
        "SELECT * FROM messages ORDER BY changed_at DESC, seq DESC LIMIT 1"
    ).fetchone()
    by_recipient = {}
    for recipient in recipients:
        row = connection.execute(
            """
            SELECT * FROM messages WHERE recipient = ?
            ORDER BY changed_at DESC, seq DESC LIMIT 1
            """,
            (recipient,),
        ).fetchone()
        if row is not None:
            by_recipient[recipient] = message_row(row)
    return (message_row(found) if found else None), by_recipient
