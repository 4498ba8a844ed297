"""Fixtures for tests that talk to the simulator; import them in a conftest."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.simulators.clock import SettableClock
from tests.simulators.infobip.server import InfobipSimulator


@pytest.fixture
def infobip_clock() -> SettableClock:
    """Return the clock of `infobip_simulator`, standing at a Thursday in 2026."""
    return SettableClock(datetime(2026, 2, 12, 8, 50, 22, 221000, tzinfo=UTC))


@pytest.fixture
async def infobip_simulator(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
    infobip_clock: SettableClock,
) -> AsyncIterator[InfobipSimulator]:
    """Yield a simulator on a settable clock, with account demo / secret, 100 EUR."""
    async with InfobipSimulator(clock=infobip_clock) as simulator:
        yield simulator


@pytest.fixture
async def infobip_simulator_now(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
) -> AsyncIterator[InfobipSimulator]:
    """Yield a simulator on the time of day, or on freezegun's."""
    async with InfobipSimulator() as simulator:
        yield simulator
