"""Look messages up in the outbox; every function only reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
import json
import sqlite3
from typing import Any

from ..gateways.model import Channel, Content, Status
from .outbox_queries import by_ids, contents
from .paging import LATEST
from .rows import MessageRow, message_row


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFilter:
    """Which messages are looked for; what is empty leaves nothing out.

    `since` and `until` are about when they were taken in.
    """

    recipients: Sequence[str] = ()
    addresses: Sequence[str] = ()
    channels: Sequence[Channel] = ()
    statuses: Sequence[Status] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDetails:
    """All that is known of a message."""

    row: MessageRow
    content: Content
    gateway_ids: tuple[str, ...]


# Each has an index of its own, which gives its rows newest first.
_BY_RECIPIENT = "recipient = :value AND"
_BY_ADDRESS = "address = :value AND"
_BY_STATUS = "status = :value AND"
_BY_TIME = ""
_MESSAGES = "SELECT * FROM messages WHERE"
_REST = """
    (created_at, seq) < (:at, :seq)
    AND created_at >= :since AND created_at < :until
    AND (:addresses IS NULL OR +address IN (SELECT value FROM json_each(:addresses)))
    AND (:channels IS NULL OR channel IN (SELECT value FROM json_each(:channels)))
    AND (:statuses IS NULL OR +status IN (SELECT value FROM json_each(:statuses)))
    ORDER BY created_at DESC, seq DESC LIMIT :limit
"""


def find(
    connection: sqlite3.Connection,
    wanted: MessageFilter,
    before: tuple[float, int],
    limit: int,
) -> list[MessageRow]:
    """Return messages from before a time and number, newest first."""
    leading, values = _leading(wanted)
    common = {
        "at": before[0],
        "seq": before[1],
        "since": wanted.since.timestamp() if wanted.since else 0.0,
        "until": wanted.until.timestamp() if wanted.until else LATEST,
        "addresses": _list(wanted.addresses),
        "channels": _list(wanted.channels),
        "statuses": _list(wanted.statuses),
        "limit": limit,
    }
    statement = f"{_MESSAGES} {leading} {_REST}"
    found = [
        message_row(row)
        for value in dict.fromkeys(values)
        for row in connection.execute(statement, {**common, "value": value}).fetchall()
    ]
    found.sort(key=lambda row: (row.created_at, row.seq), reverse=True)
    return found[:limit]


def details(connection: sqlite3.Connection, message_id: str) -> MessageDetails | None:
    """Return all that is known of a message, None where there is none."""
    rows = by_ids(connection, [message_id])
    if not rows:
        return None
    (row,) = rows
    found = connection.execute(
        "SELECT gateway_id FROM parts WHERE message = ? ORDER BY gateway_id", (row.seq,)
    ).fetchall()
    return MessageDetails(
        row=row,
        content=contents(connection, [row.content])[row.content],
        gateway_ids=tuple(each["gateway_id"] for each in found),
    )


def _leading(wanted: MessageFilter) -> tuple[str, Sequence[Any]]:
    """Choose the index that leaves the least to read, and the values to read it for."""
    if wanted.recipients:
        return _BY_RECIPIENT, wanted.recipients
    if wanted.addresses:
        return _BY_ADDRESS, wanted.addresses
    if wanted.statuses:
        return _BY_STATUS, wanted.statuses
    return _BY_TIME, (None,)


def _list(values: Sequence[str]) -> str | None:
    """Write what is allowed, None for everything."""
    return json.dumps(list(values)) if values else None
