"""Take back what the sandbox has not begun to send."""

from collections.abc import Sequence

from ..model import Cancellation, Detail, Sent
from .tracking import TrackingId, parse

BEGUN = Detail(name="BEGUN", text="The sandbox has begun to send it")
NO_ID = Detail(name="NO_ID", text="The sandbox has no such message")


def trackings_of(sent: Sent) -> list[TrackingId]:
    """Return what is known of the parts of a message."""
    found = (parse(one) for one in sent.gateway_ids)
    return [tracking for tracking in found if tracking is not None]


def cancelled(sent: Sent) -> Cancellation:
    """Say that a message was cancelled."""
    return Cancellation(message_id=sent.message_id, cancelled=True)


def refused(sent: Sent, trackings: Sequence[TrackingId]) -> Cancellation:
    """Say why a message was not cancelled."""
    return Cancellation(
        message_id=sent.message_id,
        cancelled=False,
        detail=BEGUN if trackings else NO_ID,
    )
