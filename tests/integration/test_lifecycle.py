"""Accounts and recipients come, change and go."""

import asyncio
from contextlib import closing
from datetime import timedelta
from pathlib import Path
import sqlite3
from types import MappingProxyType

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.message_gateways.backup import (
    async_post_backup,
    async_pre_backup,
)
from custom_components.message_gateways.const import DOMAIN
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
BEN_ENTRY = ConfigSubentry(
    data=MappingProxyType({"channel": "sms", "addresses": [BEN]}),
    subentry_id="id_ben",
    subentry_type="recipient",
    title="Ben",
    unique_id=f"sms:{BEN}",
)


def database(hass: HomeAssistant) -> Path:
    """Return where the account's database is."""
    return Path(hass.config.path(".storage", "message_gateways.01PROVIDER.db"))


async def test_a_recipient_is_added_changed_and_removed_without_a_reload(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    account = entry.runtime_data

    hass.config_entries.async_add_subentry(entry, BEN_ENTRY)
    await settle(hass)
    assert entry.runtime_data is account
    await notify(hass, notify_ids(hass, entry, "Ben"), "Hello")
    assert [message.to for message in infobip_simulator_now.messages] == [BEN[1:]]

    hass.config_entries.async_update_subentry(
        entry,
        entry.subentries["id_ben"],
        title="Benjamin",
        data={"channel": "sms", "addresses": ["+447700900199"]},
    )
    await settle(hass)
    assert entry.runtime_data is account
    [notifier] = notify_ids(hass, entry, "Benjamin")
    await notify(hass, [notifier], "Hello again")
    assert infobip_simulator_now.messages[-1].to == "447700900199"
    registered = er.async_get(hass).async_get(notifier)
    assert registered is not None
    assert registered.device_id is not None
    device = dr.async_get(hass).async_get(registered.device_id)
    assert device is not None
    assert device.name == "Benjamin"

    hass.config_entries.async_remove_subentry(entry, "id_ben")
    await settle(hass)
    assert entry.runtime_data is account
    assert er.async_get(hass).async_get(notifier) is None
    assert dr.async_get(hass).async_get(device.id) is None


async def test_removing_a_recipient_cancels_what_waits_for_it(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(
        infobip_simulator_now, recipient("Anna", ANNA), recipient("Ben", BEN)
    )
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01PROVIDER_delivery"))
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/", status=503, retry_after=30, times=9)
    )
    await notify(hass, notify_ids(hass, entry), "Hello")
    hass.config_entries.async_remove_subentry(entry, "id_ben")
    await settle(hass)
    assert log.types[-1] == "cancelled"
    infobip_simulator_now.faults.clear()
    await let_pass(hass, freezer, 600, step=30)
    assert [message.to for message in infobip_simulator_now.messages] == [ANNA[1:]]


async def test_changed_options_reload_the_account(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    account = entry.runtime_data
    hass.config_entries.async_update_entry(entry, options={"sender": "MyHome"})
    await settle(hass)
    assert entry.state is ConfigEntryState.LOADED
    assert entry.runtime_data is not account


async def test_unloading_waits_for_the_request_in_flight(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.SLOW, path="/text/", seconds=0.05, processed=True)
    )
    sending = hass.async_create_task(notify(hass, notify_ids(hass, entry), "Hello"))
    while not infobip_simulator_now.requests_to("/text/"):
        await asyncio.sleep(0.001)
    assert await hass.config_entries.async_unload(entry.entry_id)
    await sending
    with closing(sqlite3.connect(database(hass))) as db:
        assert db.execute("SELECT status FROM messages").fetchall() == [("accepted",)]


async def test_unloading_does_not_wait_for_what_has_not_begun(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    infobip_simulator_now.faults.add(
        Fault(
            kind=FaultKind.SLOW, path="/text/", seconds=0.05, processed=True, times=99
        )
    )
    sends = [
        hass.async_create_task(
            send_sms(hass, entity_id=notify_ids(hass, entry), message=f"Number {each}")
        )
        for each in range(12)
    ]
    while len(infobip_simulator_now.requests_to("/text/")) < 4:
        await asyncio.sleep(0.001)
    assert await hass.config_entries.async_unload(entry.entry_id)
    rows = [row for rows in await asyncio.gather(*sends) for row in rows]
    assert len(infobip_simulator_now.requests_to("/text/")) == 4
    assert [row["status"] for row in rows] == ["accepted"] * 4 + ["queued"] * 8
    infobip_simulator_now.faults.clear()
    assert await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)
    assert sorted(message.text or "" for message in infobip_simulator_now.messages) == (
        sorted(f"Number {each}" for each in range(12))
    )


async def test_removing_an_account_leaves_nothing_behind(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    assert database(hass).exists()
    assert await hass.config_entries.async_remove(entry.entry_id)
    await settle(hass)
    assert list(database(hass).parent.glob("message_gateways.*")) == []
    assert er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id) == []
    assert hass.services.has_service(DOMAIN, "send_sms")


async def test_a_backup_holds_all_and_the_file_is_left_alone_meanwhile(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant, tmp_path: Path
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Before")
    await settle(hass)
    await async_pre_backup(hass)
    copied = database(hass).read_bytes()
    await notify(hass, notify_ids(hass, entry), "During")
    await settle(hass)
    assert database(hass).read_bytes() == copied
    await async_post_backup(hass)
    restored = tmp_path / "restored.db"
    restored.write_bytes(copied)
    with closing(sqlite3.connect(restored)) as db:
        assert db.execute("SELECT count(*) FROM messages").fetchone() == (1,)


async def test_a_reload_while_a_backup_is_made_leaves_the_file_alone(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    """Whoever copies it would have half of before and half of after."""
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Before")
    await settle(hass)
    await async_pre_backup(hass)
    copied = database(hass).read_bytes()
    await notify(hass, notify_ids(hass, entry), "During")
    await settle(hass)
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    assert database(hass).read_bytes() == copied
    await async_post_backup(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)
    with closing(sqlite3.connect(database(hass))) as db:
        assert db.execute("SELECT count(*) FROM messages").fetchone() == (2,)


async def test_a_restored_backup_sends_nothing_that_is_too_old(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await infobip_simulator_now.stop()
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Smoke in the kitchen")
    await settle(hass)
    assert await hass.config_entries.async_unload(entry.entry_id)
    freezer.tick(timedelta(days=2))
    await infobip_simulator_now.start()
    assert await hass.config_entries.async_setup(entry.entry_id)
    await let_pass(hass, freezer, 600, step=30)
    assert infobip_simulator_now.messages == []
    status = state_of(hass, "sensor", "01PROVIDER_id_anna_last_delivery_status")
    assert status.state == "expired"


async def test_nothing_is_announced_before_home_assistant_has_started(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    hass.set_state(CoreState.starting)
    infobip_simulator_now.receive(from_=ANNA[1:], text="I am on my way")
    log = EventLog(hass, "event.provider_inbound_message")
    await set_up(hass, entry)
    assert log.types == []
    hass.set_state(CoreState.running)
    hass.bus.async_fire("homeassistant_started")
    await settle(hass)
    assert log.types == ["received"]


async def test_messages_of_before_a_reload_are_still_followed(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await send_sms(hass, entity_id=notify_ids(hass, entry), message="Hello")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await let_pass(hass, freezer, 60, step=5)
    assert state_of(hass, "sensor", "01PROVIDER_delivered").state == "1"


@pytest.mark.parametrize("unloaded", [True, False])
async def test_a_recipient_removed_beside_the_account_gets_nothing_later(
    infobip_simulator_now: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    unloaded: bool,
) -> None:
    """While the account is not loaded, or about to be reloaded."""
    entry = infobip_entry(
        infobip_simulator_now, recipient("Anna", ANNA), recipient("Ben", BEN)
    )
    await set_up(hass, entry)
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/", status=503, retry_after=30, times=9)
    )
    await notify(hass, notify_ids(hass, entry), "Hello")
    if unloaded:
        assert await hass.config_entries.async_unload(entry.entry_id)
        hass.config_entries.async_remove_subentry(entry, "id_ben")
        infobip_simulator_now.faults.clear()
        assert await hass.config_entries.async_setup(entry.entry_id)
    else:
        hass.config_entries.async_update_entry(entry, options={"sender": "MyHome"})
        hass.config_entries.async_remove_subentry(entry, "id_ben")
        await settle(hass)
        infobip_simulator_now.faults.clear()
    await let_pass(hass, freezer, 600, step=30)
    assert [message.to for message in infobip_simulator_now.messages] == [ANNA[1:]]


async def test_what_happens_during_a_reload_is_announced_after_it(
    infobip_simulator_now: InfobipSimulator, hass: HomeAssistant
) -> None:
    entry = infobip_entry(infobip_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    log = EventLog(hass, entity_id(hass, "event", "01PROVIDER_delivery"))
    infobip_simulator_now.faults.add(
        Fault(kind=FaultKind.SLOW, path="/text/", seconds=0.05, processed=True)
    )
    sending = hass.async_create_task(notify(hass, notify_ids(hass, entry), "Hello"))
    while not infobip_simulator_now.requests_to("/text/"):
        await asyncio.sleep(0.001)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await sending
    await settle(hass)
    # An entity shows its last event again after a reload, which is no new one.
    events = {each.attributes["event_id"]: each for each in log.states}
    assert [each.attributes["event_type"] for each in events.values()] == [
        "queued",
        "accepted",
    ]
