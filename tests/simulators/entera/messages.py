"""Messages sent through the simulator: a task and its recipients."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from tests.simulators.entera.behaviours import Behaviour
from tests.simulators.entera.codes import Channel


class Kind(StrEnum):
    """How a task is listed."""

    SINGLE = "single"
    """With the status of its one recipient."""
    BULK = "bulk"
    """With a status of its own: a broadcast, or more than one recipient."""
    MERGE = "merge"
    """With a status of its own, and texts made for each recipient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRule:
    """How a call is made: milliseconds, keys, and the seconds its sound lasts."""

    longest: int
    answer_timeout: int
    inter_digit_timeout: int
    first_digit_timeout: int
    most_digits: int
    sound: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One recipient of a task.

    `number` has digits only, `text` is what this recipient gets (None: no text of its
    own). `price` is what it costs when delivered, `units` its pages or segments.
    """

    id: int
    task_id: str
    number: str
    behaviour: Behaviour
    units: int
    price: Decimal
    text: str | None = None


@dataclass(slots=True, kw_only=True)
class Message:
    """One task, as one request made it.

    `method` is the API's. `units` are the pages of a fax, the segments of an SMS as it
    was sent. `broken`: its sound or document can't be used.
    """

    login: str
    method: str
    channel: Channel
    kind: Kind
    id: int
    task_id: str
    accepted_at: datetime
    deliveries: tuple[Delivery, ...]
    alias: str = ""
    external_id: str = ""
    send_at: datetime | None = None
    notification: int = 0
    names: tuple[str, ...] = ()
    units: int = 1
    broken: bool = False
    sender: str = ""
    text: str = ""
    expiration: timedelta | None = None
    call: CallRule | None = None
    cancelled_at: datetime | None = None
    replied: bool = False

    @property
    def starts_at(self) -> datetime:
        """Return when it is or was to start: when it was taken or its schedule."""
        return max(self.accepted_at, self.send_at or self.accepted_at)
