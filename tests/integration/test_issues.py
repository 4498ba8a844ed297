"""The user is told of what only they can mend."""

from contextlib import closing
from decimal import Decimal
import logging
from pathlib import Path
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.engine import store_file
from tests.integration.world import (
    ANNA,
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


def keys(hass: HomeAssistant) -> set[str]:
    """Return the issues that are shown, by their texts."""
    issues = ir.async_get(hass).issues.values()
    return {
        issue.translation_key or ""
        for issue in issues
        if issue.domain == DOMAIN and issue.active
    }


def ours(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the lines of the log that are about us."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.message_gateways")
    ]


async def test_refused_credentials_ask_for_new_ones_and_messages_wait(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    infobip_simulator_now.account.password = "changed"
    await set_up(hass, entry)
    assert keys(hass) == {"credentials_refused"}
    [flow] = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"
    await notify(hass, notify_ids(hass, entry), "Smoke in the kitchen")
    status = "01PROVIDER_id_anna_last_delivery_status"
    assert state_of(hass, "sensor", status).state == "queued"

    hass.config_entries.async_update_entry(
        entry, data={**entry.data, "password": "changed"}
    )
    await settle(hass)
    await let_pass(hass, freezer, 60, step=5)
    assert keys(hass) == set()
    assert state_of(hass, "sensor", status).state == "delivered"


async def test_a_gateway_that_is_away_for_an_hour_is_told_of(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await infobip_simulator_now.stop()
    await let_pass(hass, freezer, 3000, step=100)
    assert keys(hass) == set()
    await let_pass(hass, freezer, 900, step=100)
    assert keys(hass) == {"gateway_unreachable"}
    await infobip_simulator_now.start()
    await let_pass(hass, freezer, 1000, step=100)
    assert keys(hass) == set()


async def test_a_gateway_that_is_busy_for_an_hour_is_told_of(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It answers, so nothing says that it can't be reached."""
    caplog.set_level(logging.INFO)
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    caplog.clear()
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, status=429, retry_after=60, times=999)
    )
    await let_pass(hass, freezer, 3600, step=60)
    assert keys(hass) == set()
    await let_pass(hass, freezer, 900, step=60)
    assert keys(hass) == {"gateway_busy"}
    infobip_simulator_now.faults.clear()
    await let_pass(hass, freezer, 1200, step=60)
    assert keys(hass) == set()
    begin, end = ours(caplog)
    assert "has been busy since" in begin
    assert "not busy any more" in end


async def test_a_low_balance_is_told_of_below_the_chosen_amount(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, options={"low_balance": 20.0})
    await set_up(hass, entry)
    assert keys(hass) == set()
    infobip_simulator_now.account.credit = Decimal("19.99")
    await let_pass(hass, freezer, 1000, step=100)
    assert keys(hass) == {"balance_low"}
    infobip_simulator_now.account.credit = Decimal(50)
    await let_pass(hass, freezer, 1000, step=100)
    assert keys(hass) == set()


async def test_running_out_of_credit_is_told_of_until_a_message_is_accepted(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    infobip_simulator_now.account.credit = Decimal(0)
    with pytest.raises(HomeAssistantError, match="NOT_ENOUGH_CREDITS"):
        await notify(hass, notify_ids(hass, entry), "Hello")
    assert keys(hass) == {"out_of_credit"}
    infobip_simulator_now.account.credit = Decimal(5)
    await notify(hass, notify_ids(hass, entry), "Hello again")
    await settle(hass)
    assert keys(hass) == set()


@pytest.mark.parametrize("why", ["damaged", "newer"])
async def test_a_database_that_cannot_be_used_is_kept_and_sending_works(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant, why: str
) -> None:
    path = Path(hass.config.path(".storage", "message_gateways.01PROVIDER.db"))
    path.parent.mkdir(parents=True)
    if why == "damaged":
        path.write_bytes(b"no database at all" * 100)
    else:
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version=99")
    content = path.read_bytes()
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    assert keys(hass) == {f"store_{why}"}
    [kept] = path.parent.glob(f"*.db.{why}-*")
    assert kept.read_bytes() == content
    await notify(hass, notify_ids(hass, entry), "Hello")
    assert len(infobip_simulator_now.messages) == 1


async def test_a_file_that_was_kept_aside_is_told_of_though_no_new_one_could_be_made(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """A disk that is full may have damaged it; later all looks well."""
    path = Path(hass.config.path(".storage", "message_gateways.01PROVIDER.db"))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database at all" * 100)
    entry = infobip_entry(infobip_simulator_now)
    with pytest.MonkeyPatch.context() as full:
        full.setattr(store_file, "STEPS", ("SELECT * FROM nothing;",))
        await set_up(hass, entry)
        assert keys(hass) == {"store_damaged", "disk_failing"}
        await let_pass(hass, freezer, 60, step=30)
        assert len(list(path.parent.glob("*.db.damaged-*"))) == 1
    await let_pass(hass, freezer, 30)
    assert keys(hass) == {"store_damaged"}


async def test_a_repair_that_only_tells_of_a_file_goes_when_it_was_read(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    """And does not come again with a disk that fails, or with the next start."""
    assert await async_setup_component(hass, "repairs", {})
    path = Path(hass.config.path(".storage", "message_gateways.01PROVIDER.db"))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database at all" * 100)
    entry = infobip_entry(infobip_simulator_now)
    await set_up(hass, entry)
    [issue] = ir.async_get(hass).issues.values()
    flows = repairs_flow_manager(hass)
    assert flows is not None
    form = await flows.async_init(DOMAIN, context={"issue_id": issue.issue_id})
    assert form["step_id"] == "confirm"
    assert form["description_placeholders"] == issue.translation_placeholders
    end = await flows.async_configure(form["flow_id"], {})
    assert end["type"] is FlowResultType.CREATE_ENTRY
    assert keys(hass) == set()
    await entry.runtime_data.store._on_writer("PRAGMA query_only=ON")
    await send_sms(hass, config_entry_id=entry.entry_id, to=ANNA, message="Alarm")
    await settle(hass)
    assert keys(hass) == {"disk_failing"}
    assert await hass.config_entries.async_reload(entry.entry_id)
    assert keys(hass) == set()


async def test_removing_the_account_removes_its_issues(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now)
    infobip_simulator_now.account.password = "changed"
    await set_up(hass, entry)
    assert keys(hass) == {"credentials_refused"}
    assert await hass.config_entries.async_remove(entry.entry_id)
    assert keys(hass) == set()


async def test_a_threshold_that_is_taken_away_takes_its_issue_along(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, options={"low_balance": 1000.0})
    await set_up(hass, entry)
    assert keys(hass) == {"balance_low"}
    hass.config_entries.async_update_entry(entry, options={})
    await settle(hass)
    assert keys(hass) == set()


async def test_credentials_that_were_refused_once_do_not_end_polling(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/sms/1/logs", status=401)
    )
    await notify(hass, notify_ids(hass, entry), "Hello")
    await let_pass(hass, freezer, 600, step=30)
    assert keys(hass) == set()
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "1"


async def test_a_poll_that_is_refused_is_one_line_in_the_log(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    entry = infobip_entry(infobip_simulator_now)
    await set_up(hass, entry)
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/balance", status=404, times=3)
    )
    await let_pass(hass, freezer, 3600, step=100)
    assert caplog.text.count("balance was refused") == 1
    assert float(state_of(hass, "sensor", "01PROVIDER_balance").state) == 100
