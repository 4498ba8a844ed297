"""The automations of the README do what the README says they do."""

from pathlib import Path
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    async_mock_service,
)

from .readme import EXAMPLES, example, seconds_until_it_ends
from .world import let_pass, notify, recipient, sandbox_entry, set_up, settle

LEAK = example()
ALARM = example("Tell the family about the alarm")
SMOKE = example("Ask the neighbour, and say so if the message does not arrive")
GARAGE = example("Close the garage when Robin answers yes")
FAILURE = example("Say it aloud when a text message fails")
ARRIVAL = example("Tell me when Anna has my message")
ARRIVES, ARRIVES_LATE, FAILS, REJECTED, ANSWERS_YES = (
    f"+4477009000{suffix}" for suffix in ("00", "06", "10", "20", "50")
)


def test_every_example_is_run_by_a_test() -> None:
    """Each test takes its example by the alias."""
    tests = "".join(
        re.sub(r"example\(\s+", "example(", path.read_text("utf-8"))
        for path in Path(__file__).parent.glob("test_*.py")
    )
    aliases = [each["alias"] for each in EXAMPLES if "alias" in each]
    assert [alias for alias in aliases if f'example("{alias}"' not in tests] == []
    assert len(set(aliases)) == len(EXAMPLES) - 1


@pytest.fixture
def told(hass: HomeAssistant) -> list[ServiceCall]:
    """Return what the user is told in Home Assistant."""
    calls: list[ServiceCall]
    calls = async_mock_service(hass, "persistent_notification", "create")
    return calls


async def set_up_with(
    hass: HomeAssistant, example: dict[str, Any], *, anna: str = ARRIVES
) -> None:
    """Set up a sandbox with three recipients, and an automation."""
    await set_up(
        hass,
        sandbox_entry(
            recipient("Anna", anna),
            recipient("Ben", ARRIVES),
            recipient("Robin Hale", ANSWERS_YES),
        ),
    )
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [example]})
    await settle(hass)
    [automation] = hass.states.async_all(AUTOMATION)
    assert automation.state == "on"


def sent(hass: HomeAssistant) -> str:
    """Return how many messages the account has sent."""
    state = hass.states.get("sensor.sandbox_sent_messages")
    assert state is not None
    return state.state


async def test_a_leak_is_told(hass: HomeAssistant) -> None:
    """The first automation, in five lines."""
    await set_up_with(hass, LEAK)
    hass.states.async_set("binary_sensor.cellar_leak", "on")
    await settle(hass)
    assert sent(hass) == "1"


async def test_the_family_is_told_of_the_alarm(hass: HomeAssistant) -> None:
    """Two recipients, and a title."""
    await set_up_with(hass, ALARM)
    hass.states.async_set("alarm_control_panel.home", "triggered")
    await settle(hass)
    assert sent(hass) == "2"


async def test_nothing_more_is_said_when_a_message_arrives(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, told: list[ServiceCall]
) -> None:
    """Both are delivered, long before the time is over."""
    await set_up_with(hass, SMOKE)
    hass.states.async_set("binary_sensor.smoke", "on")
    assert await seconds_until_it_ends(hass, freezer) < 60
    assert sent(hass) == "2"
    assert told == []


async def test_a_message_that_does_not_arrive_is_noticed(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, told: list[ServiceCall]
) -> None:
    """Nobody has got it when the time is over."""
    action, *others = SMOKE["actions"]
    data = {**action["data"], "to": [FAILS]}
    example = {**SMOKE, "actions": [{**action, "data": data}, *others]}
    await set_up_with(hass, example, anna=ARRIVES_LATE)
    hass.states.async_set("binary_sensor.smoke", "on")
    assert 115 <= await seconds_until_it_ends(hass, freezer) <= 125
    [call] = told
    assert "smoke" in call.data["message"]


@pytest.mark.parametrize("number", [FAILS, REJECTED])
async def test_messages_that_all_failed_are_noticed_too(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    told: list[ServiceCall],
    number: str,
) -> None:
    """Rejected at once, they end the action with an error, and not the automation."""
    action, *others = SMOKE["actions"]
    data = {**action["data"], "to": [number[:-1] + "1"]}
    example = {**SMOKE, "actions": [{**action, "data": data}, *others]}
    await set_up_with(hass, example, anna=number)
    hass.states.async_set("binary_sensor.smoke", "on")
    assert await seconds_until_it_ends(hass, freezer) < 60
    [call] = told
    assert "smoke" in call.data["message"]


async def test_a_reply_closes_the_garage(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The magic number answers yes."""
    closed = async_mock_service(hass, "cover", "close_cover")
    await set_up_with(hass, GARAGE)
    await notify(hass, ["notify.robin_hale"], "Shall I close the garage?")
    assert closed == []
    await let_pass(hass, freezer, 90, step=5)
    assert len(closed) == 1


async def test_a_failure_is_told_with_its_reason(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, told: list[ServiceCall]
) -> None:
    """The phone is switched off."""
    await set_up_with(hass, FAILURE, anna=FAILS)
    await notify(hass, ["notify.anna"], "Hello")
    await let_pass(hass, freezer, 30, step=5)
    [call] = told
    assert call.data["message"].startswith("To Anna: ABSENT_SUBSCRIBER")


async def test_an_arrival_is_told(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, told: list[ServiceCall]
) -> None:
    """The sensor of the recipient becomes delivered."""
    await set_up_with(hass, ARRIVAL)
    await notify(hass, ["notify.anna"], "Hello")
    await let_pass(hass, freezer, 30, step=5)
    assert [call.data["message"] for call in told] == ["Anna has the message."]
