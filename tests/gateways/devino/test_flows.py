"""Whole flows against the simulator, which was made from the document alone."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import aiohttp
import pytest

from custom_components.message_gateways.gateways.devino.gateway import (
    DevinoGateway,
    make,
)
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    SignInAgainError,
    TopUpError,
)
from custom_components.message_gateways.gateways.model import (
    Content,
    Outcome,
    Report,
    Sent,
    Status,
)
from tests.simulators.clock import SettableClock
from tests.simulators.devino import DevinoSimulator
from tests.simulators.devino.settings import Expired, IdStyle
from tests.simulators.faults import Fault, FaultKind

from .words import PLAIN, VIBER, follow, message, messages

LONG = replace(PLAIN, text="Dinner is ready. " * 20)
WITH_SMS = replace(VIBER, sms_fallback=True)


async def test_a_message_is_accepted_then_sent_then_delivered(
    live: DevinoGateway, devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Segment by segment, the price being that of each."""
    devino_simulator.configure(id_style=IdStyle.GATEWAY)
    receipts = await live.send([message("a", content=LONG)])
    assert receipts[0].segments == 3
    followed = follow(receipts, devino_clock(), LONG)
    seen = []
    for seconds in (0, 1, 1, 3):
        devino_clock.advance(seconds)
        reports = await live.fetch_reports(followed)
        seen.append({one.status for one in reports})
    assert seen == [
        {Status.ACCEPTED},
        {Status.ACCEPTED},
        {Status.SENT},
        {Status.DELIVERED},
    ]
    assert [one.price for one in reports] == [Decimal("2.5")] * 3
    assert all(one.is_final for one in reports)
    assert len(devino_simulator.requests_to("sessionid")) == 1


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("+447700900001", Status.SENT),
        ("+447700900002", Status.ACCEPTED),
        ("+447700900010", Status.REJECTED),
        ("+447700900011", Status.REJECTED),
        ("+447700900041", Status.REJECTED),
        ("+447700900042", Status.REJECTED),
        ("+447700900046", Status.EXPIRED),
        ("+447700900047", Status.CANCELLED),
        ("+447700900048", Status.REJECTED),
        ("+447700900069", Status.REJECTED),
        ("+447700900097", Status.CANCELLED),
        ("+447700900098", Status.CANCELLED),
        ("+447700900099", Status.UNKNOWN),
        ("+447700900255", Status.ACCEPTED),
        ("+447700900999", Status.ACCEPTED),
    ],
)
async def test_each_number_ends_as_the_simulator_has_it(
    number: str, status: Status, live: DevinoGateway, devino_clock: SettableClock
) -> None:
    """A state that nobody has heard of leaves the message under way."""
    receipts = await live.send([message("a", number)])
    devino_clock.advance(60)
    (report,) = await live.fetch_reports(follow(receipts, devino_clock()))
    assert report.status is status
    assert report.detail is not None
    assert report.detail.text


@pytest.mark.parametrize("expired", Expired)
async def test_a_session_that_ended_is_renewed_unseen(
    expired: Expired,
    live: DevinoGateway,
    devino_simulator: DevinoSimulator,
    devino_clock: SettableClock,
) -> None:
    """In both forms of refusal, by many calls at once, and after 120 minutes."""
    devino_simulator.configure(expired=expired)
    await live.check()
    devino_simulator.expire_sessions()
    await asyncio.gather(*(live.fetch_balance() for _ in range(10)))
    assert len(devino_simulator.requests_to("sessionid")) == 2
    devino_clock.advance(120 * 60)
    (receipt,) = await live.send([message("a")])
    assert receipt.outcome is Outcome.ACCEPTED
    assert len(devino_simulator.requests_to("sessionid")) == 3
    assert len(devino_simulator.messages) == 1


async def test_a_thousand_recipients_cost_one_request(
    live: DevinoGateway, devino_simulator: DevinoSimulator
) -> None:
    """Each with its own ids."""
    devino_simulator.account.credit = Decimal(7500)
    receipts = await live.send(messages(1000, LONG))
    assert len(devino_simulator.requests_to("Sms/")) == 1
    sent = {one.to: one.ids for one in devino_simulator.messages}
    assert {one.gateway_ids for one in receipts} == set(sent.values())
    assert receipts[7].gateway_ids == sent["441632960007"]


@pytest.mark.parametrize("number", ["+447700900120", "+447700900121"])
async def test_ids_that_don_t_divide_leave_everyone_accepted_and_untracked(
    number: str, live: DevinoGateway
) -> None:
    """Nothing is guessed."""
    receipts = await live.send([message("a", number), *messages(2)])
    assert {one.outcome for one in receipts} == {Outcome.ACCEPTED}
    assert {one.traceable for one in receipts} == {False}


@pytest.mark.parametrize(
    ("content", "last"),
    [(PLAIN, 1), (PLAIN, 2), (PLAIN, 6), (VIBER, 31), (VIBER, 32), (VIBER, 33)],
)
async def test_one_bad_number_does_not_keep_the_others_from_being_sent(
    content: Content, last: int, live: DevinoGateway, devino_simulator: DevinoSimulator
) -> None:
    """It refuses the whole bulk, and is found."""
    number = f"+447700900{200 + last if content is VIBER else 100 + last}"
    bulk = [*messages(5, content), message("bad", number, content)]
    receipts = await live.send([*bulk, *messages(7, content)[5:]])
    refused = [one for one in receipts if one.outcome is Outcome.REJECTED]
    assert [one.message_id for one in refused] == ["bad"]
    assert refused[0].detail is not None
    assert len(receipts) == 8
    assert len(devino_simulator.messages) == 7


@pytest.mark.parametrize(
    ("sender", "content"), [("Elsewhere", PLAIN), ("Elsewhere", VIBER)]
)
async def test_a_sender_that_is_not_the_account_s_is_refused(
    sender: str,
    content: Content,
    live: DevinoGateway,
    devino_simulator: DevinoSimulator,
) -> None:
    """For everyone, in the provider's words."""
    devino_simulator.account.senders = ("Kitchen",)
    with pytest.raises(ChangeRequestError):
        await live.send(messages(5, replace(content, sender=sender)))
    assert devino_simulator.messages == []


async def test_an_account_without_credit_is_told(
    live: DevinoGateway, devino_simulator: DevinoSimulator
) -> None:
    """It is not halved until it fits."""
    devino_simulator.account.credit = Decimal(3)
    with pytest.raises(TopUpError):
        await live.send(messages(2))
    assert len(devino_simulator.requests_to("Sms/")) == 1


async def test_a_lost_answer_leaves_the_message_unknown(
    live: DevinoGateway, devino_simulator: DevinoSimulator
) -> None:
    """It may have been sent, and is not sent again."""
    await live.check()
    devino_simulator.faults.add(Fault(kind=FaultKind.CUT, processed=True))
    with pytest.raises(AskWhatHappenedError):
        await live.send([message("a")])
    assert len(devino_simulator.messages) == 1


async def follow_one(
    gateway: DevinoGateway, clock: SettableClock, followed: list[Sent]
) -> list[Report]:
    """Ask twice after a message that has one id, but no more than it needs."""
    reports: list[Report] = []
    for seconds in (5, 60):
        if not any(one.is_final for one in reports):
            clock.advance(seconds)
            reports += await gateway.fetch_reports(followed)
    return reports


@pytest.mark.parametrize(
    ("number", "statuses", "event"),
    [
        ("+447700900202", [Status.DELIVERED, Status.DELIVERED], None),
        ("+447700900203", [Status.DELIVERED, Status.READ], None),
        ("+447700900204", [Status.FAILED], None),
        ("+447700900205", [Status.FAILED], None),
        ("+447700900206", [Status.UNKNOWN, Status.UNKNOWN], None),
        ("+447700900207", [Status.EXPIRED], None),
        ("+447700900208", [Status.DELIVERED, Status.READ], "link_followed"),
        ("+447700900209", [Status.ACCEPTED, Status.ACCEPTED], None),
    ],
)
async def test_a_viber_message_is_followed_to_its_link(
    *,
    number: str,
    statuses: list[Status],
    event: str | None,
    live: DevinoGateway,
    devino_clock: SettableClock,
) -> None:
    """Past delivery, as long as there may be more to tell."""
    receipts = await live.send([message("a", number, VIBER)])
    followed = follow(receipts, devino_clock(), VIBER)
    reports = await follow_one(live, devino_clock, followed)
    assert [one.status for one in reports] == statuses
    assert reports[-1].event == event


@pytest.mark.parametrize(
    ("number", "statuses"),
    [
        ("+447700900123", [Status.DELIVERED, Status.DELIVERED]),
        ("+447700900204", [Status.SENT, Status.DELIVERED]),
        ("+447700900214", [Status.SENT, Status.REJECTED]),
        ("+447700900215", [Status.SENT, Status.SENT]),
    ],
)
async def test_what_viber_does_not_deliver_is_followed_as_sms(
    number: str,
    statuses: list[Status],
    live: DevinoGateway,
    devino_clock: SettableClock,
) -> None:
    """That Viber failed is no end where an SMS is to come."""
    receipts = await live.send([message("a", number, WITH_SMS)])
    followed = follow(receipts, devino_clock(), WITH_SMS)
    reports = await follow_one(live, devino_clock, followed)
    assert [one.status for one in reports] == statuses
    if number == "+447700900204":
        assert reports[-1].price == Decimal(4)


async def test_a_schedule_of_the_recipient_s_time_zone_is_kept(
    live: DevinoGateway, devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Nine o'clock is nine o'clock where the recipient is."""
    at_nine = datetime(2026, 2, 13, 9)  # noqa: DTZ001 - a wall clock of no zone
    content = replace(PLAIN, send_at=at_nine, recipient_time_zone=True)
    (receipt,) = await live.send([message("a", "+79031234567", content)])
    (sent,) = devino_simulator.messages
    assert receipt.gateway_ids == sent.ids
    assert sent.sent_at - devino_clock() < timedelta(hours=24)
    assert sent.sent_at.utcoffset() is not None


async def test_a_reply_comes_in_once(
    live: DevinoGateway, devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Periods that overlap bring it again, under the same key."""
    await live.send([message("a", "+447700900077")])
    devino_clock.advance(60)
    since = devino_clock() - timedelta(minutes=10)
    first = await live.fetch_inbound(since)
    again = await live.fetch_inbound(since)
    assert [one.text for one in first] == [devino_simulator.settings.reply_text]
    assert first[0].sender == "+447700900077"
    assert first == again


@pytest.mark.parametrize("name", ["CreateDateUtc", "CreatedDateUtc", "CreationDateUtc"])
async def test_what_came_in_is_read_in_every_spelling(
    name: str, live: DevinoGateway, devino_simulator: DevinoSimulator
) -> None:
    """With an id that is a number too."""
    devino_simulator.configure(inbound_date=name, inbound_id_is_number=True)
    inbound = devino_simulator.receive(from_="447700900123", text="Yes")
    (found,) = await live.fetch_inbound(None)
    assert found.text == "Yes"
    assert abs(found.received_at - inbound.received_at) < timedelta(seconds=1)


async def test_what_was_sent_is_counted(
    live: DevinoGateway, devino_clock: SettableClock
) -> None:
    """By where it stands."""
    bulk = [message("a"), message("b", "+447700900042"), message("c", "+447700900046")]
    await live.send(bulk)
    devino_clock.advance(60)
    now = devino_clock()
    found = await live.fetch_statistics(now - timedelta(days=1), now)
    assert (found.delivered, found.errors, found.expired) == (1, 1, 1)
    assert found.total == 3


async def test_a_wrong_password_is_told_before_anything_is_sent(
    devino_simulator: DevinoSimulator, client: aiohttp.ClientSession
) -> None:
    """So with the check as with a send."""
    config = {
        "base_url": f"{devino_simulator.url}/rest",
        "login": "demo",
        "password": "wrong",
    }
    gateway = make(config, client)
    with pytest.raises(SignInAgainError):
        await gateway.check()
    with pytest.raises(SignInAgainError):
        await gateway.send([message("a")])
    assert devino_simulator.messages == []


async def test_the_balance_goes_down_with_what_is_sent(live: DevinoGateway) -> None:
    """By the price of each segment."""
    before = await live.fetch_balance()
    await live.send([message("a", content=LONG)])
    after = await live.fetch_balance()
    assert before.amount - after.amount == Decimal("7.5")
