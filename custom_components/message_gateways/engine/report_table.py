"""What delivery reports change in the outbox; each is one piece of a transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
import sqlite3
from typing import Any

from ..gateways.model import FOLLOWED, Report, Status
from .booking import settle
from .columns import detail_values, note, storable_or_none
from .counters import count_change
from .price_table import learn_price
from .rows import MessageRow, message_row, storable
from .transitions import combine, may_become


def apply_reports(
    connection: sqlite3.Connection, reports: Iterable[Report], now: datetime
) -> list[tuple[MessageRow, MessageRow]]:
    """Carry out delivery reports; returns each changed row before and after."""
    touched: defaultdict[int, list[Report]] = defaultdict(list)
    for report in reports:
        gateway_id = storable(report.gateway_id)
        _adopt(connection, gateway_id)
        parts = connection.execute(
            "SELECT message, status, final FROM parts WHERE gateway_id = ? "
            "ORDER BY message",
            (gateway_id,),
        ).fetchall()
        for part in parts:
            # What two messages have in common went out once, and is paid for once.
            first = part is parts[0]
            paid = report.price if first else None
            old = Status(part["status"])
            moved = may_become(old, report.status, final=report.is_final)
            connection.execute(
                """
                UPDATE parts SET status = ?, final = ?,
                    segments = coalesce(?, segments), pages = coalesce(?, pages),
                    price = coalesce(?, price)
                WHERE gateway_id = ? AND message = ?
                """,
                (
                    report.status if moved else old,
                    part["final"] or report.is_final,
                    report.segments,
                    report.pages if first else None,
                    str(paid) if paid is not None else None,
                    gateway_id,
                    part["message"],
                ),
            )
            touched[part["message"]].append(report)
    changed = (
        _recombine(connection, seq, about, now) for seq, about in touched.items()
    )
    return [pair for pair in changed if pair is not None]


def _adopt(connection: sqlite3.Connection, gateway_id: str) -> None:
    """Take a report for that of a message whose answer is not known, by our own id.

    Some gateways know messages by it, and a report may be there before the answer.
    """
    connection.execute(
        """
        INSERT OR IGNORE INTO parts (gateway_id, message, status)
        SELECT id, seq, status FROM messages
        WHERE id = ? AND attempts > 0 AND status IN ('queued', 'sending', 'unknown')
            AND NOT EXISTS (SELECT 1 FROM parts WHERE message = messages.seq)
        """,
        (gateway_id,),
    )


def _recombine(
    connection: sqlite3.Connection, seq: int, reports: Sequence[Report], now: datetime
) -> tuple[MessageRow, MessageRow] | None:
    """Bring a message up to date with its parts."""
    found = connection.execute("SELECT * FROM messages WHERE seq = ?", (seq,))
    before = message_row(found.fetchone())
    parts = connection.execute(
        "SELECT status, final, segments, pages, price FROM parts WHERE message = ?",
        (seq,),
    ).fetchall()
    final = all(part["final"] for part in parts)
    status = combine(Status(part["status"]) for part in parts)
    if not may_become(before.status, status, final=final):
        status = before.status
    prices = [Decimal(part["price"]) for part in parts if part["price"] is not None]
    segments = [part["segments"] for part in parts if part["segments"] is not None]
    pages = [part["pages"] for part in parts if part["pages"] is not None]
    keys = [each.key_pressed for each in reports if each.key_pressed is not None]
    moved = status is not before.status
    # Of several parts, the one that decided says why.
    report = next((each for each in reports if each.status is status), reports[-1])
    detail = report.detail if moved else before.detail
    values: dict[str, Any] = {
        "status": status,
        # Fewer than before would be wrong while parts have not been told of.
        "segments": sum(segments) if len(segments) == len(parts) else before.segments,
        "pages": sum(pages) if pages else None,
        "key_pressed": storable_or_none(keys[-1]) if keys else None,
        "price": str(sum(prices, Decimal())) if prices else None,
        "currency": storable_or_none(report.currency),
        "due": None if moved or before.due is None else before.due.timestamp(),
        # A part that failed decides, but what the others cost is still to be learnt.
        "followed": (before.followed or (moved and status in FOLLOWED)) and not final,
        "accepted": now.timestamp()
        if moved and status is not Status.REJECTED
        else None,
        "changed": (now if moved else before.changed_at).timestamp(),
        **detail_values(detail),
        "seq": seq,
    }
    after = message_row(
        connection.execute(
            """
            UPDATE messages
            SET status = :status, segments = :segments,
                pages = coalesce(:pages, pages),
                key_pressed = coalesce(:key_pressed, key_pressed),
                price = coalesce(:price, price),
                currency = coalesce(:currency, currency), due = :due,
                followed = :followed,
                accepted_at = coalesce(accepted_at, :accepted),
                changed_at = :changed, code = :code, name = :name, reason = :reason
            WHERE seq = :seq
            RETURNING *
            """,
            values,
        ).fetchone()
    )
    count_change(connection, before, after)
    whole = len(prices) == len(parts)
    settle(connection, before, after, whole=whole)
    if whole and after.price != before.price:
        learn_price(connection, after)
    if moved:
        plain = status in (Status.ACCEPTED, Status.SENT)
        note(connection, after, status, now, None if plain else after.reason)
    told = [_note_once(connection, after, each.event, now) for each in reports]
    return (before, after) if after != before or any(told) else None


def _note_once(
    connection: sqlite3.Connection, row: MessageRow, event: str | None, now: datetime
) -> bool:
    """Write down what happens only once to a message, if it has not been yet."""
    if event is None:
        return False
    known = connection.execute(
        "SELECT 1 FROM changes WHERE message = ? AND type = ?", (row.seq, event)
    ).fetchone()
    if known is None:
        note(connection, row, event, now)
    return known is None
