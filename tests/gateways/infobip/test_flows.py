"""Whole flows against the simulator, which was made from the document alone."""

from datetime import timedelta
from decimal import Decimal

import aiohttp
import pytest

from custom_components.message_gateways.gateways.errors import SignInAgainError
from custom_components.message_gateways.gateways.infobip.gateway import (
    InfobipGateway,
    make,
)
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Outcome,
    Status,
)
from tests.simulators.clock import SettableClock
from tests.simulators.infobip import Dialect, InfobipSimulator

from .stories import follow, message


async def test_a_message_is_accepted_then_sent_then_delivered(
    shared: InfobipGateway,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """Its price is that of all its segments."""
    long = Content(channel=Channel.SMS, text="Dinner is ready. " * 20)
    receipts = await shared.send([message("a", content=long)])
    followed = follow(receipts, infobip_clock)
    seen = []
    for seconds in (0, 2, 10):
        infobip_clock.advance(seconds)
        (report,) = await shared.fetch_reports(followed)
        seen.append(report.status)
    assert seen == [Status.ACCEPTED, Status.SENT, Status.DELIVERED]
    assert (report.segments, report.price, report.currency) == (
        3,
        Decimal("0.03"),
        "EUR",
    )
    assert report.at is not None
    assert infobip_clock() - report.at < timedelta(seconds=12)
    paths = {asked.path for asked in infobip_simulator.requests}
    assert paths == {"/restapi/sms/1/text/advanced", "/restapi/sms/1/logs"}


@pytest.mark.parametrize(
    ("number", "outcome", "status"),
    [
        ("+447700900001", Outcome.ACCEPTED, Status.FAILED),
        ("+447700900002", Outcome.ACCEPTED, Status.SENT),
        ("+447700900003", Outcome.ACCEPTED, Status.SENT),
        ("+447700900004", Outcome.ACCEPTED, Status.FAILED),
        ("+447700900006", Outcome.ACCEPTED, Status.REJECTED),
        ("+447700900010", Outcome.REJECTED, None),
        ("+447700900015", Outcome.ACCEPTED, Status.EXPIRED),
        ("+447700900052", Outcome.REJECTED, None),
        ("+447700900080", Outcome.ACCEPTED, Status.DELIVERED),
        ("+447700900999", Outcome.ACCEPTED, Status.ACCEPTED),
    ],
)
async def test_each_number_ends_as_the_simulator_has_it(
    number: str,
    outcome: Outcome,
    status: Status | None,
    shared: InfobipGateway,
    infobip_clock: SettableClock,
) -> None:
    """A code that nobody has heard of leaves the message under way."""
    receipts = await shared.send([message("a", number)])
    assert receipts[0].outcome is outcome
    infobip_clock.advance(60)
    reports = await shared.fetch_reports(follow(receipts, infobip_clock))
    assert [one.status for one in reports] == ([status] if status else [])


async def test_a_thousand_messages_are_sent_and_followed_in_two_requests(
    shared: InfobipGateway,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """The logs are asked by the id of the request."""
    everybody = [message(f"{n:032}", f"+4477009{n:05}") for n in range(1000, 2000)]
    receipts = await shared.send(everybody)
    followed = follow(receipts, infobip_clock)
    infobip_clock.advance(1000)
    reports = await shared.fetch_reports(followed)
    assert {one.gateway_id for one in reports} == {one.message_id for one in followed}
    assert len(infobip_simulator.requests) == 2


async def test_without_credit_a_message_is_refused(
    shared: InfobipGateway, infobip_simulator: InfobipSimulator
) -> None:
    """The balance tells why."""
    infobip_simulator.account.credit = Decimal("0.005")
    (receipt,) = await shared.send([message("a")])
    assert receipt.outcome is Outcome.REJECTED
    assert receipt.out_of_credit
    assert (await shared.fetch_balance()).amount == Decimal("0.005")


async def test_reports_of_the_one_time_list_come_without_asking_for_each(
    alone: InfobipGateway,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """Nothing but that list is read while all goes well."""
    await alone.fetch_reports([])
    followed = follow(await alone.send([message("a")]), infobip_clock)
    infobip_simulator.requests.clear()
    infobip_clock.advance(60)
    (report,) = await alone.fetch_reports(followed)
    assert report.status is Status.DELIVERED
    (asked,) = infobip_simulator.requests
    assert asked.path == "/sms/1/reports"


async def test_a_reply_comes_in_each_time_it_is_asked_for(
    shared: InfobipGateway, infobip_clock: SettableClock
) -> None:
    """With the same key, so that it is kept once."""
    await shared.send([message("a", "+447700900077")])
    infobip_clock.advance(60)
    (first,) = await shared.fetch_inbound(infobip_clock() - timedelta(minutes=5))
    (again,) = await shared.fetch_inbound(first.received_at)
    assert first == again
    assert (first.sender, first.text) == ("447700900077", "Yes, I am coming.")


@pytest.mark.parametrize("exclusive", [False, True])
async def test_more_messages_than_fit_on_a_page_all_come_in(
    exclusive: bool,
    shared: InfobipGateway,
    alone: InfobipGateway,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """Page by page, each once and in order."""
    for number in range(2100):
        infobip_clock.advance(1)
        infobip_simulator.receive(from_="447700900123", text=str(number))
    found = await (alone if exclusive else shared).fetch_inbound(None)
    assert [one.text for one in found] == [str(number) for number in range(2100)]


async def test_lookups_tell_what_the_network_knows(shared: InfobipGateway) -> None:
    """Absent, ported, roaming and refused."""
    absent, ported, roaming, refused = await shared.look_up(
        ["+447700900027", "+447700900080", "+447700900081", "+447700900052"]
    )
    assert absent.reachable is False
    assert ported.ported is True
    assert ported.ported_network is not None
    assert roaming.roaming is True
    assert roaming.roaming_network is not None
    assert refused.status is Status.REJECTED
    assert refused.reachable is None


async def test_the_validity_in_minutes_is_understood_by_newer_servers(
    config: dict[str, object],
    client: aiohttp.ClientSession,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """A message past it has expired."""
    infobip_simulator.configure(dialect=Dialect.INFOBIP)
    gateway = make(config | {"validity_unit": "minutes"}, client)
    soon = Content(channel=Channel.SMS, text="Soon", validity=timedelta(minutes=1))
    receipts = await gateway.send([message("a", "+447700900060", soon)])
    followed = follow(receipts, infobip_clock)
    infobip_clock.advance(59)
    (early,) = await gateway.fetch_reports(followed)
    infobip_clock.advance(700)
    (late,) = await gateway.fetch_reports(followed)
    assert early.status in {Status.ACCEPTED, Status.SENT}
    assert late.status is Status.EXPIRED


async def test_a_wrong_password_is_told_before_anything_is_sent(
    config: dict[str, object],
    client: aiohttp.ClientSession,
    infobip_simulator: InfobipSimulator,
) -> None:
    """So with the check as with a send."""
    gateway = make(config | {"password": "wrong"}, client)
    with pytest.raises(SignInAgainError):
        await gateway.check()
    with pytest.raises(SignInAgainError):
        await gateway.send([message("a")])
    assert infobip_simulator.messages == []
