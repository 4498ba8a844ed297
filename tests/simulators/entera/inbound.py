"""Faxes and SMS received by an account's number."""

from dataclasses import dataclass
from datetime import datetime

from tests.simulators.entera.codes import Channel, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """One received fax or SMS; `status` is 3, 4 or 5."""

    login: str
    channel: Channel
    id: int
    task_id: str
    from_: str
    to: str
    text: str
    received_at: datetime
    pages: int = 1
    status: int = Status.INBOUND_DELIVERED
