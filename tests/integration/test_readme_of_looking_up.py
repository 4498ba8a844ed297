"""The README's examples of looking things up do what they say."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)

from tests.integration.finding import ARRIVES, FAILS, sandbox
from tests.integration.readme import example
from tests.integration.world import (
    entity_id,
    let_pass,
    notify,
    notify_ids,
    send_sms,
    settle,
)

__all__ = ["sandbox"]


async def told_by(
    hass: HomeAssistant, automation: dict[str, Any], trigger: str, value: str
) -> list[ServiceCall]:
    """Run an automation of the README and return what the user is told."""
    told = async_mock_service(hass, "persistent_notification", "create")
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [automation]})
    await settle(hass)
    if trigger:
        hass.states.async_set(trigger, value)
    (name,) = hass.states.async_entity_ids(AUTOMATION)
    if not trigger:
        await hass.services.async_call(
            AUTOMATION, "trigger", {"entity_id": name}, blocking=True
        )
    await settle(hass)
    # What waits for a time of day would go on waiting.
    await hass.services.async_call(
        AUTOMATION, "turn_off", {"entity_id": name}, blocking=True
    )
    return list(told)


async def test_the_readme_shows_the_last_message(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """With its text."""
    await notify(hass, notify_ids(hass, sandbox, "Anna"), "Dinner is ready")
    await let_pass(hass, freezer, 10, step=5)
    assert entity_id(hass, "sensor", "01SANDBOX_id_anna_last_delivery_status") == (
        "sensor.anna_last_delivery_status"
    )
    shown = example("Show the last message to Anna")
    (told,) = await told_by(hass, shown, "input_button.last_message", "now")
    assert told.data["message"] == "Dinner is ready (delivered)"


async def test_the_readme_lists_what_did_not_arrive(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """And nothing of yesterday."""
    await notify(hass, notify_ids(hass, sandbox, "Ben"), "Yesterday")
    await let_pass(hass, freezer, 86400, step=43200)
    (name,) = notify_ids(hass, sandbox, "Ben")
    await notify(hass, [name, *notify_ids(hass, sandbox, "Anna")], "Today")
    await let_pass(hass, freezer, 60, step=10)
    evening = example("List in the evening what did not arrive")
    (told,) = await told_by(hass, evening, "", "")
    assert told.data["message"].count("Ben: ") == 1
    assert "Anna" not in told.data["message"]


async def test_the_readme_says_who_is_coming(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """By the answers of the day."""
    assert sandbox.entry_id
    await send_sms(hass, to=["+447700900050", "+447700900052"], message="Dinner?")
    await let_pass(hass, freezer, 120, step=10)
    dinner = example("Say in the evening who is coming to dinner")
    (told,) = await told_by(hass, dinner, "", "")
    assert told.data["message"] == "Say yes: +447700900050"


async def test_the_readme_counts_the_messages_of_a_day(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """At night."""
    assert sandbox.entry_id
    await send_sms(hass, to=[ARRIVES, FAILS], message="Hi")
    await let_pass(hass, freezer, 30, step=10)
    night = example("Say at night how many messages were sent")
    (told,) = await told_by(hass, night, "", "")
    assert told.data["message"] == "2 messages today, 1 delivered."
