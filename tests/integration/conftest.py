"""What the tests in a real Home Assistant share."""

import socket
from typing import override

from aiohttp.abc import AbstractResolver, ResolveResult
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import DATA_RESOLVER
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.world import ANNA, BEN, REFUSED, infobip_entry, recipient, set_up
from tests.simulators.infobip.server import InfobipSimulator


class LoopbackNames(AbstractResolver):
    """Find names ending in `.example` on loopback, and no others."""

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the address of a name."""
        if not host.endswith(".example"):
            raise OSError(None, "Domain name not found")
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    @override
    async def close(self) -> None:
        """Hold nothing that has to be closed."""


@pytest.fixture
def loopback_names(hass: HomeAssistant) -> None:
    """Let Home Assistant find names ending in `.example` on loopback."""
    hass.data[str(DATA_RESOLVER)] = LoopbackNames()


@pytest.fixture
def simulator(infobip_simulator_now: InfobipSimulator) -> InfobipSimulator:
    """Return a provider on loopback: account demo / secret."""
    return infobip_simulator_now


@pytest.fixture
def sign_in(simulator: InfobipSimulator) -> dict[str, object]:
    """Return what a user types to add the account of the provider."""
    return {
        "base_url": f"{simulator.url}/restapi",
        "username": "demo",
        "password": "secret",
        "verify_ssl": True,
    }


@pytest.fixture
async def provider(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> MockConfigEntry:
    """Return a loaded account with three recipients."""
    entry = infobip_entry(
        infobip_simulator_now,
        recipient("Anna", ANNA),
        recipient("Ruth", REFUSED),
        recipient("Family", ANNA, BEN),
    )
    await set_up(hass, entry)
    return entry
