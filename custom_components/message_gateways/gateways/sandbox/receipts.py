"""What the sandbox answers to a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..model import Channel, Detail, Message, Outcome, Receipt, Status
from .course import ANSWERS, Course, Entry, Why
from .journey import Journey, journey_of
from .parts import Part
from .table import course_of
from .tracking import TrackingId

NOBODY = Detail(name="NOBODY", text="Nobody in the address books can get this")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A message that was taken: its receipt, and what is known of each part."""

    receipt: Receipt
    units: int
    ways: Sequence[tuple[Part, Course, TrackingId]]


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


def rejected(message: Message, detail: Detail | None) -> Receipt:
    """Answer that a message can't be taken."""
    return Receipt(message_id=message.id, outcome=Outcome.REJECTED, detail=detail)


def taken(message: Message, parts: Sequence[Part], now: datetime) -> Taken:
    """Take a message: all that will become of it is decided here."""
    content = message.content
    starts_at = max(content.leaves_at or now, now)
    ways = [_way(message, part, starts_at) for part in parts]
    units = sum(tracking.units for _, _, tracking in ways)
    return Taken(
        receipt=Receipt(
            message_id=message.id,
            outcome=Outcome.ACCEPTED,
            gateway_ids=tuple(str(tracking) for _, _, tracking in ways),
            segments=units if content.channel is Channel.SMS else None,
            traceable=any(tracking.stages() for _, _, tracking in ways),
        ),
        units=units,
        ways=ways,
    )


def _way(
    message: Message, part: Part, starts_at: datetime
) -> tuple[Part, Course, TrackingId]:
    """Decide what becomes of one part."""
    course = course_of(part.address, part.content.text, part.content.channel)
    journey = journey_of(course, part.content)
    if not message.to and course.entry is Entry.NO_SUCH_NUMBER:
        # Among many, one number that is none does not stop the message.
        journey = Journey(end=Status.REJECTED, after=1, why=Why.NO_SUCH_NUMBER)
    return (
        part,
        course,
        TrackingId(
            sent_at=starts_at + timedelta(seconds=journey.pause),
            end=journey.end,
            after=journey.after,
            units=journey.units,
            message_id=part.id,
            channel=part.content.channel,
            keys=journey.keys,
            why=journey.why,
        ),
    )
