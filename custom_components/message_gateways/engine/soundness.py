"""See, before it is used, whether each row of a database can be read."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
import sqlite3

from ..gateways.model import Channel, Outcome, Status
from .campaign_table import CampaignState
from .transitions import EVENT_TYPES

_WORDS: tuple[tuple[str, str, Iterable[str]], ...] = (
    ("messages", "status", Status),
    ("messages", "outcome", Outcome),
    ("messages", "channel", Channel),
    ("parts", "status", Status),
    ("changes", "type", EVENT_TYPES),
    ("inbox", "channel", Channel),
    ("campaigns", "channel", Channel),
    ("campaigns", "state", CampaignState),
)
_AMOUNTS = (
    ("messages", "price"),
    ("parts", "price"),
    ("counters", "value"),
    ("guard_prices", "price"),
)
_TABLES = ("messages", "parts", "changes", "inbox", "campaigns", "guard_hours")
# From the year 1 to the year 9999, in seconds since 1970.
_BEGIN, _END = -62135596800, 253402300800


def is_sound(connection: sqlite3.Connection) -> bool:
    """Tell whether every word, time and number is one, as far as rows are made of it.

    SQLite itself only sees whether a file is a database.
    """
    # A file that is opened in the middle of the list of steps lacks some.
    there = {
        row["name"]
        for row in connection.execute("SELECT name FROM sqlite_master").fetchall()
    }
    return (
        all(_are_words(connection, *each) for each in _WORDS if each[0] in there)
        and all(
            _are_amounts(connection, *each) for each in _AMOUNTS if each[0] in there
        )
        and all(_are_numbers(connection, each) for each in _TABLES if each in there)
    )


def _are_words(
    connection: sqlite3.Connection, table: str, column: str, known: Iterable[str]
) -> bool:
    """Tell whether a column holds nothing but words that there are."""
    found = connection.execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 - our own names
    )
    return {row[0] for row in found.fetchall()} <= set(known)


def _are_amounts(connection: sqlite3.Connection, table: str, column: str) -> bool:
    """Tell whether a column holds nothing but decimal numbers."""
    found = connection.execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 - our own names
    )
    try:
        return all(Decimal(row[0]).is_finite() for row in found.fetchall())
    except InvalidOperation, TypeError, ValueError:
        return False


def _are_numbers(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether the columns of a table that hold times and counts do so."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    wrong = [
        f"typeof({each['name']}) NOT IN ('integer', 'null')"
        if each["type"] == "INTEGER"
        else f"NOT ({each['name']} IS NULL OR typeof({each['name']}) = 'real' "
        f"AND {each['name']} >= {_BEGIN} AND {each['name']} < {_END})"
        for each in columns
        if each["type"] in ("INTEGER", "REAL")
    ]
    found = connection.execute(
        f"SELECT 1 FROM {table} WHERE {' OR '.join(wrong)} LIMIT 1"  # noqa: S608 - our own names
    )
    return found.fetchone() is None
