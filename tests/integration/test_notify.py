"""Messages through Home Assistant's own action, to a provider on loopback."""

from decimal import Decimal

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import pytest

from tests.integration.world import (
    ANNA,
    BEN,
    REFUSED,
    EventLog,
    entity_id,
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    recipient,
    set_up,
    settle,
    state_of,
)
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


async def test_a_message_is_sent_followed_and_paid_for(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01PROVIDER_delivery"))
    assert Decimal(state_of(hass, "sensor", "01PROVIDER_balance").state) == 100

    await notify(hass, notify_ids(hass, entry), "Water in the cellar.", title="Alarm")
    await settle(hass)
    status = state_of(hass, "sensor", "01PROVIDER_id_anna_last_delivery_status")
    assert status.state == "accepted"
    assert state_of(hass, "notify", "01PROVIDER_id_anna_notify").state != "unknown"

    await let_pass(hass, freezer, 30, step=5)
    assert log.types == ["queued", "accepted", "delivered"]
    delivered = log.states[-1].attributes
    assert delivered["recipient"] == "Anna"
    assert delivered["number"] == ANNA
    assert delivered["price"] == 0.01
    assert delivered["currency"] == "EUR"
    assert "text" not in delivered
    status = state_of(hass, "sensor", "01PROVIDER_id_anna_last_delivery_status")
    assert status.state == "delivered"
    assert state_of(hass, "sensor", "01PROVIDER_last_delivery_status").state == (
        "delivered"
    )
    assert Decimal(state_of(hass, "sensor", "01PROVIDER_balance").state) == Decimal(
        "99.99"
    )
    assert Decimal(state_of(hass, "sensor", "01PROVIDER_cost").state) == Decimal("0.01")
    assert state_of(hass, "sensor", "01PROVIDER_sent").state == "1"
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "1"
    assert state_of(hass, "sensor", "01PROVIDER_pending").state == "0"
    [message] = infobip_simulator_now.messages
    assert message.text == "Alarm\nWater in the cellar."


async def test_nothing_is_polled_for_delivery_while_nothing_is_pending(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 60, step=5)
    asked = len(infobip_simulator_now.requests_to("/sms/1/logs"))
    assert asked > 0
    await let_pass(hass, freezer, 7200, step=600)
    assert len(infobip_simulator_now.requests_to("/sms/1/logs")) == asked


async def test_a_rejected_number_raises_with_the_gateways_reason(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Ruth", REFUSED))
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError) as raised:
        await notify(hass, notify_ids(hass, entry), "Hello")
    text = str(raised.value)
    assert "REJECTED_DESTINATION" in text
    assert "Ruth" in text
    assert REFUSED not in text
    assert state_of(hass, "notify", "01PROVIDER_id_ruth_notify").state == "unknown"


async def test_one_failure_stops_nobody_else(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(
        infobip_simulator_now,
        recipient("Anna", ANNA),
        recipient("Ruth", REFUSED),
        recipient("Ben", BEN),
    )
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError, match="Ruth") as raised:
        await notify(hass, notify_ids(hass, entry), "Hello")
    assert "Anna" not in str(raised.value)
    statuses = {
        name: state_of(
            hass, "sensor", f"01PROVIDER_id_{name}_last_delivery_status"
        ).state
        for name in ("anna", "ruth", "ben")
    }
    assert statuses == {"anna": "accepted", "ruth": "rejected", "ben": "accepted"}
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 1


async def test_a_thousand_notify_entities_cost_one_request(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    recipients = [
        recipient(f"Person {number}", f"+1202555{number:04}") for number in range(1000)
    ]
    entry = infobip_entry(infobip_simulator_now, *recipients)
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "The gate closes at ten.")
    [request] = infobip_simulator_now.requests_to("/text/advanced")
    [message] = request.body["messages"]
    assert len(message["destinations"]) == 1000


async def test_a_recipient_of_a_thousand_numbers_costs_one_request(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    numbers = [f"+1202555{number:04}" for number in range(1000)]
    entry = infobip_entry(infobip_simulator_now, recipient("Village", *numbers))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "The gate closes at ten.")
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 1
    assert len(infobip_simulator_now.messages) == 1000


async def test_all_failed_sends_of_one_request_raise_the_same_text(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    second = REFUSED.replace("014", "010")
    entry = infobip_entry(
        infobip_simulator_now, recipient("Ruth", REFUSED), recipient("Tom", second)
    )
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError) as raised:
        await notify(hass, notify_ids(hass, entry), "Hello")
    assert "Ruth" in str(raised.value)
    assert "Tom" in str(raised.value)


async def test_a_message_that_is_too_long_is_refused_with_the_count(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    with pytest.raises(ServiceValidationError, match="11 segments, and 10"):
        await notify(hass, notify_ids(hass, entry), "x" * 1600)
    assert infobip_simulator_now.requests_to("/text/advanced") == []


async def test_a_reply_comes_back_as_event_and_sensor(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", "+447700900077"))
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01PROVIDER_inbound"))
    await notify(hass, notify_ids(hass, entry), "Shall I let the plumber in?")
    await let_pass(hass, freezer, 60, step=5)
    assert log.types == ["received"]
    received = log.states[0].attributes
    assert received["recipient"] == "Anna"
    assert received["text"] == "Yes, I am coming."
    last = state_of(hass, "sensor", "01PROVIDER_last_inbound_message")
    assert last.attributes["text"] == "Yes, I am coming."
    assert last.attributes["sender"].endswith("447700900077")
    await let_pass(hass, freezer, 1200, step=60)
    assert log.types == ["received"]
