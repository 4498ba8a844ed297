"""What the sandbox answers to a message."""

from datetime import datetime

from ..model import Message, Outcome, Receipt
from ..segments import segments_of
from .course import ANSWERS, Course, Entry
from .tracking import TrackingId


def is_refused(entry: Entry, *, repeated: bool) -> bool:
    """Tell whether a message is not taken, whenever it comes."""
    return entry in {
        Entry.NO_SUCH_NUMBER,
        Entry.NO_CREDIT,
        Entry.NEVER_KNOWN,
        Entry.CREDENTIALS_REFUSED,
    } or (entry is Entry.LOST and not repeated)


def answer(message: Message, entry: Entry) -> Receipt:
    """Answer that a message was not taken, or lose the answer."""
    outcome, detail = ANSWERS[entry]
    return Receipt(
        message_id=message.id,
        outcome=outcome,
        detail=detail,
        out_of_credit=entry is Entry.NO_CREDIT,
    )


def accepted(message: Message, course: Course, now: datetime) -> Receipt:
    """Write the receipt of an accepted message."""
    segments = segments_of(message.content)
    end, after = course.journey(message.content.validity)
    tracking = TrackingId(
        sent_at=now, end=end, after=after, segments=segments, message_id=message.id
    )
    return Receipt(
        message_id=message.id,
        outcome=Outcome.ACCEPTED,
        gateway_ids=(str(tracking),),
        segments=segments,
        traceable=course.entry is not Entry.UNTRACEABLE,
    )
