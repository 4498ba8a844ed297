"""Gateways that are away, and answers that are lost."""

import asyncio
from contextlib import suppress
import logging

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
import pytest

from tests.integration.world import (
    ANNA,
    BEN,
    EventLog,
    entity_id,
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    recipient,
    send_sms,
    set_up,
    settle,
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


async def test_a_gateway_that_is_down_from_the_first_start_on_holds_nothing_up(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await infobip_simulator_now.stop()
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    assert state_of(hass, "notify", "01PROVIDER_id_anna_notify").state == "unknown"
    assert state_of(hass, "event", "01PROVIDER_delivery").state == "unknown"
    assert state_of(hass, "sensor", "01PROVIDER_balance").state == "unavailable"

    await notify(hass, notify_ids(hass, entry), "Smoke in the kitchen")
    await settle(hass)
    status_id = "01PROVIDER_id_anna_last_delivery_status"
    assert state_of(hass, "sensor", status_id).state == "queued"
    await let_pass(hass, freezer, 120, step=10)
    assert state_of(hass, "sensor", status_id).state == "queued"
    assert caplog.text.count("does not work") == 1

    await infobip_simulator_now.start()
    await let_pass(hass, freezer, 400, step=20)
    assert state_of(hass, "sensor", status_id).state == "delivered"
    assert len(infobip_simulator_now.messages) == 1
    assert caplog.text.count("works again") == 1
    assert state_of(hass, "sensor", "01PROVIDER_balance").state == "99.99"


async def test_an_outage_is_two_lines_in_the_log_and_no_line_of_anybody_else(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    caplog.clear()
    await infobip_simulator_now.stop()
    await let_pass(hass, freezer, 1800, step=60)
    await infobip_simulator_now.start()
    await let_pass(hass, freezer, 1200, step=60)
    assert float(state_of(hass, "sensor", "01PROVIDER_balance").state) == 100
    assert [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.message_gateways")
    ] == ["Provider does not work: no connection to the server", "Provider works again"]


async def test_an_old_alarm_is_never_sent_late(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(
        infobip_simulator_now, recipient("Anna", ANNA, give_up_after=10)
    )
    await infobip_simulator_now.stop()
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Smoke in the kitchen")
    await let_pass(hass, freezer, 700, step=20)
    status_id = "01PROVIDER_id_anna_last_delivery_status"
    assert state_of(hass, "sensor", status_id).state == "expired"
    await infobip_simulator_now.start()
    await let_pass(hass, freezer, 3600, step=60)
    assert infobip_simulator_now.messages == []


async def test_fail_at_once_raises_and_never_sends_later(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(
        infobip_simulator_now, recipient("Anna", ANNA, fail_at_once=True)
    )
    await infobip_simulator_now.stop()
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError, match="no connection"):
        await notify(hass, notify_ids(hass, entry), "Smoke in the kitchen")
    await infobip_simulator_now.start()
    await let_pass(hass, freezer, 3600, step=60)
    assert infobip_simulator_now.messages == []


async def test_an_answer_that_is_lost_is_found_in_the_logs_and_nothing_is_sent_twice(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01PROVIDER_delivery"))
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.CUT, path="/text/advanced", processed=True)
    )
    with pytest.raises(HomeAssistantError, match="cut"):
        await notify(hass, notify_ids(hass, entry), "Smoke in the kitchen")
    await let_pass(hass, freezer, 30, step=5)
    assert log.types[:3] == ["queued", "unknown", "accepted"]
    assert log.types[-1] == "delivered"
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 1


async def test_a_report_that_is_given_once_is_not_lost_where_the_answer_was(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The list hands it out for a message that is not followed yet."""
    entry = infobip_entry(
        infobip_simulator_now, recipient("Anna", ANNA), options={"exclusive": True}
    )
    await set_up(hass, entry)
    # After the first poll, the logs are not asked for what the list hands out.
    await send_sms(hass, to=[BEN], message="Hello")
    await let_pass(hass, freezer, 30, step=5)
    await send_sms(hass, to=[BEN], message="Hello again")
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.CUT, path="/text/advanced", processed=True)
    )
    with pytest.raises(HomeAssistantError, match="cut"):
        await notify(hass, notify_ids(hass, entry), "Smoke in the kitchen")
    # Nobody can be asked after it for a while.
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/sms/1/logs", status=404, times=9)
    )
    await let_pass(hass, freezer, 60, step=5)
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "3"
    assert state_of(hass, "sensor", "01PROVIDER_pending").state == "0"
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 3


async def test_a_request_that_never_arrived_is_sent_again_with_the_same_id(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.CUT, path="/text/advanced", processed=False)
    )
    with pytest.raises(HomeAssistantError, match="cut"):
        await notify(hass, notify_ids(hass, entry), "Smoke in the kitchen")
    await let_pass(hass, freezer, 110, step=10)
    assert infobip_simulator_now.messages == []
    await let_pass(hass, freezer, 90, step=10)
    [first, second] = infobip_simulator_now.requests_to("/text/advanced")
    ids = [
        request.body["messages"][0]["destinations"][0]["messageId"]
        for request in (first, second)
    ]
    assert ids[0] == ids[1]
    assert len(infobip_simulator_now.messages) == 1
    status_id = "01PROVIDER_id_anna_last_delivery_status"
    assert state_of(hass, "sensor", status_id).state == "delivered"


async def test_our_own_repeat_that_is_refused_as_a_duplicate_counts_as_accepted(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.CUT, path="/text/advanced", processed=True)
    )
    # The logs say nothing of it for longer than two minutes.
    infobip_simulator_now.faults.add(
        Fault(
            kind=FaultKind.OTHER_JSON,
            path="/sms/1/logs",
            times=6,
            body='{"results": []}',
        )
    )
    with pytest.raises(HomeAssistantError):
        await notify(hass, notify_ids(hass, entry), "Smoke in the kitchen")
    await let_pass(hass, freezer, 300, step=10)
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 2
    assert len({each.message_id for each in infobip_simulator_now.messages}) == 1
    status_id = "01PROVIDER_id_anna_last_delivery_status"
    assert state_of(hass, "sensor", status_id).state == "delivered"


async def test_a_script_that_is_restarted_mid_request_changes_nothing(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    [target] = notify_ids(hass, entry)
    assert await async_setup_component(
        hass,
        "script",
        {
            "script": {
                "alarm": {
                    "mode": "restart",
                    "sequence": [
                        {
                            "action": "notify.send_message",
                            "target": {"entity_id": target},
                            "data": {"message": "{{ text }}"},
                        }
                    ],
                }
            }
        },
    )
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.SLOW, path="/text/advanced", seconds=0.05, processed=True)
    )
    first = hass.async_create_task(
        hass.services.async_call("script", "alarm", {"text": "One"}, blocking=True)
    )
    while not infobip_simulator_now.requests_to("/text/advanced"):
        await asyncio.sleep(0)
    await hass.services.async_call("script", "alarm", {"text": "Two"}, blocking=True)
    with suppress(asyncio.CancelledError):
        await first
    await let_pass(hass, freezer, 30, step=5)
    assert [message.text for message in infobip_simulator_now.messages] == [
        "One",
        "Two",
    ]
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "2"
