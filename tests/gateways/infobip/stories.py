"""What flows against the simulator have in common."""

from collections.abc import Sequence

from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Message,
    Outcome,
    Receipt,
    Sent,
)
from tests.simulators.clock import SettableClock

PLAIN = Content(channel=Channel.SMS, text="Dinner is ready.", sender="Kitchen")
ANN = "+447700900123"


def message(
    message_id: str, to: str = ANN, content: Content = PLAIN, *, repeated: bool = False
) -> Message:
    """Name a message."""
    return Message(id=message_id, to=to, content=content, repeated=repeated)


def follow(receipts: Sequence[Receipt], clock: SettableClock) -> list[Sent]:
    """Follow what was accepted."""
    return [
        Sent(
            message_id=one.message_id,
            to=ANN,
            gateway_ids=one.gateway_ids,
            request_id=one.request_id,
            accepted_at=clock(),
        )
        for one in receipts
        if one.outcome is Outcome.ACCEPTED
    ]
