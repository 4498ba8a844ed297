"""The sandbox as a gateway: money, batches, outages, restarts, one-time lists."""

from collections.abc import Sequence
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
    TopUpError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.model import (
    Balance,
    Doubt,
    Message,
    Outcome,
    Receipt,
    Sent,
    Status,
    Verdict,
)
from custom_components.message_gateways.gateways.sandbox.gateway import (
    SandboxGateway,
    make,
    title,
)
from custom_components.message_gateways.gateways.sandbox.table import NUMBERS

from .stories import START, sent, sms

ORDINARY = "+12025550123"


async def send_one(gateway: SandboxGateway, message: Message) -> Receipt:
    """Send one message."""
    (receipt,) = await gateway.send([message])
    return receipt


async def standing(gateway: SandboxGateway, sent: Sequence[Sent]) -> list[Status]:
    """Tell where messages stand."""
    return [report.status for report in await gateway.fetch_reports(sent)]


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


async def test_settings_left_out_have_defaults(session: aiohttp.ClientSession) -> None:
    """An empty account works."""
    gateway = make({}, session)
    assert await gateway.fetch_balance() == Balance(
        amount=Decimal("10.0"), currency="EUR"
    )


async def test_the_currency_is_that_of_the_account(
    session: aiohttp.ClientSession,
) -> None:
    """It rides on balance and reports."""
    gateway = make({"currency": "CHF"}, session)
    assert (await gateway.fetch_balance()).currency == "CHF"


async def test_credit_falls_by_the_price_of_each_segment(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """A text of two segments costs twice the price, and its report says so."""
    message = sms(ORDINARY, "a" * 161)
    receipt = await send_one(gateway, message)
    assert receipt.segments == 2
    assert (await gateway.fetch_balance()).amount == Decimal("9.90")
    freezer.move_to(START + timedelta(seconds=2))
    (report,) = await gateway.fetch_reports([sent(message, receipt)])
    assert (report.price, report.currency, report.segments) == (
        Decimal("0.10"),
        "EUR",
        2,
    )
    assert report.at == START + timedelta(seconds=2)


async def test_national_tables_count_in_segments(gateway: SandboxGateway) -> None:
    """As they do with every gateway."""
    turkish = "ş" * 100
    plain = await send_one(gateway, sms(ORDINARY, turkish))
    shifted = await send_one(
        gateway,
        sms(ORDINARY + "1", turkish, language="TR", locking_shift=True),
    )
    assert (plain.segments, shifted.segments) == (2, 1)


async def test_what_is_not_taken_costs_nothing(gateway: SandboxGateway) -> None:
    """Rejected, not sent, never known."""
    await gateway.send([sms(f"+4477009000{end}") for end in ("20", "21", "33", "41")])
    assert (await gateway.fetch_balance()).amount == Decimal(10)


async def test_credit_that_runs_out_rejects_for_real(
    session: aiohttp.ClientSession,
) -> None:
    """The first that can still be paid is taken, and a cheaper one after it too."""
    gateway = make({"credit": 0.15, "price": 0.05}, session)
    receipts = [
        await send_one(gateway, sms(f"{ORDINARY}{number}", "a" * length))
        for number, length in enumerate((161, 161, 1, 1))
    ]
    assert [receipt.outcome for receipt in receipts] == [
        Outcome.ACCEPTED,
        Outcome.REJECTED,
        Outcome.ACCEPTED,
        Outcome.REJECTED,
    ]
    assert [receipt.out_of_credit for receipt in receipts] == [
        False,
        True,
        False,
        True,
    ]
    assert (await gateway.fetch_balance()).amount == 0


async def test_a_lookup_costs_as_much_as_a_segment(
    session: aiohttp.ClientSession,
) -> None:
    """And is refused whole without credit."""
    gateway = make({"credit": 0.1, "price": 0.05}, session)
    await gateway.look_up([ORDINARY])
    with pytest.raises(TopUpError):
        await gateway.look_up([ORDINARY, ORDINARY])
    assert (await gateway.fetch_balance()).amount == Decimal("0.05")


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
