"""An account that is stopped, started again or restored loses and repeats nothing."""

from datetime import timedelta
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.engine import outbox_queries as queries
from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.rows import Target
from custom_components.message_gateways.engine.store import StoreError
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.model import Status
from tests.integration.world import (
    let_pass,
    set_up,
    settle,
)

from .accounts import (
    FAILS,
    FOUND,
    MAGIC,
    UNTRACEABLE,
    database,
    event_ids,
    loaded,
    sandbox,
    saying,
    send,
    status_of,
)
from .making import ANNA, HELLO, NOW, accept, change, insert, open_database


async def test_a_scheduled_message_waits_with_us_and_goes_at_its_time(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Also past a restart in between."""
    at = NOW + timedelta(minutes=10)
    result = await account.send(HELLO, [Target(address=ANNA)], scheduled_at=at)
    (row,) = result.rows
    assert (row.status, row.due, row.attempts) == (Status.QUEUED, at, 0)
    await let_pass(hass, freezer, 300, step=60)
    await hass.config_entries.async_reload(account.entry.entry_id)
    account = account.entry.runtime_data
    await let_pass(hass, freezer, 299, step=50)
    assert await status_of(account, row) is Status.QUEUED
    await let_pass(hass, freezer, 1.1)
    assert await status_of(account, row) is Status.ACCEPTED


async def test_what_was_being_sent_when_it_stopped_is_asked_after_and_not_just_repeated(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """The sandbox says that it never got it, or that it has it."""
    freezer.move_to(NOW)
    db = open_database(database(hass, entry))
    insert(db, "fresh", content=saying("fresh"))
    found = Target(address=FOUND)
    insert(db, "found", content=saying("found"), target=found)
    old = NOW - timedelta(hours=3)
    insert(db, "old", content=saying("old"), now=old)
    db.close()
    await set_up(hass, entry)
    account = loaded(entry)
    await let_pass(hass, freezer, 10, step=1)
    rows = await account.outbox.rows(["fresh", "found", "old"])
    assert [(row.id, row.status, row.repeated) for row in rows] == [
        ("fresh", Status.DELIVERED, True),
        ("found", Status.DELIVERED, False),
        ("old", Status.UNKNOWN, False),
    ]
    assert list(sandbox(account)._taken._values) == ["fresh"]


async def test_a_restored_backup_sends_nothing_that_is_too_old(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """And what is young enough goes out at once."""
    freezer.move_to(NOW)
    db = open_database(database(hass, entry))
    due = NOW + timedelta(minutes=4)
    for name, age in (("old", 61), ("young", 59)):
        taken = NOW - timedelta(minutes=age)
        change(db, insert(db, name, now=taken), Change(status=Status.QUEUED, due=due))
    past = NOW - timedelta(hours=2)
    insert(db, "missed", now=NOW - timedelta(days=2), scheduled_at=past)
    db.close()
    await set_up(hass, entry)
    account = loaded(entry)
    await let_pass(hass, freezer, 5, step=1)
    rows = await account.outbox.rows(["old", "young", "missed"])
    assert {row.id: row.status for row in rows} == {
        "old": Status.EXPIRED,
        "young": Status.DELIVERED,
        "missed": Status.EXPIRED,
    }


async def test_what_was_accepted_before_a_restart_is_followed_on(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """The ids are on disk."""
    (row,) = await send(account, MAGIC + "04")
    await hass.config_entries.async_reload(account.entry.entry_id)
    account = account.entry.runtime_data
    await let_pass(hass, freezer, 50, step=5)
    assert await status_of(account, row) is Status.DELIVERED


async def test_what_is_never_heard_of_again_is_given_up_two_days_later(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """It says so, and polling ends."""
    freezer.move_to(NOW)
    db = open_database(database(hass, entry))
    accept(db, insert(db, "silent"), now=NOW - timedelta(hours=50))
    db.close()
    await set_up(hass, entry)
    account = loaded(entry)
    await let_pass(hass, freezer, 3600, step=600)
    (row,) = await account.outbox.rows(["silent"])
    assert (row.status, row.reason) == (
        Status.UNKNOWN,
        "the gateway sent no final report",
    )
    assert account.delivery.update_interval is None


async def test_nothing_is_announced_before_home_assistant_has_started(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """What waited is announced then, and after a crash again with the same ids."""
    freezer.move_to(NOW)
    db = open_database(database(hass, entry))
    insert(db, "before", scheduled_at=NOW + timedelta(days=1))
    db.close()
    log = event_ids(hass, "event.sandbox_delivery")
    hass.set_state(CoreState.starting)
    await set_up(hass, entry)
    await send(loaded(entry), UNTRACEABLE)
    await settle(hass)
    assert log == []
    hass.set_state(CoreState.running)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
    await settle(hass)
    assert [kind for kind, _ in log] == ["queued", "queued", "accepted"]
    first = log.copy()

    # As if the process had ended before the rows were marked.
    await loaded(entry).store.write(
        lambda db: db.execute("UPDATE changes SET announced = 0").rowcount
    )
    log.clear()
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    # The entity shows its last event first, as after any reload.
    assert log[1:] == first


async def test_the_state_is_read_again_after_a_restart(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Figures and the last message are as they were."""
    await send(account, ANNA)
    await let_pass(hass, freezer, 10, step=1)
    await send(account, FAILS)
    await let_pass(hass, freezer, 10, step=1)
    before = account.state
    await hass.config_entries.async_reload(account.entry.entry_id)
    assert account.entry.runtime_data.state == before
    assert before.counters.failed == 1


async def test_old_messages_are_deleted_once_a_day(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """And their figures stay."""
    (row,) = await send(account, UNTRACEABLE)
    await settle(hass)
    freezer.move_to(dt_util.utcnow() + timedelta(days=31))
    await let_pass(hass, freezer, 1)
    await let_pass(hass, freezer, 1)
    assert await account.outbox.rows([row.id]) == []
    assert account.state.counters.sent == 1


async def test_a_message_whose_text_is_damaged_ends_and_holds_up_no_other(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to(NOW)
    db = open_database(database(hass, entry))
    change(db, insert(db, "queued"), Change(status=Status.QUEUED, due=NOW))
    accept(db, insert(db, "followed"))
    insert(db, "sending")
    db.execute('UPDATE contents SET body = \'{"channel": "sm\'')
    later = Change(status=Status.QUEUED, due=NOW)
    change(db, insert(db, "sound", content=saying("Sound")), later)
    db.close()
    await set_up(hass, entry)
    await let_pass(hass, freezer, 60, step=5)
    rows = await loaded(entry).outbox.rows(["queued", "followed", "sending", "sound"])
    assert [(row.id, row.status) for row in rows] == [
        ("queued", Status.FAILED),
        ("followed", Status.UNKNOWN),
        ("sending", Status.UNKNOWN),
        ("sound", Status.DELIVERED),
    ]
    assert "damaged" in ((rows[0].detail and rows[0].detail.text) or "")


async def test_a_text_that_is_damaged_meanwhile_is_a_trouble_of_the_disk(
    account: Account,
) -> None:
    """What it holds up is tried again, and sent is what is new."""
    (row,) = await send(account, FAILS)

    def damage(db: sqlite3.Connection) -> None:
        db.execute("UPDATE contents SET body = 'x'")

    await account.store.write(damage)
    with pytest.raises(StoreError, match="content"):
        await account.store.read(lambda db: queries.contents(db, [row.content]))
    (other,) = await send(account, ANNA, text="Other")
    assert other.status is Status.ACCEPTED
