"""All flows as the frontend goes through them."""

from typing import Any

from aiohttp.test_utils import TestClient
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.integration.world import settle
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")

DEFAULTS = {
    "longest_segments": 10,
    "exclusive": False,
    "retention_days": 30,
    "retention_rows": 10_000,
    "record_text": False,
    "limit_hour": 2_000,
    "limit_day": 10_000,
    "limit_month": 100_000,
    "recipient_limit_hour": 30,
    "recipient_limit_day": 100,
    "recipient_limit_month": 1_000,
    "duplicate_window": 10,
}


async def _post(client: TestClient[Any, Any], path: str, **body: Any) -> dict[str, Any]:
    """Post to the API that the frontend uses."""
    response = await client.post(f"/api/config/config_entries/{path}", json=body)
    assert response.status == 200, await response.text()
    answer = await response.json()
    assert isinstance(answer, dict)
    return answer


async def test_the_frontend_goes_through_all_flows(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    sign_in: dict[str, Any],
) -> None:
    assert await async_setup_component(hass, "config", {})
    assert await async_setup_component(hass, "webhook", {})
    client = await hass_client()

    step = await _post(client, "flow", handler="message_gateways")
    assert step["type"] == "menu"
    flow = f"flow/{step['flow_id']}"
    step = await _post(client, flow, next_step_id="infobip")
    assert [field["name"] for field in step["data_schema"]] == list(sign_in)
    step = await _post(client, flow, **{**sign_in, "password": "wrong"})
    assert step["errors"] == {"base": "invalid_auth"}
    step = await _post(client, flow, **sign_in)
    assert step["type"] == "create_entry"
    assert step["result"]["state"] == "loaded"
    entry_id = step["result"]["entry_id"]
    assert "secret" not in str(step["result"])

    kind, recipient_flow = step["next_flow"]
    assert kind == "config_subentries_flow"
    path = f"subentries/flow/{recipient_flow}"
    step = await _post(
        client, path, name="Anna", addresses=["+12025550124", "+447700900123"]
    )
    assert step["type"] == "menu"
    step = await _post(client, path, next_step_id="doubtful_save")
    assert step["type"] == "create_entry"

    step = await _post(client, "options/flow", handler=entry_id)
    names = [field["name"] for field in step["data_schema"]]
    assert names[-1] == "history"
    step = await _post(
        client, f"options/flow/{step['flow_id']}", country="GB", low_balance=1
    )
    assert step["type"] == "create_entry"
    await settle(hass)
    entry = hass.config_entries.async_get_known_entry(entry_id)
    assert entry.state is ConfigEntryState.LOADED
    assert entry.options["country"] == "GB"

    response = await client.post(
        "/api/config/config_entries/flow",
        json={"handler": "message_gateways", "entry_id": entry_id},
    )
    step = await response.json()
    assert step["step_id"] == "reconfigure"
    assert "secret" not in str(step)
    step = await _post(
        client,
        f"flow/{step['flow_id']}",
        **{key: value for key, value in sign_in.items() if key != "password"},
    )
    assert step["reason"] == "reconfigure_successful"
    await settle(hass)
    assert entry.data["password"] == "secret"
    assert simulator.requests
