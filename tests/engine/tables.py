"""Look at the tables of the outbox."""

from datetime import datetime, timedelta
from decimal import Decimal
import sqlite3

from custom_components.message_gateways.engine import (
    inbox_table,
    outbox_queries as queries,
)
from custom_components.message_gateways.engine.report_table import apply_reports
from custom_components.message_gateways.engine.rows import MessageRow
from custom_components.message_gateways.gateways.model import (
    Report,
    Status,
)

from .making import NOW

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def only(db: sqlite3.Connection, message_id: str = "m1") -> MessageRow:
    """Read a message."""
    (row,) = queries.by_ids(db, [message_id])
    return row


def told(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """List what is to be announced: the message, and what happened to it."""
    return [
        (each.row.id, each.type) for each in inbox_table.unannounced_changes(db, 1000)
    ]


def hear(
    db: sqlite3.Connection,
    *reports: Report,
    now: datetime = NOW + MINUTE,
) -> list[Status]:
    """Take reports in and return the status of what changed."""
    return [after.status for _, after in apply_reports(db, reports, now)]


def report(gateway_id: str, status: Status, price: str | None = None) -> Report:
    """Write a report, of one segment where it has a price."""
    return Report(
        gateway_id=gateway_id,
        status=status,
        price=Decimal(price) if price else None,
        currency="EUR" if price else None,
        segments=1 if price else None,
    )
