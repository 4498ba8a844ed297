"""Messages that the tests of the Devino gateway send and follow."""

from collections.abc import Sequence
from datetime import datetime

from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Message,
    Outcome,
    Receipt,
    Sent,
)

PLAIN = Content(channel=Channel.SMS, text="Dinner is ready.", sender="Kitchen")
VIBER = Content(channel=Channel.VIBER, text="Dinner is ready.", sender="Kitchen")
ANN = "+447700900123"


def messages(count: int, content: Content = PLAIN) -> list[Message]:
    """Name messages to numbers that are kept for fiction, each to another."""
    return [
        Message(id=f"m{index}", to=f"+441632960{index:03}", content=content)
        for index in range(count)
    ]


def message(message_id: str, to: str = ANN, content: Content = PLAIN) -> Message:
    """Name a message."""
    return Message(id=message_id, to=to, content=content)


def follow(
    receipts: Sequence[Receipt], at: datetime, content: Content = PLAIN
) -> list[Sent]:
    """Follow what was accepted."""
    return [
        Sent(
            message_id=one.message_id,
            to=ANN,
            gateway_ids=one.gateway_ids,
            request_id=one.request_id,
            accepted_at=at,
            content=content,
        )
        for one in receipts
        if one.outcome is Outcome.ACCEPTED
    ]


def sent(*gateway_ids: str, at: datetime, content: Content | None = PLAIN) -> Sent:
    """Follow a message under its ids."""
    return Sent(
        message_id="m",
        to=ANN,
        gateway_ids=gateway_ids,
        request_id=None,
        accepted_at=at,
        content=content,
    )
