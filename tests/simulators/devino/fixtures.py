"""Fixtures for tests that talk to the simulator; import them in a conftest."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.simulators.clock import SettableClock
from tests.simulators.devino.server import DevinoSimulator


@pytest.fixture
def devino_clock() -> SettableClock:
    """Return the clock of `devino_simulator`, standing at a Thursday in 2026."""
    return SettableClock(datetime(2026, 2, 12, 8, 50, 22, 221000, tzinfo=UTC))


@pytest.fixture
async def devino_simulator(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
    devino_clock: SettableClock,
) -> AsyncIterator[DevinoSimulator]:
    """Yield a simulator on a settable clock, with account demo / secret, 1,000 RUB."""
    async with DevinoSimulator(clock=devino_clock) as simulator:
        yield simulator


@pytest.fixture
async def devino_simulator_now(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
) -> AsyncIterator[DevinoSimulator]:
    """Yield a simulator on the time of day, or on freezegun's."""
    async with DevinoSimulator() as simulator:
        yield simulator
