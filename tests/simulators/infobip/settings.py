"""Settings of the simulator."""

from dataclasses import dataclass, field
from datetime import timedelta, timezone
from enum import StrEnum


class Dialect(StrEnum):
    """Whose habits the simulator has, where field notes tell of a difference."""

    RESELLER = "reseller"
    """As api.md: `ncResults` from notify, `mccmnc`, validity in milliseconds."""
    INFOBIP = "infobip"
    """As Infobip itself: `results`, `mccMnc`, validity in minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds from a message's start (taken, or its `sendAt`) to each state.

    `reply` counts from delivery, `lookup` from the request for number/1/notify.
    """

    waiting: float = 1.0
    operator: float = 3.0
    final: float = 5.0
    slow: float = 600.0
    reply: float = 3.0
    lookup: float = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set, while it runs too (`simulator.configure`).

    `done_at_while_pending`: give pending messages a `doneAt` (of their last change).
    The document leaves it open; the provider's own old client breaks without it.
    """

    dialect: Dialect = Dialect.RESELLER
    delays: Delays = field(default_factory=Delays)
    done_at_while_pending: bool = True
    reply_text: str = "Yes, I am coming."
    default_limit: int = 50
    largest_limit: int = 1000
    most_segments: int = 255
    history: timedelta = timedelta(hours=48)
    longest_validity: timedelta = timedelta(hours=48)
    zone: timezone = timezone(timedelta(hours=1))
    push_attempts: int = 3
    push_pause: float = 0.01
    push_timeout: float = 5.0
    rows_in_push: int = 100
