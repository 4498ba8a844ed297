"""What the tests of the Entera gateway share."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from custom_components.message_gateways.gateways.entera.client import EnteraClient
from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.transport import Transport
from tests.simulators.clock import SettableClock
from tests.simulators.entera import EnteraSimulator

from .canned import LOGIN, PASSWORD, EnteraServer, entera_server


@pytest.fixture
async def server(
    socket_enabled: None,  # noqa: ARG001 - a fixture used for what it does
) -> AsyncIterator[EnteraServer]:
    """Serve canned answers."""
    async with entera_server() as canned:
        yield canned


@pytest.fixture
def api(server: EnteraServer, client: aiohttp.ClientSession) -> EnteraClient:
    """Make a client of the canned server."""
    return EnteraClient(Transport(client), f"{server.url}api/v2/", LOGIN, PASSWORD)


@pytest.fixture
def gateway(api: EnteraClient, entera_clock: SettableClock) -> EnteraGateway:
    """Make a gateway of the canned server."""
    return EnteraGateway(api, clock=entera_clock)


@pytest.fixture
def live(
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
    client: aiohttp.ClientSession,
) -> EnteraGateway:
    """Make a gateway of the simulator, at its time and in its time zone."""
    api = EnteraClient(Transport(client), entera_simulator.base_url, "demo", "secret")
    return EnteraGateway(api, time_zone="Europe/Istanbul", clock=entera_clock)
