"""Numbers are looked up by an action."""

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_mock_service,
)

from tests.integration.acting import act, refusal_of
from tests.integration.readme import example
from tests.integration.world import ANNA, sandbox_entry, set_up, settle
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

OUT_OF_REACH, NO_SUCH_NUMBER, ROAMS = (f"+4477009000{end}" for end in (10, 20, 60))
PORTED = "+447700900080"


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
