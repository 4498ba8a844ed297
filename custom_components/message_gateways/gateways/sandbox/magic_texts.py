"""The magic texts: what each of them makes the sandbox do, whatever the number."""

from collections.abc import Callable, Set as AbstractSet
from dataclasses import dataclass
import re

from ..model import Channel, Status
from .course import CALLED, WRITTEN, Course, Entry, Why

LONGEST_SECONDS = 48 * 3600
MOST_KEYS = 96

_ALL = frozenset(Channel)
_CALLS = frozenset({Channel.VOICE})
_KEYS = re.compile(rf"[0-9*#]{{1,{MOST_KEYS}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A magic text by its first word, and what happens, in a sentence.

    `read` makes a course of what follows the word, or None if that does not fit. On
    other channels than `on` it is just a text.
    """

    word: str
    argument: str = ""
    what: str
    read: Callable[[str], Course | None]
    on: AbstractSet[Channel] = _ALL

    @property
    def written(self) -> str:
        """Return the text as a user writes it."""
        return f"{self.word} {self.argument}".rstrip()


def _always(course: Course) -> Callable[[str], Course]:
    """Make a course whatever follows the word."""
    return lambda _rest: course


def _after_word(word: str, course: Course) -> Callable[[str], Course | None]:
    """Make a course where a second word follows."""
    return lambda rest: course if _first(rest).casefold() == word else None


def _after_seconds(make: Callable[[int], Course]) -> Callable[[str], Course | None]:
    """Make a course where seconds follow."""

    def read(rest: str) -> Course | None:
        """Read the seconds."""
        digits = _first(rest)
        if not (digits.isascii() and digits.isdigit() and len(digits) < len("1000000")):
            return None
        seconds = int(digits)
        return make(seconds) if 1 <= seconds <= LONGEST_SECONDS else None

    return read


def _keys(rest: str) -> Course | None:
    """Make a course where keys follow."""
    keys = _first(rest)
    return Course(keys=keys) if _KEYS.fullmatch(keys) else None


def _first(rest: str) -> str:
    """Return the first word."""
    return (*rest.split(maxsplit=1), "")[0]


TEXTS: tuple[TextRow, ...] = (
    TextRow(
        word="#delay",
        argument="30",
        what="Delivered after so many seconds, 48 hours at most.",
        read=_after_seconds(lambda seconds: Course(after=seconds)),
    ),
    TextRow(
        word="#read",
        what="Delivered after 2 seconds, read after 5 seconds.",
        read=_always(Course(end=Status.READ, after=5)),
    ),
    TextRow(
        word="#fail",
        what="Fails after 2 seconds.",
        read=_always(Course(end=Status.FAILED)),
    ),
    TextRow(
        word="#expire",
        what="Expires at the end of its validity, or after 10 seconds without one.",
        read=_always(Course(end=Status.EXPIRED, after=10)),
    ),
    TextRow(
        word="#reject",
        what="Rejected at once: there is no such number.",
        read=_always(Course(entry=Entry.NO_SUCH_NUMBER)),
    ),
    TextRow(
        word="#nocredit",
        what="Rejected at once: the account has not enough credit.",
        read=_always(Course(entry=Entry.NO_CREDIT)),
    ),
    TextRow(
        word="#unknown",
        argument="lost",
        what="The request gets lost; asked after, it is sent again and accepted.",
        read=_after_word("lost", Course(entry=Entry.LOST)),
    ),
    TextRow(
        word="#unknown",
        argument="forever",
        what="The answer gets lost, and nobody ever knows what happened.",
        read=_after_word("forever", Course(entry=Entry.NEVER_KNOWN)),
    ),
    TextRow(
        word="#unknown",
        what="The answer gets lost; asked after, the message turns out as accepted.",
        read=_always(Course(entry=Entry.FOUND_WHEN_ASKED)),
    ),
    TextRow(
        word="#key",
        argument="5",
        what="A call is answered; where keys are asked for, these are pressed.",
        read=_keys,
        on=_CALLS,
    ),
    TextRow(
        word="#nokey",
        what="A call is answered, and no key is pressed.",
        read=_always(Course()),
        on=_CALLS,
    ),
    TextRow(
        word="#busy",
        what="A call or a fax fails after 5 seconds: the line is busy.",
        read=_always(Course(end=Status.FAILED, why=Why.BUSY)),
        on=CALLED,
    ),
    TextRow(
        word="#noanswer",
        what="A call or a fax fails after 5 seconds: nobody answers.",
        read=_always(Course(end=Status.FAILED, why=Why.NO_ANSWER)),
        on=CALLED,
    ),
    TextRow(
        word="#outage",
        argument="60",
        what=(
            "The whole sandbox is down for so many seconds, 48 hours at most: nothing "
            "can be sent, nothing can be asked. After that this message is accepted."
        ),
        read=_after_seconds(
            lambda seconds: Course(entry=Entry.OUTAGE, wait=float(seconds))
        ),
    ),
    TextRow(
        word="#reply",
        argument="Yes please",
        what="Replies with the text that follows, 3 seconds after delivery.",
        read=lambda rest: Course(reply=rest) if rest else None,
        on=WRITTEN,
    ),
)


def course_of_text(text: str, channel: Channel) -> Course | None:
    """Tell what a text makes of a message of a channel; None where it is no magic."""
    word, rest = (*text.split(maxsplit=1), "", "")[:2]
    for row in TEXTS:
        if row.word == word.casefold() and channel in row.on:
            course = row.read(rest.strip())
            if course is not None:
                return course
    return None
