"""An account of any gateway by its key, and what its simulator got."""

from collections.abc import Callable, Mapping
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.gateways.model import Content
from tests.integration.acting import act, refusal_of
from tests.integration.providers import (
    devino_entry,
    entera_entry,
    ictcore_entry,
    ogangi_entry,
)
from tests.integration.world import infobip_entry, sandbox_entry

__all__ = ["provider"]

ENTRIES: Mapping[str, Callable[..., MockConfigEntry]] = {
    "infobip": infobip_entry,
    "devino": devino_entry,
    "entera": entera_entry,
    "ogangi": ogangi_entry,
    "ictcore": ictcore_entry,
}
GATEWAYS = (*ENTRIES, "sandbox")


@pytest.fixture
def provider(request: pytest.FixtureRequest, gateway: str) -> Any:
    """Return the simulator of a gateway; the sandbox needs none."""
    if gateway == "sandbox":
        return None
    return request.getfixturevalue(f"{gateway}_simulator_now")


def entry_of(gateway: str, provider: Any, *recipients: Any) -> MockConfigEntry:
    """Describe an account of a gateway."""
    if gateway == "sandbox":
        return sandbox_entry(*recipients)
    return ENTRIES[gateway](provider, *recipients)


async def send(hass: HomeAssistant, action: str, **data: Any) -> list[dict[str, Any]]:
    """Send by an action and return the rows of its response."""
    rows = (await act(hass, action, **data))["messages"]
    assert isinstance(rows, list)
    return rows


async def refused(hass: HomeAssistant, action: str, **data: Any) -> str:
    """Return how an action is refused before anything is sent."""
    error = await refusal_of(hass, action, **data)
    assert isinstance(error, ServiceValidationError)
    return str(error)


async def kept_content(entry: MockConfigEntry, message_id: str) -> Content:
    """Return what was kept of a message."""
    found = await entry.runtime_data.outbox.details(message_id)
    assert found is not None
    content: Content = found.content
    return content


async def kept(entry: MockConfigEntry) -> int:
    """Count the messages on disk."""
    count: int = await entry.runtime_data.store.read(
        lambda db: db.execute("SELECT count(*) FROM messages").fetchone()[0]
    )
    return count
