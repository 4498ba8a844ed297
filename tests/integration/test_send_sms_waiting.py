"""Our own action waits, tries later, and keeps a schedule."""

import asyncio
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import (
    HomeAssistantError,
    ServiceValidationError,
)
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
)
import voluptuous as vol

from custom_components.message_gateways.const import DOMAIN
from tests.integration.acting import error_of
from tests.integration.world import (
    finish,
    let_pass,
    notify_ids,
    sandbox_entry,
    send_sms,
    set_up,
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")

NOT_FOLLOWED = "+447700900001"
SWITCHED_OFF = "+447700900010"


async def test_waiting_for_delivery_goes_on_when_it_is_delivered(
    hass: HomeAssistant, provider: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    call = hass.async_create_task(
        send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            wait_for="delivered",
        )
    )
    [row] = await finish(hass, freezer, call)
    assert row["status"] == "delivered"
    assert row["price"] == 0.01
    assert "timed_out" not in row


async def test_time_that_runs_out_is_told_and_cancels_nothing(
    hass: HomeAssistant, provider: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    call = {
        "entity_id": notify_ids(hass, provider, "Anna"),
        "wait_for": "delivered",
        "timeout": {"seconds": 3},
    }
    task = hass.async_create_task(send_sms(hass, message="Hello", **call))
    [row] = await finish(hass, freezer, task, step=1)
    assert row["timed_out"] is True
    assert row["status"] == "accepted"
    again = hass.async_create_task(
        hass.services.async_call(
            DOMAIN, "send_sms", {"message": "Hello again", **call}, blocking=True
        )
    )
    with pytest.raises(HomeAssistantError, match="0 of 1"):
        await finish(hass, freezer, again, step=1)
    await let_pass(hass, freezer, 30, step=5)
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "2"


async def test_what_was_not_sent_is_no_error_and_says_queued(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
) -> None:
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/advanced", status=429, retry_after=7)
    )
    [row] = await send_sms(
        hass, entity_id=notify_ids(hass, provider, "Anna"), message="Hello"
    )
    assert (row["outcome"], row["status"]) == ("not_sent", "queued")
    assert row["error"]


async def test_a_gateway_that_wants_a_pause_gets_it(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/advanced", status=429, retry_after=120)
    )
    await send_sms(hass, entity_id=notify_ids(hass, provider, "Anna"), message="Hello")
    await let_pass(hass, freezer, 110, step=10)
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 1
    await let_pass(hass, freezer, 30, step=10)
    assert len(infobip_simulator_now.requests_to("/text/advanced")) == 2
    assert len(infobip_simulator_now.messages) == 1
    assert "does not work" not in caplog.text


async def test_a_call_can_say_that_it_fails_at_once(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/advanced", status=503, retry_after=1)
    )
    with pytest.raises(HomeAssistantError):
        await send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            fail_at_once=True,
        )
    await let_pass(hass, freezer, 600, step=60)
    assert infobip_simulator_now.messages == []


async def test_a_scheduled_message_waits_with_us(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    at = dt_util.utcnow() + timedelta(minutes=30)
    [row] = await send_sms(
        hass,
        entity_id=notify_ids(hass, provider, "Anna"),
        message="Hello",
        schedule=at,
    )
    assert (row["outcome"], row["status"]) == (None, "queued")
    await let_pass(hass, freezer, 1700, step=100)
    assert infobip_simulator_now.messages == []
    await let_pass(hass, freezer, 200, step=50)
    assert len(infobip_simulator_now.messages) == 1


async def test_waiting_counts_from_the_schedule(
    hass: HomeAssistant, provider: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Whoever waits for what leaves in two hours wants to know what became of it."""
    call = hass.async_create_task(
        send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            schedule=dt_util.utcnow() + timedelta(hours=2),
            wait_for="delivered",
        )
    )
    [row] = await finish(hass, freezer, call, step=20)
    assert row["status"] == "delivered"
    assert "timed_out" not in row


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("give_up_after", 0),
        ("give_up_after", {"days": 9_999_999}),
        ("give_up_after", {"days": 7, "seconds": 1}),
        ("timeout", 0),
        ("timeout", {"hours": 24, "seconds": 1}),
    ],
)
async def test_a_time_that_makes_no_sense_is_refused(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    simulator: InfobipSimulator,
    field: str,
    value: object,
) -> None:
    """None at all is no wish for the usual one."""
    with pytest.raises(vol.Invalid, match=field):
        await send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            **{field: value},
        )
    assert simulator.messages == []


async def test_a_schedule_in_the_past_is_refused(
    hass: HomeAssistant, provider: MockConfigEntry
) -> None:
    with pytest.raises(ServiceValidationError, match="in the past"):
        await send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            schedule="2020-01-01 12:00:00",
        )


async def test_a_reload_ends_the_waiting_and_cancels_nothing(
    hass: HomeAssistant, provider: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    task = hass.async_create_task(
        send_sms(
            hass,
            entity_id=notify_ids(hass, provider, "Anna"),
            message="Hello",
            wait_for="delivered",
        )
    )
    while not hass.states.is_state("sensor.anna_last_delivery_status", "accepted"):
        await asyncio.sleep(0)
    assert await hass.config_entries.async_reload(provider.entry_id)
    [row] = await task
    assert row["timed_out"] is True
    await let_pass(hass, freezer, 30, step=5)
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "1"


async def test_what_has_waited_too_long_for_a_place_is_not_sent(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    infobip_simulator_now: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.SLOW, path="/text/", seconds=0.2, times=4)
    )
    tasks = [
        hass.async_create_task(
            send_sms(
                hass,
                entity_id=notify_ids(hass, provider, "Anna"),
                message=f"Number {number}",
                give_up_after={"seconds": 1},
            )
        )
        for number in range(5)
    ]
    while len(infobip_simulator_now.requests_to("/text/")) < 4:
        await asyncio.sleep(0)
    results = [await finish(hass, freezer, task, step=2) for task in tasks[:4]]
    assert all(rows[0]["outcome"] == "accepted" for rows in results)
    with pytest.raises(HomeAssistantError, match="expired"):
        await finish(hass, freezer, tasks[4], step=2)
    assert len(infobip_simulator_now.messages) == 4


async def test_what_can_not_be_followed_is_not_said_to_be(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody has to wait for the end of the time limit, either."""
    await set_up(hass, sandbox_entry())
    call = {"to": [NOT_FOLLOWED], "message": "Hello", "wait_for": "delivered"}
    said = str(await error_of(hass, "send_sms", **call))
    assert "0 of 1 messages reached the status delivered" in said
    assert "what can be followed still is" in said
    await let_pass(hass, freezer, 30, step=10)


async def test_how_a_message_ended_that_the_gateway_took_is_in_its_row(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A script that waits for it goes on; without a response nobody would know."""
    await set_up(hass, sandbox_entry())
    call = {"to": [SWITCHED_OFF], "wait_for": "delivered"}
    task = hass.async_create_task(send_sms(hass, message="Hello", **call))
    [row] = await finish(hass, freezer, task)
    assert (row["outcome"], row["status"]) == ("accepted", "failed")
    assert "switched off" in row["error"]
    again = hass.async_create_task(
        error_of(hass, "send_sms", message="Hello again", **call)
    )
    assert "failed" in str(await finish(hass, freezer, again))
