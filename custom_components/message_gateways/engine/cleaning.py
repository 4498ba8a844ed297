"""Have a gateway remove what sending left behind on it."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
import logging
from pathlib import Path
import sqlite3

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from ..gateways.base import CleansUp, Gateway
from ..gateways.campaigns import InUse
from ..gateways.errors import GatewayError
from . import campaign_table as campaigns, outbox_queries as queries
from .store import Store, StoreError

_LOGGER = logging.getLogger(__name__)

AFTER_START = timedelta(minutes=1)
AFTER_END = timedelta(seconds=30)
AGAIN = timedelta(hours=1)
# Whoever removes an account does not want to wait for a server.
LAST_TIME = 30.0


def in_use(connection: sqlite3.Connection) -> InUse:
    """Return what is not over."""
    message_ids, gateway_ids = queries.unfinished(connection)
    return InUse(
        message_ids=message_ids,
        gateway_ids=gateway_ids,
        campaign_ids=frozenset(row.id for row in campaigns.not_over(connection)),
    )


async def clean_up_at_last(gateway: Gateway, path: Path) -> None:
    """Clean up before an account is removed, if the gateway lets us.

    What is not over stays there: removing it could stop it.
    """
    if not isinstance(gateway, CleansUp):
        return
    store = Store(path)
    try:
        async with asyncio.timeout(LAST_TIME):
            await store.open()
            await gateway.clean_up(lambda: store.read(in_use))
    except (GatewayError, StoreError, TimeoutError) as err:
        why = str(err) or "it took too long"
        _LOGGER.warning("Some of what was sent may be left on the gateway: %s", why)
    finally:
        await store.close()


class Cleaner:
    """Clean up after the start, after messages have ended, and while things are left.

    For a gateway on which nothing is left behind it does nothing.
    """

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, store: Store, gateway: Gateway
    ) -> None:
        """Clean up what the store says is over."""
        self._hass = hass
        self._entry = entry
        self._store = store
        self._gateway = gateway
        self._cancel_timer: CALLBACK_TYPE | None = None
        self._due = 0.0
        self._task: asyncio.Task[None] | None = None
        self._any_in_use = False
        self._refused = False
        self._stopped = False

    @callback
    def start(self) -> None:
        """Clean up soon: what an earlier run left may be there."""
        self._plan(AFTER_START)

    @callback
    def something_ended(self) -> None:
        """Clean up in a while, once for all that ends until then."""
        self._plan(AFTER_END)

    async def stop(self) -> None:
        """Begin nothing more; what is under way is left as it is."""
        self._stopped = True
        self._end_timer()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    @callback
    def _plan(self, wait: timedelta) -> None:
        """Clean up after a time, unless that is to come sooner."""
        if self._stopped or not isinstance(self._gateway, CleansUp):
            return
        due = self._hass.loop.time() + wait.total_seconds()
        if self._cancel_timer is not None and self._due <= due:
            return
        self._end_timer()
        self._due = due
        self._cancel_timer = async_call_later(
            self._hass, wait, HassJob(self._ring, cancel_on_shutdown=True)
        )

    @callback
    def _end_timer(self) -> None:
        """Wait no longer."""
        if self._cancel_timer is not None:
            self._cancel_timer()
            self._cancel_timer = None

    @callback
    def _ring(self, _now: datetime) -> None:
        """Clean up, or later if that is under way."""
        self._cancel_timer = None
        if self._task is not None and not self._task.done():
            self._plan(AFTER_END)
        elif isinstance(self._gateway, CleansUp):
            self._task = self._entry.async_create_background_task(
                self._hass,
                self._clean_up(self._gateway),
                f"message_gateways {self._entry.title} cleaning",
            )

    async def _clean_up(self, gateway: CleansUp) -> None:
        """Clean up once; while anything may be left, again later."""
        self._any_in_use = False
        left = True
        try:
            left = bool(await gateway.clean_up(self._in_use)) or self._any_in_use
        except (GatewayError, StoreError) as err:
            if not self._refused:
                _LOGGER.info("%s: can't clean up yet: %s", self._entry.title, err)
            self._refused = True
        else:
            self._refused = False
        finally:
            if left:
                self._plan(AGAIN)

    async def _in_use(self) -> InUse:
        """Read what is not over, and remember whether anything is."""
        used = await self._store.read(in_use)
        self._any_in_use = used != InUse()
        return used
