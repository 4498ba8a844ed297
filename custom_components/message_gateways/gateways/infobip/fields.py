"""Write single values as the samples of the document do."""

from datetime import UTC, datetime


def write_moment(value: datetime) -> str:
    """Write a date as the samples do; one without an offset is in UTC."""
    return value.replace(tzinfo=value.tzinfo or UTC).isoformat(timespec="milliseconds")
