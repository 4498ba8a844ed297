"""What the user allows an account to send, to spend, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from ..gateways.model import Channel


class Unit(StrEnum):
    """What a message is paid by."""

    SEGMENT = "segment"
    PAGE = "page"
    MINUTE = "minute"
    EMAIL = "email"


UNIT_OF = {
    Channel.SMS: Unit.SEGMENT,
    Channel.VIBER: Unit.SEGMENT,
    Channel.VOICE: Unit.MINUTE,
    Channel.FAX: Unit.PAGE,
    Channel.EMAIL: Unit.EMAIL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Messages of the clock's hour, the day and the calendar month."""

    hour: int
    day: int
    month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From when to when nothing leaves, by the clock of the house.

    It may span midnight; what begins and ends at the same time is never quiet.
    """

    begin: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is allowed, as design.md's eleventh rule has it.

    `prices` are those the user knows, of one unit, in `currency`; what earlier messages
    have cost goes before them.
    """

    account: Tally = Tally(hour=2_000, day=10_000, month=100_000)
    address: Tally = Tally(hour=30, day=100, month=1_000)
    duplicate_window: timedelta = timedelta(seconds=10)
    cost_a_day: Decimal | None = None
    cost_a_month: Decimal | None = None
    quiet: QuietHours | None = None
    prices: Mapping[Unit, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    currency: str | None = None
