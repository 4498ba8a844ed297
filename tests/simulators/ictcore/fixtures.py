"""Fixtures for tests that talk to the simulator; import them in a conftest."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.simulators.clock import SettableClock
from tests.simulators.ictcore.server import IctcoreSimulator
from tests.simulators.ictcore.settings import Release


@pytest.fixture
def ictcore_clock() -> SettableClock:
    """Return the clock of `ictcore_simulator`, standing at a Thursday in 2026."""
    return SettableClock(datetime(2026, 2, 12, 8, 50, 22, tzinfo=UTC))


@pytest.fixture
async def ictcore_simulator(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
    ictcore_clock: SettableClock,
) -> AsyncIterator[IctcoreSimulator]:
    """Yield release 1.x on a settable clock, with user admin / secret."""
    async with IctcoreSimulator(clock=ictcore_clock) as simulator:
        yield simulator


@pytest.fixture
async def ictcore_simulator_h(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
    ictcore_clock: SettableClock,
) -> AsyncIterator[IctcoreSimulator]:
    """Yield release 2.1.0, which can't create most things."""
    async with IctcoreSimulator(clock=ictcore_clock, release=Release.H) as simulator:
        yield simulator


@pytest.fixture
async def ictcore_simulator_now(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
) -> AsyncIterator[IctcoreSimulator]:
    """Yield release 1.x on the time of day, or on freezegun's."""
    async with IctcoreSimulator() as simulator:
        yield simulator
