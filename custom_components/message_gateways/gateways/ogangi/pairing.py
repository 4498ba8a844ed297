"""Know a message again that is pushed and listed: a push has no date to know it by."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from .convert import received_at
from .models import InboundRow
from .remembered import Remembered

WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """A message that came one way and may yet come the other."""

    key: str
    sender: str
    text: str
    since: datetime


class Pairing:
    """Give a message one key, whichever way it comes first.

    In doubt a message is taken for another one, so that none is lost.
    """

    def __init__(self, *, utc_offset: timedelta) -> None:
        """`utc_offset` is for dates that the gateway writes without any."""
        self._utc_offset = utc_offset
        self._pushed: list[_Waiting] = []
        self._listed: list[_Waiting] = []
        self._aliases: dict[str, str] = {}
        self._seen = Remembered()
        self._begun = False

    def pushed(self, sender: str, text: str, now: datetime) -> str:
        """Return the key of a message that was pushed."""
        key = _take(self._listed, sender, text, now)
        if key is None:
            key = f"push-{uuid4().hex}"
            self._pushed.append(_waiting(key, sender, text, now))
        return key

    def listed(self, rows: dict[str, InboundRow], now: datetime) -> dict[str, str]:
        """Return the keys of messages that were listed, oldest first, by their own.

        What the first list holds may be from before the start: no push waits for it.
        """
        for own, row in reversed(rows.items()):
            if own in self._seen:
                continue
            sender, text = row.sender or "", row.text or ""
            recent = self._is_recent(row, now)
            plain = row.at is not None and row.at.tzinfo is None
            key = _take(self._pushed, sender, text, now) if recent or plain else None
            if key is not None:
                self._aliases[own] = key
            elif recent and self._begun:
                self._listed.append(_waiting(own, sender, text, now))
        self._begun = True
        self._seen.add(reversed(rows))
        self._aliases = {
            own: key for own, key in self._aliases.items() if own in self._seen
        }
        return {own: self._aliases.get(own, own) for own in rows}

    def _is_recent(self, row: InboundRow, now: datetime) -> bool:
        """Tell whether a message came in a moment ago."""
        at = received_at(row, self._utc_offset)
        return at is not None and abs(now - at) < WINDOW


def _waiting(key: str, sender: str, text: str, now: datetime) -> _Waiting:
    """Let a message wait for its other half."""
    return _Waiting(key=key, sender=sender.removeprefix("+"), text=text, since=now)


def _take(waiting: list[_Waiting], sender: str, text: str, now: datetime) -> str | None:
    """Take the other half of a message out of those that wait, if it is there."""
    waiting[:] = [one for one in waiting if abs(now - one.since) < WINDOW]
    for one in waiting:
        if (one.sender, one.text) == (sender.removeprefix("+"), text):
            waiting.remove(one)
            return one.key
    return None
