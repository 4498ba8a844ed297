"""Actions with numbers that only some gateways have say so where they are not."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockUser

from tests.integration.acting import check_unauthorized, error_of, refusal_of
from tests.integration.providers import (
    devino_entry,
    entera_entry,
    ictcore_entry,
    ogangi_entry,
)
from tests.integration.workspace import PIN, workspace
from tests.integration.world import ANNA, infobip_entry, sandbox_entry, set_up
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera import EnteraSimulator
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator

__all__ = ["workspace"]


@pytest.mark.parametrize(
    ("action", "data", "key", "able"),
    [
        ("look_up_number", {"to": ANNA}, "lookup_not_offered", {"sandbox", "infobip"}),
        ("send_pin", PIN, "pin_not_offered", {"sandbox", "ogangi"}),
        (
            "fire_message",
            {"sender": ANNA, "message": "JOIN"},
            "fire_not_offered",
            {"sandbox", "ogangi"},
        ),
    ],
)
async def test_a_gateway_that_can_not_do_it_says_so(
    hass: HomeAssistant,
    *,
    action: str,
    data: dict[str, Any],
    key: str,
    able: set[str],
    simulator: InfobipSimulator,
    devino_simulator_now: DevinoSimulator,
    entera_simulator_now: EnteraSimulator,
    ogangi_simulator_now: OgangiSimulator,
    ictcore_simulator_now: IctcoreSimulator,
) -> None:
    """By its name, and before anything leaves."""
    entries = [
        sandbox_entry(),
        infobip_entry(simulator),
        devino_entry(devino_simulator_now),
        entera_entry(entera_simulator_now),
        ogangi_entry(ogangi_simulator_now),
        ictcore_entry(ictcore_simulator_now),
    ]
    await set_up(hass, *entries)
    for entry in entries:
        if entry.data["gateway"] in able:
            continue
        ask = error_of if action == "fire_message" else refusal_of
        refused = await ask(hass, action, config_entry_id=entry.entry_id, **data)
        assert refused.translation_key == key
        name = entry.runtime_data.info.name
        assert refused.translation_placeholders == {"gateway": name}


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("look_up_number", {"to": ANNA}),
        ("send_pin", PIN),
        ("fire_message", {"sender": ANNA, "message": "JOIN"}),
    ],
)
async def test_who_may_not_control_everything_spends_nothing(
    hass: HomeAssistant,
    workspace: OgangiSimulator,
    hass_read_only_user: MockUser,
    *,
    action: str,
    data: dict[str, Any],
) -> None:
    """Nor learns a PIN."""
    await check_unauthorized(
        hass, hass_read_only_user, action, data, responds=action != "fire_message"
    )
    assert workspace.messages == []
