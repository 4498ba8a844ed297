"""Fixtures for tests that talk to the simulator; import them in a conftest."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.simulators.clock import SettableClock
from tests.simulators.entera.server import EnteraSimulator


@pytest.fixture
def entera_clock() -> SettableClock:
    """Return the clock of `entera_simulator`, standing at a Thursday in 2026."""
    return SettableClock(datetime(2026, 2, 12, 8, 50, 22, 221000, tzinfo=UTC))


@pytest.fixture
async def entera_simulator(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
    entera_clock: SettableClock,
) -> AsyncIterator[EnteraSimulator]:
    """Yield a simulator on a settable clock, with account demo / secret, 1,000."""
    async with EnteraSimulator(clock=entera_clock) as simulator:
        yield simulator


@pytest.fixture
async def entera_simulator_now(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
) -> AsyncIterator[EnteraSimulator]:
    """Yield a simulator on the time of day, or on freezegun's."""
    async with EnteraSimulator() as simulator:
        yield simulator
