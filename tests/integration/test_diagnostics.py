"""Diagnostics help, and give nothing away."""

import json

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.components.diagnostics import (
    get_diagnostics_for_config_entry,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from tests.integration.world import (
    ANNA,
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    recipient,
    set_up,
)
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


async def test_diagnostics_hold_no_secret_no_text_and_no_whole_number(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
) -> None:
    assert await async_setup_component(hass, "diagnostics", {})
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Water in the cellar")
    await let_pass(hass, freezer, 30, step=5)
    found = await get_diagnostics_for_config_entry(hass, hass_client, entry)
    written = json.dumps(found)
    for secret in ("secret", "demo", ANNA, ANNA[1:], "Water", "Anna"):
        assert secret not in written
    assert found["last"]["status"] == "delivered"
    assert found["last"]["to"] == "+4477…23"
    assert found["counters"]["sent"] == 1
    assert found["counters"]["cost"] == {"EUR": "0.01"}
    once = {"hour": 1, "day": 1, "month": 1}
    assert found["limits"] == {
        "account": once,
        "recipient": once,
        "cost": {"day": "0.010000000", "month": "0.010000000"},
        "reached": None,
    }
    assert found["health"]["down_since"] is None
    assert found["polls"]["balance"]["last_update_success"] is True
