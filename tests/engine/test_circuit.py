"""A gateway that does not answer is tested with one request at a time."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.circuit import OPENS_AFTER
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.gateways.model import Status
from tests.integration.world import let_pass

from .accounts import Slow, now_of, saying, slow_down
from .making import ANNA


async def let_it_fail(account: Account) -> Slow:
    """Let as many requests fail as it takes, one after the other."""
    gateway = slow_down(account)
    gateway.down = True
    for number in range(OPENS_AFTER):
        await account.send(saying(f"Early {number}"), [Target(address=ANNA)])
    assert gateway.sent == OPENS_AFTER
    return gateway


async def got_far(account: Account, gateway: Slow, count: int) -> None:
    """Wait until so many messages want to leave: one is tried, all others wait."""
    sender = account.outbox._sender
    places = (sender._slots, sender._circuit._testing)
    waiting = 0
    while waiting < count - 1 or gateway.sent == OPENS_AFTER:
        await account.store.read(lambda _db: None)
        waiting = sum(len(place._waiters or ()) for place in places)


async def test_one_request_tests_for_all_that_come_meanwhile(account: Account) -> None:
    gateway = await let_it_fail(account)
    gateway.may_send.clear()
    sends = [
        asyncio.ensure_future(
            account.send(saying(f"Alarm {number}"), [Target(address=ANNA)])
        )
        for number in range(20)
    ]
    await got_far(account, gateway, 20)
    tried = gateway.sent - OPENS_AFTER
    gateway.may_send.set()
    assert tried == 1
    rows = [(await each).rows[0] for each in sends]
    assert gateway.sent == OPENS_AFTER + 1
    assert {row.status for row in rows} == {Status.QUEUED}
    assert {row.reason for row in rows} == {
        "no connection to the server",
        "the gateway did not answer another request just now",
    }


async def test_what_waited_for_a_test_that_succeeds_leaves_at_once(
    account: Account,
) -> None:
    gateway = await let_it_fail(account)
    gateway.may_send.clear()
    sends = [
        asyncio.ensure_future(
            account.send(saying(f"Alarm {number}"), [Target(address=ANNA)])
        )
        for number in range(6)
    ]
    await got_far(account, gateway, 6)
    gateway.down = False
    gateway.may_send.set()
    rows = [(await each).rows[0] for each in sends]
    assert {row.status for row in rows} == {Status.ACCEPTED}


async def test_the_next_message_is_the_next_test(account: Account) -> None:
    """Somebody who sends now is not told of what was a minute ago."""
    gateway = await let_it_fail(account)
    gateway.down = False
    result = await account.send(saying("Alarm"), [Target(address=ANNA)])
    assert result.rows[0].status is Status.ACCEPTED


async def test_what_fails_at_once_ends_with_the_test_and_is_never_sent(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    gateway = await let_it_fail(account)
    gateway.may_send.clear()
    first = asyncio.ensure_future(account.send(saying("Alarm"), [Target(address=ANNA)]))
    await got_far(account, gateway, 1)
    second = asyncio.ensure_future(
        account.send(saying("At once"), [Target(address=ANNA, fail_at_once=True)])
    )
    await got_far(account, gateway, 2)
    gateway.may_send.set()
    rows = [*(await first).rows, *(await second).rows]
    assert [row.status for row in rows] == [Status.QUEUED, Status.FAILED]
    gateway.down = False
    await let_pass(hass, freezer, 900, step=30)
    ends = [row.status for row in await now_of(account, rows)]
    assert ends == [Status.DELIVERED, Status.FAILED]


async def test_what_has_waited_longest_tests_the_gateway_and_leaves_first(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """A younger message, tried less often, would be due before it."""
    gateway = slow_down(account)
    gateway.down = True
    texts = [f"Alarm {number}" for number in range(4)]
    rows: list[MessageRow] = []
    for text in texts:
        sent = await account.send(saying(text), [Target(address=ANNA)])
        rows += sent.rows
        await let_pass(hass, freezer, 120, step=5)
    gateway.down = False
    await let_pass(hass, freezer, 60, step=1)
    ends = await now_of(account, rows)
    assert [row.status for row in ends] == [Status.DELIVERED] * 4
    left = [row.accepted_at or row.changed_at for row in ends]
    assert left[0] == min(left)
    assert left == sorted(left)
