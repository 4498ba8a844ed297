"""Know numbers again that come back in another writing (field-notes.md)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

SHORTEST_NATIONAL = 5
LONGEST_COUNTRY_CODE = 3


class HasNumber(Protocol):
    """A row about a number."""

    @property
    def number(self) -> str:
        """Return the number as the gateway writes it."""


def plain(number: str) -> str:
    """Return the digits of a number, without what stands for "abroad".

    `00902123558444` and `+90 212 355 84 44` are the same.
    """
    digits = "".join(one for one in number if one.isdecimal() and one.isascii())
    return digits.removeprefix("00") or number.strip()


def may_be_same(one: str, other: str) -> bool:
    """Tell whether one plain number can be another in national writing.

    `05324676407` and `5324676407` may be `905324676407`.
    """
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    if long.startswith("0"):
        return long.removeprefix("0") == short
    return any(
        len(rest) >= SHORTEST_NATIONAL
        and long.endswith(rest)
        and len(long) - len(rest) <= LONGEST_COUNTRY_CODE
        for rest in (short, short.removeprefix("0"))
    )


def rows_by_number[RowT: HasNumber](
    numbers: Iterable[str], rows: Sequence[RowT]
) -> Mapping[str, Sequence[RowT]]:
    """Give each number its rows; one that may be of two numbers is given to neither."""
    by_plain = {plain(one): one for one in numbers}
    found: defaultdict[str, list[RowT]] = defaultdict(list)
    for row in rows:
        written = plain(row.number)
        if written in by_plain:
            found[by_plain[written]].append(row)
            continue
        fitting = [one for one in by_plain if may_be_same(one, written)]
        if len(fitting) == 1:
            found[by_plain[fitting[0]]].append(row)
    return found
