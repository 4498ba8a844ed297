"""When the house is quiet, by its own clock, whatever daylight saving does to it."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache

from .limits import QuietHours

MINUTE = timedelta(minutes=1)
# Longer than any day, even one that a clock lives through twice.
LONGEST = 2 * 24 * 60


@lru_cache(maxsize=64)
def quiet_until(at: datetime, quiet: QuietHours, zone: tzinfo) -> datetime | None:
    """Return when the quiet around a moment ends, None where there is none.

    The clock on the wall decides: an end that it leaves out is where it jumps, and an
    hour that it shows twice is quiet twice.
    """
    if not _is_quiet(at, quiet, zone):
        return None
    minute = at.astimezone(UTC).replace(second=0, microsecond=0)
    for _ in range(LONGEST):
        minute += MINUTE
        if not _is_quiet(minute, quiet, zone):
            return minute
    return None


def _is_quiet(at: datetime, quiet: QuietHours, zone: tzinfo) -> bool:
    """Tell whether the clock on the wall shows a quiet time."""
    shown: time = at.astimezone(zone).time()
    if quiet.begin <= quiet.end:
        return quiet.begin <= shown < quiet.end
    return shown >= quiet.begin or shown < quiet.end
