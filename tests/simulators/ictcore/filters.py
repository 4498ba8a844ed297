"""Search filters: the server puts their values into SQL as they come."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
import re

from tests.simulators.ictcore.tables import Row

type Filter = Callable[[Row, str], bool]

INJECTED = re.compile(r"\bor\b\s+1\s*=\s*1", re.IGNORECASE)
NUMBER = re.compile(r"\s*-?[0-9]+\s*")
ANY_ROW: Row = defaultdict(lambda: None)


class BadSqlError(Exception):
    """Say that a value made the SQL unreadable."""


class WholeTableError(Exception):
    """Say that a value made the condition true for every row."""


def number(column: str) -> Filter:
    """Make a filter by a number."""
    return partial(_number, column, lambda held, value: held == value)


def before(column: str) -> Filter:
    """Make a filter by a time that is not later."""
    return partial(_number, column, lambda held, value: held <= value)


def after(column: str) -> Filter:
    """Make a filter by a time that is not earlier."""
    return partial(_number, column, lambda held, value: held >= value)


def bit(column: str) -> Filter:
    """Make a filter by a bit that is set."""
    return partial(_number, column, lambda held, value: held & value == value)


def equal(column: str) -> Filter:
    """Make a filter by a whole text."""
    return lambda row, value: _like(row[column], value, "", "")


def contains(*columns: str) -> Filter:
    """Make a filter by a part of a text in any of some columns."""
    return lambda row, value: any(
        _like(row[column], value, ".*", ".*") for column in columns
    )


def ends_with(column: str) -> Filter:
    """Make a filter by a text's end."""
    return lambda row, value: _like(row[column], value, ".*", "")


def filtered(
    rows: Iterable[Row], query: Mapping[str, str], filters: Mapping[str, Filter]
) -> list[Row]:
    """Return the rows that all known filters of a query let through.

    Unknown names are passed over. A value that breaks the SQL gives no row, one that
    adds `OR 1=1` gives all.
    """
    known = [(filters[name], value) for name, value in query.items() if name in filters]
    try:
        for test, value in known:
            test(ANY_ROW, value)
    except BadSqlError:
        return []
    except WholeTableError:
        return list(rows)
    return [row for row in rows if all(test(row, value) for test, value in known)]


def _number(
    column: str, test: Callable[[int, int], bool], row: Row, value: str
) -> bool:
    """Compare a column with a value that stands bare in the SQL."""
    if INJECTED.search(value):
        raise WholeTableError
    if not NUMBER.fullmatch(value):
        raise BadSqlError
    held = row[column]
    return (
        held is not None
        and NUMBER.fullmatch(held) is not None
        and test(int(held), int(value))
    )


def _like(held: str | None, value: str, start: str, end: str) -> bool:
    """Compare a column with a value between quotes, % and _ being wildcards."""
    if "'" in value:
        raise BadSqlError
    pattern = re.escape(value).replace("%", ".*").replace("_", ".")
    wanted = re.compile(f"{start}{pattern}{end}", re.IGNORECASE | re.DOTALL)
    return held is not None and wanted.fullmatch(held) is not None


OWNER: Mapping[str, Filter] = {
    "user_id": number("user_id"),
    "created_by": number("user_id"),
}
WHEN: Mapping[str, Filter] = {
    "before": before("date_created"),
    "after": after("date_created"),
}
