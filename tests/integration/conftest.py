"""What the tests in a real Home Assistant share."""

import pytest

from tests.simulators.infobip.server import InfobipSimulator


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
