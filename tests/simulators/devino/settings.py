"""Settings of the simulator."""

from dataclasses import dataclass, field
from datetime import timedelta, timezone
from enum import StrEnum


class Expired(StrEnum):
    """How an expired session is refused: both forms of the field notes."""

    UNAUTHORIZED = "unauthorized"
    """Code 4, HTTP 401, "SessionID expired"."""
    INVALID = "invalid"
    """Code 3, HTTP 400."""


class IdStyle(StrEnum):
    """What the ids of SMS segments look like."""

    NUMERIC = "numeric"
    """As in the document: 579700854169272358."""
    GATEWAY = "gateway"
    """As in the field notes: SAR-GW01+79160000000-5f3b1972-2-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds from a message's start (taken, or its schedule) to each state.

    `recorded` ends state 255 and counts from when it was taken. `read` and `followed`
    are Viber's and, as `reply`, count from delivery. `resend` counts from the end of an
    undelivered Viber message.
    """

    recorded: float = 1.0
    submitted: float = 2.0
    final: float = 5.0
    read: float = 3.0
    followed: float = 6.0
    slow: float = 600.0
    resend: float = 1.0
    reply: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set, while it runs too (`simulator.configure`).

    `zone` is written into dates when it is not None. `inbound_date` is one of
    CreateDateUtc, CreatedDateUtc, CreationDateUtc; `inbound_id_is_number` makes the ID
    of a received message a number. `most_in_bulk` refuses longer lists (None: no
    limit, as none is published).
    """

    delays: Delays = field(default_factory=Delays)
    session_minutes: float = 120.0
    expired: Expired = Expired.UNAUTHORIZED
    id_style: IdStyle = IdStyle.NUMERIC
    zone: timezone | None = None
    inbound_date: str = "CreateDateUtc"
    inbound_id_is_number: bool = False
    most_in_bulk: int | None = None
    history: timedelta = timedelta(hours=48)
    reply_text: str = "Yes, I am coming."
    push_attempts: int = 3
    push_pause: float = 0.01
    push_timeout: float = 5.0
