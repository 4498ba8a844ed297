"""Take messages in as the outbox does: ruled on, counted and kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import itertools
import sqlite3

from custom_components.message_gateways.engine import outbox_table as table
from custom_components.message_gateways.engine.count_table import Guarded, guarded
from custom_components.message_gateways.engine.guard_table import House, admit
from custom_components.message_gateways.engine.limits import Limits, Unit
from custom_components.message_gateways.engine.periods import periods_of
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.gateways.model import Content

from .making import ANNA, HELLO, NOW, one_a_request

FREE = Limits(duplicate_window=timedelta())
PRICED = replace(FREE, prices={Unit.SEGMENT: Decimal("0.05")}, currency="EUR")
LONG = replace(HELLO, text="x" * 161)

_NUMBERS = itertools.count()


def take(
    db: sqlite3.Connection,
    limits: Limits,
    *addresses: str,
    content: Content = HELLO,
    now: datetime = NOW,
    scheduled_at: datetime | None = None,
    critical: bool = False,
) -> list[MessageRow]:
    """Take in a message for each address."""
    targets = [Target(address=each, critical=critical) for each in addresses or (ANNA,)]
    return take_targets(
        db, limits, targets, content=content, now=now, scheduled_at=scheduled_at
    )


def take_targets(
    db: sqlite3.Connection,
    limits: Limits,
    targets: Sequence[Target],
    *,
    content: Content = HELLO,
    now: datetime = NOW,
    scheduled_at: datetime | None = None,
) -> list[MessageRow]:
    """Take messages in."""
    house = House(limits=limits, now=now, zone=UTC)
    rulings = admit(db, content, targets, house, scheduled_at=scheduled_at)
    ids = [f"g{next(_NUMBERS)}" for _ in targets]
    return table.insert(
        db,
        content,
        list(zip(ids, targets, strict=True)),
        one_a_request(),
        now=now,
        scheduled_at=scheduled_at,
        rulings=dict(zip(ids, rulings, strict=True)),
    )


def codes(rows: Sequence[MessageRow]) -> list[str | None]:
    """Return what the guard says of messages."""
    return [row.detail.code if row.detail else None for row in rows]


def used(db: sqlite3.Connection, now: datetime = NOW) -> Guarded:
    """Count what the limits count."""
    return guarded(db, periods_of(now, UTC))
