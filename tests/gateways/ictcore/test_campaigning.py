"""Campaigns are created, started, paused, followed and deleted."""

from dataclasses import replace

import pytest

from custom_components.message_gateways.gateways.campaigns import (
    CampaignPlan,
    CampaignStatus,
)
from custom_components.message_gateways.gateways.contacts import Contact
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    InvalidInputError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.ictcore.campaigning import to_campaign
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.ictcore.models.campaigns import (
    Campaign as TheirCampaign,
)
from custom_components.message_gateways.gateways.model import Channel
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator

from .words import ANN, EMAIL, SMS, Waiting, left, message, using

NUMBERS = tuple(f"4477009001{place:02}" for place in range(20))
PLAN = CampaignPlan(content=SMS, addresses=NUMBERS, per_minute=60)


async def test_a_campaign_of_numbers_runs_to_its_end_and_leaves_nothing(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    waiting: Waiting,
) -> None:
    campaign_id = await gateway.create_campaign(PLAN)
    assert waiting.seconds
    (new,) = await gateway.campaigns()
    assert (new.id, new.status) == (campaign_id, CampaignStatus.NEW)
    assert (new.channel, new.per_minute) == (Channel.SMS, 60)
    await gateway.clean_up(using())
    await gateway.start_campaign(campaign_id)
    ictcore_clock.advance(5)
    (running,) = await gateway.campaigns()
    assert running.status is CampaignStatus.RUNNING
    assert running.total == 20
    assert 0 < (running.done or 0) < 20
    await gateway.stop_campaign(campaign_id)
    ictcore_clock.advance(60)
    (paused,) = await gateway.campaigns()
    assert paused.status is CampaignStatus.PAUSED
    await gateway.start_campaign(campaign_id)
    ictcore_clock.advance(60)
    (completed,) = await gateway.campaigns()
    assert completed.status is CampaignStatus.COMPLETED
    assert (completed.done, completed.total) == (20, 20)
    assert sorted(one.to or "" for one in ictcore_simulator.sent) == list(NUMBERS)
    assert await gateway.clean_up(using(campaign_ids=[campaign_id])) == 0
    assert await gateway.clean_up(using()) == 44
    assert left(ictcore_simulator) == {}


async def test_a_campaign_goes_to_a_group_that_stays(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    book = await gateway.create_address_book(
        "Family", [Contact(number=ANN, first_name="Ann"), Contact(number="7")]
    )
    content = replace(SMS, text="Hi [transmission:contact:first_name]", merge=True)
    campaign_id = await gateway.create_campaign(
        CampaignPlan(content=content, book_id=book, per_minute=600)
    )
    await gateway.start_campaign(campaign_id)
    ictcore_clock.advance(60)
    assert {one.text for one in ictcore_simulator.sent} == {"Hi Ann", "Hi "}
    await gateway.delete_campaign(campaign_id)
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {"groups": 1, "contacts": 2}


async def test_a_campaign_may_be_of_emails(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    """Each address once."""
    plan = CampaignPlan(content=EMAIL, addresses=("a@b.example", "a@b.example"))
    await gateway.start_campaign(await gateway.create_campaign(plan))
    ictcore_clock.advance(60)
    (out,) = ictcore_simulator.sent
    assert out.to == "a@b.example"


async def test_messages_and_a_campaign_share_what_is_equal(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    await gateway.send([message()])
    await gateway.create_campaign(PLAN)
    assert left(ictcore_simulator)["programs"] == 1
    await gateway.clean_up(using())
    assert left(ictcore_simulator)["programs"] == 1


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        (CampaignPlan(content=SMS), "campaign_needs_contacts"),
        (replace(PLAN, book_id="1"), "campaign_needs_contacts"),
        (replace(PLAN, book_id="x", addresses=()), "address_book_unknown"),
    ],
)
async def test_a_campaign_needs_contacts(
    plan: CampaignPlan, key: str, gateway: IctcoreGateway
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        await gateway.create_campaign(plan)
    assert raised.value.key == key


async def test_a_campaign_is_not_scheduled(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    """The server's schedule never fires: we start it ourselves."""
    content = replace(SMS, send_at=ictcore_clock())
    with pytest.raises(InvalidInputError) as raised:
        await gateway.create_campaign(replace(PLAN, content=content))
    assert raised.value.key == "campaign_not_scheduled"


async def test_a_campaign_of_an_unknown_group_leaves_nothing(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    plan = replace(PLAN, book_id="99", addresses=())
    with pytest.raises(ChangeRequestError, match="Group not found"):
        await gateway.create_campaign(plan)
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {}


@pytest.mark.parametrize("processed", [True, False], ids=["after", "before"])
@pytest.mark.parametrize("path", ["/groups", "/csv", "/campaigns"])
async def test_a_lost_answer_leaves_nothing(
    path: str,
    processed: bool,
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.CUT, method="POST", path=path, processed=processed)
    )
    with pytest.raises(TryLaterError):
        await gateway.create_campaign(PLAN)
    if path == "/groups":
        await gateway.clean_up(using())
    else:
        assert "campaigns" not in left(ictcore_simulator)
        assert "groups" not in left(ictcore_simulator)
    ictcore_clock.advance(60)
    await gateway.clean_up(using())
    counts = left(ictcore_simulator)
    # The server imports what it took in, whatever became of its group.
    imported = 20 if (path, processed) == ("/csv", True) else 0
    assert counts == ({"contacts": imported} if imported else {})


async def test_contacts_that_never_come_are_given_up(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator, waiting: Waiting
) -> None:
    settings = ictcore_simulator.settings
    ictcore_simulator.configure(delays=replace(settings.delays, import_=3600))
    with pytest.raises(TryLaterError, match="contacts"):
        await gateway.create_campaign(PLAN)
    assert sum(waiting.seconds) == 30
    assert "groups" not in left(ictcore_simulator)


async def test_a_refused_campaign_leaves_no_group(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=417, method="POST", path="/campaigns")
    )
    with pytest.raises(ChangeRequestError, match="417"):
        await gateway.create_campaign(PLAN)
    await gateway.clean_up(using())
    assert left(ictcore_simulator) == {}


async def test_a_lost_campaign_of_a_group_is_told_and_seen_in_the_list(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    book = await gateway.create_address_book("Family", [Contact(number=ANN)])
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.CUT, method="POST", path="/campaigns", processed=True)
    )
    plan = CampaignPlan(content=SMS, book_id=book)
    with pytest.raises(TryLaterError):
        await gateway.create_campaign(plan)
    (campaign,) = await gateway.campaigns()
    assert campaign.status is CampaignStatus.NEW


async def test_a_group_whose_campaign_somebody_deleted_goes(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    """A contact that has a name by now stays, and one that a message is of."""
    await gateway.create_campaign(replace(PLAN, addresses=NUMBERS[:3]))
    tables = ictcore_simulator.world.tables
    tables.campaigns.clear()
    tables.contacts.row(1)["first_name"] = "Ann"
    ictcore_simulator.receive(from_=NUMBERS[1], text="Hello")
    await gateway.clean_up(using())
    assert [row["contact_id"] for row in tables.contacts] == ["1", "2"]
    assert "groups" not in left(ictcore_simulator)


async def test_a_transmission_that_is_gone_is_no_reason_to_keep_a_campaign(
    gateway: IctcoreGateway,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    campaign_id = await gateway.create_campaign(replace(PLAN, addresses=NUMBERS[:2]))
    await gateway.start_campaign(campaign_id)
    ictcore_clock.advance(60)
    ictcore_simulator.world.tables.contacts.delete(1)
    await gateway.delete_campaign(campaign_id)
    assert "campaigns" not in left(ictcore_simulator)
    campaign = await gateway.create_campaign(replace(PLAN, addresses=NUMBERS[:2]))
    await gateway.start_campaign(campaign)
    ictcore_clock.advance(60)
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=500, method="DELETE")
    )
    with pytest.raises(AskWhatHappenedError):
        await gateway.delete_campaign(campaign)
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=403, method="DELETE")
    )
    with pytest.raises(ChangeRequestError):
        await gateway.delete_campaign(campaign)


@pytest.mark.parametrize("campaign_id", ["", "x", "0", "99999999999", "-1"])
async def test_an_id_that_is_none_is_refused(
    campaign_id: str, gateway: IctcoreGateway
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        await gateway.start_campaign(campaign_id)
    assert raised.value.key == "campaign_unknown"


def test_a_campaign_of_others_may_be_anything() -> None:
    found = to_campaign(TheirCampaign(campaign_id=3, status="odd", program_type="odd"))
    assert (found.status, found.channel) == (CampaignStatus.RUNNING, None)
    assert (found.book_id, found.total, found.done) == (None, None, None)
