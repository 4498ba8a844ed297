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
from tests.simulators.infobip.fixtures import infobip_clock, infobip_simulator

from .canned import CannedServer, canned_server

__all__ = ["infobip_clock", "infobip_simulator"]


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
