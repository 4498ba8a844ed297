"""When something is to happen on the server (field-notes.md 6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Parts of a date in the server's time: a number, some (`1,2`), or all (`*`).

    Weekday 1 is Sunday. Steps (`*/30`) are not possible: the server misreads them.
    """

    year: str = "*"
    month: str = "*"
    day: str = "*"
    hour: str = "*"
    minute: str = "*"
    weekday: str = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A time, to the minute: one of `delay`, `at`, `server_time` and `calendar`.

    `server_time` is what the server's clock shows, without a zone. `delay` and `at`
    are right only where the server's database runs in UTC; all of them need its event
    scheduler to be on.
    """

    delay: timedelta | None = None
    at: datetime | None = None
    server_time: datetime | None = None
    calendar: Calendar | None = None
    is_recurring: bool | None = None
    expiry: datetime | None = None
    weight: int | None = None
