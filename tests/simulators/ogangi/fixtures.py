"""Fixtures for tests that talk to the simulator; import them in a conftest."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.simulators.clock import SettableClock
from tests.simulators.ogangi.server import OgangiSimulator


@pytest.fixture
def ogangi_clock() -> SettableClock:
    """Return the clock of `ogangi_simulator`, standing at a Thursday in 2026."""
    return SettableClock(datetime(2026, 2, 12, 8, 50, 22, 221000, tzinfo=UTC))


@pytest.fixture
async def ogangi_simulator(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
    ogangi_clock: SettableClock,
) -> AsyncIterator[OgangiSimulator]:
    """Yield a simulator on a settable clock, with workspace 7 and code 2020."""
    async with OgangiSimulator(clock=ogangi_clock) as simulator:
        yield simulator


@pytest.fixture
async def ogangi_simulator_now(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
) -> AsyncIterator[OgangiSimulator]:
    """Yield a simulator on the time of day, or on freezegun's."""
    async with OgangiSimulator() as simulator:
        yield simulator
