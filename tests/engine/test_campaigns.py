"""Campaigns of an account, on a simulated server."""

import asyncio

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.campaign_table import (
    CampaignState,
)
from custom_components.message_gateways.engine.campaigns import Campaigns
from custom_components.message_gateways.engine.store import StoreError
from custom_components.message_gateways.gateways.base import HasAddressBooks
from custom_components.message_gateways.gateways.contacts import Contact
from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    InvalidInputError,
    TryLaterError,
)
from tests.gateways.ictcore.words import left
from tests.integration.world import let_pass, settle
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import IctcoreSimulator

from .campaigning import (
    AWAY,
    SMS,
    STREET,
    account,
    campaigns,
    listed,
    one_of,
    reloaded,
    server,
    status_on,
)
from .making import ANNA, NOW

__all__ = ["account", "campaigns", "server"]

STAYS = "+447700900001"


async def test_nothing_is_sent_or_asked_before_a_campaign_is_started(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """It is there, and how many it goes to; each only once."""
    row = await campaigns.create(SMS, label="Street", addresses=[*STREET, STREET[0]])
    assert (row.state, row.total, row.done) == (CampaignState.NEW, 10, 0)
    assert campaigns.coordinator.data == row
    # Cleaning up after the start asks once.
    await let_pass(hass, freezer, 65, step=5)
    asked = listed(server)
    await let_pass(hass, freezer, 120, step=15)
    assert (server.sent, listed(server)) == ([], asked)


async def test_it_is_followed_until_all_are_done_and_no_longer(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """Every quarter of a minute."""
    row = await campaigns.create(SMS, addresses=STREET, per_minute=30)
    await campaigns.start(row.id)
    await let_pass(hass, freezer, 60, step=5)
    assert 3 <= listed(server) <= 5
    await let_pass(hass, freezer, 60, step=5)
    row = await one_of(campaigns)
    assert (row.state, row.done, row.over) == (CampaignState.COMPLETED, 10, True)
    asked = listed(server)
    await let_pass(hass, freezer, 20, step=5)
    assert listed(server) == asked


async def test_it_is_followed_on_after_a_restart(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    account: Account,
    campaigns: Campaigns,
) -> None:
    """What is known is shown at once."""
    row = await campaigns.create(SMS, addresses=STREET, per_minute=30)
    row = await campaigns.start(row.id)
    await hass.config_entries.async_unload(account.entry.entry_id)
    campaigns = await reloaded(hass, account)
    assert campaigns.coordinator.data == row
    await let_pass(hass, freezer, 60, step=5)
    assert (await one_of(campaigns)).state is CampaignState.COMPLETED


async def test_an_address_book_is_counted_once_it_has_begun(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    account: Account,
    campaigns: Campaigns,
) -> None:
    """And stays, whatever becomes of the campaign."""
    assert isinstance(account.gateway, HasAddressBooks)
    book_id = await account.gateway.create_address_book(
        "Neighbours", [Contact(number=one) for one in STREET[:3]]
    )
    row = await campaigns.create(SMS, book_id=book_id, per_minute=60)
    assert (row.total, row.percent) == (None, None)
    await campaigns.start(row.id)
    await let_pass(hass, freezer, 120, step=5)
    row = await one_of(campaigns)
    assert (row.total, row.percent) == (3, 100.0)
    assert left(server) == {"groups": 1, "contacts": 3}


async def test_a_campaign_needs_somebody_to_go_to(
    server: IctcoreSimulator, campaigns: Campaigns
) -> None:
    """Otherwise nothing is made."""
    with pytest.raises(InvalidInputError, match="campaign_needs_contacts"):
        await campaigns.create(SMS)
    assert (left(server), await campaigns.known()) == ({}, [])


async def test_it_is_stopped_and_goes_on(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """Nothing more is sent or asked in between."""
    # Cleaning up after the start asks for campaigns too.
    await let_pass(hass, freezer, 65, step=5)
    row = await campaigns.create(SMS, addresses=STREET, per_minute=6)
    await campaigns.start(row.id)
    await let_pass(hass, freezer, 25, step=5)
    row = await campaigns.stop(row.id)
    assert row.state is CampaignState.PAUSED
    sent, asked = len(server.sent), listed(server)
    assert 0 < sent < 10
    await let_pass(hass, freezer, 120, step=15)
    assert (len(server.sent), listed(server)) == (sent, asked)
    await campaigns.start(row.id)
    await let_pass(hass, freezer, 120, step=15)
    assert (await one_of(campaigns)).state is CampaignState.COMPLETED
    assert len(server.sent) == 10


async def test_one_that_was_never_started_is_not_stopped_on_the_server(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """It would go to nobody then."""
    row = await campaigns.create(SMS, addresses=STREET, per_minute=60)
    assert (await campaigns.stop(row.id)).state is CampaignState.NEW
    assert status_on(server, row.id) == "new"
    await campaigns.start(row.id)
    await let_pass(hass, freezer, 60, step=15)
    assert len(server.sent) == 10


async def test_one_that_was_started_elsewhere_is_stopped_all_the_same(
    server: IctcoreSimulator, campaigns: Campaigns
) -> None:
    """The server is asked first."""
    row = await campaigns.create(SMS, addresses=STREET)
    server.world.tables.campaigns.row(row.id)["status"] = "running"
    assert (await campaigns.stop(row.id)).state is CampaignState.PAUSED
    assert status_on(server, row.id) == "paused"


async def test_deleting_a_campaign_leaves_nothing_of_it(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """Half a minute later its program goes too."""
    row = await campaigns.create(SMS, addresses=STREET, per_minute=6)
    await campaigns.start(row.id)
    await campaigns.delete(row.id)
    assert (await campaigns.known(), campaigns.coordinator.data) == ([], None)
    await let_pass(hass, freezer, 35, step=5)
    assert left(server) == {}


async def test_one_that_somebody_else_deleted_is_forgotten(
    server: IctcoreSimulator, campaigns: Campaigns
) -> None:
    """There is nothing more to delete."""
    row = await campaigns.create(SMS, addresses=STREET)
    server.world.tables.campaigns.clear()
    await campaigns.delete(row.id)
    assert await campaigns.known() == []


async def test_one_that_can_t_be_deleted_is_kept(
    server: IctcoreSimulator, campaigns: Campaigns
) -> None:
    """It is still there."""
    row = await campaigns.create(SMS, addresses=STREET)
    server.faults.add(Fault(kind=FaultKind.STATUS, status=403, method="DELETE"))
    with pytest.raises(ChangeRequestError):
        await campaigns.delete(row.id)
    assert await campaigns.known() == [row]


async def test_one_that_vanishes_has_failed(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """Nobody knows how far it came."""
    row = await campaigns.create(SMS, addresses=STREET)
    await campaigns.start(row.id)
    server.world.tables.campaigns.clear()
    await let_pass(hass, freezer, 30, step=5)
    row = await one_of(campaigns)
    assert (row.state, row.over) == (CampaignState.FAILED, True)
    assert row.reason == "the campaign is not on the gateway any more"


async def test_what_is_not_ours_is_refused_by_name(
    server: IctcoreSimulator, campaigns: Campaigns
) -> None:
    """Without a question to the server."""
    before = len(server.requests)
    for wish in (campaigns.start, campaigns.stop, campaigns.delete):
        with pytest.raises(InvalidInputError) as refused:
            await wish("99")
        assert refused.value.placeholders == {"campaign": "99"}
    with pytest.raises(InvalidInputError):
        await campaigns.start("99", at=NOW)
    assert len(server.requests) == before


async def test_the_list_is_as_the_server_has_it_now(
    server: IctcoreSimulator, campaigns: Campaigns
) -> None:
    """The newest first; without the server it is no list."""
    for _ in range(2):
        await campaigns.create(SMS, addresses=STREET)
    server.world.tables.campaigns.row("1")["status"] = "paused"
    rows = await campaigns.list()
    assert {row.id: row.state for row in rows} == {
        "1": CampaignState.PAUSED,
        "2": CampaignState.NEW,
    }
    server.faults.add(AWAY)
    with pytest.raises(TryLaterError):
        await campaigns.list()


async def test_a_contact_that_never_ends_is_not_waited_for_for_ever(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """An hour after the last news it is over, and goes."""
    row = await campaigns.create(SMS, addresses=[ANNA, STAYS], per_minute=60)
    await campaigns.start(row.id)
    await let_pass(hass, freezer, 1800, step=60)
    row = await one_of(campaigns)
    assert (row.state, row.done, row.over) == (CampaignState.COMPLETED, 1, False)
    assert left(server)["campaigns"] == 1
    await let_pass(hass, freezer, 2400, step=60)
    assert (await one_of(campaigns)).over
    assert left(server) == {}


async def test_a_caller_that_is_stopped_changes_nothing(
    hass: HomeAssistant, server: IctcoreSimulator, campaigns: Campaigns
) -> None:
    """The campaign is made, and we know of it."""
    caller = hass.async_create_task(campaigns.create(SMS, addresses=STREET))
    while not server.requests_to("/programs"):
        await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await settle(hass)
    assert left(server)["campaigns"] == 1
    assert (await one_of(campaigns)).state is CampaignState.NEW


async def test_a_campaign_that_can_t_be_kept_is_not_left_on_the_server(
    server: IctcoreSimulator, account: Account, campaigns: Campaigns
) -> None:
    """Nobody would know of it."""
    await account.store._on_writer("PRAGMA query_only=ON")
    with pytest.raises(StoreError):
        await campaigns.create(SMS, addresses=STREET)
    await account.store._on_writer("PRAGMA query_only=OFF")
    assert "campaigns" not in left(server)
    assert await campaigns.known() == []
