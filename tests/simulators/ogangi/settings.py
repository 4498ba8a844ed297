"""Settings of the simulator."""

from dataclasses import dataclass, field
from datetime import timedelta, timezone
from enum import StrEnum


class Names(StrEnum):
    """How the names of elements are written."""

    DOCUMENTED = "documented"
    LOWER = "lower"
    UPPER = "upper"


class PageZero(StrEnum):
    """What page 0 brings where pages start at 1."""

    ERROR = "error"
    EMPTY = "empty"
    FIRST = "first"
    """The same as page 1."""


class Dates(StrEnum):
    """How the date of a received message is written."""

    PLAIN = "plain"
    """As the sample has it: `2014-10-13 10:30:51.922`, the workspace's wall clock."""
    ISO = "iso"
    """As the table has it, with the offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds from sending to each state; `reply` counts from delivery."""

    carrier: float = 2.0
    final: float = 5.0
    slow: float = 600.0
    reply: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set, while it runs too (`simulator.configure`).

    `rooted`: answers have a root element. `with_records`: lists say how many rows there
    are in all. `largest_page`: no page has more rows, whatever was asked for.
    """

    delays: Delays = field(default_factory=Delays)
    rooted: bool = True
    names: Names = Names.DOCUMENTED
    first_page: int = 0
    page_zero: PageZero = PageZero.ERROR
    with_records: bool = True
    largest_page: int = 1000
    dates: Dates = Dates.ISO
    zone: timezone = timezone(-timedelta(hours=4, minutes=30))
    zone_name: str = "America/Caracas"
    pin: str = "846547"
    reply_text: str = "Yes, I am coming."
    sender_field: str = "sender_id_id"
    keyword_field: str = "keyword_value"
    recipient_field: str = "recipient_address"
    push_timeout: float = 5.0
