"""Keep what comes in, each message once, before anybody hears of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import batched
from sqlite3 import Connection

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..gateways.model import InboundMessage
from ..gateways.numbers import same_sender
from . import inbox_search as search, inbox_table as table
from .rows import InboundEvent
from .store import ROWS_AT_ONCE, Store

# Messages reach a gateway's list late and out of order.
OVERLAP = timedelta(minutes=10)
# What a gateway dates until the first or from the last on was not received then: such
# times are what "none" is called elsewhere, and no calendar has what comes of counting
# from them.
FIRST_TIME = datetime(1970, 1, 1, tzinfo=UTC)
LAST_TIME = datetime(9999, 1, 1, tzinfo=UTC)


class Inbox:
    """The inbound messages of one account."""

    def __init__(
        self,
        hass: HomeAssistant,
        store: Store,
        *,
        begun_at: datetime,
        country: str | None,
    ) -> None:
        """Work on an open store; nothing from before `begun_at` is asked for.

        `country` is for senders in national writing.
        """
        self._hass = hass
        self._store = store
        self._begun_at = begun_at
        self._country = country

    async def since(self) -> datetime:
        """Return from when on messages are asked for.

        It never lies ahead, as it may where the clock was: nothing would come in until
        then.
        """
        last = await self._store.read(table.last_received)
        return min(last or self._begun_at, dt_util.utcnow()) - OVERLAP

    async def keep(
        self, messages: Sequence[InboundMessage], *, polled: bool = True
    ) -> int:
        """Keep messages on disk; returns how many were new.

        Only what was `polled` says how far the next poll has to reach back.
        """
        if not messages:
            return 0
        numbers = await self._hass.async_add_executor_job(
            lambda: {
                sender: same_sender(sender, self._country)
                for sender in {message.sender for message in messages}
            }
        )
        now = dt_util.utcnow()
        messages = [_dated(each, now) for each in messages]
        new = 0
        *first, last = batched(messages, ROWS_AT_ONCE, strict=False)
        for some in first:
            new += await self._store.write(
                partial(table.keep, messages=some, numbers=numbers, now=now)
            )

        def work(db: Connection) -> int:
            # Not before: what is not on disk then must be asked for again.
            if polled:
                table.mark_received(db, messages, now)
            return table.keep(db, last, numbers, now)

        return new + await self._store.write(work)

    async def key(self, message_id: str) -> str | None:
        """Return the gateway's key of a message by our id, None where there is none."""
        return await self._store.read(lambda db: table.key_of(db, message_id))

    async def find(
        self, wanted: search.InboundFilter, before: tuple[float, int], limit: int
    ) -> list[InboundEvent]:
        """Look for messages from before a time and number, newest first.

        Its senders may be written in any way.
        """
        senders = await self._hass.async_add_executor_job(
            lambda: [same_sender(each, self._country) for each in wanted.senders]
        )
        wanted = replace(wanted, senders=senders)
        return await self._store.read(lambda db: search.find(db, wanted, before, limit))

    async def last(self) -> InboundEvent | None:
        """Return the last message."""
        return await self._store.read(table.last_event)


def _dated(message: InboundMessage, now: datetime) -> InboundMessage:
    """Date a message as of now whose own time is none that it can have."""
    if FIRST_TIME < message.received_at < LAST_TIME:
        return message
    return replace(message, received_at=now)
