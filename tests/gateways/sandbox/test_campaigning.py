"""Campaigns work through their people at their pace."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.campaigns import (
    CampaignPlan,
    CampaignStatus,
)
from custom_components.message_gateways.gateways.contacts import Contact
from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    InvalidInputError,
)
from custom_components.message_gateways.gateways.model import Channel, Content
from custom_components.message_gateways.gateways.sandbox.campaigning import (
    MOST_CAMPAIGNS,
)
from custom_components.message_gateways.gateways.sandbox.gateway import SandboxGateway

from .stories import START

HELLO = Content(channel=Channel.SMS, text="Hello")
NUMBERS = ("+447700900050", "+12025550100", "+12025550101")


async def progress(gateway: SandboxGateway) -> Sequence[tuple[CampaignStatus, int]]:
    """Tell how far campaigns are."""
    return [(each.status, each.done or 0) for each in await gateway.campaigns()]


async def test_a_campaign_sends_at_its_pace_pauses_and_goes_on(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing is sent before it is started, or while it pauses."""
    plan = CampaignPlan(content=HELLO, addresses=NUMBERS, per_minute=6)
    campaign = await gateway.create_campaign(plan)
    assert await progress(gateway) == [(CampaignStatus.NEW, 0)]
    await gateway.stop_campaign(campaign)
    await gateway.start_campaign(campaign)
    await gateway.start_campaign(campaign)
    assert await progress(gateway) == [(CampaignStatus.RUNNING, 1)]
    freezer.move_to(START + timedelta(seconds=10))
    assert await progress(gateway) == [(CampaignStatus.RUNNING, 2)]
    await gateway.stop_campaign(campaign)
    freezer.move_to(START + timedelta(minutes=10))
    assert await progress(gateway) == [(CampaignStatus.PAUSED, 2)]
    await gateway.start_campaign(campaign)
    assert await progress(gateway) == [(CampaignStatus.COMPLETED, 3)]
    assert (await gateway.fetch_balance()).amount == Decimal("9.85")
    (reply,) = await gateway.fetch_inbound(None)
    assert (reply.sender, reply.text) == (NUMBERS[0], "YES")
    with pytest.raises(ChangeRequestError, match="The campaign is over"):
        await gateway.start_campaign(campaign)
    await gateway.delete_campaign(campaign)
    assert await gateway.campaigns() == []


async def test_a_campaign_goes_to_an_address_book(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """One a second, where nothing else is said; it moves on by itself."""
    people = [Contact(number=number) for number in NUMBERS]
    book = await gateway.create_address_book("Family", people)
    plan = CampaignPlan(content=HELLO, book_id=book)
    await gateway.start_campaign(await gateway.create_campaign(plan))
    freezer.move_to(START + timedelta(seconds=2))
    assert (await gateway.fetch_balance()).amount == Decimal("9.85")
    (found,) = await gateway.campaigns()
    assert (found.total, found.done, found.per_minute) == (3, 3, 60)
    assert (found.channel, found.book_id, found.created_at) == (
        Channel.SMS,
        book,
        START,
    )


async def test_a_plan_that_is_none_is_refused(gateway: SandboxGateway) -> None:
    empty = await gateway.create_address_book("Empty")
    for plan, words in [
        (CampaignPlan(content=HELLO), "campaign_needs_contacts"),
        (
            CampaignPlan(content=HELLO, book_id=empty, addresses=NUMBERS),
            "campaign_needs_contacts",
        ),
        (
            CampaignPlan(
                content=Content(channel=Channel.SMS, text="Hi", send_at=START),
                addresses=NUMBERS,
            ),
            "campaign_not_scheduled",
        ),
        (CampaignPlan(content=HELLO, book_id="9"), "There is no address book 9"),
        (CampaignPlan(content=HELLO, book_id=empty), "Nobody in the address book"),
    ]:
        with pytest.raises(ChangeRequestError, match=words):
            await gateway.create_campaign(plan)
    assert await gateway.campaigns() == []


async def test_a_campaign_that_is_not_there_is_refused_by_its_id(
    gateway: SandboxGateway,
) -> None:
    for call in (
        gateway.start_campaign("9"),
        gateway.stop_campaign("9"),
        gateway.delete_campaign("9"),
    ):
        with pytest.raises(InvalidInputError, match="campaign_unknown"):
            await call


async def test_there_are_no_more_campaigns_than_its_limit(
    gateway: SandboxGateway,
) -> None:
    plan = CampaignPlan(content=HELLO, addresses=NUMBERS)
    ids = {await gateway.create_campaign(plan) for _ in range(MOST_CAMPAIGNS)}
    assert len(ids) == MOST_CAMPAIGNS
    with pytest.raises(ChangeRequestError, match="FULL"):
        await gateway.create_campaign(plan)
