"""Dates as the API writes and reads them."""

from datetime import date, datetime, tzinfo
import re

NO_DATE = "0001-01-01T00:00:00"
SCHEDULE = re.compile(r"\d{2}-\d{2}-\d{4} \d{2}:\d{2}:\d{2}", re.ASCII)
DAY = re.compile(r"\d{2}-\d{2}-\d{4}", re.ASCII)


def date_text(moment: datetime | None, zone: tzinfo) -> str:
    """Write a date to the second, "not set" for None."""
    if moment is None:
        return NO_DATE
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S")


def precise_text(moment: datetime, zone: tzinfo, tick: int) -> str:
    """Write a date to the tenth of a microsecond, without zeros at the end.

    `tick` (0 to 9) is the seventh digit, which Python has not.
    """
    fraction = f"{moment.microsecond * 10 + tick:07}".rstrip("0")
    return date_text(moment, zone) + (f".{fraction}" if fraction else "")


def parse_schedule(text: str, zone: tzinfo) -> datetime | None:
    """Read `dd-MM-yyyy HH:mm:ss` in a zone (6.1), None for anything else."""
    if not SCHEDULE.fullmatch(text):
        return None
    try:
        return datetime.strptime(text, "%d-%m-%Y %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None


def parse_day(text: str) -> date | None:
    """Read `dd-MM-yyyy` (7.1.3), None for anything else."""
    if not DAY.fullmatch(text):
        return None
    try:
        return date(int(text[6:]), int(text[3:5]), int(text[:2]))
    except ValueError:
        return None
