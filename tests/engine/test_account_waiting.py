"""What can not be sent now is sent later, or says so."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.rows import Target
from custom_components.message_gateways.gateways.errors import TryLaterError
from custom_components.message_gateways.gateways.model import (
    Status,
)
from tests.integration.world import let_pass, settle

from .accounts import (
    LATE,
    LOST,
    NEVER,
    REFUSED,
    UNTRACEABLE,
    journey,
    now_of,
    sandbox,
    saying,
    send,
    slow_down,
    status_of,
)
from .making import ANNA, HELLO


async def test_what_was_not_sent_goes_out_later_by_itself(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """The caller hears that it is queued, and nobody has to do anything."""
    seen = journey(account)
    (row,) = await send(account, LATE)
    assert (row.status, row.attempts) == (Status.QUEUED, 1)
    assert account.state.pending == 1
    await let_pass(hass, freezer, 120, step=5)
    (row,) = await now_of(account, [row])
    assert row.status is Status.DELIVERED
    assert row.attempts > 1
    assert [each for each in seen if each != "sent"] == [
        "queued",
        "accepted",
        "delivered",
    ]


async def test_what_waited_for_the_gateway_goes_out_in_the_order_it_was_taken(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """The first alarm arrives first."""
    await send(account, ANNA, text="#outage 60")
    rows = []
    for i in range(20):
        rows += await send(account, ANNA, text=f"Alarm {i}")
        await let_pass(hass, freezer, 1)
    assert {row.status for row in rows} == {Status.QUEUED}
    await let_pass(hass, freezer, 100, step=5)
    rows = await now_of(account, rows)
    assert {row.status for row in rows} == {Status.DELIVERED}
    taken = list(sandbox(account)._taken._values)
    assert [each for each in taken if each in {row.id for row in rows}] == [
        row.id for row in rows
    ]


async def test_what_waits_goes_out_at_once_when_the_gateway_is_back(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Whichever request shows that it is."""
    (row,) = await send(account, NEVER)
    account.health.heard("sending", TryLaterError("no answer"))
    await let_pass(hass, freezer, 0.1)
    assert (await now_of(account, [row]))[0].attempts == 1
    assert account.balance is not None
    await account.balance.async_refresh()
    await let_pass(hass, freezer, 0.1)
    assert account.health.state.good
    assert (await now_of(account, [row]))[0].attempts == 2


async def test_credentials_that_were_refused_are_not_tried_with_all_that_waits(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Because a poll went well; some gateways lock an account."""
    (row,) = await send(account, REFUSED)
    assert account.balance is not None
    await account.balance.async_refresh()
    await let_pass(hass, freezer, 60, step=10)
    assert account.health.state.refused
    (row,) = await now_of(account, [row])
    assert (row.status, row.attempts) == (Status.QUEUED, 1)


async def test_a_gateway_that_answers_and_takes_nothing_is_not_pestered(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """What waits is released once a minute at most."""
    rows = await send(account, NEVER)
    for _ in range(3):
        await account.outbox.waiting.release()
        await let_pass(hass, freezer, 0.01)
    assert (await now_of(account, rows))[0].attempts == 2


async def test_what_can_not_be_sent_in_time_expires_and_is_never_sent(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """An old alarm is worse than none."""
    seen = journey(account)
    target = Target(address=LATE, give_up_after=timedelta(seconds=20))
    result = await account.send(HELLO, [target])
    await let_pass(hass, freezer, 19, step=1)
    assert await status_of(account, result.rows[0]) is Status.QUEUED
    await let_pass(hass, freezer, 1)
    (row,) = await now_of(account, result.rows)
    assert (row.status, row.due) == (Status.EXPIRED, None)
    assert row.reason == "UNREACHABLE: The sandbox can't be reached"
    await let_pass(hass, freezer, 600, step=60)
    assert await status_of(account, row) is Status.EXPIRED
    assert seen == ["queued", "expired"]
    assert account.state.counters.failed == 1


async def test_what_was_to_be_sent_again_and_never_could_be_is_unknown(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Its gateway did not know of it, which may have been too early to tell."""
    target = Target(address=LATE, give_up_after=timedelta(seconds=20))
    rows = [
        (await account.send(saying(text), [target])).rows[0]
        for text in ("expires", "is cancelled")
    ]
    await account.store.write(lambda db: db.execute("UPDATE messages SET repeated = 1"))
    (cancelled,) = await account.canceller.cancel([rows[1].id])
    assert cancelled.refusal is not None
    await let_pass(hass, freezer, 60, step=5)
    assert [row.status for row in await now_of(account, rows)] == [Status.UNKNOWN] * 2


async def test_what_fails_at_once_is_never_sent_later(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Its caller has gone another way meanwhile."""
    target = Target(address=LATE, fail_at_once=True)
    result = await account.send(HELLO, [target])
    assert result.rows[0].status is Status.FAILED
    await let_pass(hass, freezer, 600, step=60)
    (row,) = await now_of(account, result.rows)
    assert (row.status, row.attempts) == (Status.FAILED, 1)


async def test_a_recipient_that_is_removed_gets_nothing_more(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """What waits for it is cancelled, and nothing else."""
    seen = journey(account)
    gone, stays = [
        (await account.send(content, [Target(address=LATE, recipient=each)])).rows[0]
        for content, each in ((HELLO, "r1"), (saying("Shut it"), None))
    ]
    await account.recipients_changed()
    await let_pass(hass, freezer, 120, step=5)
    rows = await now_of(account, [gone, stays])
    assert [row.status for row in rows] == [Status.CANCELLED, Status.DELIVERED]
    assert seen.count("cancelled") == 1
    assert account.state.counters.failed == 0


async def test_what_is_due_does_not_wait_for_a_gateway_that_is_slow_to_answer(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """It is asked again half a minute later, and both answers end the doubt once."""

    async def after(seconds: float, seen: Callable[[], Awaitable[bool]]) -> None:
        """Let time pass, and wait until something is seen, not for what hangs."""
        freezer.tick(seconds)
        async_fire_time_changed(hass)
        for _ in range(2000):
            if await seen():
                return
        pytest.fail("it was never seen")

    async def asked_twice() -> bool:
        return gateway.asked == 2 or await account.store.read(lambda _db: False)

    async def asked_once() -> bool:
        return gateway.asked == 1 or await account.store.read(lambda _db: False)

    async def sent() -> bool:
        return await status_of(account, scheduled) is Status.ACCEPTED

    gateway = slow_down(account)
    gateway.may_answer.clear()
    (doubtful,) = await send(account, LOST)
    at = dt_util.utcnow() + timedelta(seconds=10)
    target = Target(address=UNTRACEABLE)
    scheduled = (await account.send(HELLO, [target], scheduled_at=at)).rows[0]
    try:
        await after(6, asked_once)
        await after(5, sent)
        assert gateway.asked == 1
        await after(30, asked_twice)
    finally:
        gateway.may_answer.set()
    await settle(hass)
    await let_pass(hass, freezer, 5, step=1)
    (row,) = await now_of(account, [doubtful])
    assert (row.status, row.attempts) == (Status.DELIVERED, 2)


@pytest.mark.parametrize("scheduled", [False, True])
async def test_a_gateway_that_is_down_is_tried_with_one_message_before_the_others(
    hass: HomeAssistant,
    account: Account,
    freezer: FrozenDateTimeFactory,
    scheduled: bool,
) -> None:
    """They follow as soon as it takes that one."""
    gateway = slow_down(account)
    gateway.down = True
    at = dt_util.utcnow() + timedelta(seconds=10)
    sends = [
        await account.send(
            saying(f"Alarm {number}"),
            [Target(address=ANNA)],
            scheduled_at=at if scheduled and number else None,
        )
        for number in range(5)
    ]
    await account.store.write(
        lambda db: db.execute("UPDATE messages SET due = ?", (at.timestamp(),)).rowcount
    )
    await account.outbox.waiting.set_alarm()
    before = gateway.sent
    await let_pass(hass, freezer, 10.1)
    assert gateway.sent - before == 1
    gateway.down = False
    await let_pass(hass, freezer, 12, step=1)
    rows = await now_of(account, [row for each in sends for row in each.rows])
    assert {row.status for row in rows} <= {Status.ACCEPTED, Status.DELIVERED}
    assert gateway.sent - before == 6
