"""Schedules whose answer was lost: the message leaves once, or is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    GatewayError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.model import (
    Outcome,
    Verdict,
)
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator

from .words import (
    SMS,
    doubt,
    left,
    message,
)


@pytest.mark.parametrize("processed", [True, False], ids=["after", "before"])
async def test_a_lost_schedule_is_taken_back_and_made_anew(
    processed: bool,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    content = replace(SMS, send_at=ictcore_clock() + timedelta(hours=1))
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.CUT, path="/schedule", processed=processed)
    )
    with pytest.raises(TryLaterError):
        await gateway.send([message(content=content)])
    (receipt,) = await gateway.send([message(content=content)])
    assert receipt.outcome is Outcome.ACCEPTED
    ictcore_clock.advance(7200)
    assert len(ictcore_simulator.sent) == 1


async def test_a_lost_schedule_that_was_due_meanwhile_is_accepted(
    gateway: IctcoreGateway,
    restarted: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    content = replace(SMS, send_at=ictcore_clock() + timedelta(minutes=5))
    of = message(content=content)
    faults = ictcore_simulator.faults
    faults.add(Fault(kind=FaultKind.CUT, path="/schedule", processed=True))
    faults.add(Fault(kind=FaultKind.CUT, path="/status", times=2))
    with pytest.raises(AskWhatHappenedError):
        await gateway.send([of])
    faults.clear()
    (early,) = await restarted.resolve([doubt(ictcore_clock, of)], ictcore_clock())
    assert early.verdict is Verdict.SEND_AGAIN
    ictcore_clock.advance(600)
    (late,) = await restarted.resolve([doubt(ictcore_clock, of)], ictcore_clock())
    assert late.verdict is Verdict.FOUND
    (receipt,) = await restarted.send([replace(of, repeated=True)])
    assert receipt.outcome is Outcome.ACCEPTED
    assert len(ictcore_simulator.sent) == 1


async def test_a_schedule_that_is_refused_is_told(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    content = replace(SMS, send_at=ictcore_clock() + timedelta(hours=1))
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=412, path="/schedule")
    )
    with pytest.raises(GatewayError, match="412") as raised:
        await gateway.send([message(content=content)])
    assert raised.value.outcome is Outcome.REJECTED


async def test_what_was_due_in_the_moment_it_is_taken_back_is_accepted(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    content = replace(SMS, send_at=ictcore_clock() + timedelta(hours=1))
    of = message(content=content)
    faults = ictcore_simulator.faults
    begun = Fault(kind=FaultKind.OTHER_JSON, path="/status", body='"processing"')
    faults.add(Fault(kind=FaultKind.CUT, path="/schedule", processed=True))
    faults.add(begun)
    (receipt,) = await gateway.send([of])
    assert receipt.gateway_ids == ("1",)
    faults.add(begun)
    (again,) = await gateway.send([replace(of, repeated=True)])
    assert again.gateway_ids == ("1",)
    assert left(ictcore_simulator)["transmissions"] == 1
