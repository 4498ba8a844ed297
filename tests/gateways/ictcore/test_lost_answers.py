"""Sends whose answer was lost: nothing goes out twice, and what is said is so."""

from dataclasses import replace

import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    CheckSettingsError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.ictcore.names import Names
from custom_components.message_gateways.gateways.model import (
    Content,
    Outcome,
    Verdict,
)
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator

from .words import (
    ANN,
    BEN,
    EVERY,
    doubt,
    left,
    message,
    messages,
)

LOST = [
    Fault(kind=FaultKind.CUT, path="1/send", processed=True),
    Fault(kind=FaultKind.CUT_IN_BODY, path="1/send", processed=True),
    Fault(kind=FaultKind.STATUS, status=503, path="1/send", processed=True),
    Fault(kind=FaultKind.STATUS, status=500, path="1/send", processed=True),
    Fault(kind=FaultKind.HTML, path="1/send", processed=True),
    Fault(kind=FaultKind.EMPTY, path="1/send", processed=True),
]


@pytest.mark.parametrize("content", EVERY, ids=lambda one: one.channel)
@pytest.mark.parametrize("fault", LOST, ids=lambda fault: f"{fault.kind}{fault.status}")
@pytest.mark.parametrize("processed", [True, False], ids=["after", "before"])
async def test_a_lost_send_is_asked_after_and_goes_out_once(
    content: Content,
    fault: Fault,
    processed: bool,
    *,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    ictcore_simulator.faults.add(replace(fault, processed=processed))
    (receipt,) = await gateway.send([message(content=content)])
    assert receipt.outcome is Outcome.ACCEPTED
    assert len(ictcore_simulator.sent) == 1


async def test_a_send_that_died_on_the_server_is_under_way(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    """It can't be sent again: the server would say 423."""
    (receipt,) = await gateway.send([message(to="447700900003")])
    assert receipt.outcome is Outcome.ACCEPTED
    assert len(ictcore_simulator.requests_to("1/send")) == 1


@pytest.mark.parametrize("processed", [True, False], ids=["after", "before"])
async def test_a_send_that_can_not_be_asked_after_is_unknown_and_is_found(
    processed: bool,
    gateway: IctcoreGateway,
    restarted: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.CUT, path="1/send", processed=processed)
    )
    ictcore_simulator.faults.add(Fault(kind=FaultKind.CUT, path="/status", times=2))
    with pytest.raises(AskWhatHappenedError):
        await gateway.send([message()])
    ictcore_simulator.faults.clear()
    (found,) = await restarted.resolve([doubt(ictcore_clock)], ictcore_clock())
    assert found.verdict is (Verdict.FOUND if processed else Verdict.SEND_AGAIN)
    (receipt,) = await restarted.send([message(repeated=True)])
    assert receipt.outcome is Outcome.ACCEPTED
    if found.receipt:
        assert found.receipt.gateway_ids == receipt.gateway_ids
    assert len(ictcore_simulator.sent) == 1
    assert left(ictcore_simulator)["transmissions"] == 1


async def test_a_second_try_that_is_lost_too_is_unknown(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    ictcore_simulator.faults.add(Fault(kind=FaultKind.CUT, path="1/send", times=2))
    with pytest.raises(AskWhatHappenedError):
        await gateway.send([message()])
    assert len(ictcore_simulator.requests_to("1/send")) == 2
    assert ictcore_simulator.sent == []


@pytest.mark.parametrize("status", [401, 429])
async def test_a_second_try_that_is_refused_says_nothing_of_the_first(
    status: int, gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    faults = ictcore_simulator.faults
    faults.add(Fault(kind=FaultKind.CUT, path="1/send"))
    faults.add(Fault(kind=FaultKind.STATUS, status=status, path="1/send", times=2))
    with pytest.raises(AskWhatHappenedError):
        await gateway.send([message()])


async def test_a_send_that_surely_did_not_leave_is_sent_with_the_same_transmission(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=429, path="1/send", retry_after=1)
    )
    with pytest.raises(TryLaterError):
        await gateway.send([message()])
    await gateway.send([message()])
    assert left(ictcore_simulator)["transmissions"] == 1
    assert len(ictcore_simulator.sent) == 1


async def test_a_crash_at_any_point_sends_nothing_twice(
    gateway: IctcoreGateway,
    restarted: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    """What was on its way when the power went is asked after on the next start."""
    some = messages(ANN, BEN, "447700900125")
    await gateway.send(some[:1])
    ictcore_simulator.faults.add(Fault(kind=FaultKind.CUT, path="2/send", times=3))
    with pytest.raises(AskWhatHappenedError):
        await gateway.send(some[1:2])
    ictcore_simulator.faults.clear()
    doubts = [doubt(ictcore_clock, one) for one in some]
    found = await restarted.resolve(doubts, ictcore_clock())
    assert [one.verdict for one in found] == [
        Verdict.FOUND,
        Verdict.SEND_AGAIN,
        Verdict.SEND_AGAIN,
    ]
    await restarted.send([replace(one, repeated=True) for one in some])
    assert sorted(one.to or "" for one in ictcore_simulator.sent) == [
        ANN,
        BEN,
        "447700900125",
    ]


async def test_a_list_that_is_cut_says_nothing(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    names: Names,
) -> None:
    """An origin that is not looked at by the server would be such a list."""
    await gateway.send([message()])
    ictcore_simulator.fill(5000, origin=f"{names.prefix}m0")
    with pytest.raises(AskWhatHappenedError):
        await gateway.resolve([doubt(ictcore_clock)], ictcore_clock())
    with pytest.raises(CheckSettingsError):
        await gateway.send([message(repeated=True)])


async def test_what_only_looks_like_ours_is_not_ours(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    names: Names,
) -> None:
    ictcore_simulator.fill(1, origin=f"x{names.prefix}m01")
    (found,) = await gateway.resolve([doubt(ictcore_clock)], ictcore_clock())
    assert found.verdict is Verdict.SEND_AGAIN


async def test_who_can_not_be_asked_after_is_asked_after_later(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    await gateway.check()
    ictcore_simulator.faults.add(Fault(kind=FaultKind.STATUS, status=500))
    found = await gateway.resolve(
        [doubt(ictcore_clock, one) for one in messages(ANN, BEN)], ictcore_clock()
    )
    assert [one.verdict for one in found] == [Verdict.SEND_AGAIN]
