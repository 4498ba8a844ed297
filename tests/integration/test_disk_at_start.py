"""An account whose disk fails at its start sends all the same, and goes on later."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta
from pathlib import Path
import sqlite3
import threading

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.message_gateways.backup import async_pre_backup
from custom_components.message_gateways.diagnostics import (
    async_get_config_entry_diagnostics,
)
from custom_components.message_gateways.engine import store_file
from tests.integration.acting import act, refusal_of
from tests.integration.providers import ictcore_entry
from tests.integration.pushing import open_server
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
    sandbox_entry,
    send_sms,
    set_up,
    settle,
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore.server import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator

pytestmark = pytest.mark.usefixtures("socket_enabled")


def database(hass: HomeAssistant) -> Path:
    """Return where the database of the provider's account is."""
    return Path(hass.config.path(".storage", "message_gateways.01PROVIDER.db"))


@pytest.fixture
async def waiting(
    simulator: InfobipSimulator, hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> MockConfigEntry:
    """Return an account that is not loaded, with a message that waits on disk."""
    monkeypatch.setattr(store_file, "LOCK_TIMEOUT", 0.01)
    entry = infobip_entry(simulator, recipient("Anna", ANNA))
    await set_up(hass, entry)
    simulator.faults.add(
        Fault(kind=FaultKind.STATUS, path="/text/", status=503, retry_after=30)
    )
    await notify(hass, notify_ids(hass, entry), "Waits")
    assert await hass.config_entries.async_unload(entry.entry_id)
    await settle(hass)
    return entry


@contextmanager
def taken_by_others(path: Path) -> Iterator[None]:
    """Have somebody else write into a database all the time."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def gone(path: Path) -> Iterator[None]:
    """Have a folder in the place of a database."""
    aside = path.rename(path.with_name("aside"))
    path.mkdir()
    yield
    path.rmdir()
    aside.rename(path)


@pytest.mark.parametrize("broken", [taken_by_others, gone])
async def test_an_alarm_leaves_though_the_disk_fails_at_the_start(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    waiting: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    broken: Callable[[Path], AbstractContextManager[None]],
) -> None:
    """What waited goes out once the disk is back, and each of both once."""
    log = EventLog(hass, "event.provider_delivery")
    issues, issue = ir.async_get(hass), ("message_gateways", "disk_failing_01PROVIDER")
    sensor = entity_id(hass, "sensor", "01PROVIDER_id_anna_last_delivery_status")
    with broken(database(hass)):
        assert await hass.config_entries.async_setup(waiting.entry_id)
        await settle(hass)
        assert issues.async_get_issue(*issue) is not None
        assert hass.states.is_state(sensor, "unavailable")
        (row,) = await send_sms(
            hass, entity_id=notify_ids(hass, waiting), message="Alarm"
        )
        assert row["status"] == "accepted"
        await notify(hass, notify_ids(hass, waiting), "Another alarm")
        await let_pass(hass, freezer, 300, step=15)
        assert issues.async_get_issue(*issue) is not None
        assert [one.text for one in simulator.messages] == ["Alarm", "Another alarm"]
        for action, data in (
            ("find_messages", {}),
            ("get_statistics", {}),
            ("cancel", {"message_id": row["id"]}),
        ):
            refused = await refusal_of(hass, action, **data)
            assert refused.translation_key == "store_failed"
        diagnostics = await async_get_config_entry_diagnostics(hass, waiting)
        assert "error" in diagnostics["limits"]
    await let_pass(hass, freezer, 60, step=5)
    assert issues.async_get_issue(*issue) is None
    assert [one.text for one in simulator.messages] == [
        "Alarm",
        "Another alarm",
        "Waits",
    ]
    assert log.types[-1] == "delivered"
    assert hass.states.is_state(sensor, "delivered")
    assert waiting.runtime_data.store.kept_aside is None
    simulator.receive(from_=ANNA[1:], text="Thanks")
    await let_pass(hass, freezer, 120, step=30)
    shown = state_of(hass, "sensor", "01PROVIDER_last_inbound_message")
    assert shown.attributes["text"] == "Thanks"


async def test_what_left_without_the_disk_is_still_the_last_when_it_is_back(
    simulator: InfobipSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Else the alarm of just now would seem delivered, as the one of long ago was."""
    entry = infobip_entry(simulator, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Long ago")
    await let_pass(hass, freezer, 60, step=5)
    sensor = entity_id(hass, "sensor", "01PROVIDER_id_anna_last_delivery_status")
    assert hass.states.is_state(sensor, "delivered")
    assert await hass.config_entries.async_unload(entry.entry_id)
    with gone(database(hass)):
        assert await hass.config_entries.async_setup(entry.entry_id)
        await notify(hass, notify_ids(hass, entry), "Alarm")
        await let_pass(hass, freezer, 60, step=15)
    await let_pass(hass, freezer, 60, step=15)
    assert hass.states.is_state(sensor, "accepted")
    account = entity_id(hass, "sensor", "01PROVIDER_last_delivery_status")
    assert hass.states.is_state(account, "accepted")


async def test_what_only_the_disk_knows_is_unavailable_without_it(
    ictcore_simulator_now: IctcoreSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Unknown would say that nothing ever came in, and that there is no campaign."""
    path = Path(hass.config.path(".storage", "message_gateways.01ICTCORE.db"))
    path.mkdir(parents=True)
    await set_up(hass, ictcore_entry(ictcore_simulator_now))
    sensors = [
        entity_id(hass, "sensor", f"01ICTCORE_{key}")
        for key in ("last_inbound_message", "campaign_progress")
    ]
    assert all(hass.states.is_state(each, "unavailable") for each in sensors)
    path.rmdir()
    await let_pass(hass, freezer, 60, step=15)
    assert all(hass.states.is_state(each, "unknown") for each in sensors)


async def test_an_alarm_does_not_wait_for_a_disk_that_is_tried_again(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    waiting: MockConfigEntry,
    monkeypatch: pytest.MonkeyPatch,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Somebody's lock is waited for, and a share that hangs never comes back."""
    with taken_by_others(database(hass)):
        assert await hass.config_entries.async_setup(waiting.entry_id)
        await settle(hass)
        monkeypatch.setattr(store_file, "LOCK_TIMEOUT", 3.0)
        freezer.tick(30)
        async_fire_time_changed(hass)
        await send_sms(hass, entity_id=notify_ids(hass, waiting), message="Alarm")
        assert waiting.runtime_data._late_start._working
        assert [one.text for one in simulator.messages] == ["Alarm"]
    await let_pass(hass, freezer, 60, step=15)
    assert [one.text for one in simulator.messages] == ["Alarm", "Waits"]


async def test_an_account_without_its_disk_keeps_nobody_from_messages_of_others(
    hass: HomeAssistant, waiting: MockConfigEntry
) -> None:
    """They are found and cancelled; what may be with it is not called unknown."""
    other = sandbox_entry(recipient("Ben", BEN))
    await set_up(hass, other)
    (row,) = await send_sms(
        hass,
        entity_id=notify_ids(hass, other),
        message="Later",
        schedule=dt_util.utcnow() + timedelta(hours=1),
    )
    with gone(database(hass)):
        assert await hass.config_entries.async_setup(waiting.entry_id)
        await settle(hass)
        found = await act(hass, "get_message", message_id=row["id"])
        assert found["status"] == "queued"
        done = await act(hass, "cancel", message_id=row["id"])
        assert [each["cancelled"] for each in done["messages"]] == [True]
        for action in ("get_message", "cancel"):
            refused = await refusal_of(hass, action, message_id="of somebody")
            assert refused.translation_key == "store_failed"


async def test_a_disk_that_fails_for_long_is_told_of_in_the_log_once(
    hass: HomeAssistant,
    waiting: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is tried again twice a minute, also after a recipient was removed."""
    caplog.clear()
    with gone(database(hass)):
        assert await hass.config_entries.async_setup(waiting.entry_id)
        hass.config_entries.async_remove_subentry(waiting, "id_anna")
        await let_pass(hass, freezer, 300, step=30)
    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert len(errors) == 1
    await let_pass(hass, freezer, 60, step=15)
    (row,) = (await act(hass, "find_messages"))["messages"]
    assert row["status"] == "cancelled"


async def test_an_account_without_its_disk_is_unloaded_and_leaves_nothing(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    waiting: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Neither a thread nor a timer; with its next start it takes up what waits."""
    with taken_by_others(database(hass)):
        assert await hass.config_entries.async_setup(waiting.entry_id)
        await let_pass(hass, freezer, 45, step=15)
        assert await hass.config_entries.async_unload(waiting.entry_id)
        await settle(hass)
    threads = [thread.name for thread in threading.enumerate()]
    assert [name for name in threads if name.startswith("message_gateways")] == []
    await let_pass(hass, freezer, 60, step=15)
    assert simulator.messages == []
    assert await hass.config_entries.async_setup(waiting.entry_id)
    await let_pass(hass, freezer, 60, step=15)
    assert [one.text for one in simulator.messages] == ["Waits"]


@pytest.mark.parametrize("turns", range(12))
async def test_a_late_start_that_is_broken_off_leaves_nothing(
    simulator: InfobipSimulator,
    hass: HomeAssistant,
    *,
    waiting: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
    turns: int,
) -> None:
    """Wherever it is: no thread and no timer; what waited went out once or expires."""
    with taken_by_others(database(hass)):
        assert await hass.config_entries.async_setup(waiting.entry_id)
        await settle(hass)
    freezer.tick(30)
    async_fire_time_changed(hass)
    store = waiting.runtime_data.store
    for _ in range(turns):
        # Each of its steps waits for one of the two threads.
        for thread in (store._writer, store._reader):
            await asyncio.wrap_future(thread.submit(int))
    assert await hass.config_entries.async_unload(waiting.entry_id)
    await settle(hass)
    threads = [thread.name for thread in threading.enumerate()]
    assert [name for name in threads if name.startswith("message_gateways")] == []
    caplog.clear()
    await let_pass(hass, freezer, 100_000, step=50_000)
    assert "message_gateways" not in caplog.text
    assert await hass.config_entries.async_setup(waiting.entry_id)
    await settle(hass)
    status = state_of(hass, "sensor", "01PROVIDER_id_anna_last_delivery_status")
    assert len(simulator.messages) == (status.state != "expired")


async def test_what_is_pushed_while_the_disk_fails_at_the_start_comes_again(
    hass: HomeAssistant,
    hass_client_no_auth: ClientSessionGenerator,
    waiting: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    """The provider is told to ask again, and then it is kept once."""
    client = await open_server(hass, hass_client_no_auth)
    path = f"/api/webhook/{waiting.data['push_ids']['inbound']}"
    body = {"results": [{"messageId": "p-1", "from": ANNA[1:], "text": "Yes"}]}
    with taken_by_others(database(hass)):
        assert await hass.config_entries.async_setup(waiting.entry_id)
        await settle(hass)
        async with client.post(path, json=body) as answer:
            assert answer.status >= 500
    await let_pass(hass, freezer, 60, step=15)
    for _ in range(2):
        async with client.post(path, json=body) as answer:
            assert answer.status == 200
    (row,) = (await act(hass, "find_inbound"))["messages"]
    assert row["text"] == "Yes"


async def test_a_disk_that_is_back_during_a_backup_leaves_the_main_file_alone(
    hass: HomeAssistant, waiting: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """It may be copied just then, and what is new is beside it."""
    path = database(hass)
    with gone(path):
        assert await hass.config_entries.async_setup(waiting.entry_id)
        await async_pre_backup(hass)
    copied = path.read_bytes()
    await let_pass(hass, freezer, 60, step=15)
    store = waiting.runtime_data.store
    await store.write(
        lambda db: (
            db.execute("INSERT INTO marks VALUES ('much', zeroblob(8000000))").rowcount
        )
    )
    await notify(hass, notify_ids(hass, waiting), "More")
    assert path.read_bytes() == copied
    assert await hass.config_entries.async_unload(waiting.entry_id)
    assert path.read_bytes() == copied
