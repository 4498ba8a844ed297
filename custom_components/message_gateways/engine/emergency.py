"""Send while the disk takes nothing: each message once, and never again."""

import asyncio
from collections import deque
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
import logging
import sqlite3

from homeassistant.util import dt as dt_util

from ..gateways.model import Content
from . import outbox_table as table
from .batches import Batches
from .rows import MessageRow, Target, by_content
from .schema import STEPS
from .sender import Sender

_LOGGER = logging.getLogger(__name__)

# Nothing counts what leaves without the disk, so it must not become much.
AT_MOST = 20
WITHIN = timedelta(hours=1)
REMEMBERED = 100


# A target and the id of its message.
type Named = tuple[str, Target]


class Emergency:
    """Send what can't be kept.

    An alarm is worth more than its row in a table. What is not kept can't be doubled
    either: it is tried once, what was not sent has failed, and nothing follows it.
    """

    def __init__(self, sender: Sender) -> None:
        """Send with the account's own sender."""
        self._sender = sender
        self._left_at: deque[datetime] = deque(maxlen=AT_MOST)
        self._rows: dict[str, MessageRow] = {}

    def may_send(self, count: int) -> bool:
        """Tell whether so many messages may leave now."""
        now = dt_util.utcnow()
        recent = sum(now - WITHIN < each <= now for each in self._left_at)
        return recent + count <= AT_MOST

    async def send(
        self, content: Content, targets: Sequence[Named]
    ) -> list[MessageRow]:
        """Send to addresses and return what became of it, in their order.

        The ids are those under which the disk would not keep them, so that none is
        known by two.
        """
        _LOGGER.warning("The disk takes nothing: messages are sent without being kept")
        now = dt_util.utcnow()
        self._left_at.extend(now for _ in targets)
        rows = await asyncio.to_thread(
            _rows, content, targets, self._sender.batches(), now
        )
        contents = {
            row.content: target.content(content)
            for row, (_, target) in zip(rows, targets, strict=True)
        }
        groups = await asyncio.gather(
            *(
                self._sender.send_unkept(contents[content_id], group)
                for content_id, group in by_content(rows).items()
            )
        )
        sent = {row.id: row for group in groups for row in group}
        self._rows |= sent
        for old in list(self._rows)[:-REMEMBERED]:
            del self._rows[old]
        return [sent[row.id] for row in rows]

    def rows(self, ids: Collection[str]) -> list[MessageRow]:
        """Return those of the messages that were sent without the disk."""
        return [self._rows[each] for each in ids if each in self._rows]


def _rows(
    content: Content, targets: Sequence[Named], batches: Batches, now: datetime
) -> list[MessageRow]:
    """Make the rows that there would be, in a database that is nowhere."""
    # Nothing remembers to send it later.
    taken = [
        (message_id, replace(target, fail_at_once=True))
        for message_id, target in targets
    ]
    with closing(sqlite3.connect(":memory:")) as db:
        db.row_factory = sqlite3.Row
        for step in STEPS:
            db.executescript(step)
        return table.insert(db, content, taken, batches, now=now, scheduled_at=None)
