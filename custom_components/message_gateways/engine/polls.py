"""What an account asks its gateway for by itself, and what it does with the answers."""

from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import batched
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..gateways.base import (
    Gateway,
    HasBalance,
    HasCounters,
    HasStatistics,
    KnowsItsRelease,
    ReadsOnce,
    Receives,
    Reports,
)
from ..gateways.errors import GatewayError
from ..gateways.info import GatewayInfo
from .coordinators import (
    AccountCoordinator,
    BalanceCoordinator,
    DeliveryCoordinator,
    InboundCoordinator,
)
from .gateway_counters import CountersCoordinator
from .inbox import Inbox
from .outbox import Outbox
from .release import ReleaseCoordinator
from .rows import InboundEvent
from .state import AccountState
from .statistics import StatisticsCoordinator
from .store import StoreError

FOLLOW_MARGIN = timedelta(hours=1)
# What many messages come to is worked out a part at a time: the loop has other work.
FOLLOWED_AT_ONCE = 1000


class Polls:
    """The polls of one account; those that its gateway has no answer for are None."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        gateway: Gateway,
        info: GatewayInfo,
        *,
        outbox: Outbox,
        inbox: Inbox,
        heard: Callable[[str, GatewayError | None], None],
        arrived: Callable[[], None],
        read_state: Callable[[], Awaitable[AccountState]],
    ) -> None:
        """`heard` gets each answer, `arrived` is told of new inbound messages."""
        self._hass = hass
        self._entry = entry
        self._gateway = gateway
        self._info = info
        self._outbox = outbox
        self._inbox = inbox
        self._arrived = arrived
        self._read_state = read_state
        self._showing = False
        self.delivery = DeliveryCoordinator(
            hass, entry, partial(heard, "delivery"), self._fetch_delivery
        )
        self.balance: BalanceCoordinator | None = None
        if isinstance(gateway, HasBalance):
            self.balance = BalanceCoordinator(
                hass, entry, partial(heard, "balance"), gateway.fetch_balance
            )
        self.inbound = InboundCoordinator(
            hass,
            entry,
            partial(heard, "inbound"),
            partial(self._fetch_inbound, gateway)
            if isinstance(gateway, Receives)
            else inbox.last,
            polls=isinstance(gateway, Receives),
        )
        self.statistics: StatisticsCoordinator | None = None
        if isinstance(gateway, HasStatistics):
            self.statistics = StatisticsCoordinator(
                hass, entry, partial(heard, "statistics"), gateway.fetch_statistics
            )

        self.counters: CountersCoordinator | None = None
        if isinstance(gateway, HasCounters):
            self.counters = CountersCoordinator(
                hass, entry, partial(heard, "counters"), gateway.fetch_counters
            )
        self.release: ReleaseCoordinator | None = None
        if isinstance(gateway, KnowsItsRelease):
            self.release = ReleaseCoordinator(
                hass, entry, partial(heard, "release"), gateway.fetch_read_only_release
            )

    @property
    def _others(self) -> list[AccountCoordinator[Any]]:
        """Return the polls that go on whether something was sent or not."""
        return [
            poll
            for poll in (
                self.balance,
                self.inbound if self.inbound.polls else None,
                self.statistics,
                self.counters,
                self.release,
            )
            if poll is not None
        ]

    @callback
    def start(self) -> list[CALLBACK_TYPE]:
        """Begin, without waiting for the gateway; returns what ends it."""
        # Polls stop without listeners; the account itself always wants them.
        ends = [
            poll.async_add_listener(_nothing) for poll in (self.delivery, *self._others)
        ]
        for poll in self._others:
            self._run(poll, poll.async_refresh())
        return ends

    @callback
    def catch_up(self) -> None:
        """Ask again for what failed, since the gateway is back, maybe as another."""
        for poll in self._others:
            if poll is self.release or not poll.last_update_success:
                self.refresh(poll)

    @callback
    def refresh(self, poll: AccountCoordinator[Any]) -> None:
        """Ask soon."""
        self._run(poll, poll.async_request_refresh())

    def _run(
        self, poll: AccountCoordinator[Any], work: Coroutine[Any, Any, None]
    ) -> None:
        """Poll in a task that ends with the entry."""
        self._entry.async_create_background_task(self._hass, work, poll.name)

    @callback
    def reports_pushed(self) -> None:
        """Ask less often where messages stand, since the gateway says so itself."""
        self.delivery.pushes.seen()

    @callback
    def inbound_pushed(self) -> None:
        """Tell of pushed messages, and show the last, once for many that come fast."""
        self._arrived()
        if not self._showing:
            self._showing = True
            self._entry.async_create_background_task(
                self._hass, self._show_last(), f"{self.inbound.name} pushed"
            )

    async def _show_last(self) -> None:
        """Show the last message."""
        self._showing = False
        with suppress(StoreError):
            self.inbound.pushed(await self._inbox.last())

    async def _fetch_delivery(self) -> AccountState:
        """Ask after everything that is followed; give up what is too old."""
        now = dt_util.utcnow()
        longest = max(
            (channel.follow_for or timedelta())
            for channel in self._info.channels.values()
        )
        await self._outbox.give_up_following(now - longest - FOLLOW_MARGIN)
        if isinstance(self._gateway, Reports):
            sent = await self._outbox.followed()
            for some in batched(sent, FOLLOWED_AT_ONCE, strict=False):
                if reports := await self._gateway.fetch_reports(some):
                    await self._kept(self._outbox.report(reports))
        return await self._read_state()

    async def _fetch_inbound(self, gateway: Receives) -> InboundEvent | None:
        """Keep what came in, tell of it, and return the last message."""
        messages = await gateway.fetch_inbound(await self._inbox.since())
        if await self._kept(self._inbox.keep(messages)):
            self.inbound.missed()
            self._arrived()
        return await self._inbox.last()

    async def _kept[ResultT](self, keeping: Awaitable[ResultT]) -> ResultT:
        """Keep what was fetched; what a list hands out only once is not lost by it."""
        try:
            return await keeping
        except StoreError:
            if isinstance(self._gateway, ReadsOnce):
                self._gateway.forget_progress()
            raise


@callback
def _nothing() -> None:
    """Listen, so that polling goes on."""
