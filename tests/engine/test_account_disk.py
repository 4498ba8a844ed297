"""What an account does when the disk fails it."""

from decimal import Decimal
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.store import StoreError
from custom_components.message_gateways.engine.waiting import STORE_PAUSE
from custom_components.message_gateways.engine.watchers import Goal
from custom_components.message_gateways.gateways.model import Status
from tests.integration.world import (
    let_pass,
)

from .accounts import LATE, NO_SUCH_NUMBER, now_of, sandbox, send, status_of
from .making import ANNA


async def test_a_disk_that_fails_after_sending_does_not_hide_what_was_sent(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """The caller hears the truth, and the disk gets it when it works again."""
    await account.store.write(
        lambda db: (
            db.execute(
                "CREATE TEMP TRIGGER broken BEFORE UPDATE ON main.messages "
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


async def test_a_disk_that_takes_nothing_means_that_nothing_is_sent(
    account: Account,
) -> None:
    """A message that is not on disk does not leave."""
    await account.store._on_writer("PRAGMA query_only=ON")
    with pytest.raises(StoreError):
        await send(account, ANNA)
    assert sandbox(account)._credit == Decimal("10.0")
    await account.store._on_writer("PRAGMA query_only=OFF")
    assert (await send(account, ANNA))[0].status is Status.ACCEPTED


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
