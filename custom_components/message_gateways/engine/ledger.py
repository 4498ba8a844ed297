"""Keep up to date what is known of an account's messages."""

from collections.abc import Callable, Collection
from dataclasses import replace

from homeassistant.util import dt as dt_util

from . import outbox_queries as queries
from .rows import MessageRow
from .sender import Pairs
from .state import AccountState, read_figures
from .store import Store


class Ledger:
    """The last message of each recipient, and what the database counts."""

    def __init__(self, store: Store, recipients: Callable[[], Collection[str]]) -> None:
        """Know nothing before `open`."""
        self._store = store
        self._recipients = recipients
        self.state = AccountState()

    async def open(self) -> None:
        """Read what was kept; raises StoreError.

        What left before, without the disk, is on none, and may be what changed last.
        """
        last, by_recipient = await self._store.read(
            lambda db: queries.latest(db, list(self._recipients()))
        )
        unkept = self.state.last_by_recipient
        self.state = replace(
            self.state,
            last=_later(last, self.state.last),
            last_by_recipient={
                each: row
                for each in {**by_recipient, **unkept}
                if (row := _later(by_recipient.get(each), unkept.get(each)))
            },
        )
        await self.count()

    def changed(self, pairs: Pairs) -> None:
        """Remember what messages have become."""
        changed = {after.recipient: after for _, after in pairs if after.recipient}
        self.state = replace(
            self.state,
            last=pairs[-1][1],
            last_by_recipient={**self.state.last_by_recipient, **changed},
        )
        self.forget_others()

    def forget_others(self) -> None:
        """Forget the messages of recipients that are no more."""
        there = self._recipients()
        known = {
            each: row
            for each, row in self.state.last_by_recipient.items()
            if each in there
        }
        self.state = replace(self.state, last_by_recipient=known)

    async def count(self) -> AccountState:
        """Bring the counted part up to date, and return all; raises StoreError."""
        now = dt_util.utcnow()
        figures = await self._store.read(lambda db: read_figures(db, now))
        self.state = replace(
            self.state,
            counters=figures.counters,
            pending=figures.pending,
            youngest_followed=figures.youngest_followed,
            youngest_call=figures.youngest_call,
            next_to_leave=figures.next_to_leave,
        )
        return self.state


def _later(kept: MessageRow | None, unkept: MessageRow | None) -> MessageRow | None:
    """Return which of two messages changed last."""
    if kept is None or unkept is None:
        return kept or unkept
    return kept if kept.changed_at > unkept.changed_at else unkept
