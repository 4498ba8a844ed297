"""What the tests of the Infobip-compatible SMS API share."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from custom_components.message_gateways.gateways.infobip.client import InfobipClient
from custom_components.message_gateways.gateways.infobip.gateway import (
    InfobipGateway,
    make,
)
from custom_components.message_gateways.gateways.transport import Transport
from tests.simulators.clock import SettableClock
from tests.simulators.infobip import InfobipSimulator

from .canned import CannedServer, canned_server


@pytest.fixture
async def server(
    socket_enabled: None,  # noqa: ARG001 - a fixture used for what it does
) -> AsyncIterator[CannedServer]:
    """Serve canned answers."""
    async with canned_server() as canned:
        yield canned


@pytest.fixture
def api(server: CannedServer, client: aiohttp.ClientSession) -> InfobipClient:
    """Make a client of the canned server, with the log-in of the document."""
    return InfobipClient(
        Transport(client), f"{server.url}restapi/", "Aladdin", "open sesame"
    )


@pytest.fixture
def gateway(server: CannedServer, client: aiohttp.ClientSession) -> InfobipGateway:
    """Make a gateway of the canned server."""
    return make(
        {
            "base_url": f"{server.url}restapi",
            "username": "Aladdin",
            "password": "open sesame",
        },
        client,
    )


@pytest.fixture
def config(infobip_simulator: InfobipSimulator) -> dict[str, object]:
    """Log in to the simulator under a path, as with a reseller."""
    return {
        "base_url": f"{infobip_simulator.url}/restapi",
        "username": "demo",
        "password": "secret",
    }


@pytest.fixture
def shared(config: dict[str, object], client: aiohttp.ClientSession) -> InfobipGateway:
    """Make a gateway whose account others use too."""
    return make(config, client)


@pytest.fixture
def alone(
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
    client: aiohttp.ClientSession,
) -> InfobipGateway:
    """Make a gateway whose account nobody else uses, at the simulator's time."""
    api = InfobipClient(Transport(client), infobip_simulator.url, "demo", "secret")
    return InfobipGateway(api, exclusive=True, clock=infobip_clock)
