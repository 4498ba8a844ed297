"""Look messages up in the inbox; it only reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
import json
import sqlite3

from ..gateways.model import Channel
from .inbox_table import inbound_event
from .paging import LATEST
from .rows import InboundEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundFilter:
    """Which inbound messages are looked for; what is empty leaves nothing out.

    `senders` are in the form in which they are compared; `keyword` in any letters.
    """

    senders: Sequence[str] = ()
    channels: Sequence[Channel] = ()
    since: datetime | None = None
    until: datetime | None = None
    keyword: str | None = None


# Each way has an index of its own, which gives its rows newest first.
_INBOX = "SELECT * FROM inbox WHERE"
_BY_SENDER = "sender_number = :sender AND"
_REST = """
    (received_at, seq) < (:at, :seq)
    AND received_at >= :since AND received_at < :until
    AND (:channels IS NULL OR channel IN (SELECT value FROM json_each(:channels)))
    AND (:keyword IS NULL OR keyword = :keyword COLLATE NOCASE)
    ORDER BY received_at DESC, seq DESC LIMIT :limit
"""


def find(
    connection: sqlite3.Connection,
    wanted: InboundFilter,
    before: tuple[float, int],
    limit: int,
) -> list[InboundEvent]:
    """Return messages from before a time and number, newest first."""
    common = {
        "at": before[0],
        "seq": before[1],
        "since": wanted.since.timestamp() if wanted.since else 0.0,
        "until": wanted.until.timestamp() if wanted.until else LATEST,
        "channels": json.dumps(list(wanted.channels)) if wanted.channels else None,
        "keyword": wanted.keyword,
        "limit": limit,
    }
    statement = f"{_INBOX} {_BY_SENDER if wanted.senders else ''} {_REST}"
    found = [
        inbound_event(row)
        for sender in dict.fromkeys(wanted.senders or (None,))
        for row in connection.execute(
            statement, {**common, "sender": sender}
        ).fetchall()
    ]
    found.sort(key=lambda event: (event.message.received_at, event.seq), reverse=True)
    return found[:limit]
