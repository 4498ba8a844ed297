"""What the tests of the ICTCore client share."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.ictcore.names import Names
from custom_components.message_gateways.gateways.transport import Transport
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import IctcoreSimulator

from .canned import PASSWORD, USERNAME, IctcoreServer, ictcore_server
from .words import Waiting


@pytest.fixture
async def server(
    socket_enabled: None,  # noqa: ARG001 - a fixture used for what it does
) -> AsyncIterator[IctcoreServer]:
    """Serve canned answers."""
    async with ictcore_server() as canned:
        yield canned


@pytest.fixture
def clock() -> SettableClock:
    """Return a clock that stands at the time of the field notes."""
    return SettableClock(datetime.fromtimestamp(1795229907, UTC))


@pytest.fixture
def api(
    server: IctcoreServer, client: aiohttp.ClientSession, clock: SettableClock
) -> IctcoreClient:
    """Make a client of the canned server."""
    return IctcoreClient(
        Transport(client), f"{server.url}api/", USERNAME, PASSWORD, clock=clock
    )


@pytest.fixture
def live(
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    client: aiohttp.ClientSession,
) -> IctcoreClient:
    """Make a client of the simulator of the line that works, at its time."""
    return made(ictcore_simulator, ictcore_clock, client)


@pytest.fixture
def unfinished(
    ictcore_simulator_h: IctcoreSimulator,
    ictcore_clock: SettableClock,
    client: aiohttp.ClientSession,
) -> IctcoreClient:
    """Make a client of the simulator of release 2.1.0, at its time."""
    return made(ictcore_simulator_h, ictcore_clock, client)


def made(
    simulator: IctcoreSimulator,
    clock: SettableClock,
    client: aiohttp.ClientSession,
    *,
    username: str = "admin",
    password: str = "secret",
) -> IctcoreClient:
    """Make a client of a simulator, with its usual user or another."""
    return IctcoreClient(
        Transport(client), simulator.url, username, password, clock=clock
    )


@pytest.fixture
def names() -> Names:
    """Return the names under which the gateways of these tests make things."""
    return Names("house")


@pytest.fixture
def waiting(ictcore_clock: SettableClock) -> Waiting:
    """Wait by moving the clock of the simulators."""
    return Waiting(ictcore_clock)


@pytest.fixture
def gateway(
    live: IctcoreClient, names: Names, ictcore_clock: SettableClock, waiting: Waiting
) -> IctcoreGateway:
    """Make a gateway of the simulator of the line that works."""
    return IctcoreGateway(
        live, names, account_id="1", clock=ictcore_clock, pause=waiting.pause
    )


@pytest.fixture
def restarted(
    ictcore_simulator: IctcoreSimulator,
    names: Names,
    ictcore_clock: SettableClock,
    client: aiohttp.ClientSession,
) -> IctcoreGateway:
    """Make a second gateway of the same account, as after a restart."""
    api = made(ictcore_simulator, ictcore_clock, client)
    return IctcoreGateway(api, names, account_id="1", clock=ictcore_clock)


@pytest.fixture
def read_only(
    unfinished: IctcoreClient, names: Names, ictcore_clock: SettableClock
) -> IctcoreGateway:
    """Make a gateway of the simulator of release 2.1.0."""
    return IctcoreGateway(unfinished, names, account_id="1", clock=ictcore_clock)
