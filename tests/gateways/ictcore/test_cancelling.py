"""What was not sent yet can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.errors import TryLaterError
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.model import Content, Status
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator

from .words import ANN, BEN, EVERY, SMS, follow, left, message, messages, using


@pytest.mark.parametrize("content", EVERY, ids=lambda one: one.channel)
async def test_what_waits_for_its_time_is_cancelled(
    content: Content,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    later = replace(content, send_at=ictcore_clock() + timedelta(hours=1))
    sent = follow(await gateway.send([message(content=later)]), ictcore_clock(), later)
    for _ in range(2):
        (cancelled,) = await gateway.cancel(sent)
        assert cancelled.cancelled
    ictcore_clock.advance(7200)
    assert ictcore_simulator.sent == []
    (report,) = await gateway.fetch_reports(sent)
    assert report.status is Status.CANCELLED
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {}


async def test_what_has_begun_is_not_cancelled(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    sent = follow(await gateway.send([message()]), ictcore_clock())
    for seconds in (0, 60):
        ictcore_clock.advance(seconds)
        (refused,) = await gateway.cancel(sent)
        assert not refused.cancelled
        assert "has begun" in str(refused.detail)
    (report,) = await gateway.fetch_reports(sent)
    assert report.status is Status.DELIVERED


async def test_each_is_cancelled_by_itself(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    later = replace(SMS, send_at=ictcore_clock() + timedelta(hours=1))
    some = messages(ANN, BEN, content=later)
    sent = follow(await gateway.send(some), ictcore_clock(), later)
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=429, path="/1/status")
    )
    nothing = replace(sent[0], gateway_ids=("x",))
    first, second, third = await gateway.cancel([*sent, nothing])
    assert [one.cancelled for one in (first, second, third)] == [False, True, False]
    assert str(first.detail)
    assert "no id" in str(third.detail)


async def test_what_fails_for_all_is_raised(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    sent = follow(await gateway.send([message()]), ictcore_clock())
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=429, path="/status")
    )
    with pytest.raises(TryLaterError):
        await gateway.cancel(sent)
