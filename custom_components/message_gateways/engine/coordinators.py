"""Poll a gateway: balance, inbound messages, delivery."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
import logging
from typing import override

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator, UpdateFailed
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..gateways.errors import (
    ChangeRequestError,
    GatewayError,
    SignInAgainError,
    TryLaterError,
)
from ..gateways.model import Balance
from .attempts import SIGN_IN_PAUSE
from .rows import InboundEvent
from .state import AccountState
from .store import StoreError
from .transitions import poll_pace

_LOGGER = logging.getLogger(__name__)

BALANCE_PACE = timedelta(minutes=15)
INBOUND_PACE = timedelta(minutes=1)
REPLY_PACE = timedelta(seconds=15)
REPLIES_EXPECTED_FOR = timedelta(minutes=10)
LEFT_ALONE = 30.0
# Timers may ring a moment early, and nothing has left then.
AFTER_LEAVING = timedelta(seconds=1)
# While pushes arrive, polls are the net below. It is shorter than the time for which
# a push without an id waits for its polled row.
PUSHED_PACE = timedelta(minutes=5)
PUSHES_LAST_FOR = timedelta(hours=1)


class AccountCoordinator[DataT](DataUpdateCoordinator[DataT]):
    """Poll one thing of one account."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        name: str,
        heard: Callable[[GatewayError | None], None],
        pace: timedelta | None,
    ) -> None:
        """Poll at a pace, for as long as somebody listens."""
        super().__init__(
            hass,
            _LOGGER,
            config_entry=entry,
            name=f"{entry.title} {name}",
            update_interval=pace,
            always_update=False,
        )
        self._heard = heard

    @abstractmethod
    async def async_poll(self) -> DataT:
        """Fetch the data; raises GatewayError."""

    @override
    async def _async_update_data(self) -> DataT:
        """Fetch the data and tell how the gateway stands."""
        try:
            data = await self.async_poll()
        except GatewayError as err:
            self._heard(err)
            if isinstance(err, ChangeRequestError) and self.last_update_success:
                # It answers, so the account does not call it down.
                _LOGGER.warning("%s was refused: %s", self.name, err)
            wait = None
            if isinstance(err, TryLaterError):
                wait = err.retry_after
            elif isinstance(err, SignInAgainError):
                # Reauthentication is the account's to ask for; polling goes on,
                # since a gateway may refuse once and not again.
                wait = SIGN_IN_PAUSE
            raise UpdateFailed(
                translation_domain=DOMAIN,
                translation_key="cannot_poll",
                translation_placeholders={"reason": str(err)},
                retry_after=max(wait or 0.0, LEFT_ALONE),
            ) from err
        except StoreError as err:
            raise UpdateFailed(
                translation_domain=DOMAIN,
                translation_key="store_failed",
                translation_placeholders={"reason": str(err)},
            ) from err
        # Home Assistant would tell of the end in the log as well; the account does.
        self.last_update_success = True
        self._heard(None)
        return data

    @override
    async def _async_refresh(
        self,
        log_failures: bool = True,
        raise_on_auth_failed: bool = False,
        scheduled: bool = False,
        raise_on_entry_error: bool = False,
    ) -> None:
        """Leave logging to the account, which says once for all polls what fails."""
        await super()._async_refresh(
            log_failures=False,
            raise_on_auth_failed=raise_on_auth_failed,
            scheduled=scheduled,
            raise_on_entry_error=raise_on_entry_error,
        )


class BalanceCoordinator(AccountCoordinator[Balance]):
    """Poll the balance."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        heard: Callable[[GatewayError | None], None],
        fetch: Callable[[], Awaitable[Balance]],
    ) -> None:
        """Poll with `fetch`."""
        super().__init__(hass, entry, "balance", heard, BALANCE_PACE)
        self._fetch = fetch

    @override
    async def async_poll(self) -> Balance:
        """Fetch the balance."""
        return await self._fetch()


class PushWatch:
    """Whether pushes arrive, so that polls may be few."""

    def __init__(self) -> None:
        """Know of none."""
        self.last: datetime | None = None

    def seen(self) -> None:
        """Remember a push."""
        self.last = dt_util.utcnow()

    def arriving(self, now: datetime) -> bool:
        """Tell whether there was a push not long ago."""
        return self.last is not None and timedelta() <= now - self.last < (
            PUSHES_LAST_FOR
        )


class InboundCoordinator(AccountCoordinator[InboundEvent | None]):
    """Poll inbound messages: often while a reply may come, seldom while pushes do.

    Where the gateway has no list of them it only shows what is pushed.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        heard: Callable[[GatewayError | None], None],
        fetch: Callable[[], Awaitable[InboundEvent | None]],
        *,
        polls: bool = True,
    ) -> None:
        """Poll with `fetch`, which keeps the messages and returns the last."""
        pace = INBOUND_PACE if polls else None
        super().__init__(hass, entry, "inbound messages", heard, pace)
        self.polls = polls
        self.pushes = PushWatch()
        self._fetch = fetch
        self._replies_until: datetime | None = None
        self._polled_at: datetime | None = None

    @callback
    def expect_replies(self) -> None:
        """Poll more often for a while, since something was delivered."""
        now = dt_util.utcnow()
        self._replies_until = now + REPLIES_EXPECTED_FOR
        if self.polls and self._pace(now) == REPLY_PACE != self.update_interval:
            self.update_interval = REPLY_PACE
            self.async_set_updated_data(self.data)

    @callback
    def pushed(self, last: InboundEvent | None) -> None:
        """Show what was pushed; the next poll is put off once, not by each push."""
        self.pushes.seen()
        if not self.last_update_success:
            self.data = last
            self.async_update_listeners()
            return
        if self.polls:
            now = dt_util.utcnow()
            left = (self._polled_at or now) + PUSHED_PACE - now
            self.update_interval = min(max(left, timedelta(seconds=1)), PUSHED_PACE)
        self.async_set_updated_data(last)

    @callback
    def missed(self) -> None:
        """Rely on pushes no longer: a poll found what none had brought."""
        self.pushes.last = None
        self.update_interval = self._pace(dt_util.utcnow())

    @override
    async def async_poll(self) -> InboundEvent | None:
        """Fetch what came in."""
        if self.polls:
            self._polled_at = dt_util.utcnow()
            self.update_interval = self._pace(self._polled_at)
        return await self._fetch()

    def _pace(self, now: datetime) -> timedelta:
        """Return how long to wait for the next poll."""
        if self.pushes.arriving(now):
            return PUSHED_PACE
        expected = self._replies_until
        quick = expected is not None and now < expected <= now + REPLIES_EXPECTED_FOR
        return REPLY_PACE if quick else INBOUND_PACE


class DeliveryCoordinator(AccountCoordinator[AccountState]):
    """Ask where messages stand, only while some are followed."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        heard: Callable[[GatewayError | None], None],
        fetch: Callable[[], Awaitable[AccountState]],
    ) -> None:
        """Poll with `fetch`, which takes the reports in."""
        super().__init__(hass, entry, "delivery", heard, None)
        self.pushes = PushWatch()
        self._fetch = fetch
        self._next_poll: datetime | None = None

    @callback
    def publish(self, state: AccountState) -> None:
        """Give the entities what is known now, without putting off the next poll."""
        self._plan(state, polled=False)
        self.async_set_updated_data(state)

    @override
    async def async_poll(self) -> AccountState:
        """Take in the reports there are."""
        state = await self._fetch()
        self._plan(state, polled=True)
        return state

    def _plan(self, state: AccountState, *, polled: bool) -> None:
        """Set the pace by the age of the youngest message that is followed."""
        if state.youngest_followed is None:
            self._next_poll = None
            self.update_interval = None
            return
        now = dt_util.utcnow()
        called = state.youngest_call
        pace = poll_pace(
            now - state.youngest_followed, None if called is None else now - called
        )
        if self.pushes.arriving(now) and called is None:
            pace = max(pace, PUSHED_PACE)
        at = now + pace
        if state.next_to_leave is not None:
            # Somebody may wait for what the gateway sends then.
            at = min(at, max(state.next_to_leave, now) + AFTER_LEAVING)
        planned = self._next_poll
        if not polled and planned is not None and now < planned < at:
            at = planned
        self._next_poll = at
        self.update_interval = at - now
