"""Tell of rows in the stores, each at least once, and only when they are on disk."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
import logging

from homeassistant.core import CALLBACK_TYPE, callback

from . import inbox_table as table
from .rows import DeliveryEvent, InboundEvent
from .store import Store, StoreError

_LOGGER = logging.getLogger(__name__)

AT_ONCE = 200


class Announcer:
    """Hand rows to listeners and mark them afterwards."""

    def __init__(self, store: Store) -> None:
        """Announce nothing before `begin`."""
        self._store = store
        self._delivery: list[Callable[[DeliveryEvent], None]] = []
        self._inbound: list[Callable[[InboundEvent], None]] = []
        self._begun = False
        self._running = asyncio.Lock()

    @callback
    def on_delivery(self, listener: Callable[[DeliveryEvent], None]) -> CALLBACK_TYPE:
        """Listen for changes of messages."""
        self._delivery.append(listener)
        return lambda: self._delivery.remove(listener)

    @callback
    def on_inbound(self, listener: Callable[[InboundEvent], None]) -> CALLBACK_TYPE:
        """Listen for inbound messages."""
        self._inbound.append(listener)
        return lambda: self._inbound.remove(listener)

    @callback
    def begin(self) -> None:
        """Allow announcing: Home Assistant has started and entities listen."""
        self._begun = True

    @callback
    def pause(self) -> None:
        """Announce nothing more: the entities are going, and rows would be missed."""
        self._begun = False

    async def announce(self) -> None:
        """Tell of everything that nobody was told of."""
        if not self._begun:
            return
        async with self._running:
            # What is not marked is announced again, with the same id.
            with suppress(StoreError):
                while self._begun and await self._announce_some():
                    pass

    async def _announce_some(self) -> bool:
        """Tell of some rows; returns whether there were any."""
        changes = await self._store.read(
            lambda db: table.unannounced_changes(db, AT_ONCE)
        )
        inbound = await self._store.read(
            lambda db: table.unannounced_inbound(db, AT_ONCE)
        )
        if not self._begun or not (changes or inbound):
            # Entities may have gone while the rows were read.
            return False
        for change in changes:
            _tell(self._delivery, change)
        for message in inbound:
            _tell(self._inbound, message)
        await self._store.write(
            lambda db: table.mark_announced(
                db, [each.seq for each in changes], [each.seq for each in inbound]
            )
        )
        return True


def _tell[EventT](listeners: list[Callable[[EventT], None]], event: EventT) -> None:
    """Hand an event to listeners; one that fails holds up neither others nor rows."""
    for listener in tuple(listeners):
        try:
            listener(event)
        except Exception:
            _LOGGER.exception("Unexpected error in a listener")
