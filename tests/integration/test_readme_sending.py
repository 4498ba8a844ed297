"""The examples of the sending actions do what the README says they do."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)

from tests.engine.media_world import add_camera, picture
from tests.integration.readme import example, seconds_until_it_ends
from tests.integration.voices import set_up_speech
from tests.integration.world import (
    EventLog,
    entity_id,
    let_pass,
    recipient,
    sandbox_entry,
    set_up,
    settle,
)

SENDS_VIBER = example(
    "Send the code of the holiday house at noon, as an SMS where Viber fails"
)
FAXES = example("Fax a picture of the gate to the guard when somebody rings at night")
CALLS = example("Ask whether to close the valve when there is water in the cellar")
MAILS = example("Mail the reading of the meter on the first of the month")
PRESSES_ONE, PRESSES_NOTHING = "+447700900061", "+447700900063"


async def begin(
    hass: HomeAssistant, automation: dict[str, Any], *, anna: str = "+447700900000"
) -> MockConfigEntry:
    """Set up a sandbox with a recipient, and an automation."""
    entry = sandbox_entry(recipient("Anna", anna))
    await set_up(hass, entry)
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [automation]})
    await settle(hass)
    return entry


async def switch_off(hass: HomeAssistant) -> None:
    """Let the automation wait for no other time."""
    [automation] = hass.states.async_entity_ids(AUTOMATION)
    await hass.services.async_call(
        AUTOMATION, "turn_off", {"entity_id": automation}, blocking=True
    )


async def test_the_code_is_sent_at_noon(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-03-02 19:59:30+00:00")
    await begin(hass, SENDS_VIBER)
    log = EventLog(hass, entity_id(hass, "event", "01SANDBOX_delivery"))
    await let_pass(hass, freezer, 120, step=10)
    assert log.states[0].attributes["channel"] == "viber"
    assert log.states[0].attributes["reference"] == "key-safe"
    assert "read" in log.types
    await switch_off(hass)


async def test_the_picture_of_the_gate_is_faxed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await add_camera(hass, "gate", picture())
    entry = await begin(hass, FAXES)
    hass.states.async_set("binary_sensor.gate_bell", "on")
    await let_pass(hass, freezer, 120, step=10)
    last = entry.runtime_data.state.last
    assert (last.channel, last.address) == ("fax", "+442079460018")
    assert (last.status, last.pages) == ("delivered", 1)


@pytest.mark.parametrize(("number", "closed"), [(PRESSES_ONE, 1), (PRESSES_NOTHING, 0)])
async def test_the_valve_is_closed_when_one_is_pressed(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    number: str,
    closed: int,
) -> None:
    await set_up_speech(hass)
    closing = async_mock_service(hass, "valve", "close_valve")
    await begin(hass, CALLS, anna=number)
    hass.states.async_set("binary_sensor.cellar_leak", "on")
    await seconds_until_it_ends(hass, freezer)
    assert len(closing) == closed


async def test_the_reading_is_mailed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-03-01 15:59:30+00:00")
    hass.states.async_set("sensor.water_meter", "77")
    entry = await begin(hass, MAILS)
    await let_pass(hass, freezer, 120, step=10)
    last = entry.runtime_data.state.last
    assert (last.channel, last.address) == ("email", "meters@example.com")
    await switch_off(hass)
