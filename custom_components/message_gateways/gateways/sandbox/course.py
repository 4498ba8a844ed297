"""What can become of a message in the sandbox, and the words the sandbox has for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ..model import Detail, Outcome, Status

DELIVERY_SECONDS = 2
REPLY_DELAY = timedelta(seconds=3)

_CAN_EXPIRE = frozenset({Status.DELIVERED, Status.READ, Status.EXPIRED})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What becomes of a message.

    `wait` is in seconds: how long its entry holds. `end` is its last status, reached
    `after` so many seconds. `echo` replies with the text that was received.
    """

    entry: Entry = Entry.ACCEPTED
    wait: float = 0.0
    end: Status = Status.DELIVERED
    after: int = DELIVERY_SECONDS
    reply: str | None = None
    echo: bool = False

    def journey(self, validity: timedelta | None) -> tuple[Status, int]:
        """Return the last status and after how many seconds it is reached."""
        if validity is None or self.end not in _CAN_EXPIRE:
            return self.end, self.after
        limit = max(int(validity.total_seconds()), 1)
        delivery = DELIVERY_SECONDS if self.end is Status.READ else self.after
        if self.end is Status.EXPIRED or limit < delivery:
            return Status.EXPIRED, limit
        return self.end, self.after


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
    Entry.FOUND_WHEN_ASKED: (
        Outcome.UNKNOWN,
        Detail(name="ANSWER_LOST", text="The answer of the sandbox got lost"),
    ),
    Entry.LOST: (
        Outcome.UNKNOWN,
        Detail(name="ANSWER_LOST", text="The answer of the sandbox got lost"),
    ),
    Entry.NEVER_KNOWN: (
        Outcome.UNKNOWN,
        Detail(name="ANSWER_LOST", text="The answer of the sandbox got lost"),
    ),
    Entry.NOT_SENT: (
        Outcome.NOT_SENT,
        Detail(name="UNREACHABLE", text="The sandbox can't be reached"),
    ),
    Entry.CREDENTIALS_REFUSED: (
        Outcome.NOT_SENT,
        Detail(name="CREDENTIALS_REFUSED", text="The sandbox refuses the credentials"),
    ),
}

# What a report says beside the status.
REPORT_WORDS: Mapping[Status, Detail] = {
    Status.FAILED: Detail(
        name="ABSENT_SUBSCRIBER", text="The phone is switched off or out of reach"
    ),
    Status.EXPIRED: Detail(
        name="VALIDITY_OVER", text="The phone was not reached in time"
    ),
}
