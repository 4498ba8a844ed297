"""What an ICTCore server shows of itself: counters, campaigns, its release."""

from collections.abc import AsyncIterator
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.util.dt import utcnow
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.counter_sensors import COUNTERS
from custom_components.message_gateways.engine.campaign_table import CampaignState
from custom_components.message_gateways.gateways.model import Channel, Content
from custom_components.message_gateways.gateways.registry import REGISTRY
from tests.gateways.ictcore.words import SMS, left
from tests.integration.providers import ictcore_entry
from tests.integration.world import (
    ANNA,
    EventLog,
    entity_id,
    let_pass,
    notify,
    notify_ids,
    recipient,
    set_up,
    settle,
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import Channel as Theirs, Delays, IctcoreSimulator
from tests.simulators.ictcore.settings import Release

STATUS = "01ICTCORE_id_anna_last_delivery_status"
PROGRESS = "01ICTCORE_campaign_progress"


@pytest.fixture
def server(ictcore_simulator_now: IctcoreSimulator) -> IctcoreSimulator:
    """Return a server that works, and takes contacts in at once."""
    ictcore_simulator_now.configure(delays=Delays(import_=0))
    return ictcore_simulator_now


@pytest.fixture
async def unfinished(
    socket_enabled: None,  # noqa: ARG001 - the test package blocks sockets without it
) -> AsyncIterator[IctcoreSimulator]:
    """Yield a server of release 2.1.0."""
    async with IctcoreSimulator(release=Release.H) as simulator:
        yield simulator


def counters(hass: HomeAssistant) -> dict[str, str]:
    """Return the counters that are shown."""
    states = (
        (each.unique_id, hass.states.get(each.entity_id))
        for each in er.async_entries_for_config_entry(er.async_get(hass), "01ICTCORE")
        if each.unique_id.startswith("01ICTCORE_server_")
    )
    return {
        key.removeprefix("01ICTCORE_server_"): state.state
        for key, state in states
        if state is not None
    }


def switch_on(hass: HomeAssistant, entry: MockConfigEntry, *names: str) -> None:
    """Let the user have switched on what is off at first."""
    entry.add_to_hass(hass)
    for name in names:
        er.async_get(hass).async_get_or_create(
            "sensor", DOMAIN, f"01ICTCORE_server_{name}", config_entry=entry
        )


async def test_two_counters_of_the_server_are_shown_at_first(
    server: IctcoreSimulator, hass: HomeAssistant
) -> None:
    """Those that tell whether it is at work."""
    await set_up(hass, ictcore_entry(server))
    assert counters(hass) == {"active_messages": "0", "active_campaigns": "0"}


async def test_the_counters_of_the_server_go_on(
    server: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """One that this release does not count is unknown."""
    entry = ictcore_entry(server)
    switch_on(hass, entry, "users", "contacts", "direct_numbers", "address_books")
    await set_up(hass, entry)
    assert counters(hass) == {
        "active_campaigns": "0",
        "active_messages": "0",
        "address_books": "0",
        "contacts": "0",
        "direct_numbers": "unknown",
        "users": "1",
    }
    server.fill(3, status="processing")
    await let_pass(hass, freezer, 3700, step=600)
    assert counters(hass)["active_messages"] == "3"
    server.faults.add(Fault(kind=FaultKind.CUT, times=10_000))
    await let_pass(hass, freezer, 3700, step=600)
    assert set(counters(hass).values()) == {"unavailable"}


def test_every_counter_of_every_gateway_can_be_shown() -> None:
    """And no other."""
    named = {name for info in REGISTRY.values() for name in info.counters}
    assert set(COUNTERS) == named


async def test_a_campaign_of_twenty_goes_out_and_its_progress_is_shown(
    server: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """And nothing of it is left on the server."""
    before = left(server)
    entry = ictcore_entry(server)
    await set_up(hass, entry)
    campaigns = entry.runtime_data.campaigns
    assert state_of(hass, "sensor", PROGRESS).state == "unknown"
    numbers = [f"+1202555{end:04}" for end in range(100, 120)]
    row = await campaigns.create(SMS, label="Street", addresses=numbers, per_minute=60)
    assert (row.state, row.total) == (CampaignState.NEW, 20)
    assert state_of(hass, "sensor", PROGRESS).state == "0.0"
    await let_pass(hass, freezer, 60, step=15)
    assert server.sent == []
    await campaigns.start(row.id)
    seen = []
    for _ in range(6):
        await let_pass(hass, freezer, 16, step=4)
        seen.append(float(state_of(hass, "sensor", PROGRESS).state))
    assert seen == sorted(seen)
    assert any(0 < each < 100 for each in seen)
    progress = state_of(hass, "sensor", PROGRESS)
    assert progress.state == "100.0"
    assert progress.attributes["status"] == "completed"
    assert (progress.attributes["done"], progress.attributes["total"]) == (20, 20)
    assert (progress.attributes["label"], progress.attributes["channel"]) == (
        "Street",
        "sms",
    )
    assert sorted(one.to or "" for one in server.sent) == sorted(numbers)
    asked = len(server.requests_to("/campaigns"))
    await let_pass(hass, freezer, 40, step=10)
    assert left(server) == before
    await let_pass(hass, freezer, 600, step=60)
    assert state_of(hass, "sensor", PROGRESS).state == "100.0"
    assert len(server.requests_to("/campaigns")) <= asked + 4
    assert [one.id for one in await campaigns.list()] == [row.id]


async def test_a_campaign_of_faxes_is_started_at_its_time_after_a_restart_too(
    server: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """By us, since the server's own schedule does nothing; a text becomes a page."""
    entry = ictcore_entry(server)
    await set_up(hass, entry)
    at = utcnow() + timedelta(hours=2)
    fax = Content(channel=Channel.FAX, title="Notice", text="The water is off tomorrow")
    row = await entry.runtime_data.campaigns.create(
        fax, addresses=[ANNA], per_minute=60, starts_at=at
    )
    assert row.state is CampaignState.SCHEDULED
    await hass.config_entries.async_unload(entry.entry_id)
    freezer.move_to(at + timedelta(minutes=30))
    await hass.config_entries.async_setup(entry.entry_id)
    await settle(hass)
    assert state_of(hass, "sensor", PROGRESS).attributes["status"] == "running"
    await let_pass(hass, freezer, 60, step=15)
    assert [one.channel for one in server.sent] == [Theirs.FAX]


async def test_release_2_1_0_can_be_read_and_says_why_it_does_not_send(
    unfinished: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A repair explains it, and goes when the server can send."""
    entry = ictcore_entry(unfinished, recipient("Anna", ANNA))
    await set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    log = EventLog(hass, entity_id(hass, "event", "01ICTCORE_inbound"))
    issue_id = "release_can_not_send_01ICTCORE"
    issue = ir.async_get(hass).async_get_issue(DOMAIN, issue_id)
    assert issue is not None
    assert issue.translation_placeholders == {"account": "ICTCore", "release": "2.1.0"}
    with pytest.raises(HomeAssistantError, match=r"release 2\.1\.0 of ICTCore"):
        await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    status = state_of(hass, "sensor", STATUS)
    assert status.state == "rejected"
    assert "2.1.0" in status.attributes["reason"]
    unfinished.receive(from_=ANNA.removeprefix("+"), text="On my way")
    await let_pass(hass, freezer, 120, step=30)
    assert log.types == ["received"]
    unfinished.configure(release=Release.M)
    await let_pass(hass, freezer, 3700, step=600)
    assert ir.async_get(hass).async_get_issue(DOMAIN, issue_id) is None
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    assert state_of(hass, "sensor", STATUS).state == "accepted"
