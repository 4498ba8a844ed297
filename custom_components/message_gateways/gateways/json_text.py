"""Read JSON in pieces, so that other threads have their turn while it is read.

The library's parser, of C, lets no other thread run until it is through: half a second
for five megabytes, in whatever thread.
"""

from decimal import Decimal
from json import JSONDecoder
import re
from typing import Any, NoReturn

from .errors import UnreadableAnswerError

PIECE = 64 * 1024
"""Characters that are parsed in one go, in a few milliseconds."""

DEEPEST = 10
"""Levels of what is longer than a piece."""

MOST_SIGNS = 500_000
"""Commas and brackets of a text: any more fill the memory, and take long to forget."""

_AFTER_VALUE = " \t\n\r,]}"
_NOT_BLANK = re.compile(r"[^ \t\n\r]")


def read_json(text: str) -> Any:
    """Parse JSON, numbers exactly; raises UnreadableAnswerError."""
    try:
        if len(text) <= PIECE:
            return _DECODER.decode(text)
        return _Pieces(text).read()
    except ValueError, RecursionError, ArithmeticError:
        raise UnreadableAnswerError("the answer is no JSON") from None


def _refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(name)


_DECODER = JSONDecoder(parse_float=Decimal, parse_constant=_refuse_constant)


class _Pieces:
    """Read a long text; every method raises ValueError for what is no JSON."""

    def __init__(self, text: str) -> None:
        """Begin at the beginning."""
        if sum(map(text.count, ",[{")) > MOST_SIGNS:
            raise ValueError("too long")
        self._text = text
        self._at = 0
        self._piece, self._begins = "", 0
        self._found: Any = None

    def read(self) -> Any:
        """Read all of it."""
        found = self._value(0)
        if self._next():
            raise ValueError("something follows")
        return found

    def _value(self, depth: int) -> Any:
        """Read a value, in one go where it is short."""
        if depth > DEEPEST:
            raise ValueError("too deep")
        begun = self._next()
        inside = self._at - self._begins
        if self._piece and 0 <= inside < len(self._piece) and self._is_short(inside):
            return self._found
        self._piece = self._text[self._at : self._at + PIECE]
        self._begins = self._at
        if self._is_short(0):
            return self._found
        match begun:
            case "[":
                return self._list(depth)
            case "{":
                return self._object(depth)
            case '"':
                return self._string()
            case _:
                raise ValueError("no value")

    def _is_short(self, inside: int) -> bool:
        """Read a value that ends before its piece does, and tell whether there is one.

        What comes right after it must be in the piece too: a number may go on, and
        `1e` at the end of a piece would be read as 1.
        """
        try:
            self._found, end = _DECODER.raw_decode(self._piece, inside)
        except ValueError:
            return False
        if self._begins + end < len(self._text):
            after = self._piece[end : end + 1]
            if not after or after not in _AFTER_VALUE:
                return False
        self._at = self._begins + end
        return True

    def _list(self, depth: int) -> list[Any]:
        """Read a list, value by value."""
        found: list[Any] = []
        self._at += 1
        if self._next() == "]":
            self._at += 1
            return found
        while True:
            found.append(self._value(depth + 1))
            if self._follows("]"):
                return found

    def _object(self, depth: int) -> dict[str, Any]:
        """Read an object, name by name."""
        found: dict[str, Any] = {}
        self._at += 1
        if self._next() == "}":
            self._at += 1
            return found
        while True:
            if self._next() != '"':
                raise ValueError("no name")
            name = self._string()
            if self._next() != ":":
                raise ValueError("no colon")
            self._at += 1
            found[name] = self._value(depth + 1)
            if self._follows("}"):
                return found

    def _follows(self, end: str) -> bool:
        """Step over a comma, or over the end and say so."""
        found = self._next()
        if found not in {",", end}:
            raise ValueError("neither a comma nor an end")
        self._at += 1
        return found == end

    def _string(self) -> str:
        """Read a string of any length."""
        found, self._at = _DECODER.raw_decode(self._text, self._at)
        return str(found)

    def _next(self) -> str:
        """Step over blanks and return what comes then, nothing at the end."""
        found = _NOT_BLANK.search(self._text, self._at)
        self._at = found.start() if found else len(self._text)
        return self._text[self._at : self._at + 1]
