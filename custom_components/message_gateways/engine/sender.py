"""Make the requests of an account, and keep what became of each message."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
import logging

from homeassistant.util import dt as dt_util

from ..gateways.base import Gateway, Reports, Resolves
from ..gateways.errors import GatewayError, TryLaterError
from ..gateways.info import GatewayInfo
from ..gateways.model import Content, Status
from . import outbox_table as table
from .attempts import Attempt, attempt_send, decide
from .batches import Batches
from .circuit import NOT_TRIED, Circuit
from .departures import depart
from .rows import MessageRow, by_batch
from .store import Store, StoreError
from .transitions import Change, foretell, unsent

_LOGGER = logging.getLogger(__name__)

REQUESTS_AT_ONCE = 4
STOPPED = Attempt(error=TryLaterError("the account is being unloaded"))
UNMARKED = Attempt(error=TryLaterError("the disk could not keep that it leaves"))

type Pairs = list[tuple[MessageRow, MessageRow]]


class Sender:
    """Send messages that are on disk as `sending`."""

    def __init__(
        self,
        store: Store,
        gateway: Gateway,
        info: GatewayInfo,
        *,
        look: Callable[[], None],
        tell: Callable[[Pairs], None],
        heard: Callable[[GatewayError | None], None],
        opened: Callable[[], None],
    ) -> None:
        """`tell` gets what is on disk, `heard` what a request says of the gateway.

        `opened` is called when, after many that found nobody there, one did.
        """
        self._store = store
        self._gateway = gateway
        self._info = info
        self._look = look
        self._tell = tell
        self._heard = heard
        self._opened = opened
        self._circuit = Circuit()
        self._slots = asyncio.Semaphore(REQUESTS_AT_ONCE)
        self._unwritten: list[tuple[MessageRow, Change]] = []
        self._stopped = False

    def stop(self) -> None:
        """Begin no more requests: what waits for a place stays queued."""
        self._stopped = True

    @property
    def behind(self) -> bool:
        """Tell whether the disk does not know yet what became of some messages."""
        return bool(self._unwritten)

    @property
    def finds_nobody(self) -> bool:
        """Tell whether one request is to test the gateway for all others."""
        return self._circuit.is_open

    def follows(self, content: Content) -> bool:
        """Tell whether messages of this kind can be followed."""
        return (
            isinstance(self._gateway, Reports)
            and self._info.channels[content.channel].follow_for is not None
        )

    def batches(self) -> Batches:
        """Begin to put messages together that leave in one request."""
        return Batches(
            {key: channel.batch_limit for key, channel in self._info.channels.items()}
        )

    async def send(
        self, content: Content, rows: Sequence[MessageRow], *, waited: bool = False
    ) -> list[MessageRow]:
        """Send messages of one content, one request a batch.

        What has `waited` leaves no more once we are stopped. Returns what became of
        them, whether the disk knows it or not.
        """
        parts = await asyncio.gather(
            *(self._request(content, batch, waited=waited) for batch in by_batch(rows))
        )
        return [row for part in parts for row in part]

    async def send_unkept(
        self, content: Content, rows: Sequence[MessageRow]
    ) -> list[MessageRow]:
        """Send messages that are on no disk; returns what became of them."""
        settled = []
        for batch in by_batch(rows):
            async with self._slots:
                left_at = dt_util.utcnow()
                attempt = await attempt_send(self._gateway, content, batch)
            self._heard(attempt.meaning)
            now = dt_util.utcnow()
            decided = decide(batch, attempt, now, follows=False, resolves=False)
            settled += [
                replace(foretell(row, change), left_at=left_at)
                for row, change in decided
            ]
        return settled

    async def catch_up(self) -> None:
        """Try again to keep what could not be kept."""
        if self._unwritten:
            changes, self._unwritten = self._unwritten, []
            await self._settle(changes, dt_util.utcnow())

    def up_to_date(self, rows: Sequence[MessageRow]) -> list[MessageRow]:
        """Return rows as they would be if the disk knew everything."""
        known = {row.id: foretell(row, change) for row, change in self._unwritten}
        return [known.get(row.id, row) for row in rows]

    async def _request(
        self, content: Content, rows: Sequence[MessageRow], *, waited: bool
    ) -> list[MessageRow]:
        """Make one request and settle each of its messages."""
        settled: list[MessageRow] = []
        waited = waited or self._slots.locked() or self._circuit.testing
        ticket = self._circuit.ticket()
        async with self._slots, self._circuit.passage(ticket) as passage:
            if waited and self._stopped:
                attempt = STOPPED
            elif passage.barred:
                attempt = NOT_TRIED
            else:
                try:
                    rows, settled = await self._depart(rows)
                except StoreError as err:
                    _LOGGER.error("Can't keep that messages leave: %s", err)  # noqa: TRY400 - the trace says no more
                    attempt = UNMARKED
                else:
                    if not rows:
                        return settled
                    attempt = await attempt_send(self._gateway, content, rows)
                    passage.attempt = attempt
        now = dt_util.utcnow()
        changes = decide(
            rows,
            attempt,
            now,
            follows=self.follows(content),
            resolves=isinstance(self._gateway, Resolves),
        )
        settled += await self._settle(changes, now)
        if passage.attempt is not None:
            self._heard(attempt.meaning)
        if passage.opened:
            self._opened()
        return settled

    async def _depart(
        self, rows: Sequence[MessageRow]
    ) -> tuple[list[MessageRow], list[MessageRow]]:
        """Mark messages as leaving; returns those, and what is over meanwhile.

        Waiting for a place may have taken long. Raises StoreError: what the disk does
        not know to have left must not leave, as a crash would have it sent again.
        """
        self._look()
        now = dt_util.utcnow()
        leaving, late = await self._store.write(lambda db: depart(db, rows, now))
        expired = [(row, unsent(row, Status.EXPIRED)) for row in late]
        over = await self._settle(expired, now) if late else []
        return leaving, over

    async def _settle(
        self, changes: list[tuple[MessageRow, Change]], now: datetime
    ) -> list[MessageRow]:
        """Keep what became of messages on disk, or in memory until the disk takes it.

        An error here must not look as if nothing had been sent.
        """
        settled = {row.id: foretell(row, change) for row, change in changes}
        try:
            pairs = await self._store.write(lambda db: table.apply(db, changes, now))
        except StoreError as err:
            _LOGGER.error("Can't keep what became of messages: %s", err)  # noqa: TRY400 - the trace says no more
            self._unwritten += changes
        else:
            self._tell(pairs)
            settled |= {after.id: after for _, after in pairs}
        return list(settled.values())
