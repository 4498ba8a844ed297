"""Time zones of recipients by number."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

ZONES = {
    "7914": "Asia/Vladivostok",
    "385": "Europe/Zagreb",
    "44": "Europe/London",
    "41": "Europe/Zurich",
    "7": "Europe/Moscow",
    "1": "America/New_York",
}


def zone_of(number: str) -> tzinfo:
    """Return the time zone a number (digits only) is taken to be in, else UTC."""
    for prefix, name in ZONES.items():
        if number.startswith(prefix):
            return ZoneInfo(name)
    return UTC
