"""An OGangi account in a real Home Assistant, with the provider on loopback."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.providers import ogangi_entry
from tests.integration.world import (
    ANNA,
    BEN,
    EventLog,
    entity_id,
    let_pass,
    notify,
    notify_ids,
    recipient,
    set_up,
    settle,
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ogangi import Delays, OgangiSimulator

STATUS = "01OGANGI_id_anna_last_delivery_status"


@pytest.fixture
def provider(ogangi_simulator_now: OgangiSimulator) -> OgangiSimulator:
    """Return a provider on loopback, whose pages start at 1."""
    ogangi_simulator_now.configure(first_page=1)
    return ogangi_simulator_now


def entry_of(
    provider: OgangiSimulator, *numbers: str, **options: Any
) -> MockConfigEntry:
    """Describe an account with a recipient of some numbers."""
    return ogangi_entry(provider, recipient("Anna", *(numbers or (ANNA,))), **options)


async def test_a_message_by_a_known_carrier_is_followed_until_it_is_delivered(
    provider: OgangiSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """And never asked after again."""
    entry = entry_of(provider, carrier="Movistar")
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01OGANGI_delivery"))
    provider.configure(delays=Delays(final=12))
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 30, step=5)
    assert log.types == ["queued", "accepted", "sent", "delivered"]
    assert state_of(hass, "sensor", STATUS).state == "delivered"
    asked = len(provider.requests_to("getMessage"))
    await let_pass(hass, freezer, 600, step=60)
    assert len(provider.requests_to("getMessage")) == asked
    assert [one.method for one in provider.messages] == ["sendSMS"]


async def test_a_message_by_any_carrier_ends_at_accepted(
    provider: OgangiSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing is asked after it, and nothing waits for it."""
    entry = entry_of(provider)
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 120, step=30)
    assert state_of(hass, "sensor", STATUS).state == "accepted"
    assert state_of(hass, "sensor", "01OGANGI_pending").state == "0"
    assert provider.requests_to("getMessage") == []
    assert [one.method for one in provider.messages] == ["sendMT"]


async def test_a_recipient_with_a_carrier_is_followed_beside_one_without(
    provider: OgangiSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The recipient's carrier comes first; what can't be followed says so."""
    entry = ogangi_entry(
        provider, recipient("Anna", ANNA, carrier="Digitel"), recipient("Ben", BEN)
    )
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 30, step=5)
    assert {one.method: one.carrier for one in provider.messages} == {
        "sendSMS": "Digitel",
        "sendMT": "null",
    }
    anna, ben = (
        state_of(hass, "sensor", f"01OGANGI_id_{name}_last_delivery_status")
        for name in ("anna", "ben")
    )
    assert (anna.state, anna.attributes["can_be_followed"]) == ("delivered", True)
    assert (ben.state, ben.attributes["can_be_followed"]) == ("accepted", False)
    assert "can't be followed" in ben.attributes["reason"]


async def test_an_account_without_a_balance_shows_none(
    provider: OgangiSimulator, hass: HomeAssistant
) -> None:
    """No sensor stays empty for ever."""
    await set_up(hass, entry_of(provider))
    entities = er.async_entries_for_config_entry(er.async_get(hass), "01OGANGI")
    keys = {each.unique_id.removeprefix("01OGANGI_") for each in entities}
    assert keys.isdisjoint({"balance", "cost", "month_sent"})


async def test_each_of_many_recipients_gets_one_request(
    provider: OgangiSimulator, hass: HomeAssistant
) -> None:
    """The API takes one number a request; a refusal stops no other."""
    numbers = [f"+4477009005{end:02}" for end in range(30)]
    entry = entry_of(provider, *numbers, "+447700900017")
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError, match="Number blocked"):
        await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    assert len(provider.requests_to("sendMT")) == 31
    assert sorted(f"+{one.to}" for one in provider.messages) == numbers


async def test_a_lost_answer_stays_unknown_and_is_sent_once(
    provider: OgangiSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The API has nothing to find it by."""
    entry = entry_of(provider, carrier="Movistar")
    await set_up(hass, entry)
    provider.faults.add(Fault(kind=FaultKind.CUT, path="sendSMS", processed=True))
    with pytest.raises(HomeAssistantError):
        await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 3600, step=600)
    assert state_of(hass, "sensor", STATUS).state == "unknown"
    assert len(provider.requests_to("sendSMS")) == 1


async def test_what_comes_in_is_told_once(
    provider: OgangiSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """However often it is listed."""
    await set_up(hass, entry_of(provider))
    log = EventLog(hass, entity_id(hass, "event", "01OGANGI_inbound"))
    provider.receive(from_=BEN.removeprefix("+"), text="On my way")
    await let_pass(hass, freezer, 300, step=60)
    assert log.types == ["received"]
    assert log.states[0].attributes["text"] == "On my way"


async def test_keys_that_are_refused_ask_for_new_ones(
    provider: OgangiSimulator, hass: HomeAssistant
) -> None:
    """The message waits meanwhile, and says so."""
    entry = entry_of(provider)
    await set_up(hass, entry)
    provider.account.private_key = "another"
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await settle(hass)
    assert [
        flow["context"]["source"] for flow in hass.config_entries.flow.async_progress()
    ] == ["reauth"]
    assert state_of(hass, "sensor", STATUS).state == "queued"
