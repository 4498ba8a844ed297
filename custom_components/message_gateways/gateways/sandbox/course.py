"""What can become of a message in the sandbox, and the words the sandbox has for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ..model import Channel, Detail, Outcome, Status

REPLY_DELAY = timedelta(seconds=3)

WRITTEN = frozenset({Channel.SMS, Channel.VIBER, Channel.EMAIL})
CALLED = frozenset({Channel.VOICE, Channel.FAX})


class Entry(StrEnum):
    """How the request that brings a message ends."""

    ACCEPTED = "accepted"
    UNTRACEABLE = "untraceable"
    NO_SUCH_NUMBER = "no_such_number"
    NO_CREDIT = "no_credit"
    FOUND_WHEN_ASKED = "found_when_asked"
    LOST = "lost"
    NEVER_KNOWN = "never_known"
    NOT_SENT = "not_sent"
    CREDENTIALS_REFUSED = "credentials_refused"
    OUTAGE = "outage"


class Why(StrEnum):
    """Why a message ends as it does, where its status alone does not say."""

    BUSY = "busy"
    NO_ANSWER = "no_answer"
    NOT_ON_VIBER = "not_on_viber"
    SMS_INSTEAD = "sms_instead"
    NO_SUCH_NUMBER = "no_such_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What becomes of a message.

    `wait` is in seconds: how long its entry holds. `end` is its last status, reached
    `after` so many seconds, None for as many as its channel takes. `keys` are pressed
    in a call that asks for some. `echo` replies with the text that was received,
    `fax_back` with a fax.
    """

    entry: Entry = Entry.ACCEPTED
    wait: float = 0.0
    end: Status = Status.DELIVERED
    after: int | None = None
    why: Why | None = None
    keys: str = ""
    reply: str | None = None
    echo: bool = False
    fax_back: bool = False


_ANSWER_LOST = (
    Outcome.UNKNOWN,
    Detail(name="ANSWER_LOST", text="The answer of the sandbox got lost"),
)

# What is answered where the message is not taken, or where the answer got lost.
ANSWERS: Mapping[Entry, tuple[Outcome, Detail]] = {
    Entry.NO_SUCH_NUMBER: (
        Outcome.REJECTED,
        Detail(name="INVALID_DESTINATION", text="There is no such number"),
    ),
    Entry.NO_CREDIT: (
        Outcome.REJECTED,
        Detail(name="NOT_ENOUGH_CREDIT", text="The account has not enough credit"),
    ),
    Entry.FOUND_WHEN_ASKED: _ANSWER_LOST,
    Entry.LOST: _ANSWER_LOST,
    Entry.NEVER_KNOWN: _ANSWER_LOST,
    Entry.NOT_SENT: (
        Outcome.NOT_SENT,
        Detail(name="UNREACHABLE", text="The sandbox can't be reached"),
    ),
    Entry.CREDENTIALS_REFUSED: (
        Outcome.NOT_SENT,
        Detail(name="CREDENTIALS_REFUSED", text="The sandbox refuses the credentials"),
    ),
}
