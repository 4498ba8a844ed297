"""An account that is closed finishes what has begun, and begins nothing more."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.rows import Target
from custom_components.message_gateways.engine.sender import REQUESTS_AT_ONCE
from custom_components.message_gateways.engine.store import StoreError
from custom_components.message_gateways.gateways.model import Status
from tests.integration.world import let_pass, settle

from .accounts import NEVER, now_of, send, slow_down
from .making import ANNA, HELLO, NOW


async def some_turns(account: Account) -> None:
    """Let threads and tasks get on."""
    for _ in range(20):
        await account.store.read(lambda _db: None)


async def test_closing_waits_for_what_is_in_flight_and_leaves_nothing_running(
    hass: HomeAssistant, account: Account
) -> None:
    """The caller gets its answer, and the disk has it."""
    gateway = slow_down(account)
    gateway.may_send.clear()
    sending = asyncio.ensure_future(account.send(HELLO, [Target(address=ANNA)]))
    while not gateway.sent:
        await some_turns(account)
    unloading = asyncio.ensure_future(
        hass.config_entries.async_unload(account.entry.entry_id)
    )
    await some_turns(account)
    assert not unloading.done()
    gateway.may_send.set()
    assert (await sending).rows[0].status is Status.ACCEPTED
    assert await unloading
    ours = [
        task.get_name()
        for task in asyncio.all_tasks()
        if task.get_name().startswith(("message_gateways", "Sandbox"))
    ]
    assert ours == []
    with pytest.raises(StoreError):
        await account.send(HELLO, [Target(address=ANNA)])
    await settle(hass)


async def test_a_send_that_was_only_gathered_is_not_forgotten(
    hass: HomeAssistant, account: Account
) -> None:
    """It leaves before the account does."""
    sending = asyncio.ensure_future(account.send(HELLO, [Target(address=ANNA)]))
    await asyncio.sleep(0)
    await hass.config_entries.async_unload(account.entry.entry_id)
    assert (await sending).rows[0].status is Status.ACCEPTED


async def test_what_waits_for_a_place_stays_queued_and_leaves_after_a_reload(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Unloading waits for what has begun, and for no more."""
    gateway = slow_down(account)
    gateway.may_send.clear()
    sends = [
        asyncio.ensure_future(send(account, ANNA, text=f"Alarm {i}"))
        for i in range(REQUESTS_AT_ONCE + 1)
    ]
    while gateway.sent < REQUESTS_AT_ONCE:
        await some_turns(account)
    unloading = asyncio.ensure_future(
        hass.config_entries.async_unload(account.entry.entry_id)
    )
    while not account.outbox.waiting._stopped:
        await some_turns(account)
    gateway.may_send.set()
    rows = [row for rows in await asyncio.gather(*sends) for row in rows]
    assert await unloading
    assert gateway.sent == REQUESTS_AT_ONCE
    assert [row.status for row in rows].count(Status.ACCEPTED) == REQUESTS_AT_ONCE
    assert [row.status for row in rows].count(Status.QUEUED) == 1
    await hass.config_entries.async_setup(account.entry.entry_id)
    await let_pass(hass, freezer, 0.1)
    rows = await now_of(account.entry.runtime_data, rows)
    assert {row.status for row in rows} == {Status.ACCEPTED}


async def test_work_that_waited_for_other_work_sees_that_it_is_over(
    account: Account,
) -> None:
    """What is due stays queued."""
    (row,) = await send(account, NEVER)
    account.outbox.waiting._set_alarm_at(None)
    async with account.outbox.waiting._working:
        account.outbox.waiting._ring(NOW)
        await account.store.write(
            lambda db: db.execute("UPDATE messages SET due = 1").rowcount
        )
        account.outbox.stop()
    await account._tasks.finish()
    (row,) = await now_of(account, [row])
    assert (row.status, row.attempts) == (Status.QUEUED, 1)
