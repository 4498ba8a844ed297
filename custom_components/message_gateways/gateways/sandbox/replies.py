"""What comes back to a message, some time after its delivery."""

from datetime import datetime, timedelta
import secrets

from ..model import GOOD_ENDS, Channel, Content, InboundMessage
from ..numbers import with_plus
from ..sms import measure
from .course import REPLY_DELAY, Course
from .parts import Part
from .tracking import TrackingId

REPLY = "sbx1-reply-"
FAX = "sbx1-fax-"


def reply_to(part: Part, course: Course, tracking: TrackingId) -> InboundMessage | None:
    """Return the answer to what was delivered, if there is any."""
    text = ""
    if not course.fax_back:
        answer = _received(part.content) if course.echo else course.reply
        if answer is None:
            return None
        text = answer
    if tracking.end not in GOOD_ENDS:
        return None
    channel = part.content.channel
    return InboundMessage(
        key=f"{FAX if course.fax_back else REPLY}{part.id}",
        channel=channel,
        sender=part.address,
        to=part.content.sender,
        text=text,
        received_at=tracking.sent_at + timedelta(seconds=tracking.after) + REPLY_DELAY,
        segments=measure(text).segments if channel is Channel.SMS else None,
    )


def _received(content: Content) -> str:
    """Return what a message said; of a binary one its bytes in hexadecimal."""
    if content.binary is not None:
        return content.binary.hex()
    return "\n".join(part for part in (content.title, content.text) if part)


def fired(sender: str, text: str, to: str | None, now: datetime) -> InboundMessage:
    """Return a text that comes in since somebody wanted it to."""
    return InboundMessage(
        key=f"sbx1-fired-{secrets.token_hex(8)}",
        channel=Channel.SMS,
        sender=with_plus(sender),
        to=to,
        text=text,
        received_at=now,
        segments=measure(text).segments,
    )
