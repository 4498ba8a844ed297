"""What several statements of the outbox write in the same way."""

from datetime import datetime
import sqlite3

from ..gateways.model import Detail
from .rows import MessageRow, storable


def note(
    connection: sqlite3.Connection,
    row: MessageRow,
    kind: str,
    at: datetime,
    reason: str | None = None,
) -> None:
    """Write down a change that is to be announced."""
    connection.execute(
        "INSERT INTO changes (message, type, at, reason) VALUES (?, ?, ?, ?)",
        (row.seq, kind, at.timestamp(), reason),
    )


def storable_or_none(text: str | None) -> str | None:
    """Make what a gateway wrote fit for the database."""
    return None if text is None else storable(text)


def detail_values(detail: Detail | None) -> dict[str, str | None]:
    """Write a detail into its three columns."""
    return {
        "code": storable_or_none(detail.code) if detail else None,
        "name": storable_or_none(detail.name) if detail else None,
        "reason": storable_or_none(detail.text) if detail else None,
    }
