"""What the tests of the Devino gateway share."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from custom_components.message_gateways.gateways.devino.client import DevinoClient
from custom_components.message_gateways.gateways.devino.gateway import DevinoGateway
from custom_components.message_gateways.gateways.transport import Transport
from tests.simulators.clock import SettableClock
from tests.simulators.devino import DevinoSimulator

from .canned import LOGIN, PASSWORD, DevinoServer, devino_server


@pytest.fixture
async def server(
    socket_enabled: None,  # noqa: ARG001 - a fixture used for what it does
) -> AsyncIterator[DevinoServer]:
    """Serve canned answers."""
    async with devino_server() as canned:
        yield canned


@pytest.fixture
def clock() -> SettableClock:
    """Return a clock that stands at a Thursday in 2026."""
    return SettableClock(datetime(2026, 2, 12, 8, 50, 22, 221000, tzinfo=UTC))


@pytest.fixture
def api(
    server: DevinoServer, client: aiohttp.ClientSession, clock: SettableClock
) -> DevinoClient:
    """Make a client of the canned server, with the log-in of the document."""
    return DevinoClient(
        Transport(client), f"{server.url}rest/", LOGIN, PASSWORD, clock=clock
    )


@pytest.fixture
def gateway(api: DevinoClient, clock: SettableClock) -> DevinoGateway:
    """Make a gateway of the canned server."""
    return DevinoGateway(api, clock=clock)


@pytest.fixture
def live(
    devino_simulator: DevinoSimulator,
    devino_clock: SettableClock,
    client: aiohttp.ClientSession,
) -> DevinoGateway:
    """Make a gateway of the simulator, at its time."""
    url = f"{devino_simulator.url}/rest"
    api = DevinoClient(Transport(client), url, "demo", "secret", clock=devino_clock)
    return DevinoGateway(api, clock=devino_clock)
