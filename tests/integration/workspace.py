"""An account of OGangi's that sends PINs and fires messages, and what a PIN takes."""

from homeassistant.core import HomeAssistant
import pytest

from tests.integration.providers import ogangi_entry
from tests.integration.world import ANNA, set_up
from tests.simulators.ogangi import OgangiSimulator

PIN = {"to": ANNA, "message": "Your code is", "carrier": "Movistar"}


@pytest.fixture
async def workspace(
    hass: HomeAssistant, ogangi_simulator_now: OgangiSimulator
) -> OgangiSimulator:
    """Return a provider that sends PINs, with an account."""
    ogangi_simulator_now.configure(first_page=1)
    await set_up(hass, ogangi_entry(ogangi_simulator_now))
    return ogangi_simulator_now
