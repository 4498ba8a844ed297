"""Numbers that a template gives: one form works in every action, and says so."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.template import Template
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.message_gateways.const import DOMAIN
from tests.integration.acting import act, do
from tests.integration.readme import example
from tests.integration.world import ANNA, BEN, let_pass, sandbox_entry, set_up

ANSWERS = example("Tell whoever asks how warm it is")
REPEATS = "+447700900051"

PHONE = "input_text.phone"
BARE = "{{ states('input_text.phone') }}"
IN_BRACKETS = "{{ [states('input_text.phone')] }}"
ACTIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("send_sms", "to", {"message": "Hello"}),
    ("send_fax", "to", {"message": "Hello"}),
    ("send_viber", "to", {"message": "Hello"}),
    ("look_up_number", "to", {}),
    ("find_messages", "to", {}),
    ("create_campaign", "to", {"channel": "sms", "message": "Hello"}),
    ("send_pin", "to", {"message": "Your code is"}),
    ("save_contact", "number", {}),
    ("fire_message", "sender", {"message": "Hello"}),
    ("find_inbound", "sender", {}),
]
ONE_ONLY = {"send_pin", "save_contact", "fire_message"}


@pytest.fixture(autouse=True)
async def sandbox(hass: HomeAssistant) -> MockConfigEntry:
    """Return an account, beside a helper that holds a number."""
    hass.states.async_set(PHONE, ANNA)
    entry = sandbox_entry()
    await set_up(hass, entry)
    return entry


def rendered(hass: HomeAssistant, written: str) -> Any:
    """Return what an action gets where somebody wrote a template."""
    return Template(written, hass).async_render()


async def call(hass: HomeAssistant, action: str, **data: Any) -> None:
    """Call an action, whether it responds or not."""
    if action == "save_contact":
        book = await act(hass, "create_address_book", name="Family")
        data["address_book"] = book["address_book"]
    answers = hass.services.supports_response(DOMAIN, action) != "none"
    await (act if answers else do)(hass, action, **data)


@pytest.mark.parametrize(("action", "field", "data"), ACTIONS)
async def test_a_number_from_a_template_is_taken_in_square_brackets(
    hass: HomeAssistant, action: str, field: str, data: dict[str, Any]
) -> None:
    """They keep Home Assistant from making an integer of it."""
    number = rendered(hass, IN_BRACKETS)
    assert number == [ANNA]
    await call(hass, action, **{field: number}, **data)


@pytest.mark.parametrize(("action", "field", "data"), ACTIONS)
async def test_a_number_that_a_template_made_an_integer_is_refused_with_the_way_out(
    hass: HomeAssistant, action: str, field: str, data: dict[str, Any]
) -> None:
    """Quotation marks, which the user has written, are not all of it."""
    number = rendered(hass, BARE)
    assert isinstance(number, int)
    with pytest.raises(ServiceValidationError, match="square brackets"):
        await call(hass, action, **{field: number}, **data)


@pytest.mark.parametrize(
    ("action", "field", "data"), [each for each in ACTIONS if each[0] in ONE_ONLY]
)
async def test_an_action_for_one_number_takes_neither_none_nor_two(
    hass: HomeAssistant, action: str, field: str, data: dict[str, Any]
) -> None:
    for numbers in ([], [ANNA, BEN]):
        with pytest.raises(vol.Invalid, match=field):
            await call(hass, action, **{field: numbers}, **data)


async def test_whoever_writes_is_answered(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """By the template engine of a real automation; the answer is no question."""
    hass.states.async_set("sensor.living_room", "21.5")
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [ANSWERS]})
    await act(hass, "send_sms", to=REPEATS, message="How warm is it?")
    await let_pass(hass, freezer, 120, step=5)
    rows = (await act(hass, "find_messages"))["messages"]
    assert [row["to"] for row in rows] == [REPEATS, REPEATS]
    answer = await act(hass, "get_message", message_id=rows[0]["id"], include_text=True)
    assert answer["text"] == "21.5 degrees."
