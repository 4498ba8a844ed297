"""PINs are sent by an action, which alone learns them."""

import asyncio
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.message_gateways.const import DOMAIN
from tests.integration.acting import act, refusal_of, until
from tests.integration.readme import example
from tests.integration.workspace import PIN, workspace
from tests.integration.world import ANNA, let_pass, settle
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ogangi import OgangiSimulator

__all__ = ["workspace"]

BLOCKED = "+447700900017"
SENDS_PIN = "sendSMSPinMobileNumberConfirm"


async def test_a_pin_comes_back_to_the_caller_and_goes_nowhere_else(
    hass: HomeAssistant,
    workspace: OgangiSimulator,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Not into the log, a state, an event or the database."""
    caplog.set_level("DEBUG")
    events: list[str] = []
    hass.bus.async_listen("*", lambda event: events.append(str(event.data)))
    answer = await act(hass, "send_pin", **PIN, length=8)
    (message,) = workspace.messages
    assert message.text == f"Your code is {answer['pin']}"
    assert answer == {"to": ANNA, "pin": message.text[-8:]}
    await let_pass(hass, freezer, 120, step=60)
    secret = answer["pin"]
    assert secret not in caplog.text
    assert not any(secret in each for each in events)
    assert not any(
        secret in f"{state.state}{state.attributes}"
        for state in hass.states.async_all()
    )
    files = Path(hass.config.path(".storage")).glob("message_gateways.*")
    kept = await hass.async_add_executor_job(
        lambda: [path.read_bytes() for path in files]
    )
    assert kept
    assert not any(secret.encode() in each for each in kept)
    assert (await act(hass, "find_messages"))["messages"] == []


async def test_a_pin_is_as_long_as_it_was_asked_for_and_sent_as_the_account_says(
    hass: HomeAssistant, workspace: OgangiSimulator
) -> None:
    """Six characters, from the sender and by the carrier of the options."""
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    assert len((await act(hass, "send_pin", **PIN))["pin"]) == 6
    options = {**entry.options, "carrier": "Digitel"}
    hass.config_entries.async_update_entry(entry, options=options)
    await settle(hass)
    await act(hass, "send_pin", to=ANNA, message="Code", length=4)
    first, second = workspace.messages
    assert (first.from_, first.carrier) == ("2020", "Movistar")
    assert (second.from_, second.carrier) == ("2020", "Digitel")
    assert len(second.text) == len("Code 8465")
    # The sender of the call goes first, and the gateway has no such code.
    refused = await refusal_of(hass, "send_pin", **PIN, sender="3030")
    assert "BAD_FROM" in str(refused)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"to": "door"}, "number_not_possible"),
        ({"to": 447700900123}, "number_not_text"),
        ({"message": " "}, "text_empty"),
        ({"sender": "A sender that is too long"}, "sender_not_possible"),
        ({"to": BLOCKED}, "gateway_refused"),
    ],
)
async def test_a_pin_that_can_not_be_sent_is_refused(
    hass: HomeAssistant, workspace: OgangiSimulator, data: dict[str, Any], key: str
) -> None:
    """By our rules before anything leaves, or by the gateway's."""
    refused = await refusal_of(hass, "send_pin", **{**PIN, **data})
    assert refused.translation_key == key
    assert len(workspace.requests_to(SENDS_PIN)) == (key == "gateway_refused")


@pytest.mark.parametrize("length", [3, 13, "four"])
async def test_a_pin_of_no_sensible_length_is_refused(
    hass: HomeAssistant, workspace: OgangiSimulator, length: object
) -> None:
    """By Home Assistant."""
    with pytest.raises(Exception, match="length"):
        await act(hass, "send_pin", **PIN, length=length)
    assert workspace.messages == []


async def test_a_pin_whose_answer_gets_lost_is_never_sent_again(
    hass: HomeAssistant, workspace: OgangiSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody would know which of two is good; the caller may send another one."""
    workspace.faults.add(Fault(kind=FaultKind.CUT, path=SENDS_PIN, processed=True))
    refused = await refusal_of(hass, "send_pin", **PIN)
    assert refused.translation_key == "gateway_unclear"
    await let_pass(hass, freezer, 3600, step=600)
    assert len(workspace.messages) == len(workspace.requests_to(SENDS_PIN)) == 1


async def test_a_caller_that_is_stopped_cuts_no_request_off(
    hass: HomeAssistant, workspace: OgangiSimulator
) -> None:
    """The PIN is sent, once."""
    (entry,) = hass.config_entries.async_loaded_entries(DOMAIN)
    task = hass.async_create_task(act(hass, "send_pin", **PIN))
    while not entry.runtime_data._tasks._running:
        await asyncio.sleep(0)
    assert workspace.requests_to(SENDS_PIN) == []
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await settle(hass)
    assert len(workspace.messages) == 1


async def test_the_readme_lets_a_guest_in_who_has_the_phone(
    hass: HomeAssistant, workspace: OgangiSimulator
) -> None:
    """And nobody who guesses."""
    opened = async_mock_service(hass, "switch", "turn_on")
    guest = example("Let a guest in who has the phone of the booking")
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [guest]})
    (name,) = hass.states.async_entity_ids(AUTOMATION)
    typed = ["000000"]

    def is_over() -> bool:
        """Type what is to be typed, until the automation has seen it."""
        for text in ("", typed[0]):
            hass.states.async_set("input_text.guest_pin", text)
        state = hass.states.get(name)
        return state is not None and not state.attributes["current"]

    def is_sent() -> bool:
        """Tell whether there is a PIN that nobody has typed yet."""
        return len(workspace.messages) > len(tried)

    tried: list[bool] = []
    for is_right in (False, True):
        hass.states.async_set("input_button.guest_network", str(is_right))
        await until(hass, is_sent)
        typed[0] = workspace.messages[-1].text[-6:] if is_right else "000000"
        await until(hass, is_over)
        tried.append(is_right)
        assert len(opened) == int(is_right)
