"""Read the parameters of requests: form before query, names in any case."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
import json
from typing import Any
from urllib.parse import parse_qs

from tests.simulators.devino.dates import parse_date
from tests.simulators.devino.errors import ApiError
from tests.simulators.received import ReceivedRequest

FORM = "application/x-www-form-urlencoded"


def read_body(content_type: str, raw: bytes) -> Any:
    """Return a form as names with all their values, JSON as it is, else None."""
    media = content_type.split(";", maxsplit=1)[0].strip().lower()
    try:
        if media == FORM:
            form = parse_qs(raw.decode(), keep_blank_values=True, errors="strict")
            return {name: tuple(values) for name, values in form.items()}
        # The control interface speaks JSON.
        return json.loads(raw) if raw else None
    except ValueError:
        return None


class Params:
    """The parameters of one request.

    A name that is in the form is not looked for in the query. Of a repeated name that
    takes one value the first counts.
    """

    def __init__(self, received: ReceivedRequest) -> None:
        """Take them from a request."""
        self._values = _lowered(received.query)
        if received.content_type == FORM and isinstance(received.body, Mapping):
            self._values |= _lowered(received.body)

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values of a repeated parameter that are not empty."""
        return tuple(value for value in self._values.get(name.lower(), ()) if value)

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a repeated parameter, empty ones too."""
        return self._values.get(name.lower(), ())

    def first(self, name: str) -> str | None:
        """Return the first value of a parameter, None when missing or empty."""
        values = self._values.get(name.lower(), ())
        return values[0] if values and values[0] else None

    def required(self, name: str) -> str:
        """Return a parameter that has to be there. Raises ApiError (Code 1)."""
        value = self.first(name)
        if value is None:
            raise ApiError.missing(name)
        return value

    def date(self, name: str) -> datetime | None:
        """Return a date as it was written. Raises ApiError (Code 2) for what is none.

        A Z at its end, which says what the document says anyway, is let through.
        """
        text = self.first(name)
        if text is None:
            return None
        date = parse_date(text.removesuffix("Z"))
        if date is None:
            raise ApiError(2, f"Недопустимое значение параметра {name}")
        return date

    def required_date(self, name: str, method: str) -> datetime:
        """Return a date that has to be there. Raises ApiError (Code 9).

        `method` is the signature that the provider's text has.
        """
        date = parse_date((self.first(name) or "").removesuffix("Z"))
        if date is None:
            raise ApiError.no_date(name, method)
        return date

    def minutes(self, name: str) -> timedelta | None:
        """Return a period; 0 and nothing are none. Raises ApiError (Code 2)."""
        text = self.first(name)
        if text is None:
            return None
        if not text.isascii() or not text.isdigit():
            raise ApiError(2, f"Недопустимое значение параметра {name}")
        return timedelta(minutes=int(text)) or None


def in_utc(date: datetime) -> datetime:
    """Return a date without zone as UTC, which is how the API means it."""
    return date.replace(tzinfo=UTC)


def _lowered(values: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return parameters with names in lower case, values of equal names together."""
    lowered: dict[str, tuple[str, ...]] = {}
    for name, items in values.items():
        lowered[name.lower()] = (*lowered.get(name.lower(), ()), *items)
    return lowered
