"""Messages are made to come in by an action."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from tests.integration.acting import act, do, error_of
from tests.integration.readme import example
from tests.integration.workspace import workspace
from tests.integration.world import ANNA, BEN, let_pass, settle
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ogangi import OgangiSimulator

__all__ = ["workspace"]


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
