"""Release 2.1.0 can be read; sending names the reason, and leaves nothing behind."""

import pytest

from custom_components.message_gateways.gateways.campaigns import CampaignPlan
from custom_components.message_gateways.gateways.contacts import Contact
from custom_components.message_gateways.gateways.errors import (
    GatewayError,
    NotOfferedError,
)
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.model import Content
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator

from .words import ANN, BEN, EVERY, SMS, left, message, messages, using


async def test_it_is_set_up_for_reading(read_only: IctcoreGateway) -> None:
    await read_only.check()
    assert await read_only.fetch_read_only_release() == "2.1.0"
    assert await read_only.fetch_choices("account_id")


async def test_the_line_that_works_is_not_taken_for_it(gateway: IctcoreGateway) -> None:
    assert await gateway.fetch_read_only_release() is None


@pytest.mark.parametrize("content", EVERY, ids=lambda one: one.channel)
async def test_sending_names_the_release_and_leaves_nothing(
    content: Content, read_only: IctcoreGateway, ictcore_simulator_h: IctcoreSimulator
) -> None:
    with pytest.raises(NotOfferedError, match=r"release 2\.1\.0 .* can't create"):
        await read_only.send([message(content=content)])
    assert left(ictcore_simulator_h) == {}


@pytest.mark.parametrize("fatal", [{"programs"}, {"texts"}, {"transmissions"}])
async def test_however_it_fails_the_release_is_named(
    fatal: set[str], read_only: IctcoreGateway, ictcore_simulator_h: IctcoreSimulator
) -> None:
    ictcore_simulator_h.configure(fatal=frozenset(fatal))
    with pytest.raises(NotOfferedError, match=r"2\.1\.0"):
        await read_only.send(messages(ANN, BEN))
    assert left(ictcore_simulator_h) == {}


async def test_a_reason_that_can_not_be_checked_is_the_first_one(
    read_only: IctcoreGateway, ictcore_simulator_h: IctcoreSimulator
) -> None:
    ictcore_simulator_h.faults.add(
        Fault(kind=FaultKind.STATUS, status=403, path="/statistics")
    )
    with pytest.raises(NotOfferedError, match="saved nothing"):
        await read_only.send([message()])


async def test_a_campaign_names_it_too(
    read_only: IctcoreGateway, ictcore_simulator_h: IctcoreSimulator
) -> None:
    with pytest.raises(NotOfferedError, match=r"2\.1\.0"):
        await read_only.create_campaign(CampaignPlan(content=SMS, addresses=(ANN,)))
    assert left(ictcore_simulator_h) == {}


async def test_what_is_there_can_be_read(
    read_only: IctcoreGateway, ictcore_simulator_h: IctcoreSimulator
) -> None:
    ictcore_simulator_h.receive(from_=ANN, text="Hello")
    (found,) = await read_only.fetch_inbound(None)
    assert found.text == "Hello"
    book = await read_only.create_address_book("Family", [Contact(number=ANN)])
    assert len(await read_only.contacts(book)) == 1
    assert await read_only.campaigns() == []
    assert await read_only.clean_up(using()) == 0


async def test_another_server_that_saves_nothing_is_told_as_it_is(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.EMPTY, method="POST", path="/texts")
    )
    with pytest.raises(GatewayError, match="saved nothing"):
        await gateway.send([message()])
