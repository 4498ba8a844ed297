"""Book what messages have cost; each function is one piece of a transaction."""

import sqlite3

from ..gateways.model import BAD_ENDS, Outcome, Status
from .count_table import ACCOUNT, add, scope_of
from .guard import nanos
from .rows import MessageRow


def settle(
    connection: sqlite3.Connection,
    before: MessageRow,
    after: MessageRow,
    *,
    whole: bool = True,
) -> None:
    """Book what a message has cost, and give back what never left.

    Until the `whole` price is known at least what was reserved is kept.
    """
    ended = after.status in BAD_ENDS and before.status not in BAD_ENDS
    priced = after.price is not None and (after.price != before.price or whole)
    if not ended and not priced:
        return
    booked = connection.execute(
        "SELECT guard_hour, booked, copies FROM messages WHERE seq = ?", (after.seq,)
    ).fetchone()
    hour: int | None = booked["guard_hour"]
    if hour is None:
        return
    if ended and _never_left(after):
        add(connection, scope_of(after.address), hour, -1)
        add(connection, ACCOUNT, hour, -booked["copies"])
    amount: int = booked["booked"]
    if after.price is not None:
        amount = nanos(after.price) if whole else max(amount, nanos(after.price))
    elif ended and _costs_nothing(after):
        amount = 0
    if amount != booked["booked"]:
        add(connection, ACCOUNT, hour, 0, amount - booked["booked"])
        connection.execute(
            "UPDATE messages SET booked = ? WHERE seq = ?", (amount, after.seq)
        )


def _never_left(row: MessageRow) -> bool:
    """Tell whether a message that has ended surely never got to the gateway."""
    if row.accepted_at is not None:
        return False
    return (
        row.status in (Status.EXPIRED, Status.CANCELLED)
        or row.outcome is Outcome.NOT_SENT
    )


def _costs_nothing(row: MessageRow) -> bool:
    """Tell whether nobody pays for a message that has ended badly."""
    return row.accepted_at is None or row.status in (Status.REJECTED, Status.CANCELLED)
