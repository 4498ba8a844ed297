"""What the user chose for an account."""

from dataclasses import dataclass, field
from datetime import timedelta

from .limits import Limits
from .speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the user chose; `speaks_itself`: the gateway speaks texts, not we."""

    country: str | None
    sender: str | None
    longest_segments: int
    retention: timedelta
    retention_rows: int
    speech: Speech = field(default_factory=Speech)
    speaks_itself: bool = False
    limits: Limits = field(default_factory=Limits)
