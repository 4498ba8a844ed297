"""Creates whose answer was lost sent nothing, and leave nothing behind."""

from dataclasses import replace

import pytest

from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.ictcore.names import Names
from custom_components.message_gateways.gateways.model import (
    Content,
    Outcome,
)
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator

from .words import (
    ANN,
    BEN,
    CALL,
    EMAIL,
    FAX,
    SMS,
    left,
    message,
    messages,
    using,
)

CREATES = {
    "texts": SMS,
    "templates": EMAIL,
    "documents": FAX,
    "recordings": CALL,
    "programs": SMS,
    "transmissions": SMS,
}


@pytest.mark.parametrize("processed", [True, False], ids=["after", "before"])
@pytest.mark.parametrize("what", CREATES)
async def test_a_lost_create_sent_nothing_and_is_removed(
    what: str,
    processed: bool,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    content = CREATES[what]
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.CUT, method="POST", path=f"/{what}", processed=processed)
    )
    with pytest.raises(TryLaterError):
        await gateway.send([message(content=content)])
    if what != "transmissions":
        assert left(ictcore_simulator) == {}
    counts = left(ictcore_simulator)
    assert "transmissions" not in counts
    assert "contacts" not in counts
    (receipt,) = await gateway.send([message(content=content)])
    assert receipt.outcome is Outcome.ACCEPTED
    assert len(ictcore_simulator.sent) == 1
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {}


@pytest.mark.parametrize("content", [FAX, CALL], ids=lambda one: one.channel)
@pytest.mark.parametrize("processed", [True, False], ids=["after", "before"])
async def test_a_lost_upload_leaves_nothing_behind(
    content: Content,
    processed: bool,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.CUT, path="/media", processed=processed)
    )
    with pytest.raises(TryLaterError):
        await gateway.send([message(content=content)])
    assert left(ictcore_simulator) == {}


async def test_what_could_not_be_removed_at_once_is_found_later(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    """By the next try, which does not send it twice, and by the next clean-up."""
    for method, path in (("POST", "/transmissions"), ("GET", "/transmissions")):
        ictcore_simulator.faults.add(
            Fault(kind=FaultKind.CUT, method=method, path=path, processed=True, times=2)
            if method == "GET"
            else Fault(kind=FaultKind.CUT, method=method, path=path, processed=True)
        )
    with pytest.raises(TryLaterError):
        await gateway.send([message()])
    assert left(ictcore_simulator)["transmissions"] == 1
    ictcore_simulator.faults.clear()
    (receipt,) = await gateway.send([message()])
    assert receipt.outcome is Outcome.ACCEPTED
    assert left(ictcore_simulator)["transmissions"] == 1
    assert len(ictcore_simulator.sent) == 1


async def test_one_lost_create_stops_nobody_else(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.CUT, method="POST", path="/transmissions")
    )
    receipts = await gateway.send(messages(ANN, BEN))
    assert {one.outcome for one in receipts} == {Outcome.ACCEPTED, Outcome.NOT_SENT}
    (lost,) = [one for one in receipts if one.outcome is Outcome.NOT_SENT]
    assert str(lost.detail)


async def test_a_lost_program_that_speaks_is_removed(
    live: IctcoreClient, names: Names, ictcore_simulator: IctcoreSimulator
) -> None:
    speaking = IctcoreGateway(live, names, account_id="1", server_speech=True)
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.CUT, path="/voicetts", processed=True)
    )
    with pytest.raises(TryLaterError):
        await speaking.send([message(content=replace(CALL, audio=None))])
    assert left(ictcore_simulator) == {}


async def test_a_program_that_can_not_be_looked_at_is_not_used(
    gateway: IctcoreGateway,
    restarted: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    await gateway.send([message()])
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=403, method="GET", path="/texts")
    )
    with pytest.raises(ChangeRequestError, match="403"):
        await restarted.send([message("m1")])
    assert len(ictcore_simulator.sent) == 1
