"""An account whose process dies knows which messages surely never left."""

import asyncio
from contextlib import closing
import shutil
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.engine.sender import REQUESTS_AT_ONCE
from custom_components.message_gateways.engine.waiting import STORE_PAUSE
from custom_components.message_gateways.gateways.model import Outcome, Status
from tests.integration.world import let_pass

from .accounts import database, loaded, now_of, saying, send, slow_down
from .making import ANNA, BEN

MANY = 60


async def crash(hass: HomeAssistant, account: Account) -> Account:
    """Start again with what is on disk now; what ends afterwards is not there."""
    path = database(hass, account.entry)
    left = path.with_suffix(".left")
    with closing(sqlite3.connect(path)) as now, closing(sqlite3.connect(left)) as then:
        now.backup(then)
    slow = account.outbox._sender._gateway
    slow.may_send.set()  # type: ignore[attr-defined]  # the tests' own
    assert await hass.config_entries.async_unload(account.entry.entry_id)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.move(left, path)
    assert await hass.config_entries.async_setup(account.entry.entry_id)
    return loaded(account.entry)


async def rows_of(account: Account, count: int) -> list[MessageRow]:
    """Return all messages, once so many are on disk and no more can leave."""
    rows: list[MessageRow] = []
    while len(rows) < count or sum(row.left_at is not None for row in rows) < 1:
        ids = await account.store.read(
            lambda db: [row["id"] for row in db.execute("SELECT id FROM messages")]
        )
        rows = await account.outbox.rows(ids)
    return rows


async def test_only_what_had_a_place_may_have_left_when_all_ended(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """All others are sent after the start, each once."""
    gateway = slow_down(account)
    gateway.may_send.clear()
    sends = [
        asyncio.ensure_future(send(account, f"+4477009001{i}", text=f"Text {i}"))
        for i in range(10, 10 + MANY)
    ]
    while gateway.sent < REQUESTS_AT_ONCE:
        await rows_of(account, MANY)
    rows = await rows_of(account, MANY)
    account = await crash(hass, account)
    await asyncio.gather(*sends)
    statuses = [row.status for row in await now_of(account, rows)]
    assert statuses.count(Status.UNKNOWN) == REQUESTS_AT_ONCE
    assert statuses.count(Status.QUEUED) == MANY - REQUESTS_AT_ONCE
    await let_pass(hass, freezer, 400, step=10)
    ends = [row.status for row in await now_of(account, rows)]
    assert set(ends) <= {Status.DELIVERED, Status.UNKNOWN}
    assert ends.count(Status.DELIVERED) >= MANY - REQUESTS_AT_ONCE


async def test_a_message_that_fails_at_once_is_not_sent_after_a_crash(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Whoever asked for it is not there any more to be told otherwise."""
    gateway = slow_down(account)
    gateway.may_send.clear()
    target = Target(address=BEN, fail_at_once=True)
    sends = [
        asyncio.ensure_future(account.send(saying(f"Text {i}"), [target]))
        for i in range(REQUESTS_AT_ONCE + 1)
    ]
    while gateway.sent < REQUESTS_AT_ONCE:
        await rows_of(account, REQUESTS_AT_ONCE + 1)
    rows = await rows_of(account, REQUESTS_AT_ONCE + 1)
    account = await crash(hass, account)
    await asyncio.gather(*sends)
    await let_pass(hass, freezer, 60, step=10)
    (failed,) = [row for row in await now_of(account, rows) if row.left_at is None]
    assert (failed.status, failed.outcome) == (Status.FAILED, Outcome.NOT_SENT)


async def test_what_the_disk_does_not_mark_does_not_leave_and_is_sent_later(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """A crash would have it sent again."""
    gateway = slow_down(account)
    await account.store.write(
        lambda db: (
            db.execute(
                "CREATE TEMP TRIGGER broken BEFORE UPDATE ON main.messages "
                "BEGIN SELECT RAISE(ABORT, 'no disk'); END"
            ).rowcount
        )
    )
    (row,) = await send(account, ANNA)
    assert (row.status, row.outcome, gateway.sent) == (
        Status.QUEUED,
        Outcome.NOT_SENT,
        0,
    )
    await account.store.write(lambda db: db.execute("DROP TRIGGER broken").rowcount)
    await let_pass(hass, freezer, 2 * STORE_PAUSE.total_seconds(), step=5)
    (row,) = await now_of(account, [row])
    assert (row.status, gateway.sent) == (Status.DELIVERED, 1)
