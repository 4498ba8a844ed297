"""What has left and what it costs, by the hour, of the account and of each address.

It is kept apart from rows that are deleted; each function is a piece of a transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
import sqlite3

from .guard import NANO, Spent
from .limits import Tally
from .periods import Periods

ACCOUNT = "account"
# Longer than a month, wherever its days begin.
KEPT_FOR = timedelta(days=35)
# So much is as good as more, and all hours that are kept add up to a whole number yet.
MOST_OF_AN_HOUR = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """What the limits count at a moment; `address` is the most of any one."""

    account: Tally
    address: Tally
    spent: Spent


def add(
    connection: sqlite3.Connection,
    scope: str,
    hour: int,
    messages: int,
    amount: int = 0,
) -> None:
    """Add to what an hour has seen."""
    connection.execute(
        """
        INSERT INTO guard_hours (scope, hour, messages, amount) VALUES (?, ?, ?, ?)
        ON CONFLICT (scope, hour) DO UPDATE
        SET messages = messages + excluded.messages,
            amount = min(amount + excluded.amount, ?)
        """,
        (scope, hour, messages, amount, MOST_OF_AN_HOUR),
    )


def scope_of(address: str) -> str:
    """Return under what an address is counted, which is never the account itself."""
    return f"to {address}"


def tally(connection: sqlite3.Connection, scope: str, periods: Periods) -> Tally:
    """Count what has left, and what will, in the periods of a moment."""
    found = connection.execute(
        """
        SELECT coalesce(sum(messages) FILTER (WHERE hour = :hour), 0) AS hour,
            coalesce(sum(messages) FILTER (WHERE hour >= :day AND hour < :day_end), 0)
                AS day,
            coalesce(sum(messages), 0) AS month
        FROM guard_hours
        WHERE scope = :scope AND hour >= :month AND hour < :month_end
        """,
        {"scope": scope, **_named(periods)},
    ).fetchone()
    return Tally(hour=found["hour"], day=found["day"], month=found["month"])


def spent(connection: sqlite3.Connection, periods: Periods) -> Spent:
    """Add up what the day and the month of a moment cost."""
    found = connection.execute(
        """
        SELECT coalesce(sum(amount) FILTER (WHERE hour >= :day AND hour < :day_end), 0)
                AS day,
            coalesce(sum(amount), 0) AS month
        FROM guard_hours
        WHERE scope = :scope AND hour >= :month AND hour < :month_end
        """,
        {"scope": ACCOUNT, **_named(periods)},
    ).fetchone()
    return Spent(day=found["day"] * NANO, month=found["month"] * NANO)


def guarded(connection: sqlite3.Connection, periods: Periods) -> Guarded:
    """Count what the limits count now."""
    return Guarded(
        account=tally(connection, ACCOUNT, periods),
        address=_busiest(connection, periods),
        spent=spent(connection, periods),
    )


def _busiest(connection: sqlite3.Connection, periods: Periods) -> Tally:
    """Count the most that any one address was sent, in each period."""
    found = connection.execute(
        """
        SELECT coalesce(max(hour), 0) AS hour, coalesce(max(day), 0) AS day,
            coalesce(max(month), 0) AS month
        FROM (
            SELECT sum(messages) FILTER (WHERE hour = :hour) AS hour,
                sum(messages) FILTER (WHERE hour >= :day AND hour < :day_end) AS day,
                sum(messages) AS month
            FROM guard_hours
            WHERE scope != :scope AND hour >= :month AND hour < :month_end
            GROUP BY scope
        )
        """,
        {"scope": ACCOUNT, **_named(periods)},
    ).fetchone()
    return Tally(hour=found["hour"], day=found["day"], month=found["month"])


def prune(connection: sqlite3.Connection, now: datetime) -> None:
    """Forget the hours that no limit looks at any more."""
    connection.execute(
        "DELETE FROM guard_hours WHERE hour < ?", ((now - KEPT_FOR).timestamp(),)
    )


def _named(periods: Periods) -> dict[str, int]:
    """Return the borders of periods by name."""
    return {
        "hour": periods.hour,
        "day": periods.day,
        "day_end": periods.day_end,
        "month": periods.month,
        "month_end": periods.month_end,
    }
