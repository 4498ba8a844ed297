"""A PIN is in no outbox, and is held to the limits all the same."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest

from tests.integration.acting import act, refusal_of
from tests.integration.providers import ogangi_entry
from tests.integration.world import ANNA, BEN, sandbox_entry, set_up
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ogangi import OgangiSimulator

PIN = {"message": "Your code is"}


pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"limit_hour": 2}, "LIMIT_HOUR"),
        ({"recipient_limit_hour": 2}, "RECIPIENT_LIMIT_HOUR"),
        ({"cost_limit_day": 0.12, "price_segment": 0.05}, "COST_LIMIT_DAY"),
    ],
)
async def test_no_more_pins_are_sent_than_messages_may_be(
    hass: HomeAssistant, options: dict[str, float], reason: str
) -> None:
    entry = sandbox_entry(options=options)
    await set_up(hass, entry)
    for _ in range(2):
        await act(hass, "send_pin", to=ANNA, **PIN)
    credit = await entry.runtime_data.gateway.fetch_balance()
    refused = await refusal_of(hass, "send_pin", to=ANNA, **PIN)
    assert isinstance(refused, ServiceValidationError)
    assert reason in str(refused)
    assert await entry.runtime_data.gateway.fetch_balance() == credit


async def test_a_pin_that_never_left_does_not_count(
    hass: HomeAssistant, ogangi_simulator_now: OgangiSimulator
) -> None:
    provider = ogangi_simulator_now
    entry = ogangi_entry(provider, limit_hour=1)
    await set_up(hass, entry)
    provider.faults.add(Fault(kind=FaultKind.STATUS, status=429, path="sendSMSPin"))
    await refusal_of(hass, "send_pin", to=BEN, carrier="Movistar", **PIN)
    assert provider.messages == []
    await act(hass, "send_pin", to=BEN, carrier="Movistar", **PIN)
    assert len(provider.messages) == 1


async def test_a_pin_that_nobody_can_count_is_not_sent(hass: HomeAssistant) -> None:
    """Whoever waits for it is there, and can try again."""
    entry = sandbox_entry()
    await set_up(hass, entry)
    await entry.runtime_data.store.close()
    assert "database" in str(await refusal_of(hass, "send_pin", to=ANNA, **PIN))
