"""Let everything that can happen happen, while the clock of the house stands still."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from custom_components.message_gateways.engine.account import Account
from tests.simulators.http_simulator import HttpSimulator

TURNS = 12
ROUNDS, PATIENCE = 400, 60


class Calm:
    """Know when nothing goes on any more but waiting for time to pass."""

    def __init__(
        self,
        hass: HomeAssistant,
        freezer: FrozenDateTimeFactory,
        entries: Sequence[MockConfigEntry],
        simulators: Sequence[HttpSimulator],
    ) -> None:
        """Look at these accounts and providers."""
        self._hass = hass
        self._freezer = freezer
        self._entries = entries
        self._simulators = simulators

    async def settle(self) -> None:
        """Wait for what is under way, except for what waits for time to pass."""
        loop = asyncio.get_running_loop()
        before: object = None
        for number in range(ROUNDS):
            for _ in range(TURNS):
                await asyncio.sleep(0)
            # Whoever waits for a thread is served by then: each has but one.
            for account in self._accounts():
                for executor in (account.store._writer, account.store._reader):
                    if not executor._shutdown:
                        await loop.run_in_executor(executor, _nothing)
            await asyncio.sleep(0)
            now = self._signs()
            if now == before and not self._busy(patient=number < PATIENCE):
                return
            before = now

    def _busy(self, *, patient: bool) -> bool:
        """Tell whether something is being done, by a provider or by an account.

        Work of an account that no provider holds up is on its way there or back, unless
        that takes so long that it must be waiting for the clock.
        """
        if any(each.working for each in self._simulators):
            return True
        held = any(each.held for each in self._simulators)
        return patient and not held and any(map(_works, self._accounts()))

    async def pass_time(self, seconds: float, *, step: float) -> None:
        """Let time pass in steps, with everything that is due."""
        left = seconds
        while left > 0:
            part = min(step, left)
            self._freezer.tick(timedelta(seconds=part))
            async_fire_time_changed(self._hass)
            await self.settle()
            left -= part

    def _accounts(self) -> list[Account]:
        """Return the accounts that are loaded now."""
        return [
            entry.runtime_data
            for entry in self._entries
            if isinstance(getattr(entry, "runtime_data", None), Account)
        ]

    def _signs(self) -> object:
        """Return what is different after anything has happened."""
        writers = [account.store._write_connection for account in self._accounts()]
        return (
            [len(each.requests) for each in self._simulators],
            [_changes(db) for db in writers if db is not None],
            [len(account._tasks._running) for account in self._accounts()],
        )


def _works(account: Account) -> bool:
    """Tell whether an account sends, or polls."""
    polls: set[object] = account.entry._background_tasks  # type: ignore[assignment]
    return bool(account._tasks._running or polls)


def _nothing() -> None:
    """Be done."""


def _changes(db: sqlite3.Connection) -> int:
    """Count what was ever changed; none in a database that is being closed."""
    try:
        return db.total_changes
    except sqlite3.ProgrammingError:
        return 0
