"""The ids that the sandbox gives: each holds all that is needed to answer later."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import re
from typing import override

from ..model import Channel, Status
from .course import CALLED, Why
from .journey import READING_SECONDS

HANDED_ON_SECONDS = 1

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_LETTERS = {
    Channel.SMS: "",
    Channel.VIBER: "v",
    Channel.VOICE: "c",
    Channel.FAX: "f",
    Channel.EMAIL: "e",
}
_CHANNELS = {letter: channel for channel, letter in _LETTERS.items()}
_WRITTEN = re.compile(
    r"sbx1-(?P<ms>[0-9]{1,14})-(?P<end>[a-z]+)(?P<after>[0-9]{1,9})"
    r"-(?P<units>[0-9]{1,9})(?P<letter>[vcfe]?)(?:=(?P<keys>[0-9*#]*))?"
    r"(?:!(?P<why>[a-z_]+))?-(?P<message_id>.+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingId:
    """A message as its id tells it: `after` seconds from `sent_at` it is at its end.

    `sent_at` is in the future where it has not begun.
    """

    sent_at: datetime
    end: Status
    after: int
    units: int
    message_id: str
    channel: Channel = Channel.SMS
    keys: str | None = None
    why: Why | None = None

    @override
    def __str__(self) -> str:
        """Write the id, to the millisecond."""
        ms = (self.sent_at - _EPOCH) // _MILLISECOND
        keys = "" if self.keys is None else f"={self.keys}"
        why = f"!{self.why}" if self.why else ""
        what = f"{self.units}{_LETTERS[self.channel]}{keys}{why}"
        return f"sbx1-{ms}-{self.end}{self.after}-{what}-{self.message_id}"

    def has_begun(self, now: datetime) -> bool:
        """Tell whether it is too late to take it back."""
        ringing = HANDED_ON_SECONDS if self.channel in CALLED else 0
        return now >= self.sent_at + timedelta(seconds=ringing)

    def stages(self) -> tuple[tuple[Status, datetime], ...]:
        """List what the message goes through after it was accepted, and when."""
        seconds = []
        if self.end is Status.ACCEPTED:
            return ()
        if self.after > HANDED_ON_SECONDS:
            seconds.append((Status.SENT, HANDED_ON_SECONDS))
        if self.end is Status.READ:
            seconds.append((Status.DELIVERED, self.after - READING_SECONDS))
        seconds.append((self.end, self.after))
        return tuple(
            (status, self.sent_at + timedelta(seconds=after))
            for status, after in seconds
        )

    def reached(self, now: datetime) -> tuple[Status, datetime] | None:
        """Return the last status until now and its time; None right after sending."""
        past = [stage for stage in self.stages() if stage[1] <= now]
        return past[-1] if past else None


def parse(written: str) -> TrackingId | None:
    """Read an id, or return None if it is none of ours."""
    found = _WRITTEN.fullmatch(written)
    if found is None or found["end"] not in Status:
        return None
    why = found["why"]
    if why is not None and why not in Why:
        return None
    return TrackingId(
        sent_at=_EPOCH + int(found["ms"]) * _MILLISECOND,
        end=Status(found["end"]),
        after=int(found["after"]),
        units=int(found["units"]),
        message_id=found["message_id"],
        channel=_CHANNELS[found["letter"]],
        keys=found["keys"],
        why=Why(why) if why else None,
    )
