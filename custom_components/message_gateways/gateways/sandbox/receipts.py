"""What the sandbox answers to a message."""

from datetime import datetime

from ..model import Content, Message, Outcome, Receipt
from ..sms import Language, NationalTables, measure
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
    segments = _segments_of(message.content)
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


def _segments_of(content: Content) -> int:
    """Count the segments of a text with its national tables."""
    national = None
    if content.language and (content.single_shift or content.locking_shift):
        national = NationalTables(
            language=Language(content.language),
            single_shift=content.single_shift,
            locking_shift=content.locking_shift,
        )
    return measure(content.text, national).segments
