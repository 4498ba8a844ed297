"""What the sandbox reports of a message."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from ..model import Channel, Detail, Report, Status
from .course import Why
from .tracking import TrackingId

KEY_PRESSED = "key_pressed"

_NO_MAIL = Detail(name="MAILBOX_UNAVAILABLE", text="The mailbox takes no mail")
_WORDS: Mapping[Status, Detail] = {
    Status.FAILED: Detail(
        name="ABSENT_SUBSCRIBER", text="The phone is switched off or out of reach"
    ),
    Status.EXPIRED: Detail(
        name="VALIDITY_OVER", text="The phone was not reached in time"
    ),
}
_REASONS: Mapping[Why, Detail] = {
    Why.BUSY: Detail(name="BUSY", text="The line is busy"),
    Why.NO_ANSWER: Detail(name="NO_ANSWER", text="Nobody answers"),
    Why.NOT_ON_VIBER: Detail(name="NOT_ON_VIBER", text="The number is not on Viber"),
    Why.SMS_INSTEAD: Detail(name="SMS_INSTEAD", text="An SMS took its place"),
    Why.NO_SUCH_NUMBER: Detail(
        name="INVALID_DESTINATION", text="There is no such number"
    ),
}


def report_of(
    tracking: TrackingId, now: datetime, *, price: Decimal, currency: str
) -> Report | None:
    """Tell where a message stands; None right after it was taken."""
    reached = tracking.reached(now)
    if reached is None:
        return None
    status, at = reached
    ended = status is tracking.end
    is_sms = tracking.channel is Channel.SMS or tracking.why is Why.SMS_INSTEAD
    return Report(
        gateway_id=str(tracking),
        status=status,
        at=at,
        segments=tracking.units if is_sms else None,
        pages=tracking.units if tracking.channel is Channel.FAX else None,
        price=price * tracking.units,
        currency=currency,
        detail=_detail(tracking) if ended else None,
        key_pressed=tracking.keys if ended else None,
        event=KEY_PRESSED if ended and tracking.keys else None,
    )


def _detail(tracking: TrackingId) -> Detail | None:
    """Say why a message ended as it did."""
    if tracking.why is not None:
        return _REASONS[tracking.why]
    if tracking.channel is Channel.EMAIL and tracking.end is Status.FAILED:
        return _NO_MAIL
    return _WORDS.get(tracking.end)
