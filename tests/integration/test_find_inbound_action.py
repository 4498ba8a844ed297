"""What came in is looked up by an action."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.acting import refusal_of
from tests.integration.finding import ECHOES, found, paged, sandbox
from tests.integration.providers import (
    devino_entry,
    entera_entry,
    ictcore_entry,
    ogangi_entry,
)
from tests.integration.world import infobip_entry, let_pass, send_sms, set_up, state_of
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera import EnteraSimulator
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator

__all__ = ["sandbox"]


async def test_what_came_in_is_found_with_its_text(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """As the event has it, newest first, page by page."""
    for text in ("One", "Two", "Three"):
        await send_sms(hass, to=[ECHOES, "+447700900050"], message=text)
        await let_pass(hass, freezer, 60, step=10)
    event = state_of(hass, "event", "01SANDBOX_inbound")
    rows = await found(hass, "find_inbound")
    assert len(rows) == 6
    assert {key: event.attributes[key] for key in rows[0]} in rows[:2]
    assert await paged(hass, "find_inbound", 2) == rows
    ben = await found(hass, "find_inbound", sender="+44 7700 900-051")
    assert [row["text"] for row in ben] == ["Three", "Two", "One"]
    assert {row["recipient"] for row in ben} == {"Ben"}
    assert {row["sender"] for row in ben} == {ECHOES}
    since = await found(hass, "find_inbound", since=ben[1]["received_at"])
    assert [row for row in since if row["sender"] == ECHOES] == ben[:2]
    until = await found(hass, "find_inbound", until=ben[1]["received_at"])
    assert [row for row in until if row["sender"] == ECHOES] == ben[2:]
    assert await found(hass, "find_inbound", channel="fax") == []
    assert await found(hass, "find_inbound", keyword="any") == []
    refused = await refusal_of(hass, "find_inbound", sender=447700900051)
    assert refused.translation_key == "number_not_text"
    assert sandbox.entry_id


async def test_what_came_in_is_found_by_its_keyword(
    hass: HomeAssistant,
    ogangi_simulator_now: OgangiSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Of a gateway that names one, in any letters; by a short code, too."""
    ogangi_simulator_now.configure(first_page=1)
    await set_up(hass, ogangi_entry(ogangi_simulator_now))
    ogangi_simulator_now.receive(from_="447700900123", text="Join us", keyword="JOIN")
    ogangi_simulator_now.receive(from_="2020", text="Stop it", keyword="STOP")
    await let_pass(hass, freezer, 120, step=60)
    (row,) = await found(hass, "find_inbound", keyword="join")
    assert (row["text"], row["keyword"], row["account"]) == (
        "Join us",
        "JOIN",
        "OGangi",
    )
    (row,) = await found(hass, "find_inbound", sender=["2020", "3030"])
    assert row["text"] == "Stop it"


async def test_what_came_in_is_found_of_every_gateway_that_receives(
    hass: HomeAssistant,
    *,
    simulator: InfobipSimulator,
    devino_simulator_now: DevinoSimulator,
    ictcore_simulator_now: IctcoreSimulator,
    entera_simulator_now: EnteraSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """One list for all; a gateway that receives nothing adds nothing."""
    await set_up(
        hass,
        infobip_entry(simulator),
        devino_entry(devino_simulator_now),
        ictcore_entry(ictcore_simulator_now),
        entera_entry(entera_simulator_now),
    )
    for one in (simulator, devino_simulator_now, ictcore_simulator_now):
        one.receive(from_="12025550142", text="On my way")
    await let_pass(hass, freezer, 300, step=60)
    rows = await found(hass, "find_inbound", sender="+12025550142")
    assert {row["account"] for row in rows} == {"Provider", "Devino", "ICTCore"}
    assert {row["text"] for row in rows} == {"On my way"}
