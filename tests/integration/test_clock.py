"""A clock that is set strands nothing."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from tests.integration.world import (
    let_pass,
    notify,
    notify_ids,
    send_sms,
    settle,
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")
SIX_HOURS = timedelta(hours=6)
STATUS = "01PROVIDER_last_delivery_status"


async def set_clock(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, step: timedelta
) -> None:
    """Set the clock while a minute goes by; timers do not go by the clock."""
    freezer.tick(step + timedelta(minutes=1))
    async_fire_time_changed(hass, fire_all=True)
    await settle(hass)


def busy(seconds: int, times: int = 1) -> Fault:
    """Let the provider ask for a pause."""
    return Fault(
        kind=FaultKind.STATUS,
        path="/text/",
        status=503,
        retry_after=seconds,
        times=times,
    )


async def test_what_waits_to_be_sent_again_does_not_wait_for_the_clock(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    simulator: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    simulator.faults.add(busy(120))
    await send_sms(hass, entity_id=notify_ids(hass, provider, "Anna"), message="Hello")
    await set_clock(hass, freezer, -SIX_HOURS)
    assert simulator.messages == []
    await let_pass(hass, freezer, 180, step=10)
    assert len(simulator.messages) == 1
    assert state_of(hass, "sensor", STATUS).state == "delivered"


async def test_an_old_alarm_is_not_sent_late_since_the_clock_was_set_back(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    simulator: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    simulator.faults.add(busy(60, times=99))
    await send_sms(hass, entity_id=notify_ids(hass, provider, "Anna"), message="Fire")
    await set_clock(hass, freezer, -SIX_HOURS)
    await let_pass(hass, freezer, 3700, step=100)
    assert state_of(hass, "sensor", STATUS).state == "expired"


async def test_a_clock_that_was_set_back_while_nobody_looked_is_noticed(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    simulator: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """As in a house that has no clock of its own, after a power cut."""
    simulator.faults.add(busy(120))
    await send_sms(hass, entity_id=notify_ids(hass, provider, "Anna"), message="Hello")
    assert await hass.config_entries.async_unload(provider.entry_id)
    freezer.tick(-SIX_HOURS)
    assert await hass.config_entries.async_setup(provider.entry_id)
    await let_pass(hass, freezer, 180, step=10)
    assert len(simulator.messages) == 1


async def test_a_lost_answer_is_asked_after_in_spite_of_the_clock(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    simulator: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    simulator.faults.add(Fault(kind=FaultKind.CUT, path="/text/", processed=True))
    with pytest.raises(HomeAssistantError):
        await notify(hass, notify_ids(hass, provider, "Anna"), "Hello")
    await set_clock(hass, freezer, -SIX_HOURS)
    await let_pass(hass, freezer, 120, step=10)
    assert state_of(hass, "sensor", STATUS).state == "accepted"


async def test_the_provider_is_not_pestered_after_the_clock_was_set_back(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    simulator: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Neither for where a message stands nor for replies."""
    await send_sms(hass, entity_id=notify_ids(hass, provider, "Anna"), message="Hello")
    await let_pass(hass, freezer, 30, step=5)
    assert state_of(hass, "sensor", STATUS).state == "delivered"
    await set_clock(hass, freezer, -SIX_HOURS)
    asked = len(simulator.requests_to("/inbox/logs"))
    await let_pass(hass, freezer, 1200, step=15)
    assert len(simulator.requests_to("/inbox/logs")) - asked < 30


async def test_what_became_due_by_a_clock_that_was_set_forward_is_done(
    hass: HomeAssistant,
    provider: MockConfigEntry,
    simulator: InfobipSimulator,
    freezer: FrozenDateTimeFactory,
) -> None:
    """An alarm of hours rings hours later, wherever the clock stands by then."""
    await send_sms(
        hass,
        entity_id=notify_ids(hass, provider, "Anna"),
        message="Good morning",
        schedule=dt_util.utcnow() + timedelta(hours=5, minutes=30),
    )
    provider.runtime_data.outbox.waiting._set_alarm_at(None)
    await set_clock(hass, freezer, SIX_HOURS)
    await let_pass(hass, freezer, 5)
    assert len(simulator.messages) == 1
