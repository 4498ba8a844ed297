"""The sandbox as a gateway: batches, outages, replies, one-time lists."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.base import (
    Gateway,
    HasBalance,
    LooksUpNumbers,
    Receives,
    Reports,
    Resolves,
    TakesPushes,
)
from custom_components.message_gateways.gateways.errors import (
    SignInAgainError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.model import (
    Doubt,
    Outcome,
    Status,
)
from custom_components.message_gateways.gateways.sandbox.gateway import (
    SandboxGateway,
    make,
    title,
)
from custom_components.message_gateways.gateways.sandbox.magic_numbers import NUMBERS

from .stories import START, send_one, sent, sms, standing

ORDINARY = "+12025550123"


def test_the_sandbox_can_all_that_a_gateway_can_except_pushes(
    gateway: SandboxGateway,
) -> None:
    """Those above ask what it can."""
    for ability in (Gateway, Reports, Resolves, Receives, HasBalance, LooksUpNumbers):
        assert isinstance(gateway, ability)
    assert not isinstance(gateway, TakesPushes)


def test_it_is_called_sandbox() -> None:
    """Whatever its settings."""
    assert title({"credit": 1.0}) == "Sandbox"


async def test_any_credentials_are_right(gateway: SandboxGateway) -> None:
    """There are none."""
    await gateway.check()


async def test_the_same_id_again_is_one_message_at_one_price(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """Even minutes later, in another request, and within one."""
    message = sms("+447700900050")
    first, twin = await gateway.send([message, message])
    freezer.move_to(START + timedelta(minutes=5))
    again = await send_one(gateway, replace(message, repeated=True))
    assert first == twin == again
    assert (await gateway.fetch_balance()).amount == Decimal("9.95")
    assert len(await gateway.fetch_inbound(None)) == 1


async def test_one_recipient_never_stops_the_others(gateway: SandboxGateway) -> None:
    """All magic numbers in one request end as they would alone, or as not sent."""
    messages = [sms(row.number) for row in NUMBERS]
    receipts = await gateway.send(messages)
    assert [receipt.message_id for receipt in receipts] == [
        message.id for message in messages
    ]
    by_end = {
        message.to[-2:]: receipt
        for message, receipt in zip(messages, receipts, strict=True)
    }
    assert by_end["42"].outcome is Outcome.NOT_SENT
    assert by_end["20"].outcome is Outcome.REJECTED
    assert by_end["30"].outcome is Outcome.UNKNOWN
    assert by_end["00"].outcome is Outcome.ACCEPTED
    assert all(
        str(receipt.detail)
        for receipt in receipts
        if receipt.outcome is not Outcome.ACCEPTED
    )


async def test_refused_credentials_hold_for_a_request_of_nothing_else(
    gateway: SandboxGateway,
) -> None:
    """As with a gateway that refuses them for real."""
    with pytest.raises(SignInAgainError):
        await gateway.send([sms("+447700900042")])


async def test_no_message_no_receipt(gateway: SandboxGateway) -> None:
    """An empty request is no error."""
    assert await gateway.send([]) == []


async def test_an_outage_stops_everything_and_says_for_how_long(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing that fails in it was sent."""
    message = sms(ORDINARY)
    receipt = await send_one(gateway, message)
    doubt = Doubt(message=message, since=START)
    with pytest.raises(TryLaterError) as begun:
        await send_one(gateway, sms(ORDINARY + "1", "#outage 60"))
    assert begun.value.retry_after == 60
    now = START + timedelta(seconds=20)
    freezer.move_to(now)
    for call in (
        gateway.check(),
        gateway.send([sms(ORDINARY + "2")]),
        gateway.fetch_reports([sent(message, receipt)]),
        gateway.resolve([doubt], now),
        gateway.fetch_inbound(None),
        gateway.fetch_balance(),
        gateway.look_up([ORDINARY]),
    ):
        with pytest.raises(TryLaterError) as refused:
            await call
        assert refused.value.retry_after == 40
    freezer.move_to(START + timedelta(seconds=60))
    assert await standing(gateway, [sent(message, receipt)]) == [Status.DELIVERED]
    assert (await gateway.fetch_balance()).amount == Decimal("9.95")


async def test_the_message_that_asked_for_an_outage_asks_only_once(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """Sent again during the outage it does not make it longer."""
    message = sms(ORDINARY, "#outage 60")
    for second in (0, 30):
        freezer.move_to(START + timedelta(seconds=second))
        with pytest.raises(TryLaterError):
            await send_one(gateway, message)
    freezer.move_to(START + timedelta(seconds=60))
    assert (await send_one(gateway, message)).outcome is Outcome.ACCEPTED


async def test_replies_come_in_order_and_bear_what_is_needed_to_answer(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """The reply is to the sender of the message, from its number."""
    await gateway.send(
        [
            sms("+447700900051", "#delay 9", sender="House"),
            sms("+447700900050", "Hello?", sender="House"),
            sms("+12025550100", "#delay 9"),
        ]
    )
    await send_one(gateway, sms("+12025550101", "#reply Later", sender="House"))
    freezer.move_to(START + timedelta(minutes=1))
    first, second = await gateway.fetch_inbound(None)
    assert (first.sender, first.text, first.to) == ("+447700900050", "YES", "House")
    assert first.received_at == START + timedelta(seconds=5)
    assert (second.text, second.key) == ("Later", "sbx1-reply-m-+12025550101")
    assert second.segments == 1


async def test_replies_since_a_time_repeat_what_came_in_at_it(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """None is lost between two polls, and the key tells that it is the same."""
    await gateway.send([sms("+447700900050"), sms("+447700900052")])
    freezer.move_to(START + timedelta(seconds=5))
    first = await gateway.fetch_inbound(START)
    assert await gateway.fetch_inbound(first[-1].received_at) == first
    assert await gateway.fetch_inbound(START + timedelta(seconds=6)) == []


async def test_no_reply_comes_to_what_is_not_delivered(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """A message that expired was never read."""
    await send_one(
        gateway, sms("+447700900050", "Hello?", validity=timedelta(seconds=1))
    )
    freezer.move_to(START + timedelta(minutes=1))
    assert await gateway.fetch_inbound(None) == []


async def test_one_time_lists_hand_everything_out_once(
    session: aiohttp.ClientSession, freezer: FrozenDateTimeFactory
) -> None:
    """Each status of a message and each reply, also to those who ask anew."""
    freezer.move_to(START)
    gateway = make({"exclusive": True}, session)
    message = sms("+447700900050")
    followed = [sent(message, await send_one(gateway, message))]
    for second, statuses, replies in [
        (0, [], []),
        (1, [Status.SENT], []),
        (1, [], []),
        (5, [Status.DELIVERED], ["YES"]),
        (6, [], []),
    ]:
        freezer.move_to(START + timedelta(seconds=second))
        assert await standing(gateway, followed) == statuses
        inbound = await gateway.fetch_inbound(START + timedelta(days=1))
        assert [each.text for each in inbound] == replies
