"""What a gateway counts of a period."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How many messages of a period stand where; each message is counted once."""

    since: datetime
    until: datetime
    sent: int
    delivered: int
    errors: int
    in_process: int
    expired: int
    rejected: int

    @property
    def total(self) -> int:
        """Count all messages."""
        return (
            self.sent
            + self.delivered
            + self.errors
            + self.in_process
            + self.expired
            + self.rejected
        )

    @property
    def delivery_ratio(self) -> float | None:
        """Return what part was delivered, from 0 to 1; None where nothing was sent."""
        return self.delivered / self.total if self.total else None
