"""Push to accounts in a real Home Assistant, over its own HTTP server."""

from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.integration.world import settle

type Client = TestClient[Any, Any]
FORM = "application/x-www-form-urlencoded"


async def open_server(hass: HomeAssistant, connect: ClientSessionGenerator) -> Client:
    """Open Home Assistant's server on loopback, and let it know where that is."""
    client: Client = await connect()
    hass.config.external_url = str(client.make_url("/")).rstrip("/")
    return client


def path_of(entry: MockConfigEntry, kind: str) -> str:
    """Return the path of an account's address."""
    return f"/api/webhook/{entry.data['push_ids'][kind]}"


async def push(
    hass: HomeAssistant, client: Client, entry: MockConfigEntry, kind: str, **data: Any
) -> int:
    """Push to an address and return the status of the answer, with all it led to."""
    async with client.post(path_of(entry, kind), **data) as answer:
        status = answer.status
    await settle(hass)
    return status


def received(**values: Any) -> dict[str, Any]:
    """Write a message that Infobip pushes."""
    row = {
        "messageId": "in-1",
        "from": "447700900123",
        "to": "447700900000",
        "text": "On my way",
        "cleanText": "On my way",
        "keyword": "",
        "receivedAt": "2026-02-12T08:50:00.000+0000",
        "smsCount": 1,
        **values,
    }
    return {"results": [row], "messageCount": 1, "pendingMessageCount": 0}


def report(*ids: str, group: str = "DELIVERED") -> dict[str, Any]:
    """Write a push of reports."""
    return {
        "results": [
            {
                "messageId": each,
                "to": "447700900123",
                "smsCount": 1,
                "price": {"pricePerMessage": 0.05, "currency": "EUR"},
                "status": {"groupName": group, "id": 5, "name": "X"},
            }
            for each in ids
        ]
    }
