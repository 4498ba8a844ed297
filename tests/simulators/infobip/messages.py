"""Messages sent through the simulator."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tests.simulators.infobip.behaviours import Behaviour
from tests.simulators.infobip.statuses import Status


@dataclass(slots=True, kw_only=True)
class Options:
    """What text/advanced may say besides who, to whom and what."""

    flash: bool = False
    language: str | None = None
    single_shift: bool = False
    locking_shift: bool = False
    transliteration: str | None = None
    notify_url: str | None = None
    notify_content_type: str = "application/json"
    callback_data: str | None = None
    validity: timedelta | None = None
    send_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Message:
    """One message to one number.

    `refused` is the status it was refused with at once. `price` is for one segment and
    0 when the message is not charged. `binary` holds the octets of a binary message,
    whose `text` is None. `report_taken` says that its one report was pulled or pushed;
    `push_begun` that a push was tried.
    """

    user: str
    bulk_id: str
    message_id: str
    from_: str
    to: str
    text: str | None
    binary: bytes | None = None
    data_coding: int = 0
    esm_class: int = 0
    options: Options
    accepted_at: datetime
    segments: int
    price: Decimal
    currency: str
    behaviour: Behaviour
    refused: Status | None = None
    report_taken: bool = False
    push_begun: bool = False
    replied: bool = False

    @property
    def sent_at(self) -> datetime:
        """Return when it was or will be sent: when it was taken or its schedule."""
        return max(self.accepted_at, self.options.send_at or self.accepted_at)
