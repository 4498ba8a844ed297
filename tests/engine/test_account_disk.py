"""What an account does when the disk fails it."""

import asyncio
from decimal import Decimal
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.emergency import AT_MOST, WITHIN
from custom_components.message_gateways.engine.rows import Target
from custom_components.message_gateways.engine.store import StoreError
from custom_components.message_gateways.engine.waiting import STORE_PAUSE
from custom_components.message_gateways.engine.watchers import Goal
from custom_components.message_gateways.gateways.model import Outcome, Status
from tests.integration.world import let_pass, settle

from .accounts import (
    LATE,
    NO_SUCH_NUMBER,
    loaded,
    now_of,
    sandbox,
    saying,
    send,
    slow_down,
    status_of,
)
from .making import ANNA


async def test_a_disk_that_fails_after_sending_does_not_hide_what_was_sent(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """The caller hears the truth, and the disk gets it when it works again."""
    await account.store.write(
        lambda db: (
            db.execute(
                "CREATE TEMP TRIGGER broken BEFORE UPDATE OF status ON main.messages "
                "BEGIN SELECT RAISE(ABORT, 'no disk'); END"
            ).rowcount
        )
    )
    accepted, refused = await send(account, ANNA, NO_SUCH_NUMBER)
    assert (accepted.status, refused.status) == (Status.ACCEPTED, Status.REJECTED)
    await account.store.write(lambda db: db.execute("DROP TRIGGER broken").rowcount)
    await let_pass(hass, freezer, STORE_PAUSE.total_seconds() + 1, step=1)
    await let_pass(hass, freezer, 10, step=1)
    rows = await now_of(account, [accepted, refused])
    assert [row.status for row in rows] == [Status.DELIVERED, Status.REJECTED]
    assert account.state.counters.sent == 1
    assert sandbox(account)._credit == Decimal("9.95")


async def test_what_the_disk_did_not_take_is_kept_before_the_account_goes(
    hass: HomeAssistant, account: Account, entry: MockConfigEntry
) -> None:
    """Otherwise what is known would be unknown after a reload."""
    await account.store.write(
        lambda db: (
            db.execute(
                "CREATE TEMP TRIGGER broken BEFORE UPDATE OF status ON main.messages "
                "BEGIN SELECT RAISE(ABORT, 'no disk'); END"
            ).rowcount
        )
    )
    rows = await send(account, ANNA, NO_SUCH_NUMBER)
    await account.store.write(lambda db: db.execute("DROP TRIGGER broken").rowcount)
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    found = await now_of(loaded(entry), rows)
    assert [row.status for row in found] == [Status.ACCEPTED, Status.REJECTED]


async def test_what_is_being_sent_while_a_start_is_tried_again_is_not_left_behind(
    account: Account,
) -> None:
    """The answer is on its way; what an earlier run left was taken up long ago."""
    gateway = slow_down(account)
    gateway.may_send.clear()
    sending = asyncio.ensure_future(send(account, ANNA))
    while not gateway.sent:
        await account.store.read(lambda _db: None)
    await account.store.let_go("no disk")
    await account.open()
    gateway.may_send.set()
    (row,) = await sending
    assert await status_of(account, row) is Status.ACCEPTED


async def test_a_disk_that_can_t_be_read_after_sending_does_not_hide_what_was_sent(
    account: Account,
) -> None:
    """What the gateway said is known without it, also to whoever waits."""
    connection = account.store._read_connection
    assert connection is not None
    connection.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
    accepted, refused = await send(account, ANNA, NO_SUCH_NUMBER)
    assert (accepted.status, refused.status) == (Status.ACCEPTED, Status.REJECTED)
    rows, undecided = await account.outbox.watchers.wait([accepted], Goal.DELIVERED, 0)
    assert ([row.status for row in rows], undecided) == ([Status.ACCEPTED], True)
    connection.set_authorizer(None)


async def test_a_disk_that_takes_nothing_does_not_hold_back_an_alarm(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """It is sent once, and whoever asks for it later hears what became of it."""
    await account.store._on_writer("PRAGMA query_only=ON")
    accepted, refused = await send(account, ANNA, NO_SUCH_NUMBER)
    assert (accepted.status, refused.status) == (Status.ACCEPTED, Status.REJECTED)
    assert await now_of(account, [accepted, refused]) == [accepted, refused]
    rows, undecided = await account.outbox.watchers.wait([accepted], Goal.ACCEPTED, 0)
    assert (rows, undecided) == ([accepted], False)
    await account.store._on_writer("PRAGMA query_only=OFF")
    await let_pass(hass, freezer, 600, step=30)
    assert sandbox(account)._credit == Decimal("9.95")
    assert account.state.counters.sent == 0


async def test_what_can_not_be_kept_fails_where_it_is_not_sent_at_once(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody is told that it waits, since nothing would remember it."""
    await account.store._on_writer("PRAGMA query_only=ON")
    (row,) = await send(account, LATE)
    assert (row.status, row.outcome) == (Status.FAILED, Outcome.NOT_SENT)
    await account.store._on_writer("PRAGMA query_only=OFF")
    await let_pass(hass, freezer, 600, step=30)
    assert sandbox(account)._credit == Decimal("10.0")


async def test_without_the_disk_only_so_much_is_sent_and_nothing_is_scheduled(
    account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing counts what it costs."""
    await account.store._on_writer("PRAGMA query_only=ON")
    with pytest.raises(StoreError):
        await account.send(
            saying("Later"),
            [Target(address=ANNA)],
            scheduled_at=dt_util.utcnow() + WITHIN,
        )
    for number in range(AT_MOST):
        await send(account, ANNA, text=f"Alarm {number}")
    with pytest.raises(StoreError):
        await send(account, ANNA)
    freezer.tick(WITHIN)
    assert (await send(account, ANNA))[0].status is Status.ACCEPTED
    await account.store._on_writer("PRAGMA query_only=OFF")


async def test_work_that_is_due_is_done_when_the_disk_works_again(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """One failure does not stop the outbox for good, nor make it spin."""
    (row,) = await send(account, LATE)
    await account.store._on_writer("PRAGMA query_only=ON")
    await let_pass(hass, freezer, 40, step=5)
    await account.store._on_writer("PRAGMA query_only=OFF")
    await let_pass(hass, freezer, 60, step=5)
    assert await status_of(account, row) is Status.DELIVERED
