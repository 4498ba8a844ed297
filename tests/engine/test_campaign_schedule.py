"""Campaigns that are started at their time, on a simulated server."""

from datetime import datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.campaign_table import (
    CampaignRow,
    CampaignState,
)
from custom_components.message_gateways.engine.campaigns import Campaigns
from tests.integration.world import let_pass, settle
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import IctcoreSimulator

from .campaigning import (
    AWAY,
    SMS,
    STREET,
    account,
    campaigns,
    one_of,
    reloaded,
    server,
    status_on,
)
from .making import NOW

__all__ = ["account", "campaigns", "server"]


async def set_clock(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, to: datetime
) -> None:
    """Set the clock; timers do not go by it."""
    freezer.move_to(to)
    async_fire_time_changed(hass, fire_all=True)
    await settle(hass)


async def test_a_schedule_is_dropped_while_the_server_is_away_too(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """It is ours alone."""
    row = await campaigns.create(
        SMS, addresses=STREET, starts_at=NOW + timedelta(minutes=5)
    )
    server.faults.add(AWAY)
    row = await campaigns.stop(row.id)
    assert (row.state, row.starts_at) == (CampaignState.NEW, None)
    server.faults.clear()
    await let_pass(hass, freezer, 600, step=60)
    assert status_on(server, row.id) == "new"


async def test_a_campaign_is_started_at_its_time(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """Not before, and a time can be set later."""
    row = await campaigns.create(SMS, addresses=STREET)
    row = await campaigns.start(row.id, at=NOW + timedelta(hours=3))
    assert row.state is CampaignState.SCHEDULED
    row = await campaigns.start(row.id, at=NOW + timedelta(hours=2))
    await let_pass(hass, freezer, 7190, step=600)
    assert status_on(server, row.id) == "new"
    await let_pass(hass, freezer, 20)
    row = await one_of(campaigns)
    assert (row.state, row.starts_at) == (CampaignState.RUNNING, None)
    assert status_on(server, row.id) == "running"


async def test_a_campaign_is_started_late_when_the_server_was_away(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """It is tried each minute, and says why it waits."""
    await campaigns.create(SMS, addresses=STREET, starts_at=NOW + timedelta(minutes=5))
    server.faults.add(AWAY)
    await let_pass(hass, freezer, 1800, step=30)
    row = await one_of(campaigns)
    assert row.state is CampaignState.SCHEDULED
    assert row.reason
    tries = len(server.requests_to("/start"))
    assert 20 <= tries <= 27
    server.faults.clear()
    await let_pass(hass, freezer, 90, step=30)
    row = await one_of(campaigns)
    assert (row.state, row.reason) == (CampaignState.RUNNING, None)


async def test_a_campaign_that_is_too_late_is_not_started_and_that_is_told(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    account: Account,
    campaigns: Campaigns,
) -> None:
    """Here Home Assistant was off; it can still be started by hand."""
    row = await campaigns.create(
        SMS,
        label="Street",
        addresses=STREET,
        starts_at=NOW + timedelta(hours=1),
    )
    await hass.config_entries.async_unload(account.entry.entry_id)
    freezer.tick(timedelta(hours=2, seconds=1))
    campaigns = await reloaded(hass, account)
    row = await one_of(campaigns)
    assert (row.state, row.reason) == (
        CampaignState.EXPIRED,
        "it could not be started in time",
    )
    issue = ir.async_get(hass).async_get_issue(DOMAIN, "campaign_not_started_01ICTCORE")
    assert issue is not None
    assert issue.translation_placeholders == {
        "account": "ICTCore",
        "campaign": "Street",
        "reason": "it could not be started in time",
    }
    await let_pass(hass, freezer, 3600, step=600)
    assert status_on(server, row.id) == "new"
    assert (await campaigns.start(row.id)).state is CampaignState.RUNNING


async def test_a_start_that_is_refused_is_not_tried_again(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """It has failed, in the server's words."""
    heard: list[CampaignRow] = []
    end = campaigns.schedule.on_not_started(heard.append)
    await campaigns.create(SMS, addresses=STREET, starts_at=NOW + timedelta(minutes=5))
    server.world.tables.campaigns.clear()
    await let_pass(hass, freezer, 900, step=60)
    row = await one_of(campaigns)
    assert row.state is CampaignState.FAILED
    assert "404" in (row.reason or "")
    assert len(server.requests_to("/start")) == 1
    assert [one.id for one in heard] == [row.id]
    end()


async def test_a_start_whose_answer_is_lost_is_repeated_and_sends_nothing_twice(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """A campaign that runs can be started again."""
    await campaigns.create(
        SMS,
        addresses=STREET,
        per_minute=60,
        starts_at=NOW + timedelta(minutes=1),
    )
    server.faults.add(Fault(kind=FaultKind.CUT, path="/start", processed=True, times=9))
    await let_pass(hass, freezer, 240, step=30)
    server.faults.clear()
    await let_pass(hass, freezer, 240, step=30)
    assert (await one_of(campaigns)).state is CampaignState.COMPLETED
    assert sorted(one.to or "" for one in server.sent) == STREET


async def test_a_server_that_wants_to_be_left_alone_is(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """Even where that makes it too late, which is said in time."""
    await campaigns.create(SMS, addresses=STREET, starts_at=NOW + timedelta(minutes=5))
    server.faults.add(
        Fault(kind=FaultKind.STATUS, status=503, retry_after=7200, times=10_000)
    )
    await let_pass(hass, freezer, 3900, step=60)
    assert len(server.requests_to("/start")) == 1
    assert (await one_of(campaigns)).state is CampaignState.EXPIRED


async def test_a_pause_is_of_the_clock_before_it_was_set_back(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """The campaign is started at its time, which comes once more."""
    at = NOW + timedelta(minutes=5)
    await campaigns.create(SMS, addresses=STREET, starts_at=at)
    server.faults.add(
        Fault(kind=FaultKind.STATUS, status=503, retry_after=3000, path="/start")
    )
    await let_pass(hass, freezer, 400, step=60)
    assert (await one_of(campaigns)).reason
    await set_clock(hass, freezer, at - timedelta(minutes=20))
    await let_pass(hass, freezer, 21 * 60 + 1, step=60)
    assert (await one_of(campaigns)).state is CampaignState.RUNNING


async def test_a_clock_that_is_set_moves_no_start(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    server: IctcoreSimulator,
    campaigns: Campaigns,
) -> None:
    """It is a time of the clock."""
    row = await campaigns.create(
        SMS, addresses=STREET, starts_at=NOW + timedelta(minutes=5)
    )
    await set_clock(hass, freezer, NOW - timedelta(hours=1))
    await let_pass(hass, freezer, 3600, step=60)
    assert status_on(server, row.id) == "new"
    await let_pass(hass, freezer, 400, step=60)
    assert (await one_of(campaigns)).state is not CampaignState.SCHEDULED


async def test_a_schedule_goes_on_when_the_disk_works_again(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    account: Account,
    campaigns: Campaigns,
) -> None:
    """It is looked at each minute meanwhile."""
    await campaigns.create(SMS, addresses=STREET, starts_at=NOW + timedelta(minutes=5))
    connection = account.store._read_connection
    assert connection is not None
    connection.set_authorizer(lambda *_: 1)
    await let_pass(hass, freezer, 400, step=60)
    connection.set_authorizer(None)
    await let_pass(hass, freezer, 120, step=60)
    assert (await one_of(campaigns)).state is not CampaignState.SCHEDULED


async def test_what_was_scheduled_anew_meanwhile_is_not_started(
    server: IctcoreSimulator, campaigns: Campaigns
) -> None:
    """Somebody thought better of it while the clock struck."""
    old = await campaigns.create(SMS, addresses=STREET, starts_at=NOW)
    await campaigns.start(old.id, at=NOW + timedelta(hours=1))
    await campaigns._start_scheduled(old)
    assert status_on(server, old.id) == "new"
    assert (await one_of(campaigns)).state is CampaignState.SCHEDULED
