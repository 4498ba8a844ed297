"""What the sandbox knows after a restart, and of messages in doubt."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.model import (
    Doubt,
    Outcome,
    Receipt,
    Status,
    Verdict,
)
from custom_components.message_gateways.gateways.sandbox.gateway import (
    SandboxGateway,
    make,
)

from .stories import START, send_one, sent, sms

ORDINARY = "+12025550123"


async def test_a_pending_message_is_followed_over_a_restart(
    gateway: SandboxGateway,
    session: aiohttp.ClientSession,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Another sandbox answers from the id alone, with price and segments."""
    messages = [
        sms("+447700900003", "a" * 161),
        sms("+447700900006"),
        sms("+447700900010"),
    ]
    receipts = await gateway.send(messages)
    followed = [
        sent(message, receipt)
        for message, receipt in zip(messages, receipts, strict=True)
    ]
    restarted = make({"price": 0.05}, session)
    freezer.move_to(START + timedelta(minutes=1))
    reports = await restarted.fetch_reports(followed)
    assert [report.status for report in reports] == [
        Status.READ,
        Status.SENT,
        Status.FAILED,
    ]
    assert [report.price for report in reports] == [
        Decimal("0.10"),
        Decimal("0.05"),
        Decimal("0.05"),
    ]
    assert str(reports[2].detail) == (
        "ABSENT_SUBSCRIBER: The phone is switched off or out of reach"
    )


async def test_credit_and_replies_are_forgotten_by_a_reload(
    gateway: SandboxGateway,
    session: aiohttp.ClientSession,
    freezer: FrozenDateTimeFactory,
) -> None:
    """As the documents say."""
    await send_one(gateway, sms("+447700900050"))
    restarted = make({"credit": 10.0, "price": 0.05}, session)
    freezer.move_to(START + timedelta(minutes=1))
    assert await restarted.fetch_inbound(None) == []
    assert (await restarted.fetch_balance()).amount == Decimal(10)


async def test_foreign_ids_have_no_reports(gateway: SandboxGateway) -> None:
    """An account may have been another gateway's before a backup was restored."""
    message = sms(ORDINARY)
    foreign = Receipt(
        message_id=message.id, outcome=Outcome.ACCEPTED, gateway_ids=("a", "b")
    )
    assert await gateway.fetch_reports([sent(message, foreign)]) == []


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("+447700900030", Verdict.FOUND),
        ("+447700900031", Verdict.FOUND),
        ("+447700900032", Verdict.SEND_AGAIN),
        ("+447700900033", Verdict.STAYS_UNKNOWN),
        (ORDINARY, Verdict.SEND_AGAIN),
    ],
)
async def test_a_restarted_sandbox_can_be_asked_after_a_message(
    gateway: SandboxGateway,
    session: aiohttp.ClientSession,
    number: str,
    verdict: Verdict,
) -> None:
    """What is found is found with the time at which it left."""
    message = sms(number)
    await send_one(gateway, message)
    restarted = make({}, session)
    now = START + timedelta(minutes=1)
    (resolution,) = await restarted.resolve([Doubt(message=message, since=START)], now)
    assert resolution.verdict is verdict
    assert (resolution.receipt is not None) is (verdict is Verdict.FOUND)
    if resolution.receipt:
        assert "-1795248000000-" in resolution.receipt.gateway_ids[0]


async def test_a_message_it_has_is_found_whatever_the_request_came_to(
    gateway: SandboxGateway,
) -> None:
    """Home Assistant may have stopped before it read the answer."""
    message = sms(ORDINARY)
    receipt = await send_one(gateway, message)
    (resolution,) = await gateway.resolve([Doubt(message=message, since=START)], START)
    assert (resolution.verdict, resolution.receipt) == (Verdict.FOUND, receipt)


async def test_a_message_found_later_is_the_one_that_was_sent(
    gateway: SandboxGateway,
) -> None:
    """Sending it again without asking brings the receipt that got lost."""
    message = sms("+447700900030")
    assert (await send_one(gateway, message)).outcome is Outcome.UNKNOWN
    again = await send_one(gateway, replace(message, repeated=True))
    doubt = Doubt(message=message, since=START - timedelta(milliseconds=5))
    (resolution,) = await gateway.resolve([doubt], START)
    assert again.outcome is Outcome.ACCEPTED
    assert resolution.receipt == again
    assert (await gateway.fetch_balance()).amount == Decimal("9.95")
