"""Whom a pushed message was replied to, so that no two machines talk for ever."""

from datetime import datetime, timedelta

ONE_REPLY_IN = timedelta(hours=1)
# As many as an account sends in an hour from the start. A flood of senders fills
# neither the memory nor the bill.
MOST_REPLIES = 2000


class Replies:
    """The replies of the last hour: one to each sender, and so many in all."""

    def __init__(self) -> None:
        """Know of none."""
        self._at: dict[str, datetime] = {}

    def take(self, sender: str, now: datetime) -> bool:
        """Tell whether a sender gets a reply now, and remember it."""
        # The oldest are first, so no more is looked at than is forgotten.
        while self._at and not _counts(next(iter(self._at.values())), now):
            del self._at[next(iter(self._at))]
        if sender in self._at and _counts(self._at[sender], now):
            return False
        if len(self._at) >= MOST_REPLIES:
            return False
        self._at.pop(sender, None)
        self._at[sender] = now
        return True


def _counts(at: datetime, now: datetime) -> bool:
    """Tell whether a reply was a while ago; what lies ahead is of another clock."""
    return timedelta() <= now - at < ONE_REPLY_IN
