"""Accounts with campaigns, on a simulated server."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.campaign_table import CampaignRow
from custom_components.message_gateways.engine.campaigns import Campaigns
from custom_components.message_gateways.gateways.model import Channel, Content
from tests.integration.providers import ictcore_entry
from tests.integration.world import set_up, settle
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import Delays, IctcoreSimulator

from .accounts import loaded
from .making import NOW

SMS = Content(channel=Channel.SMS, text="The water is off tomorrow")
STREET = [f"+1202555{end:04}" for end in range(100, 110)]
AWAY = Fault(kind=FaultKind.STATUS, status=503, retry_after=1, times=10_000)


@pytest.fixture
def server(
    ictcore_simulator_now: IctcoreSimulator, freezer: FrozenDateTimeFactory
) -> IctcoreSimulator:
    """Return a server at a known time."""
    freezer.move_to(NOW)
    ictcore_simulator_now.configure(delays=Delays(import_=0))
    return ictcore_simulator_now


@pytest.fixture
async def account(hass: HomeAssistant, server: IctcoreSimulator) -> Account:
    """Set an account up."""
    entry = ictcore_entry(server)
    await set_up(hass, entry)
    return loaded(entry)


@pytest.fixture
def campaigns(account: Account) -> Campaigns:
    """Return its campaigns."""
    return campaigns_of(account)


def campaigns_of(account: Account) -> Campaigns:
    """Return the campaigns of an account that has some."""
    assert account.campaigns is not None
    return account.campaigns


async def reloaded(hass: HomeAssistant, account: Account) -> Campaigns:
    """Load an account again."""
    entry_id = account.entry.entry_id
    assert await hass.config_entries.async_setup(entry_id)
    await settle(hass)
    again = account.entry.runtime_data
    assert isinstance(again, Account)
    return campaigns_of(again)


async def one_of(campaigns: Campaigns) -> CampaignRow:
    """Return the only campaign, as it is known."""
    (row,) = await campaigns.known()
    return row


def listed(server: IctcoreSimulator) -> int:
    """Count how often the server was asked for its campaigns."""
    return sum(
        one.method == "GET" and one.path.endswith("/campaigns")
        for one in server.requests_to("/campaigns")
    )


def status_on(server: IctcoreSimulator, campaign_id: str) -> str:
    """Return where a campaign stands on the server."""
    return str(server.world.tables.campaigns.row(campaign_id)["status"])
