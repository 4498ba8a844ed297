"""Read the query parameters of lists."""

from datetime import datetime

from tests.simulators.infobip.dates import parse_date
from tests.simulators.infobip.errors import ApiError
from tests.simulators.infobip.settings import Settings
from tests.simulators.received import ReceivedRequest


def limit_of(received: ReceivedRequest, settings: Settings) -> int:
    """Return how many rows are wanted, at most the largest limit. Raises ApiError."""
    text = received.first("limit")
    if text is None:
        return settings.default_limit
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise ApiError.bad_request("Invalid value of limit")
    return min(int(text), settings.largest_limit)


def ids_of(received: ReceivedRequest, name: str) -> set[str] | None:
    """Return ids that were repeated or separated by commas, or None."""
    ids = {
        part.strip()
        for value in received.query.get(name, ())
        for part in value.split(",")
        if part.strip()
    }
    return ids or None


def date_of(received: ReceivedRequest, name: str) -> datetime | None:
    """Return a date parameter. Raises ApiError."""
    text = received.first(name)
    return parse_date(text, name) if text else None


def between(moment: datetime, since: datetime | None, until: datetime | None) -> bool:
    """Tell whether a time is within limits, which belong to it."""
    return (since is None or moment >= since) and (until is None or moment <= until)
