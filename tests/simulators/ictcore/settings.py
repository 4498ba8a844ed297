"""Settings of the simulator."""

from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from enum import StrEnum


class Release(StrEnum):
    """The two servers of the field notes."""

    M = "1.x"
    """The line that works."""
    H = "2.1.0"
    """The unfinished port that can't create most things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Seconds from a send to each step.

    `late` counts from the end to a delivery report that comes after it, `retry` from a
    failure to the next automatic attempt, `reply` from the end to a reply. `import_` is
    how long the daemon needs for a CSV file.
    """

    started: float = 1.0
    connected: float = 2.0
    final: float = 5.0
    slow: float = 600.0
    late: float = 10.0
    retry: float = 10.0
    reply: float = 3.0
    import_: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set, while it runs too (`simulator.configure`).

    `strict` is the database's strict SQL mode. `most_listed` caps the list of
    transmissions. `cron_seconds` is how often due tasks are looked for, on whole
    multiples since the epoch. `zone` is the server's and its database's. While an
    automatic retry is to come a transmission has `retry_status`. `fatal` names what
    release 2.1.0 refuses to create with an empty 500 instead of an empty 200.
    """

    release: Release = Release.M
    strict: bool = False
    delays: Delays = field(default_factory=Delays)
    token_seconds: int = 31_104_000
    most_listed: int = 5000
    cron_seconds: int = 60
    zone: tzinfo = UTC
    retry_status: str = "pending_retry"
    fatal: frozenset[str] = frozenset({"transmissions"})
    keys: str = "1"
    reply_text: str = "Yes, I am coming."
