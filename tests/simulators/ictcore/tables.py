"""Tables as the server's database has them: what is read is a string or null."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

type Row = dict[str, Any]


def saved(value: Any) -> str | None:
    """Return a value as it is read back from the database."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, int | float):
        return str(value)
    return "Array"


def number_in(text: Any) -> int | None:
    """Return the id that a text or a number holds, None when it holds none."""
    if isinstance(text, int):
        return int(text)
    return int(text) if isinstance(text, str) and text.isdecimal() else None


def epoch(moment: datetime) -> str:
    """Return a time as the database keeps it."""
    return str(int(moment.timestamp()))


class Table:
    """Rows by id, in the order of their ids, which are never used again."""

    def __init__(self, key: str, *columns: str, **defaults: str | None) -> None:
        """Take the name of the id, the other columns, and what they hold unset."""
        self.key = key
        self.columns = columns
        self._defaults = defaults
        self._rows: dict[int, Row] = {}
        self._last = 0

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows as they are now."""
        return iter(tuple(self._rows.values()))

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    def insert(self, values: Mapping[str, Any]) -> int:
        """Save a row of what the columns take and return its id."""
        self._last += 1
        row: Row = {self.key: str(self._last)} | dict.fromkeys(self.columns)
        self._rows[self._last] = row | self._defaults
        self.update(self._last, values)
        return self._last

    def update(self, id_: int, values: Mapping[str, Any]) -> None:
        """Save what the columns take of some values in a row that is there."""
        row = self._rows[id_]
        row.update(
            {name: saved(values[name]) for name in self.columns if name in values}
        )

    def find(self, id_: Any) -> Row | None:
        """Return the row of an id (a number or its text), or None."""
        number = number_in(id_)
        return None if number is None else self._rows.get(number)

    def row(self, id_: Any) -> Row:
        """Return the row of an id. Raises KeyError."""
        row = self.find(id_)
        if row is None:
            raise KeyError(f"{self.key} {id_}")
        return row

    def where(self, **wanted: str | None) -> list[Row]:
        """Return the rows that hold exactly these values."""
        return [
            row
            for row in self
            if all(row[name] == value for name, value in wanted.items())
        ]

    def delete(self, id_: Any) -> bool:
        """Delete a row and tell whether it was there."""
        number = number_in(id_)
        return number is not None and self._rows.pop(number, None) is not None

    def clear(self) -> None:
        """Delete all rows."""
        self._rows.clear()
