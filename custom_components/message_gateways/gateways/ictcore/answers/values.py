"""Read what answers are made of: bare values, texts for numbers, epoch seconds."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from ...errors import UnreadableAnswerError
from ...fields import count, mapping, words


def number(value: Any) -> int | None:
    """Read a whole number, which is a text wherever it was in the database."""
    return count(value)


def key(value: Any) -> int | None:
    """Read an id: a number that is not 0."""
    return count(value) or None


def flag(value: Any) -> bool | None:
    """Read a yes or no, written 1 or 0."""
    if isinstance(value, bool):
        return value
    found = count(value)
    return None if found is None else found != 0


def stamp(value: Any) -> datetime | None:
    """Read a time in epoch seconds; 0 is none."""
    found = count(value)
    return datetime.fromtimestamp(found, UTC) if found else None


def parse_id(document: Any) -> int:
    """Parse the bare id of something new; raises UnreadableAnswerError."""
    found = key(document)
    if found is None:
        raise UnreadableAnswerError("the answer is no id")
    return found


def parse_status(document: Any) -> str:
    """Parse a bare word; raises UnreadableAnswerError."""
    found = words(document) if isinstance(document, str) else None
    if found is None:
        raise UnreadableAnswerError("the answer is no status")
    return found.lower()


def parse_object(document: Any) -> Mapping[str, Any]:
    """Parse an object; raises UnreadableAnswerError."""
    if not isinstance(document, Mapping):
        raise UnreadableAnswerError("the answer is no object")
    return document


def parse_rows[T](
    document: Any, parse: Callable[[Mapping[str, Any]], T | None]
) -> tuple[T, ...]:
    """Parse a list, without rows that are none; raises UnreadableAnswerError.

    PHP writes a list with gaps as an object with numbers as names.
    """
    if isinstance(document, Mapping) and all(name.isdecimal() for name in document):
        document = list(document.values())
    if not isinstance(document, list):
        raise UnreadableAnswerError("the answer is no list")
    parsed = (parse(mapping(row)) for row in document)
    return tuple(row for row in parsed if row is not None)
