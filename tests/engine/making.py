"""Make rows, contents and databases for tests of the engine."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
import sqlite3

from custom_components.message_gateways.engine import outbox_table as table
from custom_components.message_gateways.engine.batches import Batches
from custom_components.message_gateways.engine.departures import depart
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.engine.store_file import open_file
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Outcome,
    Receipt,
    Status,
)

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
HELLO = Content(channel=Channel.SMS, text="The door is open")
ANNA = "+447700900123"
BEN = "+447700900124"

ROW = MessageRow(
    seq=1,
    id="m1",
    content=1,
    channel=Channel.SMS,
    recipient=None,
    address=ANNA,
    reference=None,
    status=Status.SENDING,
    outcome=None,
    attempts=1,
    repeated=False,
    due=None,
    followed=False,
    fail_at_once=False,
    give_up_at=NOW + timedelta(minutes=60),
    scheduled_at=None,
    created_at=NOW,
    left_at=NOW,
    accepted_at=None,
    changed_at=NOW,
    traceable=True,
    batch="b1",
    request_id=None,
    segments=None,
    pages=None,
    key_pressed=None,
    price=None,
    currency=None,
    detail=None,
)


def receipt(outcome: Outcome, *gateway_ids: str, message_id: str = "m1") -> Receipt:
    """Write a receipt."""
    return Receipt(message_id=message_id, outcome=outcome, gateway_ids=gateway_ids)


def open_database(path: Path) -> sqlite3.Connection:
    """Open a database as the store does."""
    connection = open_file(path)
    assert isinstance(connection, sqlite3.Connection)
    return connection


def insert(
    db: sqlite3.Connection,
    *ids: str,
    content: Content = HELLO,
    scheduled_at: datetime | None = None,
    now: datetime = NOW,
    target: Target | None = None,
) -> list[MessageRow]:
    """Take messages in; what has no schedule leaves."""
    targets = [(each, target or Target(address=ANNA)) for each in ids]
    rows = table.insert(
        db, content, targets, one_a_request(), now=now, scheduled_at=scheduled_at
    )
    leaving, _ = depart(db, rows, now)
    return leaving or rows


def one_a_request() -> Batches:
    """Let each message leave on its own."""
    return Batches(dict.fromkeys(Channel, 1))


def change(
    db: sqlite3.Connection,
    rows: Sequence[MessageRow],
    decision: Change,
    now: datetime = NOW,
) -> list[MessageRow]:
    """Carry out one decision for several messages; returns them afterwards."""
    pairs = table.apply(db, [(row, decision) for row in rows], now)
    return [after for _, after in pairs]


def accept(
    db: sqlite3.Connection,
    rows: Sequence[MessageRow],
    *,
    parts: int = 1,
    segments: int | None = 1,
    now: datetime = NOW,
) -> list[MessageRow]:
    """Accept messages, each with so many parts named `<id>-<number>`."""
    done = []
    for row in rows:
        written = receipt(
            Outcome.ACCEPTED,
            *(f"{row.id}-{number}" for number in range(parts)),
            message_id=row.id,
        )
        done += change(
            db,
            [row],
            Change(
                status=Status.ACCEPTED,
                outcome=Outcome.ACCEPTED,
                followed=True,
                receipt=replace(written, segments=segments),
            ),
            now,
        )
    return done
