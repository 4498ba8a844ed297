"""A disk that fails an account is told of, and hides nothing that was sent."""

from contextlib import closing
from pathlib import Path
import sqlite3
import threading

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest

from custom_components.message_gateways.backup import (
    async_post_backup,
    async_pre_backup,
)
from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.engine import store_file
from custom_components.message_gateways.engine.emergency import AT_MOST
from tests.integration.world import (
    ANNA,
    BEN,
    REFUSED,
    infobip_entry,
    let_pass,
    notify,
    notify_ids,
    recipient,
    sandbox_entry,
    send_sms,
    set_up,
    settle,
    state_of,
)
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


def database(hass: HomeAssistant) -> Path:
    """Return where the database of the provider's account is."""
    return Path(hass.config.path(".storage", "message_gateways.01PROVIDER.db"))


async def test_a_database_that_can_not_be_deleted_is_named(
    simulator: InfobipSimulator, hass: HomeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    """It holds texts; the account goes all the same."""
    database(hass).mkdir(parents=True)
    entry = infobip_entry(simulator)
    await set_up(hass, entry)
    assert await hass.config_entries.async_remove(entry.entry_id)
    assert f"The database of Provider stays at {database(hass)}" in caplog.text
    assert hass.config_entries.async_entries("message_gateways") == []


async def test_a_set_up_that_home_assistant_breaks_off_leaves_nothing_open(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    """Neither a thread nor the file; it can be set up again."""
    entry = infobip_entry(simulator, recipient("Anna", ANNA))
    with pytest.MonkeyPatch.context() as broken:
        broken.delattr(type(hass.config_entries), "async_forward_entry_setups")
        await set_up(hass, entry)
    assert entry.state is ConfigEntryState.SETUP_ERROR
    threads = [thread.name for thread in threading.enumerate()]
    assert [name for name in threads if name.startswith("message_gateways")] == []
    assert await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    await notify(hass, notify_ids(hass, entry), "Hello")
    assert len(simulator.messages) == 1


async def test_one_account_that_can_t_keep_anything_does_not_hide_what_others_sent(
    simulator: InfobipSimulator, hass: HomeAssistant
) -> None:
    """The error names the account; the response has a row for everybody."""
    entry = infobip_entry(
        simulator, recipient("Anna", ANNA), recipient("Ruth", REFUSED)
    )
    other = sandbox_entry(recipient("Ben", BEN))
    await set_up(hass, entry, other)
    await other.runtime_data.store._on_writer("PRAGMA query_only=ON")
    # As many as may leave without the disk have left.
    other.runtime_data.outbox._emergency._left_at.extend([dt_util.utcnow()] * AT_MOST)
    everybody = notify_ids(hass, entry) + notify_ids(hass, other)
    rows = await send_sms(hass, entity_id=everybody, message="Hello")
    assert [(row["recipient"], row["outcome"], row["status"]) for row in rows] == [
        ("Anna", "accepted", "accepted"),
        ("Ruth", "rejected", "rejected"),
        ("Ben", "not_sent", "failed"),
    ]
    assert "can't be used" in rows[2]["error"]
    sent, refused, lost = (hass.states.get(each) for each in everybody)
    assert sent is not None
    assert sent.state != "unknown"
    assert refused is not None
    assert lost is not None
    assert refused.state == lost.state == "unknown"

    for text, targets, told in (
        ("Again", everybody, "Ruth .*Nothing was sent through Sandbox"),
        ("And on", [everybody[0], everybody[2]], "^Nothing was sent through Sandbox"),
    ):
        call = {"entity_id": targets, "message": text}
        with pytest.raises(HomeAssistantError, match=told):
            await hass.services.async_call(DOMAIN, "send_sms", call, blocking=True)
        reached = [(message.to, message.text) for message in simulator.messages]
        assert (ANNA[1:], text) in reached
    with pytest.raises(HomeAssistantError, match=r"^Nothing was sent through Sandbox"):
        await send_sms(hass, entity_id=everybody[2], message="Hello")
    await other.runtime_data.store._on_writer("PRAGMA query_only=OFF")


async def test_a_backup_is_made_although_a_database_is_not_fit_for_it(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nobody wants none at all instead; the log says what it may lack."""
    monkeypatch.setattr(store_file, "LOCK_TIMEOUT", 0.01)
    entry = infobip_entry(simulator, recipient("Anna", ANNA))
    await set_up(hass, entry)
    with closing(sqlite3.connect(database(hass), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM messages").fetchall()
        await notify(hass, notify_ids(hass, entry), "Hello")
        await settle(hass)
        await async_pre_backup(hass)
    assert caplog.text.count("may lack the newest messages of Provider") == 1
    await async_post_backup(hass)
    entry.runtime_data.store._write_connection.set_authorizer(
        lambda *_: sqlite3.SQLITE_DENY
    )
    await async_pre_backup(hass)
    await async_post_backup(hass)
    assert "Provider after the backup" in caplog.text
    entry.runtime_data.store._write_connection.set_authorizer(None)


async def test_a_full_disk_is_a_repair_and_an_alarm_leaves_all_the_same(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The repair goes by itself when there is room again, and the file is the same."""
    entry = infobip_entry(simulator, recipient("Anna", ANNA))
    await set_up(hass, entry)
    issues, issue = ir.async_get(hass), ("message_gateways", "disk_failing_01PROVIDER")
    store = entry.runtime_data.store
    await store._on_writer("PRAGMA wal_checkpoint(TRUNCATE)")
    (pages,) = await store._on_writer("PRAGMA page_count")
    await store._on_writer(f"PRAGMA max_page_count={pages}")
    sent = 0
    while issues.async_get_issue(*issue) is None:
        sent += 1
        text = f"Smoke in room {sent}. " * 60
        (row,) = await send_sms(hass, entity_id=notify_ids(hass, entry), message=text)
        assert row["status"] == "accepted"
        await settle(hass)
    await store._on_writer("PRAGMA max_page_count=1000000")
    await let_pass(hass, freezer, 120, step=10)
    assert issues.async_get_issue(*issue) is None
    assert store.kept_aside is None
    await send_sms(hass, entity_id=notify_ids(hass, entry), message="After")
    await let_pass(hass, freezer, 60, step=5)
    status = state_of(hass, "sensor", "01PROVIDER_id_anna_last_delivery_status")
    assert status.state == "delivered"
    assert len({message.text for message in simulator.messages}) == sent + 1
    assert len(simulator.messages) == sent + 1
