"""An account at work in a real Home Assistant, with the sandbox as its gateway."""

import asyncio
from decimal import Decimal

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.counters import Counters
from custom_components.message_gateways.engine.outbox import SendResult
from custom_components.message_gateways.engine.rows import Target
from custom_components.message_gateways.gateways.model import Outcome, Status
from tests.integration.world import (
    infobip_entry,
    let_pass,
    set_up,
)
from tests.simulators.infobip.server import InfobipSimulator

from .accounts import (
    FOUND,
    FOUND_LATER,
    LOST,
    NEVER,
    NEVER_KNOWN,
    NO_CREDIT,
    NO_SUCH_NUMBER,
    REPLIES,
    UNTRACEABLE,
    journey,
    loaded,
    now_of,
    sandbox,
    saying,
    send,
)
from .making import ANNA, HELLO


async def test_a_message_is_queued_accepted_delivered_and_paid_for(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """Each step is told of, and the figures grow."""
    seen = journey(account)
    (row,) = await send(account, ANNA)
    assert (row.status, row.outcome) == (Status.ACCEPTED, Outcome.ACCEPTED)
    await let_pass(hass, freezer, 10, step=1)
    (row,) = await now_of(account, [row])
    assert (row.status, row.price, row.currency, row.segments) == (
        Status.DELIVERED,
        Decimal("0.05"),
        "EUR",
        1,
    )
    assert seen[:2] == ["queued", "accepted"]
    assert seen[-1] == "delivered"
    assert account.state.last == row
    assert account.state.pending == 0
    assert account.state.counters == Counters(
        sent=1, delivered=1, segments=1, cost={"EUR": Decimal("0.05")}
    )


async def test_each_recipient_ends_in_an_outcome_of_its_own(account: Account) -> None:
    """One failure stops nobody else."""
    numbers = (ANNA, NO_SUCH_NUMBER, NEVER, NEVER_KNOWN, UNTRACEABLE)
    rows = await send(account, *numbers)
    assert [row.address for row in rows] == list(numbers)
    assert [(row.outcome, row.status) for row in rows] == [
        (Outcome.ACCEPTED, Status.ACCEPTED),
        (Outcome.REJECTED, Status.REJECTED),
        (Outcome.NOT_SENT, Status.QUEUED),
        (Outcome.UNKNOWN, Status.UNKNOWN),
        (Outcome.ACCEPTED, Status.ACCEPTED),
    ]
    assert [row.followed for row in rows] == [True, False, False, False, False]
    assert rows[1].reason == "INVALID_DESTINATION: There is no such number"


@pytest.mark.parametrize(
    "case",
    [
        (FOUND, 4, Status.UNKNOWN, 1),
        (FOUND, 10, Status.DELIVERED, 1),
        (FOUND_LATER, 30, Status.UNKNOWN, 1),
        (FOUND_LATER, 60, Status.DELIVERED, 1),
        (LOST, 15, Status.DELIVERED, 2),
        (NEVER_KNOWN, 600, Status.UNKNOWN, 1),
    ],
)
async def test_what_may_have_been_sent_ends_as_the_gateway_says(
    hass: HomeAssistant,
    account: Account,
    freezer: FrozenDateTimeFactory,
    case: tuple[str, float, Status, int],
) -> None:
    """It is asked, and nothing is sent twice or paid for twice."""
    number, seconds, status, attempts = case
    (row,) = await send(account, number)
    assert (row.status, row.outcome) == (Status.UNKNOWN, Outcome.UNKNOWN)
    await let_pass(hass, freezer, seconds, step=1 if seconds < 100 else 20)
    (row,) = await now_of(account, [row])
    assert (row.status, row.attempts) == (status, attempts)
    assert sandbox(account)._credit >= Decimal("9.95")
    if row.status is Status.DELIVERED or number == NEVER_KNOWN:
        assert not row.pending


@pytest.mark.parametrize("turns", [0, 1, 3, 6])
async def test_a_caller_that_is_cancelled_changes_nothing(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory, turns: int
) -> None:
    """One message, sent once, its outcome known."""
    caller = hass.async_create_task(account.send(HELLO, [Target(address=ANNA)]))
    for _ in range(turns):
        await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await let_pass(hass, freezer, 10, step=1)
    assert account.state.counters.sent == 1
    assert account.state.last is not None
    assert account.state.last.status is Status.DELIVERED


async def test_sends_that_come_together_leave_together_and_each_gets_its_own(
    account: Account,
) -> None:
    """And every caller knows of all that left with it."""
    results: list[SendResult] = await asyncio.gather(
        *(account.send(HELLO, [Target(address=f"+44770090010{i}")]) for i in range(5))
    )
    assert [result.rows[0].address[-1] for result in results] == list("01234")
    assert all(len(result.gathered) == 5 for result in results)
    contents = {row.content for row in results[0].gathered}
    assert len(contents) == 1


@pytest.mark.usefixtures("socket_enabled")
async def test_a_thousand_addresses_are_one_request(
    hass: HomeAssistant, infobip_simulator_now: InfobipSimulator
) -> None:
    """And one more is a second."""
    entry = infobip_entry(infobip_simulator_now, options={"limit_hour": 2001})
    await set_up(hass, entry)
    account = loaded(entry)
    for count, requests in ((1000, 1), (1001, 3)):
        targets = [Target(address=f"+4477009{i:05}") for i in range(count)]
        result = await account.send(saying(f"{count}"), targets)
        assert [row.address for row in result.rows] == [
            target.address for target in targets
        ]
        assert len(infobip_simulator_now.requests_to("/text/advanced")) == requests


async def test_credit_that_is_used_up_is_told_and_so_is_that_it_is_back(
    account: Account,
) -> None:
    """By the next message that is taken."""
    await send(account, NO_CREDIT)
    assert account.health.state.out_of_credit
    await send(account, NO_SUCH_NUMBER)
    assert account.health.state.out_of_credit
    await send(account, ANNA)
    assert not account.health.state.out_of_credit


async def test_a_reply_is_kept_and_told_of_once(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """However often the gateway gives it."""
    heard: list[str] = []
    account.announcer.on_inbound(lambda event: heard.append(event.message.text))
    await send(account, REPLIES)
    await let_pass(hass, freezer, 300, step=10)
    assert heard == ["YES"]
    assert account.inbound is not None
    assert account.inbound.data is not None
    assert account.inbound.data.message.text == "YES"
