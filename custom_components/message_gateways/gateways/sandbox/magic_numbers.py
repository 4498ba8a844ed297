"""The magic numbers: what each of them makes the sandbox do."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
import math

from ..model import Channel, Status
from .course import CALLED, WRITTEN, Course, Entry, Why
from .lookup import Finding

# The last two digits follow. +44 7700 900000 to 900999 belong to nobody (Ofcom).
MAGIC_PREFIX = "+4477009000"
LONG_REPLY = (
    "Grüße aus dem Garten! 🌻🌻🌻 Die Tomaten sind gegossen, das Tor ist zu, "
    "und die Katze schläft auf der Bank. "
    "Привет, ответ длинный. こんにちは、これは長い返事です。 👩‍🌾🐈‍⬛ "
    "This reply needs several segments, and no character of it may be lost."
)

_ALL = frozenset(Channel)
_CALLS = frozenset({Channel.VOICE})
_FAXES = frozenset({Channel.FAX})
_VIBER = frozenset({Channel.VIBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow:
    """A magic number by its last two digits, and what happens, in a sentence.

    On other channels than `on` it is an ordinary number.
    """

    suffix: str
    what: str
    course: Course
    on: AbstractSet[Channel] = _ALL
    finding: Finding = Finding.REACHABLE

    @property
    def number(self) -> str:
        """Return the number in international form."""
        return MAGIC_PREFIX + self.suffix


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
        on=WRITTEN,
    ),
    NumberRow(
        suffix="51",
        what="Replies with the text it received, 3 seconds after delivery.",
        course=Course(echo=True),
        on=WRITTEN,
    ),
    NumberRow(
        suffix="52",
        what="Replies `STOP` 3 seconds after delivery.",
        course=Course(reply="STOP"),
        on=WRITTEN,
    ),
    NumberRow(
        suffix="53",
        what="Replies with a long text in many scripts, 3 seconds after delivery.",
        course=Course(reply=LONG_REPLY),
        on=WRITTEN,
    ),
    NumberRow(
        suffix="60",
        what="Delivered after 2 seconds.",
        course=Course(),
        finding=Finding.PORTED_AND_ROAMING,
    ),
    NumberRow(
        suffix="61",
        what="A call is answered; where keys are asked for, 1 is pressed.",
        course=Course(keys="1"),
        on=_CALLS,
    ),
    NumberRow(
        suffix="62",
        what="A call is answered; where keys are asked for, 2 is pressed.",
        course=Course(keys="2"),
        on=_CALLS,
    ),
    NumberRow(
        suffix="63",
        what="A call is answered, and no key is pressed.",
        course=Course(),
        on=_CALLS,
    ),
    NumberRow(
        suffix="64",
        what="A call or a fax fails after 5 seconds: the line is busy.",
        course=Course(end=Status.FAILED, why=Why.BUSY),
        on=CALLED,
    ),
    NumberRow(
        suffix="65",
        what="A call or a fax fails after 5 seconds: nobody answers.",
        course=Course(end=Status.FAILED, why=Why.NO_ANSWER),
        on=CALLED,
    ),
    NumberRow(
        suffix="70",
        what=(
            "A Viber message fails after 2 seconds: the number is not on Viber. With "
            "SMS where it fails, an SMS takes its place and is delivered after 4."
        ),
        course=Course(end=Status.FAILED, why=Why.NOT_ON_VIBER),
        on=_VIBER,
    ),
    NumberRow(
        suffix="71",
        what="Answers a fax with a fax, 3 seconds after delivery.",
        course=Course(fax_back=True),
        on=_FAXES,
    ),
)

_BY_NUMBER = {row.number: row for row in NUMBERS}


def row_of(address: str) -> NumberRow:
    """Return the row of a number, or of an email address that begins with one.

    The first is for every other address.
    """
    number = "+" + address.partition("@")[0].removeprefix("+")
    return _BY_NUMBER.get(number, NUMBERS[0])


def course_of_number(address: str, channel: Channel) -> Course:
    """Tell what an address makes of a message of a channel."""
    row = row_of(address)
    return row.course if channel in row.on else NUMBERS[0].course
