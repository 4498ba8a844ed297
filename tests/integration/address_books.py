"""Accounts that keep address books, and the actions for them."""

from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.message_gateways.const import DOMAIN
from tests.integration.providers import entera_entry, ictcore_entry
from tests.integration.world import set_up
from tests.simulators.entera import EnteraSimulator
from tests.simulators.ictcore.server import IctcoreSimulator


@pytest.fixture
async def entera(
    hass: HomeAssistant, entera_simulator_now: EnteraSimulator
) -> EnteraSimulator:
    """Return a provider with an account in Home Assistant."""
    await set_up(hass, entera_entry(entera_simulator_now))
    return entera_simulator_now


@pytest.fixture
async def ictcore(
    hass: HomeAssistant, ictcore_simulator_now: IctcoreSimulator
) -> IctcoreSimulator:
    """Return a server with an account in Home Assistant."""
    await set_up(hass, ictcore_entry(ictcore_simulator_now))
    return ictcore_simulator_now


async def act(hass: HomeAssistant, action: str, **data: Any) -> Any:
    """Call an action and return its response."""
    return await hass.services.async_call(
        DOMAIN, action, data, blocking=True, return_response=True
    )


async def do(hass: HomeAssistant, action: str, **data: Any) -> None:
    """Call an action without a response."""
    await hass.services.async_call(DOMAIN, action, data, blocking=True)


async def refused(hass: HomeAssistant, action: str, **data: Any) -> HomeAssistantError:
    """Call an action that is refused, and return with what."""
    with pytest.raises(HomeAssistantError) as raised:
        await act(hass, action, **data)
    return raised.value


async def new_book(hass: HomeAssistant, name: str = "Neighbours") -> str:
    """Create an address book and return its id."""
    return str((await act(hass, "create_address_book", name=name))["address_book"])


async def people(hass: HomeAssistant, book: str) -> list[dict[str, Any]]:
    """Return who is in an address book, without what is empty."""
    answer = await act(hass, "get_address_books", address_book=book)
    return [
        {name: value for name, value in one.items() if value}
        for one in answer["address_books"][0]["contacts"]
    ]
