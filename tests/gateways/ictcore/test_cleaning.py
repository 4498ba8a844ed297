"""Nothing is littered: what was made for messages goes with the last that uses it."""

import asyncio
from dataclasses import replace

import pytest

from custom_components.message_gateways.gateways.campaigns import InUse
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
)
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.ictcore.models.campaigns import (
    NewCampaign,
)
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    ContactFields,
    NewGroup,
)
from custom_components.message_gateways.gateways.ictcore.models.messages import NewText
from custom_components.message_gateways.gateways.ictcore.names import Names
from custom_components.message_gateways.gateways.model import Content
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator

from .words import (
    ANN,
    BEN,
    CALL,
    EMAIL,
    EVERY,
    FAX,
    SMS,
    follow,
    left,
    message,
    messages,
    using,
)


@pytest.mark.parametrize("content", EVERY, ids=lambda one: one.channel)
async def test_nothing_is_left_once_a_message_is_over(
    content: Content,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    receipts = await gateway.send([message(content=content)])
    (sent,) = follow(receipts, ictcore_clock(), content)
    ictcore_clock.advance(60)
    assert await gateway.clean_up(using("m0")) == 0
    assert await gateway.clean_up(using(gateway_ids=sent.gateway_ids)) == 0
    assert await gateway.fetch_reports([sent])
    assert await gateway.clean_up(using()) == 4
    assert left(ictcore_simulator) == {}


async def test_what_is_shared_goes_with_its_last_user(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    await gateway.send(messages(ANN, BEN))
    assert await gateway.clean_up(using("m1")) == 2
    assert left(ictcore_simulator) == {
        "texts": 1,
        "programs": 1,
        "transmissions": 1,
        "contacts": 1,
    }
    assert await gateway.clean_up(using()) == 4
    assert left(ictcore_simulator) == {}
    await gateway.send([message()])
    assert len(ictcore_simulator.sent) == 3


async def test_leftovers_of_a_crash_are_found_by_their_names(
    gateway: IctcoreGateway,
    restarted: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    for place, content in enumerate((SMS, FAX, CALL, EMAIL)):
        await gateway.send([message(f"m{place}", content=content)])
    tables = ictcore_simulator.world.tables
    # As if it had crashed between two steps of making things.
    tables.transmissions.delete(2)
    tables.contacts.delete(2)
    tables.programs.delete(3)
    await restarted.clean_up(using("m0"))
    assert left(ictcore_simulator) == {
        "texts": 1,
        "programs": 1,
        "transmissions": 1,
        "contacts": 1,
    }
    await restarted.clean_up(using())
    assert left(ictcore_simulator) == {}


@pytest.mark.parametrize("step", range(1, 14))
async def test_a_crash_while_cleaning_up_is_made_good(
    step: int,
    gateway: IctcoreGateway,
    restarted: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Whichever request was the last."""
    await gateway.send([message()])
    ictcore_simulator.requests.clear()
    for _ in range(step - 1):
        ictcore_simulator.faults.add(Fault(kind=FaultKind.SLOW))
    ictcore_simulator.faults.add(Fault(kind=FaultKind.CUT, times=20, processed=True))
    with pytest.raises(GatewayError):
        await gateway.clean_up(using())
    ictcore_simulator.faults.clear()
    await restarted.clean_up(using())
    assert left(ictcore_simulator) == {}


async def test_what_others_made_is_left_alone(
    gateway: IctcoreGateway,
    live: IctcoreClient,
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Another installation, and whoever uses the server otherwise."""
    other = IctcoreGateway(live, Names("barn"), account_id="1")
    await other.send([message()])
    for receive in range(2):
        ictcore_simulator.receive(from_=ANN, text=f"Hello {receive}")
    before = left(ictcore_simulator)
    await gateway.send([message("m1", BEN)])
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == before


async def test_a_contact_that_is_somebody_by_now_stays(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    """Named by the user, or the sender of a message that came in."""
    await gateway.send(messages(ANN, BEN))
    contacts = ictcore_simulator.world.tables.contacts
    contacts.row(1)["first_name"] = "Ann"
    ictcore_simulator.receive(from_=BEN, text="Hello")
    await gateway.clean_up(using())
    assert [row["phone"] for row in contacts] == [ANN, BEN]
    assert len(await gateway.fetch_inbound(None)) == 1


async def test_what_begins_meanwhile_is_left_alone(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    """Even if nobody could know of it when it was asked what is in use."""
    await gateway.send([message()])

    async def in_use() -> InUse:
        """Send another while it is told that there is none."""
        await gateway.send([message("m1", BEN)])
        return InUse()

    assert await gateway.clean_up(in_use) == 2
    counts = left(ictcore_simulator)
    assert (counts["programs"], counts["transmissions"]) == (1, 1)
    assert await gateway.clean_up(using()) == 4


async def test_sending_and_cleaning_up_do_not_meet(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    for place in range(0, 20, 2):
        await asyncio.gather(
            gateway.send([message(f"m{place}")]),
            gateway.clean_up(using()),
            gateway.send([message(f"m{place + 1}", BEN)]),
            gateway.clean_up(using()),
        )
    assert len(ictcore_simulator.sent) == 20
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {}


async def test_a_user_may_keep_everything(
    live: IctcoreClient, names: Names, ictcore_simulator: IctcoreSimulator
) -> None:
    keeping = IctcoreGateway(live, names, account_id="1", keep_messages=True)
    await keeping.send([message()])
    before = left(ictcore_simulator)
    assert await keeping.clean_up(using()) == 0
    assert left(ictcore_simulator) == before


async def test_a_failed_program_leaves_no_row_behind(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    """The server keeps the row of a program whose text it does not find."""
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.OTHER_JSON, method="POST", path="/texts", body="99")
    )
    with pytest.raises(ChangeRequestError, match="404: Text not found"):
        await gateway.send([message()])
    assert left(ictcore_simulator) == {}


@pytest.mark.parametrize("to", ["447700900002", "447700900003", "447700900011"])
async def test_what_failed_is_removed_too(
    to: str, gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    await gateway.send([message(to=to)])
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {}


async def test_a_transmission_without_its_contact_can_not_be_removed(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    """It is no reason to leave the rest."""
    await gateway.send(messages(ANN, BEN))
    ictcore_simulator.world.tables.contacts.delete(1)
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {"transmissions": 1}


async def test_in_a_list_that_is_cut_nothing_but_transmissions_goes(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator, names: Names
) -> None:
    """What is not seen may need the rest."""
    await gateway.send([message()])
    ictcore_simulator.fill(5000, origin=f"x-{names.prefix}")
    await gateway.clean_up(using())
    counts = left(ictcore_simulator)
    assert (counts["programs"], counts["texts"]) == (1, 1)
    assert counts["transmissions"] == 5000


async def test_many_are_looked_at_in_turns(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator, names: Names
) -> None:
    await gateway.send([message()])
    ictcore_simulator.fill(250, origin=f"x-{names.prefix}")
    await gateway.clean_up(using())
    assert left(ictcore_simulator)["programs"] == 1
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {"transmissions": 250, "contacts": 1}


async def test_names_that_are_not_quite_ours_are_left_alone(
    gateway: IctcoreGateway,
    live: IctcoreClient,
    ictcore_simulator: IctcoreSimulator,
    names: Names,
) -> None:
    """The server looks for them anywhere."""
    near = f"x-{names.prefix}"
    text_id = await live.texts.create(NewText(name=near, data="x"))
    await live.programs.create_send_sms(text_id, name=near)
    await live.contacts.create(ContactFields(last_name=near))
    await live.contacts.create(ContactFields(last_name=f"{names.prefix}over"))
    await live.groups.create(NewGroup(name=f"x-{names.list_prefix}"))
    before = left(ictcore_simulator)
    await live.campaigns.create(NewCampaign(program_id=1, group_id=1, account_id=1))
    ictcore_simulator.world.insert(ictcore_simulator.world.tables.campaigns, "1")
    assert await gateway.clean_up(using()) == 1
    assert left(ictcore_simulator) == before | {"contacts": 1, "campaigns": 2}


async def test_what_is_refused_is_told_and_goes_on_the_next_time(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    await gateway.send([message()])
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=500, method="DELETE")
    )
    with pytest.raises(AskWhatHappenedError):
        await gateway.clean_up(using())
    ictcore_simulator.faults.add(Fault(kind=FaultKind.STATUS, status=403, method="GET"))
    with pytest.raises(ChangeRequestError):
        await gateway.clean_up(using())
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {}


async def test_odd_ids_are_named_too(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator, names: Names
) -> None:
    odd = "ä 'x' " * 20
    await gateway.send([replace(message(), id=odd)])
    (row,) = ictcore_simulator.transmissions
    assert row["origin"] == names.of_message(odd)
    assert len(row["origin"]) < 64
    assert await gateway.clean_up(using(odd)) == 0
