"""What the tests of the API of OGangi share."""

import aiohttp
import pytest

from custom_components.message_gateways.gateways.ogangi.client import OgangiClient
from custom_components.message_gateways.gateways.ogangi.gateway import OgangiGateway
from custom_components.message_gateways.gateways.transport import Transport
from tests.simulators.clock import SettableClock
from tests.simulators.ogangi import OgangiSimulator

from .stories import MakeGateway, options_of


@pytest.fixture
def config(ogangi_simulator: OgangiSimulator) -> dict[str, object]:
    """Sign in to the simulator under a path, as with the vendor."""
    return {
        "base_url": f"{ogangi_simulator.url}/mmc/",
        "instance_id": "7",
        "public_key": "demo-public-key",
        "private_key": "my-private-key",
    }


@pytest.fixture
def api(
    ogangi_simulator: OgangiSimulator, client: aiohttp.ClientSession
) -> OgangiClient:
    """Make a client of the simulator."""
    return OgangiClient(
        Transport(client),
        base_url=f"{ogangi_simulator.url}/mmc/",
        instance_id="7",
        public_key="demo-public-key",
        private_key="my-private-key",
    )


@pytest.fixture
def make_gateway(api: OgangiClient, ogangi_clock: SettableClock) -> MakeGateway:
    """Return what makes a gateway with options, at the simulator's time."""
    return lambda **options: OgangiGateway(
        api, options_of(**options), clock=ogangi_clock
    )


@pytest.fixture
def gateway(make_gateway: MakeGateway) -> OgangiGateway:
    """Make a gateway that is told nothing of carriers."""
    return make_gateway()
