"""What the API answers, as documented; None where an answer did not say."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..model import Detail
from .codes import ERRORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An error object; its words may be Russian."""

    code: int
    text: str | None = None

    @property
    def detail(self) -> Detail:
        """Return the provider's own words, with the name that its document has."""
        known = ERRORS.get(self.code)
        return Detail(
            code=str(self.code), name=known[1] if known else None, text=self.text
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageState:
    """Where an SMS, or one segment of it, stands (table 8); times in UTC."""

    state: int
    created_at: datetime | None = None
    submitted_at: datetime | None = None
    reported_at: datetime | None = None
    time_stamp: datetime | None = None
    description: str | None = None
    price: Decimal | None = None

    @property
    def at(self) -> datetime | None:
        """Return the time of what is known last."""
        return (
            self.reported_at or self.time_stamp or self.submitted_at or self.created_at
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResentSms(MessageState):
    """An SMS that went out in place of a Viber message; its states are those of SMS."""

    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ViberState(MessageState):
    """Where a Viber message stands, by the states of Viber, and its SMS."""

    resent_sms: tuple[ResentSms, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundSms:
    """A message that came in; time in UTC."""

    id: str | None = None
    sender: str | None = None
    to: str | None = None
    text: str | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsStatistics:
    """How many SMS of a period stand where (Sms/Statistics).

    `total` is the sum of the first six; the unit of `delivery_ratio` is not documented.
    """

    sent: int
    delivered: int
    errors: int
    in_process: int
    expired: int
    rejected: int
    total: int | None = None
    total_with_errors: int | None = None
    delivery_ratio: Decimal | None = None
