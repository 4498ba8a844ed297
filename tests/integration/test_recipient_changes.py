"""What waits for a recipient follows what becomes of the recipient."""

from types import MappingProxyType

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

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
    set_up,
    settle,
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")
CARL = "+447700900125"
BUSY = Fault(kind=FaultKind.STATUS, path="/text/", status=503, retry_after=30, times=99)


def reached(simulator: InfobipSimulator) -> list[str]:
    """Return whom messages reached."""
    return sorted(f"+{message.to}" for message in simulator.messages)


@pytest.fixture
async def waiting(simulator: InfobipSimulator, hass: HomeAssistant) -> MockConfigEntry:
    """Return an account whose messages to Anna and to the family wait."""
    entry = infobip_entry(
        simulator, recipient("Anna", ANNA), recipient("Family", ANNA, BEN)
    )
    await set_up(hass, entry)
    simulator.faults.add(BUSY)
    await notify(hass, notify_ids(hass, entry), "Fire")
    return entry


async def test_what_waits_for_a_number_that_was_changed_is_cancelled_and_says_so(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    waiting: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """It may be somebody else's by now; what waits for the others goes on."""
    log = EventLog(hass, entity_id(hass, "event", "01PROVIDER_delivery"))
    hass.config_entries.async_update_subentry(
        waiting,
        waiting.subentries["id_family"],
        data={"channel": "sms", "addresses": [ANNA, CARL]},
    )
    await settle(hass)
    [told] = log.states
    assert told.attributes["event_type"] == "cancelled"
    assert told.attributes["number"] == BEN
    assert told.attributes["reason"] == "the recipient no longer has this address"
    simulator.faults.clear()
    await let_pass(hass, freezer, 120, step=10)
    assert reached(simulator) == [ANNA, ANNA]


async def test_a_new_name_cancels_nothing(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    waiting: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    hass.config_entries.async_update_subentry(
        waiting, waiting.subentries["id_family"], title="All of us"
    )
    await settle(hass)
    simulator.faults.clear()
    await let_pass(hass, freezer, 120, step=10)
    assert reached(simulator) == [ANNA, ANNA, BEN]


async def test_a_disk_that_fails_while_recipients_change_loses_nothing(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    waiting: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The new one is there, the old one gets nothing, and the log says so."""
    store = waiting.runtime_data.store
    await store._on_writer("PRAGMA query_only=ON")
    added = ConfigSubentry(
        data=MappingProxyType({"channel": "sms", "addresses": [CARL]}),
        subentry_id="id_carl",
        subentry_type="recipient",
        title="Carl",
        unique_id=f"sms:{CARL}",
    )
    hass.config_entries.async_remove_subentry(waiting, "id_family")
    hass.config_entries.async_add_subentry(waiting, added)
    await settle(hass)
    assert notify_ids(hass, waiting, "Carl")
    # One for each of the two changes.
    assert caplog.text.count("Can't cancel what waits for recipients") == 2
    assert "Traceback" not in caplog.text
    await store._on_writer("PRAGMA query_only=OFF")
    simulator.faults.clear()
    await let_pass(hass, freezer, 120, step=10)
    assert reached(simulator) == [ANNA]
    assert state_of(hass, "sensor", "01PROVIDER_pending").state == "0"


async def test_a_removed_recipient_is_forgotten(
    hass: HomeAssistant, waiting: MockConfigEntry
) -> None:
    """Also when its messages still change."""
    account = waiting.runtime_data
    assert set(account.state.last_by_recipient) == {"id_anna", "id_family"}
    hass.config_entries.async_remove_subentry(waiting, "id_family")
    await settle(hass)
    assert set(account.state.last_by_recipient) == {"id_anna"}
