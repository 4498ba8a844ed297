"""Write what is asked: bodies, filters and paths, checked before they leave.

The server puts what it is given into SQL as it stands, and takes JSON that it can't
read for an empty record: neither is left to it.
"""

from dataclasses import fields as fields_of
from datetime import datetime
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ...errors import InvalidInputError
from ...fields import LARGEST_COUNT

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

type Pairs = tuple[tuple[str, str], ...]

LONGEST_FILTER = 128
SHOWN = 40

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
# Letters of all scripts, and no sign that means something to SQL.
_FILTER = re.compile(rf"[\w @.+*#:/,-]{{1,{LONGEST_FILTER}}}")


def place(*parts: str | int) -> str:
    """Write a path of words and ids; raises InvalidInputError for anything else."""
    return "".join(f"/{_part(part)}" for part in parts)


def body_of(
    fields: DataclassInstance, of: type[DataclassInstance] | None = None
) -> dict[str, Any]:
    """Write what was given as an object; raises InvalidInputError for an odd id.

    `of` is the kind whose fields are written, whatever more there is.
    """
    names = [one.name for one in fields_of(of or fields)]
    found = {name: getattr(fields, name) for name in names}
    return {
        name: _value(name, each) for name, each in found.items() if each is not None
    }


def pairs_of(fields: DataclassInstance | None) -> Pairs:
    """Write a filter; raises InvalidInputError for a text that SQL could mistake."""
    if fields is None:
        return ()
    return tuple((name, _asked(name, value)) for name, value in body_of(fields).items())


def encoded(pairs: Pairs) -> str:
    """Write pairs as a query."""
    return urlencode(pairs)


def whole(text: str) -> str:
    """Return a text without half characters, which the server can't read."""
    return text.encode("utf-8", "replace").decode()


def checked_id(value: object) -> int:
    """Return an id that can be one; raises InvalidInputError."""
    if type(value) is int and 0 < value <= LARGEST_COUNT:
        return value
    raise InvalidInputError("id_not_possible", value=str(value)[:SHOWN])


def short_enough(name: str, value: str | None, limit: int) -> None:
    """Check a text's length in characters; raises InvalidInputError."""
    if value is not None and len(value) > limit:
        raise InvalidInputError("value_not_possible", field=name)


def epoch(value: datetime) -> int:
    """Write a time as epoch seconds; raises InvalidInputError without a zone."""
    if value.tzinfo is None:
        raise InvalidInputError("value_not_possible", field="time")
    return int(value.timestamp())


def _part(part: str | int) -> str:
    """Write one part of a path."""
    if isinstance(part, str):
        if not _WORD.fullmatch(part):
            raise InvalidInputError("id_not_possible", value=part[:SHOWN])
        return part
    return str(checked_id(part))


def _value(name: str, value: Any) -> Any:
    """Write one value: yes and no as numbers, times as epoch seconds."""
    if name.endswith("_id"):
        return checked_id(value)
    match value:
        case bool() | int():
            return int(value)
        case datetime():
            return epoch(value)
        case _:
            return whole(str(value))


def _asked(name: str, value: str | int) -> str:
    """Write one value of a filter."""
    if isinstance(value, str) and not _FILTER.fullmatch(value):
        raise InvalidInputError("value_not_possible", field=name)
    return str(value)
