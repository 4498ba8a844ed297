"""What entities there are, and what they show."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import snapshot_platform
from syrupy.assertion import SnapshotAssertion

from custom_components.message_gateways.const import DOMAIN
from tests.integration.world import (
    ANNA,
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
    state_of,
)
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.mark.freeze_time("2026-11-21 12:00:00+00:00")
@pytest.mark.parametrize("platform", [Platform.EVENT, Platform.NOTIFY, Platform.SENSOR])
async def test_the_entities_of_an_account_are_as_they_were(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    entity_registry: er.EntityRegistry,
    snapshot: SnapshotAssertion,
    platform: Platform,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    shown = [
        each
        for each in er.async_entries_for_config_entry(entity_registry, entry.entry_id)
        if each.domain != platform or each.disabled_by
    ]
    for other in shown:
        entity_registry.async_remove(other.entity_id)
    await snapshot_platform(hass, entity_registry, snapshot, entry.entry_id)


async def test_a_recipients_device_hangs_under_the_accounts(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    device_registry: dr.DeviceRegistry,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    devices = {
        device.name: device
        for device in dr.async_entries_for_config_entry(device_registry, entry.entry_id)
    }
    assert set(devices) == {"Provider", "Anna"}
    assert devices["Anna"].via_device_id == devices["Provider"].id
    assert devices["Anna"].identifiers == {(DOMAIN, "01PROVIDER_id_anna")}


async def test_the_last_message_survives_a_restart(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", "+447700900077"))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Hello")
    await let_pass(hass, freezer, 60, step=5)
    assert await hass.config_entries.async_reload(entry.entry_id)
    status = state_of(hass, "sensor", "01PROVIDER_id_anna_last_delivery_status")
    assert status.state == "delivered"
    assert status.attributes["price"] == 0.01
    assert status.attributes["can_be_followed"] is True
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "1"
    last = state_of(hass, "sensor", "01PROVIDER_last_inbound_message")
    assert last.attributes["recipient"] == "Anna"


@pytest.mark.parametrize("recorded", [False, True])
async def test_the_recorder_keeps_texts_only_when_the_user_says_so(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant, recorded: bool
) -> None:
    entry = infobip_entry(infobip_simulator_now, options={"record_text": recorded})
    await set_up(hass, entry)
    for platform, key in (("sensor", "last_inbound_message"), ("event", "inbound")):
        state = state_of(hass, platform, f"01PROVIDER_{key}")
        assert state.state_info is not None
        assert ("text" in state.state_info["unrecorded_attributes"]) is not recorded


async def test_a_message_that_cannot_be_followed_says_so(hass: HomeAssistant) -> None:
    entry = sandbox_entry(recipient("Anna", "+447700900001"))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Hello")
    status = state_of(hass, "sensor", "01SANDBOX_id_anna_last_delivery_status")
    assert status.state == "accepted"
    assert status.attributes["can_be_followed"] is False
    assert state_of(hass, "sensor", "01SANDBOX_pending").state == "0"


async def test_the_currency_is_the_gateways_then_the_accounts(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    infobip_simulator_now.account.currency = "CHF"
    entry = infobip_entry(infobip_simulator_now, options={"currency": "GBP"})
    await set_up(hass, entry)
    balance = state_of(hass, "sensor", "01PROVIDER_balance")
    assert balance.attributes["unit_of_measurement"] == "CHF"
    infobip_simulator_now.account.currency = ""
    other = sandbox_entry(options={"currency": "GBP"})
    await set_up(hass, other)
    cost = state_of(hass, "sensor", "01SANDBOX_cost")
    assert cost.attributes["unit_of_measurement"] == "GBP"
