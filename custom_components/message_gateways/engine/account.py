"""One account at work: what its entities and actions talk to."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
import logging
from pathlib import Path

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import EVENT_HOMEASSISTANT_CLOSE, EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.start import async_at_started

from ..const import CONF_ADDRESSES
from ..gateways.base import Gateway, HasAddressBooks, HasCampaigns
from ..gateways.info import GatewayInfo
from ..gateways.model import GOOD_ENDS, Content
from ..gateways.numbers import Number
from .address_books import AddressBooks
from .announcer import Announcer
from .campaigns import Campaigns
from .cancelling import Canceller
from .cleaning import Cleaner
from .clock import ClockWatch
from .counted import Counted
from .foresight import Foresight, foretold
from .health import Health, HealthMonitor
from .inbox import Inbox
from .late_start import LateStart
from .ledger import Ledger
from .limit_watch import LimitWatch
from .lookups import Lookups
from .outbox import Outbox, SendResult
from .polls import Polls
from .preparing import Preparing, Ready
from .purging import Purger
from .pushes import Pushes
from .rows import Target
from .sender import Pairs
from .settings import Settings
from .state import AccountState
from .store import Store, StoreError
from .tasks import Tasks

_LOGGER = logging.getLogger(__name__)


class Account:
    """A gateway, its stores, and everything that runs between them."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        *,
        info: GatewayInfo,
        gateway: Gateway,
        settings: Settings,
        path: Path,
    ) -> None:
        """Put an account together; nothing runs before `open`."""
        self.hass = hass
        self.entry = entry
        self.info = info
        self.gateway = gateway
        self.settings = settings
        self.store = Store(path)
        self._ledger = Ledger(self.store, lambda: entry.subentries)
        self._tasks = Tasks(hass, entry.title)
        self.health = HealthMonitor(entry.title, self._on_health)
        self.limit_watch = LimitWatch(entry.title)
        self.counted = Counted(self.store, settings.limits, self.limit_watch.ruled)
        self.announcer = Announcer(self.store)
        self.inbox = Inbox(
            hass, self.store, begun_at=entry.created_at, country=settings.country
        )
        self._clock = ClockWatch(hass, self._on_clock_set)
        self._late_start = LateStart(hass, self._begin_late, self._tasks.spawn)
        self.outbox = Outbox(
            hass,
            self.store,
            gateway,
            info,
            limits=settings.limits,
            look=self._clock.look,
            ruled=self.limit_watch.ruled,
            changed=self._on_changed,
            heard=partial(self.health.heard, "sending"),
            spawn=self._tasks.spawn,
            addresses_of=self._addresses_of,
            is_down=lambda: self.health.state.down_since is not None,
        )
        self._polls = Polls(
            hass,
            entry,
            gateway,
            info,
            outbox=self.outbox,
            inbox=self.inbox,
            heard=self.health.heard,
            arrived=lambda: self._tasks.spawn(self.announcer.announce()),
            read_state=self._ledger.count,
        )
        self.delivery = self._polls.delivery
        self.balance = self._polls.balance
        self.inbound = self._polls.inbound
        self.statistics = self._polls.statistics
        self.counters = self._polls.counters
        self.release = self._polls.release
        self.lookups = Lookups(hass, entry.entry_id, self.store, self._tasks.spawn)
        self.pushes = Pushes(
            hass,
            gateway,
            outbox=self.outbox,
            inbox=self.inbox,
            lookups=self.lookups,
            polls=self._polls,
            tasks=self._tasks,
        )
        self.canceller = Canceller(self.store, self.outbox, gateway, info)
        self._preparing = Preparing(hass, gateway, info, settings)
        self._cleaner = Cleaner(hass, entry, self.store, gateway)
        self.campaigns: Campaigns | None = None
        if isinstance(gateway, HasCampaigns):
            self.campaigns = Campaigns(
                hass,
                entry,
                self.store,
                gateway,
                tasks=self._tasks,
                ready=self._preparing.alike,
                heard=partial(self.health.heard, "campaigns"),
                ended=self._cleaner.something_ended,
            )
        self.address_books: AddressBooks | None = None
        if isinstance(gateway, HasAddressBooks):
            self.address_books = AddressBooks(
                hass,
                gateway,
                rule=info.number_rule,
                country=settings.country,
                tasks=self._tasks,
                heard=partial(self.health.heard, "address_books"),
            )
        self._health_listeners: list[Callable[[Health, Health], None]] = []
        self._unsubscribe: list[CALLBACK_TYPE] = []
        self.on_disk: Callable[[], None] | None = None
        """Called when the disk begins to fail, and when it no longer does."""
        self.store.on_trouble = self._on_trouble
        self._publishing = False

    @property
    def state(self) -> AccountState:
        """Return what is known of the account's messages."""
        return self._ledger.state

    async def open(self) -> None:
        """Open the store, take up what was left and read it.

        Where the disk does not let us, that is tried again after `start`: an alarm can
        leave without it. Nothing is announced and nothing leaves before `start`.
        """
        known = self.store.trouble
        try:
            await self.store.open(self.outbox.take_over)
            await self._ledger.open()
            self.inbound.data = await self.inbox.last()
            if self.campaigns is not None:
                await self.campaigns.open()
        except StoreError as err:
            # It is tried twice a minute, maybe for days.
            if str(err) != known:
                _LOGGER.error("%s: %s", self.entry.title, err)  # noqa: TRY400 - the trace says no more
            await self.store.let_go(str(err))

    async def start(self) -> None:
        """Begin to send, to poll and to announce; waits for no gateway."""
        self._unsubscribe += [
            self.hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, self._on_stop),
            self.hass.bus.async_listen_once(EVENT_HOMEASSISTANT_CLOSE, self._on_close),
            self._clock.start(),
        ]
        if self.store.is_open:
            await self._begin()
        else:
            self._on_trouble()
            self._late_start.start()

    async def _begin_late(self) -> bool:
        """Do what could not be done at the start; tells whether it is done now."""
        await self.open()
        if not self.store.is_open:
            return False
        if not self._late_start.stopped:
            await self._begin()
            self.inbound.async_update_listeners()
            self._on_trouble()
        return True

    async def _begin(self) -> None:
        """Begin all that needs the store."""
        self._unsubscribe.append(async_at_started(self.hass, self._on_started))
        self.delivery.publish(self.state)
        await self.outbox.start()
        self._unsubscribe.append(
            Purger(self.hass, self.store, self.settings, self._tasks.spawn).start()
        )
        self._unsubscribe += self._polls.start()
        if self.campaigns is not None:
            self._unsubscribe += self.campaigns.begin()
        self._cleaner.start()

    async def close(self) -> None:
        """Wait for requests in flight, then leave nothing behind."""
        self._late_start.stop()
        self._unsubscribe_all()
        await self._stop()
        # A start that was late may have gone on until now.
        self._unsubscribe_all()
        await self.outbox.watchers.close()
        await self.store.close()

    def _unsubscribe_all(self) -> None:
        """Listen to nothing more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()

    async def send(
        self,
        content: Content,
        targets: Sequence[Target],
        *,
        scheduled_at: datetime | None = None,
    ) -> SendResult:
        """Check, keep and send; returns once each message has its first outcome.

        Raises InvalidInputError where a rule is broken and StoreError where nothing
        could be kept; in both cases nothing was sent.
        """
        content = self.prepare(content)
        return await self._tasks.run(self._send(content, targets, scheduled_at))

    async def _send(
        self,
        content: Content,
        targets: Sequence[Target],
        scheduled_at: datetime | None,
    ) -> SendResult:
        """Do what takes time before messages are kept, then keep and send them."""
        ready = await self._preparing.ready(content, targets)
        return await self.outbox.submit(
            ready.content, ready.targets, scheduled_at=scheduled_at
        )

    async def make_ready(self, content: Content, targets: Sequence[Target]) -> Ready:
        """Do and check all that comes before sending; raises InvalidInputError."""
        content = self.prepare(content)
        return await self._tasks.run(self._preparing.ready(content, targets))

    async def send_ready(
        self, ready: Ready, *, scheduled_at: datetime | None = None
    ) -> SendResult:
        """Keep and send what was made ready, as `send` does; raises StoreError."""
        return await self._tasks.run(
            self.outbox.submit(ready.content, ready.targets, scheduled_at=scheduled_at)
        )

    async def foresee(
        self,
        content: Content,
        targets: Sequence[Target],
        *,
        scheduled_at: datetime | None = None,
    ) -> Foresight:
        """Tell what `send` would do; nothing is sent, kept, counted or spoken.

        Raises what `send` raises.
        """
        content = await self._preparing.unspoken(self.prepare(content), targets)
        rulings = await self.outbox.foresee(content, targets, scheduled_at=scheduled_at)
        return foretold(content, targets, rulings)

    def prepare(self, content: Content) -> Content:
        """Fill in what the account has chosen and check; raises InvalidInputError."""
        return self._preparing.content(content)

    async def normalise(self, numbers: Iterable[object]) -> list[Number]:
        """Bring numbers into international form; raises InvalidInputError."""
        return await self._preparing.numbers(numbers)

    async def run[ResultT](self, work: Awaitable[ResultT]) -> ResultT:
        """Finish what was begun, whatever becomes of whoever asked for it."""
        return await self._tasks.run(work)

    async def recipients_changed(self) -> None:
        """Forget recipients that are gone, and cancel what waits for them."""
        self._ledger.forget_others()
        # A start that is late does it, and nothing leaves before.
        if self.store.is_open:
            await self.outbox.waiting.withdraw()

    @callback
    def on_health(self, listener: Callable[[Health, Health], None]) -> CALLBACK_TYPE:
        """Listen for changes of the account's health."""
        self._health_listeners.append(listener)
        return lambda: self._health_listeners.remove(listener)

    def _on_health(self, old: Health, new: Health) -> None:
        """Pass a change on; what waited goes out when the gateway is back.

        Credentials that were refused are not tried at once with every message.
        """
        for listener in tuple(self._health_listeners):
            listener(old, new)
        if not self.store.is_open:
            return
        busy_before = "sending" in old.busy_with
        if new.good and (old.down_since or (busy_before and not new.busy_with)):
            self._tasks.spawn(self.outbox.waiting.release())
        if new.good and not old.good:
            self._polls.catch_up()

    def _on_changed(self, pairs: Pairs) -> None:
        """Show what changed, and tell of it."""
        self._ledger.changed(pairs)
        if any(
            before.accepted_at is None and after.accepted_at is not None
            for before, after in pairs
        ):
            self.health.credit_seen()
            if self.balance is not None:
                self._polls.refresh(self.balance)
        if any(after.status in GOOD_ENDS for _, after in pairs):
            self.inbound.expect_replies()
        if not all(after.pending for _, after in pairs):
            self._cleaner.something_ended()
        if self.store.is_open and not self._publishing:
            self._publishing = True
            self._tasks.spawn(self._publish())

    @callback
    def _on_trouble(self) -> None:
        """Tell of a disk that fails, and see whether it goes on."""
        if self.on_disk:
            self.on_disk()
        if self.store.trouble and self.store.is_open:
            self._tasks.spawn(self.outbox.waiting.set_alarm())

    def _addresses_of(self, recipient: str) -> Collection[str] | None:
        """Return the addresses of a recipient, None for one that was removed."""
        subentry = self.entry.subentries.get(recipient)
        addresses: Collection[str] | None
        addresses = subentry.data[CONF_ADDRESSES] if subentry else None
        return addresses

    async def _publish(self) -> None:
        """Count, show and announce, once for many changes that come together."""
        try:
            await asyncio.sleep(0)
        finally:
            self._publishing = False
        self.delivery.publish(await self._ledger.count())
        await self.announcer.announce()

    @callback
    def _on_clock_set(self, before: datetime) -> None:
        """Let nothing wait by a clock that is no more."""
        if self.store.is_open:
            self._tasks.spawn(self._follow_clock(before))

    async def _follow_clock(self, before: datetime) -> None:
        """Bring what waits, and what is shown, to the clock as it was set."""
        await self.outbox.waiting.follow_clock(before)
        if self.campaigns is not None:
            await self.campaigns.schedule.follow_clock()
        self.delivery.publish(await self._ledger.count())

    async def _on_started(self, _hass: HomeAssistant) -> None:
        """Announce what waited for Home Assistant to start."""
        self.announcer.begin()
        await self.announcer.announce()
        await self.lookups.begin()

    async def _on_stop(self, _event: Event) -> None:
        """Start nothing more, while others still may use what we need."""
        await self._stop()

    async def _stop(self) -> None:
        """Start nothing more by itself, and wait for what is in flight."""
        self._late_start.stop()
        self.outbox.stop()
        if self.campaigns is not None:
            self.campaigns.schedule.end()
        if self.address_books is not None:
            self.address_books.stop()
        await self._cleaner.stop()
        await self._tasks.finish()
        await self.outbox.catch_up()
        await self._tasks.finish()

    async def _on_close(self, _event: Event) -> None:
        """Close the files when everybody else is done."""
        await self.store.close()
