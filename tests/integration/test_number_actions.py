"""Numbers are looked up, PINs sent and messages fired by actions."""

import asyncio
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_mock_service,
)

from custom_components.message_gateways.const import DOMAIN
from tests.integration.acting import (
    act,
    check_unauthorized,
    do,
    error_of,
    refusal_of,
    until,
)
from tests.integration.providers import (
    devino_entry,
    entera_entry,
    ictcore_entry,
    ogangi_entry,
)
from tests.integration.readme import example
from tests.integration.world import (
    ANNA,
    BEN,
    infobip_entry,
    let_pass,
    sandbox_entry,
    set_up,
    settle,
)
from tests.simulators.devino import DevinoSimulator
from tests.simulators.devino.fixtures import devino_simulator_now
from tests.simulators.entera import EnteraSimulator
from tests.simulators.entera.fixtures import entera_simulator_now
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.ictcore.fixtures import ictcore_simulator_now
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator
from tests.simulators.ogangi.fixtures import ogangi_simulator_now

__all__ = [
    "devino_simulator_now",
    "entera_simulator_now",
    "ictcore_simulator_now",
    "ogangi_simulator_now",
]

OUT_OF_REACH, NO_SUCH_NUMBER, ROAMS = (f"+4477009000{end}" for end in (10, 20, 60))
PORTED = "+447700900080"
BLOCKED = "+447700900017"
PIN = {"to": ANNA, "message": "Your code is", "carrier": "Movistar"}
SENDS_PIN = "sendSMSPinMobileNumberConfirm"


@pytest.fixture
async def workspace(
    hass: HomeAssistant, ogangi_simulator_now: OgangiSimulator
) -> OgangiSimulator:
    """Return a provider that sends PINs, with an account."""
    ogangi_simulator_now.configure(first_page=1)
    await set_up(hass, ogangi_entry(ogangi_simulator_now))
    return ogangi_simulator_now


async def test_the_sandbox_says_all_that_can_be_known_of_a_number(
    hass: HomeAssistant,
) -> None:
    """Each number once; each costs something."""
    entry = sandbox_entry()
    await set_up(hass, entry)
    before = await entry.runtime_data.gateway.fetch_balance()
    answer = await act(
        hass, "look_up_number", to=[ROAMS, OUT_OF_REACH, "+44 7700 900060"]
    )
    home = {"prefix": None, "country": "Sandbox", "country_prefix": None}
    assert answer["numbers"] == [
        {
            "number": ROAMS,
            "status": "delivered",
            "reachable": True,
            "ported": True,
            "roaming": True,
            "mccmnc": "00101",
            "imsi": None,
            "serving_msc": None,
            "original_network": {"name": "Sandbox Mobile", **home},
            "ported_network": {"name": "Sandpit Telecom", **home},
            "roaming_network": {
                "name": "Dune Wireless",
                **home,
                "country": "Desert",
            },
            "reason": None,
        },
        {
            "number": OUT_OF_REACH,
            "status": "failed",
            "reachable": False,
            "ported": False,
            "roaming": None,
            "mccmnc": "00101",
            "imsi": None,
            "serving_msc": None,
            "original_network": {"name": "Sandbox Mobile", **home},
            "ported_network": None,
            "roaming_network": None,
            "reason": "ABSENT_SUBSCRIBER: The phone is switched off or out of reach",
        },
    ]
    after = await entry.runtime_data.gateway.fetch_balance()
    assert float(before.amount - after.amount) == pytest.approx(0.1)


async def test_infobip_looks_numbers_up_in_one_request(
    hass: HomeAssistant, provider: MockConfigEntry, simulator: InfobipSimulator
) -> None:
    """With whatever it knows."""
    answer = await act(hass, "look_up_number", to=[ANNA, PORTED])
    anna, ported = answer["numbers"]
    assert (anna["number"], anna["ported"]) == (ANNA, False)
    assert ported["ported"] is True
    assert ported["ported_network"]["name"]
    assert len(simulator.requests_to("/number/1/query")) == 1
    assert provider.title


async def test_a_lookup_that_can_not_be_is_refused(hass: HomeAssistant) -> None:
    """Before it costs anything, or since there is nothing to pay it with."""
    await set_up(hass, sandbox_entry())
    for to, key in (
        (["door"], "number_not_possible"),
        ([447700900123], "number_not_text"),
        ([f"+4477009{number:05}" for number in range(100)], None),
        ([f"+4477008{number:05}" for number in range(100)], None),
        ([ANNA], "gateway_refused"),
    ):
        if key is None:
            await act(hass, "look_up_number", to=to)
        else:
            refused = await refusal_of(hass, "look_up_number", to=to)
            assert refused.translation_key == key
    with pytest.raises(Exception, match="length"):
        await act(hass, "look_up_number", to=[])


async def test_a_lookup_whose_answer_gets_lost_may_have_cost_something(
    hass: HomeAssistant, provider: MockConfigEntry, simulator: InfobipSimulator
) -> None:
    """So nobody says that it was not made; a gateway that is busy did nothing."""
    simulator.faults.add(Fault(kind=FaultKind.CUT, path="number", processed=True))
    refused = await refusal_of(hass, "look_up_number", to=ANNA)
    assert refused.translation_key == "gateway_unclear"
    simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=503, retry_after=9, path="number")
    )
    refused = await refusal_of(hass, "look_up_number", to=ANNA)
    assert refused.translation_key == "gateway_refused"
    assert provider.title


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


async def test_a_fired_message_comes_in(
    hass: HomeAssistant, workspace: OgangiSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """At the gateway's code, or at one of ours that was named."""
    await do(hass, "fire_message", sender="+44 7700 900123", message="JOIN")
    await do(hass, "fire_message", sender=BEN, message="STOP", to="3030")
    await let_pass(hass, freezer, 120, step=60)
    rows = (await act(hass, "find_inbound"))["messages"]
    assert {(row["sender"], row["text"]) for row in rows} == {
        (ANNA, "JOIN"),
        (BEN, "STOP"),
    }
    assert [one.to for one in workspace.inbox if one.text == "STOP"] == ["3030"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"sender": "door"}, "number_not_possible"),
        ({"sender": 447700900123}, "number_not_text"),
    ],
)
async def test_a_message_that_can_not_be_fired_is_refused(
    hass: HomeAssistant, workspace: OgangiSimulator, data: dict[str, Any], key: str
) -> None:
    """Before anything leaves."""
    refused = await error_of(hass, "fire_message", message="JOIN", **data)
    assert refused.translation_key == key
    with pytest.raises(Exception, match="message"):
        await do(hass, "fire_message", sender=ANNA, message="")
    assert workspace.requests_to("fireMessage") == []


async def test_a_fired_message_whose_answer_gets_lost_may_have_come_in(
    hass: HomeAssistant, workspace: OgangiSimulator
) -> None:
    """It is not fired again."""
    workspace.faults.add(Fault(kind=FaultKind.CUT, path="fireMessage", processed=True))
    refused = await error_of(hass, "fire_message", sender=ANNA, message="JOIN")
    assert refused.translation_key == "gateway_unclear"
    assert len(workspace.inbox) == 1


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


async def test_the_readme_says_that_robin_can_not_be_reached(
    hass: HomeAssistant,
) -> None:
    """With the reason of the gateway."""
    await set_up(hass, sandbox_entry())
    told = async_mock_service(hass, "persistent_notification", "create")
    night = example("Say so when Robin can't be reached at night")
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [night]})
    (name,) = hass.states.async_entity_ids(AUTOMATION)
    for action in ("trigger", "turn_off"):
        await hass.services.async_call(
            AUTOMATION, action, {"entity_id": name}, blocking=True
        )
        await settle(hass)
    (call,) = told
    assert "switched off or out of reach" in call.data["message"]


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


async def test_the_readme_joins_a_campaign_by_a_button(
    hass: HomeAssistant, workspace: OgangiSimulator
) -> None:
    """As if the number had written."""
    join = example("Join the campaign of the gateway by a button")
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [join]})
    hass.states.async_set("input_button.join", "now")
    await settle(hass)
    (fired,) = workspace.inbox
    assert (fired.from_, fired.text) == ("447700900123", "JOIN")
