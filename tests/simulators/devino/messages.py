"""Messages sent through the simulator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Self

from tests.simulators.devino.behaviours import Behaviour
from tests.simulators.devino.codes import SMS_STATES


class Channel(StrEnum):
    """What a message is sent by."""

    SMS = "sms"
    VIBER = "viber"


@dataclass(slots=True, kw_only=True)
class Message:
    """One message to one number.

    `ids` has one id for each SMS segment, or Viber's one. `to` is normalised, `price`
    is for one id. `send_at` is the schedule in UTC, `written_date` as it was written.
    `wants_resend` is what SendWithResend asks; `resent` is the SMS that came of it, and
    `resent_for` is in that SMS the id of the Viber message.
    """

    login: str
    channel: Channel
    ids: tuple[str, ...]
    from_: str
    to: str
    text: str
    accepted_at: datetime
    price: Decimal
    behaviour: Behaviour
    validity: timedelta | None = None
    send_at: datetime | None = None
    written_date: datetime | None = None
    optional: str | None = None
    wants_resend: bool = False
    resent: Self | None = None
    resent_for: str | None = None
    refused: bool = False
    replied: bool = False

    @property
    def message_id(self) -> str:
        """Return its first id."""
        return self.ids[0]

    @property
    def segments(self) -> int:
        """Return how many segments it has."""
        return len(self.ids)

    @property
    def sent_at(self) -> datetime:
        """Return when it was or will be sent: when it was taken or its schedule."""
        return max(self.accepted_at, self.send_at or self.accepted_at)

    @property
    def cost(self) -> Decimal:
        """Return what it costs: only what reaches a network, and Viber always."""
        if self.refused:
            return Decimal(0)
        if self.channel is Channel.VIBER:
            return self.price
        return sum((self.price_of(index) for index in range(self.segments)), Decimal(0))

    def price_of(self, segment: int) -> Decimal:
        """Return what a segment (from 0) of an SMS costs."""
        free = self.refused or SMS_STATES[self.behaviour.sms_of(segment)].free
        return Decimal(0) if free else self.price
