"""How a message goes its way on its channel: pure decisions, tested by a table."""

from dataclasses import dataclass, replace
from datetime import timedelta
import math

from ..model import Channel, Content, KeyPresses, Status
from ..segments import segments_of
from .course import CALLED, Course, Why
from .pages import pages_of

DELIVERY_SECONDS = 2
READING_SECONDS = 3
CALL_SECONDS = 5

_CAN_EXPIRE = frozenset({Status.DELIVERED, Status.READ, Status.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """The way of one message.

    It begins after a `pause` and is at its `end` so many seconds `after` that. `keys`
    are those pressed, None where none were asked for. `units` is what it costs, in
    times the price.
    """

    end: Status
    after: int
    pause: int = 0
    keys: str | None = None
    why: Why | None = None
    units: int = 1


def journey_of(course: Course, content: Content) -> Journey:
    """Tell how a message goes its way."""
    if content.channel in CALLED:
        return _of_call(course, content)
    if content.channel is not Channel.VIBER:
        return _of_text(course, content)
    if course.why is Why.NOT_ON_VIBER and content.sms_fallback:
        return Journey(
            end=Status.DELIVERED,
            after=2 * DELIVERY_SECONDS,
            why=Why.SMS_INSTEAD,
            units=segments_of(content),
        )
    if course.end is Status.DELIVERED:
        read_after = (course.after or DELIVERY_SECONDS) + READING_SECONDS
        course = replace(course, end=Status.READ, after=read_after)
    return _of_text(course, content)


def units_of(content: Content) -> int:
    """Count what is paid for: segments, pages, else the message as one."""
    match content.channel:
        case Channel.SMS:
            return segments_of(content)
        case Channel.FAX:
            return pages_of(content.attachments)
        case _:
            return 1


def _of_text(course: Course, content: Content) -> Journey:
    """Tell how what is read goes its way."""
    after = DELIVERY_SECONDS if course.after is None else course.after
    if course.end is Status.FAILED:
        after *= content.tries or 1
    end, after = _in_time(course.end, after, content.validity)
    return Journey(end=end, after=after, why=course.why, units=units_of(content))


def _in_time(end: Status, after: int, validity: timedelta | None) -> tuple[Status, int]:
    """Let what is not delivered within its validity expire."""
    if validity is None or end not in _CAN_EXPIRE:
        return end, after
    limit = max(int(validity.total_seconds()), 1)
    delivery = after - READING_SECONDS if end is Status.READ else after
    if end is Status.EXPIRED or limit < delivery:
        return Status.EXPIRED, limit
    return end, after


def _of_call(course: Course, content: Content) -> Journey:
    """Tell how a call or a fax goes its way; one that is to take longer waits first."""
    end = Status.DELIVERED if course.end is Status.READ else course.end
    wanted = CALL_SECONDS if course.after is None else course.after
    after = min(wanted, CALL_SECONDS)
    pressed = None
    if content.keys is not None:
        if end is Status.DELIVERED:
            pressed = course.keys[: content.keys.digits or 1]
        after = _seconds(after, content.keys, pressed, course.why)
    if end is Status.FAILED:
        after *= content.tries or 1
    return Journey(
        end=end,
        after=after,
        pause=max(wanted - CALL_SECONDS, 0),
        keys=pressed,
        why=course.why,
        units=units_of(content),
    )


def _seconds(usual: int, keys: KeyPresses, pressed: str | None, why: Why | None) -> int:
    """Count how long a call takes that asks for keys."""
    seconds = timedelta(seconds=usual)
    if why is Why.NO_ANSWER:
        seconds = keys.answer or seconds
    elif pressed == "":
        seconds += keys.first_digit
    elif pressed is not None and len(pressed) < keys.digits:
        seconds += keys.between_digits
    if keys.call:
        seconds = min(seconds, keys.call)
    return math.ceil(seconds.total_seconds())
