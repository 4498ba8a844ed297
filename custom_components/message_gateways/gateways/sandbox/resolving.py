"""What the sandbox answers when it is asked after a message."""

from datetime import datetime, timedelta

from ..errors import InvalidInputError
from ..model import Doubt, Receipt, Resolution, Verdict
from .books import Books
from .course import Entry
from .parts import parts_of
from .receipts import taken
from .table import course_of


def resolution(
    doubt: Doubt, receipt: Receipt | None, *, books: Books, now: datetime
) -> Resolution:
    """Tell what became of a message, of which there is a receipt if it was taken."""
    message = doubt.message
    content = message.content
    course = course_of(message.to, content.text, content.channel)
    verdict = Verdict.SEND_AGAIN if receipt is None else Verdict.FOUND
    if course.entry is Entry.NEVER_KNOWN:
        verdict = Verdict.STAYS_UNKNOWN
    elif course.entry is Entry.FOUND_WHEN_ASKED:
        receipt = receipt or _known_again(doubt, books)
        verdict = Verdict.FOUND if receipt else Verdict.STAYS_UNKNOWN
        if now < doubt.since + timedelta(seconds=course.wait):
            verdict = Verdict.ASK_LATER
    return Resolution(
        message_id=message.id,
        verdict=verdict,
        receipt=receipt if verdict is Verdict.FOUND else None,
    )


def _known_again(doubt: Doubt, books: Books) -> Receipt | None:
    """Write a receipt that a reload forgot, by the time at which its message left."""
    try:
        parts = parts_of(doubt.message, books)
    except InvalidInputError:
        return None
    return taken(doubt.message, parts, doubt.since).receipt if parts else None
