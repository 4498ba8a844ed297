"""The magic numbers and texts: what each of them makes the sandbox do."""

from collections.abc import Callable
from dataclasses import dataclass
import math

from ..model import Status
from .course import Course, Entry
from .lookup import Finding, words_of

# The last two digits follow. +44 7700 900000 to 900999 belong to nobody (Ofcom).
MAGIC_PREFIX = "+4477009000"
LONGEST_SECONDS = 48 * 3600
LONG_REPLY = (
    "Grüße aus dem Garten! 🌻🌻🌻 Die Tomaten sind gegossen, das Tor ist zu, "
    "und die Katze schläft auf der Bank. "
    "Привет, ответ длинный. こんにちは、これは長い返事です。 👩‍🌾🐈‍⬛ "
    "This reply needs several segments, and no character of it may be lost."
)

_SHOWN_PREFIX = "+44 7700 9000"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow:
    """A magic number by its last two digits, and what happens, in a sentence."""

    suffix: str
    what: str
    course: Course
    finding: Finding = Finding.REACHABLE

    @property
    def number(self) -> str:
        """Return the number in international form."""
        return MAGIC_PREFIX + self.suffix


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A magic text by its first word, and what happens, in a sentence.

    `read` makes a course of what follows the word, or None if that does not fit.
    """

    word: str
    argument: str = ""
    what: str
    read: Callable[[str], Course | None]

    @property
    def written(self) -> str:
        """Return the text as a user writes it."""
        return f"{self.word} {self.argument}".rstrip()


NUMBERS: tuple[NumberRow, ...] = (
    NumberRow(
        suffix="00",
        what="Delivered after 2 seconds, as with every number that is not listed.",
        course=Course(),
    ),
    NumberRow(
        suffix="01",
        what="Accepted, and can't be followed.",
        course=Course(entry=Entry.UNTRACEABLE, end=Status.ACCEPTED, after=0),
    ),
    NumberRow(
        suffix="02",
        what="Handed on after 1 second, and never heard of again.",
        course=Course(end=Status.SENT, after=1),
    ),
    NumberRow(
        suffix="03",
        what="Delivered after 2 seconds, read after 5 seconds.",
        course=Course(end=Status.READ, after=5),
    ),
    NumberRow(
        suffix="04",
        what="Delivered after 30 seconds.",
        course=Course(after=30),
    ),
    NumberRow(
        suffix="05",
        what="Delivered after 60 seconds.",
        course=Course(after=60),
    ),
    NumberRow(
        suffix="06",
        what="Delivered after 10 minutes.",
        course=Course(after=600),
    ),
    NumberRow(
        suffix="10",
        what="Fails after 2 seconds: the phone is switched off or out of reach.",
        course=Course(end=Status.FAILED),
        finding=Finding.OUT_OF_REACH,
    ),
    NumberRow(
        suffix="11",
        what="Expires at the end of its validity, or after 10 seconds without one.",
        course=Course(end=Status.EXPIRED, after=10),
        finding=Finding.OUT_OF_REACH,
    ),
    NumberRow(
        suffix="20",
        what="Rejected at once: there is no such number.",
        course=Course(entry=Entry.NO_SUCH_NUMBER),
        finding=Finding.NO_SUCH_NUMBER,
    ),
    NumberRow(
        suffix="21",
        what="Rejected at once: the account has not enough credit.",
        course=Course(entry=Entry.NO_CREDIT),
    ),
    NumberRow(
        suffix="30",
        what="The answer gets lost; asked after, the message turns out as accepted.",
        course=Course(entry=Entry.FOUND_WHEN_ASKED),
    ),
    NumberRow(
        suffix="31",
        what="The answer gets lost; only 10 seconds later the message is found.",
        course=Course(entry=Entry.FOUND_WHEN_ASKED, wait=10, after=20),
    ),
    NumberRow(
        suffix="32",
        what="The request gets lost; asked after, it is sent again and accepted.",
        course=Course(entry=Entry.LOST),
    ),
    NumberRow(
        suffix="33",
        what="The answer gets lost, and nobody ever knows what happened.",
        course=Course(entry=Entry.NEVER_KNOWN),
    ),
    NumberRow(
        suffix="40",
        what="Can't be sent for 30 seconds from the first try, then accepted.",
        course=Course(entry=Entry.NOT_SENT, wait=30),
    ),
    NumberRow(
        suffix="41",
        what="Can never be sent.",
        course=Course(entry=Entry.NOT_SENT, wait=math.inf),
    ),
    NumberRow(
        suffix="42",
        what=(
            "The credentials are refused. Beside other recipients, only this one "
            "can't be sent to."
        ),
        course=Course(entry=Entry.CREDENTIALS_REFUSED),
    ),
    NumberRow(
        suffix="50",
        what="Replies `YES` 3 seconds after delivery.",
        course=Course(reply="YES"),
    ),
    NumberRow(
        suffix="51",
        what="Replies with the text it received, 3 seconds after delivery.",
        course=Course(echo=True),
    ),
    NumberRow(
        suffix="52",
        what="Replies `STOP` 3 seconds after delivery.",
        course=Course(reply="STOP"),
    ),
    NumberRow(
        suffix="53",
        what="Replies with a long text in many scripts, 3 seconds after delivery.",
        course=Course(reply=LONG_REPLY),
    ),
    NumberRow(
        suffix="60",
        what="Delivered after 2 seconds.",
        course=Course(),
        finding=Finding.PORTED_AND_ROAMING,
    ),
)


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
    ),
)

_BY_NUMBER = {row.number: row for row in NUMBERS}
_ORDINARY = NUMBERS[0]


def row_of(number: str) -> NumberRow:
    """Return the row of a number; the first is for every other number."""
    return _BY_NUMBER.get(number, _ORDINARY)


def course_of(number: str, text: str) -> Course:
    """Tell what becomes of a message; its text goes before its number."""
    word, rest = (*text.split(maxsplit=1), "", "")[:2]
    for row in TEXTS:
        if row.word == word.casefold():
            course = row.read(rest.strip())
            if course is not None:
                return course
    return row_of(number).course


def magic_table() -> str:
    """Write both tables in Markdown."""
    numbers = [
        f"| `{_SHOWN_PREFIX}{row.suffix}` | {row.what} | {words_of(row.finding)} |"
        for row in NUMBERS
    ]
    texts = [f"| `{row.written}` | {row.what} |" for row in TEXTS]
    return "\n".join(
        (
            "| Number | What happens | A lookup says |",
            "|-|-|-|",
            *numbers,
            "",
            "| Text begins with | What happens |",
            "|-|-|",
            *texts,
            "",
        )
    )
