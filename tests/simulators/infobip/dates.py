"""Dates as the API writes and reads them."""

from datetime import UTC, datetime, tzinfo

from tests.simulators.infobip.errors import ApiError


def date_text(moment: datetime, zone: tzinfo) -> str:
    """Write a date like `2015-02-12T09:50:22.221+0100`."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + (
        moment.astimezone(zone).strftime("%z")
    )


def parse_date(text: str, name: str) -> datetime:
    """Read a date with or without colon in its offset; without offset it is UTC.

    A plus sign that a query made a space is a plus sign. Raises ApiError.
    """
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError as error:
        raise ApiError.bad_request(f"Invalid date in {name}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
