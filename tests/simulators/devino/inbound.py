"""Messages received by an account's number."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True, kw_only=True)
class InboundMessage:
    """One received message; `push_begun` says that a push was tried, `pushed` taken."""

    login: str
    message_id: str
    from_: str
    to: str
    text: str
    received_at: datetime
    push_begun: bool = False
    pushed: bool = False
