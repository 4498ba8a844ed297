"""Tests of delivery: what can be followed is, one question for each message."""

from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.errors import (
    GatewayError,
    SignInAgainError,
)
from custom_components.message_gateways.gateways.model import Sent, Status
from custom_components.message_gateways.gateways.ogangi import following
from custom_components.message_gateways.gateways.ogangi.gateway import OgangiGateway
from tests.simulators.clock import SettableClock
from tests.simulators.ogangi import Fault, FaultKind, OgangiSimulator
from tests.simulators.ogangi.behaviours import FINALS

from .stories import MakeGateway, follow, message, paths, will_say
from .test_codes import MEANINGS


@pytest.fixture
def gateway(make_gateway: MakeGateway) -> OgangiGateway:
    """Make a gateway that knows the carrier."""
    return make_gateway(carrier="Movistar")


async def send_many(
    gateway: OgangiGateway, clock: SettableClock, count: int
) -> list[Sent]:
    """Send messages a second apart, and follow them."""
    sent = []
    for number in range(count):
        receipts = await gateway.send([message(str(number))])
        sent += follow(receipts, clock)
        clock.advance(1)
    return sent


async def test_a_message_is_sent_then_delivered(
    gateway: OgangiGateway, ogangi_clock: SettableClock
) -> None:
    """With the time and words of the provider."""
    followed = follow(await gateway.send([message()]), ogangi_clock)
    seen = []
    for seconds in (0, 2, 10):
        ogangi_clock.advance(seconds)
        (report,) = await gateway.fetch_reports(followed)
        seen.append(report.status)
    assert seen == [Status.SENT, Status.SENT, Status.DELIVERED]
    assert report.gateway_id == followed[0].gateway_ids[0]
    assert report.at is not None
    assert ogangi_clock() - report.at == timedelta(seconds=7)
    assert str(report.detail) == "DELIVERED_TO_DEVICE: Delivered to Device"


@pytest.mark.parametrize(("end", "name"), FINALS.items())
async def test_each_number_ends_as_the_simulator_has_it(
    end: int, name: str, gateway: OgangiGateway, ogangi_clock: SettableClock
) -> None:
    """A status that nobody has heard of says nothing."""
    receipts = await gateway.send([message(to=f"+447700900{end:03}")])
    ogangi_clock.advance(60)
    (report,) = await gateway.fetch_reports(follow(receipts, ogangi_clock))
    assert report.status is MEANINGS.get(name, Status.UNKNOWN)
    assert report.detail is not None
    assert report.detail.name == name


async def test_what_was_sent_by_send_mt_is_not_asked_after(
    make_gateway: MakeGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """There is nothing to ask by."""
    gateway = make_gateway()
    receipts = await gateway.send([message()])
    assert await gateway.fetch_reports(follow(receipts, ogangi_clock)) == []
    assert len(ogangi_simulator.requests) == 1


async def test_a_message_that_the_gateway_does_not_know_stops_no_other(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """Nor does an answer without a message."""
    followed = await send_many(gateway, ogangi_clock, 3)
    del ogangi_simulator.world.messages[0]
    will_say(
        ogangi_simulator,
        "<status>OK</status>",
        path=ogangi_simulator.messages[0].message_id,
    )
    reports = await gateway.fetch_reports(followed)
    assert [one.gateway_id for one in reports] == [followed[2].gateway_ids[0]]


async def test_a_cut_keeps_what_was_found_before(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """With nothing found, it is an error."""
    followed = await send_many(gateway, ogangi_clock, 8)
    last = followed[7].gateway_ids[0]
    ogangi_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=500, path=last, times=2)
    )
    assert len(await gateway.fetch_reports(followed)) == 7
    with pytest.raises(GatewayError, match="Server error"):
        await gateway.fetch_reports(followed[7:])


async def test_after_a_refusal_of_the_keys_nothing_more_is_asked(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """But what was on its way."""
    followed = await send_many(gateway, ogangi_clock, 20)
    ogangi_simulator.requests.clear()
    ogangi_simulator.account.private_key = "another"
    with pytest.raises(SignInAgainError):
        await gateway.fetch_reports(followed)
    assert len(ogangi_simulator.requests) == following.AT_ONCE


async def test_of_many_messages_those_are_asked_after_that_waited_longest(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Oldest first, some each time, and in the end everybody."""
    monkeypatch.setattr(following, "MOST_QUESTIONS", 2)
    followed = await send_many(gateway, ogangi_clock, 5)
    asked = []
    for _ in range(3):
        ogangi_simulator.requests.clear()
        await gateway.fetch_reports(followed[::-1])
        asked.append(sorted(paths(ogangi_simulator)))
    wanted = [f"getMessage/7/{one.gateway_ids[0]}" for one in followed]
    assert asked == [
        sorted(wanted[:2]),
        sorted(wanted[2:4]),
        sorted([wanted[4], wanted[0]]),
    ]
