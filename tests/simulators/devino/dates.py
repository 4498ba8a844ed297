"""Dates as the API writes and reads them."""

from datetime import UTC, datetime, timedelta, tzinfo
import re

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_DATE = "/Date(-62135596800000)/"
WRITTEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)?", re.ASCII
)


def date_text(moment: datetime, zone: tzinfo | None) -> str:
    """Write a date like `/Date(1455820738000)/`, with a zone `/Date(…+0300)/`."""
    offset = "" if zone is None else moment.astimezone(zone).strftime("%z")
    milliseconds = (moment - EPOCH) // timedelta(milliseconds=1)
    return f"/Date({milliseconds}{offset})/"


def parse_date(text: str) -> datetime | None:
    """Read a date without zone like `2011-01-28T16:00:00`, None for anything else."""
    if not WRITTEN.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
