"""Answers that are lost on their way, against the simulator."""

from decimal import Decimal

import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    GatewayError,
)
from custom_components.message_gateways.gateways.infobip.gateway import InfobipGateway
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Doubt,
    Outcome,
    Status,
    Verdict,
)
from tests.simulators.clock import SettableClock
from tests.simulators.infobip import Fault, FaultKind, InfobipSimulator

from .stories import follow, message

BYTES = Content(channel=Channel.SMS, sender="Kitchen", binary=b"\x0f\xc2")


async def test_a_lost_answer_is_found_in_the_logs(
    shared: InfobipGateway,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """The message had been taken, and is not sent again."""
    infobip_simulator.faults.add(Fault(kind=FaultKind.CUT, processed=True))
    lost = message("a")
    doubt = Doubt(message=lost, since=infobip_clock())
    with pytest.raises(AskWhatHappenedError):
        await shared.send([lost])
    (found,) = await shared.resolve([doubt], infobip_clock())
    assert found.verdict is Verdict.FOUND
    assert found.receipt is not None
    assert found.receipt.outcome is Outcome.ACCEPTED
    assert len(infobip_simulator.messages) == 1


async def test_a_lost_request_is_sent_again_under_the_same_id(
    shared: InfobipGateway,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """It is sent once, however often it is repeated."""
    infobip_simulator.faults.add(Fault(kind=FaultKind.CUT))
    doubt = Doubt(message=message("a"), since=infobip_clock())
    with pytest.raises(AskWhatHappenedError):
        await shared.send([message("a")])
    (soon,) = await shared.resolve([doubt], infobip_clock())
    infobip_clock.advance(120)
    (late,) = await shared.resolve([doubt], infobip_clock())
    assert [soon.verdict, late.verdict] == [Verdict.ASK_LATER, Verdict.SEND_AGAIN]
    for _ in range(2):
        (receipt,) = await shared.send([message("a", repeated=True)])
        assert receipt.outcome is Outcome.ACCEPTED
        assert receipt.gateway_ids == ("a",)
    infobip_clock.advance(60)
    (report,) = await shared.fetch_reports(follow([receipt], infobip_clock))
    assert report.status is Status.DELIVERED
    assert infobip_simulator.account.credit == Decimal("99.99")


async def test_bytes_whose_answer_was_lost_are_found_by_number_and_time(
    shared: InfobipGateway,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """With the id that the server had given them they can be followed."""
    infobip_simulator.faults.add(Fault(kind=FaultKind.CUT, processed=True))
    lost = message("a", content=BYTES)
    doubt = Doubt(message=lost, since=infobip_clock())
    with pytest.raises(AskWhatHappenedError):
        await shared.send([lost])
    infobip_clock.advance(30)
    (found,) = await shared.resolve([doubt], infobip_clock())
    assert found.receipt is not None
    (report,) = await shared.fetch_reports(follow([found.receipt], infobip_clock))
    assert report.status is Status.DELIVERED


async def test_a_report_that_was_handed_over_and_lost_is_found_in_the_logs(
    alone: InfobipGateway,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """The one-time list does not give it again."""
    await alone.fetch_reports([])
    followed = follow(await alone.send([message("a")]), infobip_clock)
    infobip_clock.advance(60)
    infobip_simulator.faults.add(
        Fault(kind=FaultKind.CUT_IN_BODY, path="/sms/1/reports", processed=True)
    )
    with pytest.raises(GatewayError):
        await alone.fetch_reports(followed)
    (report,) = await alone.fetch_reports(followed)
    assert report.status is Status.DELIVERED
    assert await alone.fetch_reports(followed) == []


async def test_a_received_message_that_was_handed_over_and_lost_comes_again(
    alone: InfobipGateway, infobip_simulator: InfobipSimulator
) -> None:
    """The logs still have it."""
    await alone.fetch_inbound(None)
    infobip_simulator.receive(from_="447700900123", text="yes")
    infobip_simulator.faults.add(
        Fault(kind=FaultKind.CUT_IN_BODY, path="/inbox/reports", processed=True)
    )
    with pytest.raises(GatewayError):
        await alone.fetch_inbound(None)
    (found,) = await alone.fetch_inbound(None)
    assert found.text == "yes"
    assert await alone.fetch_inbound(None) == []
