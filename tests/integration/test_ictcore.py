"""An ICTCore account in a real Home Assistant, with the server on loopback."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.gateways.model import Content, Status
from tests.gateways.ictcore.words import CALL, EMAIL, FAX, SMS, left
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
    state_of,
)
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore import Channel as Theirs, Delays, IctcoreSimulator
from tests.simulators.ictcore.pdf import pdf

STATUS = "01ICTCORE_id_anna_last_delivery_status"
MAIL = "anna@example.com"


@pytest.fixture
def server(ictcore_simulator_now: IctcoreSimulator) -> IctcoreSimulator:
    """Return a server that works, and takes contacts in at once."""
    ictcore_simulator_now.configure(delays=Delays(import_=0))
    return ictcore_simulator_now


async def account_of(
    hass: HomeAssistant, server: IctcoreSimulator, **options: bool
) -> Account:
    """Set an account up."""
    entry = ictcore_entry(server, **options)
    await set_up(hass, entry)
    account = entry.runtime_data
    assert isinstance(account, Account)
    return account


async def send(account: Account, content: Content, *to: str) -> list[MessageRow]:
    """Send by the engine."""
    result = await account.send(content, [Target(address=one) for one in to])
    return list(result.rows)


async def now_of(account: Account, row: MessageRow) -> MessageRow:
    """Return a message as it is now."""
    (found,) = await account.outbox.rows([row.id])
    return found


@pytest.mark.parametrize(
    ("channel", "address", "end"),
    [
        ("sms", ANNA, "delivered"),
        ("fax", ANNA, "delivered"),
        ("email", MAIL, "sent"),
    ],
)
async def test_a_message_to_a_recipient_goes_to_its_end_and_leaves_nothing_behind(
    *,
    server: IctcoreSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    channel: str,
    address: str,
    end: str,
) -> None:
    """On whichever channel; a text becomes a page where there is no other way."""
    before = left(server)
    entry = ictcore_entry(server, recipient("Anna", address, channel=channel))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready", title="Home")
    assert state_of(hass, "sensor", STATUS).state == "accepted"
    await let_pass(hass, freezer, 120, step=5)
    assert state_of(hass, "sensor", STATUS).state == end
    assert state_of(hass, "sensor", "01ICTCORE_pending").state == "0"
    (gone_out,) = server.sent
    assert (gone_out.to or "").lstrip("+") == address.lstrip("+")
    assert left(server) == before


@pytest.mark.parametrize(
    ("content", "address", "end"),
    [
        (SMS, ANNA, Status.DELIVERED),
        (FAX, ANNA, Status.DELIVERED),
        (CALL, ANNA, Status.DELIVERED),
        (EMAIL, MAIL, Status.SENT),
    ],
    ids=["sms", "fax", "voice", "email"],
)
async def test_what_the_engine_sends_goes_to_its_end_and_leaves_nothing_behind(
    *,
    server: IctcoreSimulator,
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    content: Content,
    address: str,
    end: Status,
) -> None:
    """A document and a sound are sent as they are."""
    before = left(server)
    account = await account_of(hass, server)
    (row,) = await send(account, content, address)
    assert row.status is Status.ACCEPTED
    await let_pass(hass, freezer, 120, step=5)
    row = await now_of(account, row)
    assert (row.status, row.followed) == (end, False)
    assert row.pages == (2 if content is FAX else None)
    assert left(server) == before


async def test_what_is_kept_by_choice_stays_on_the_server(
    server: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The user may want to look at it there."""
    account = await account_of(hass, server, keep_messages=True)
    await send(account, SMS, ANNA)
    await let_pass(hass, freezer, 3700, step=60)
    assert {"texts", "programs", "transmissions"} <= set(left(server))


async def test_what_an_earlier_run_left_is_removed_after_the_start(
    server: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A message that ended just before Home Assistant did."""
    before = left(server)
    entry = ictcore_entry(server, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 15, step=5)
    assert state_of(hass, "sensor", STATUS).state == "delivered"
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert left(server) != before
    assert await hass.config_entries.async_setup(entry.entry_id)
    await let_pass(hass, freezer, 70, step=10)
    assert left(server) == before


async def test_a_message_that_is_not_over_keeps_all_that_it_needs(
    server: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Others that have ended go; it goes with the hour after its own end."""
    before = left(server)
    server.configure(delays=Delays(slow=1800))
    account = await account_of(hass, server)
    (slow,) = await send(account, SMS, "+447700900060")
    await send(account, SMS, ANNA)
    await let_pass(hass, freezer, 300, step=10)
    assert len(server.transmissions) == 1
    assert left(server)["programs"] == 1
    await let_pass(hass, freezer, 3600, step=60)
    assert (await now_of(account, slow)).status is Status.DELIVERED
    assert left(server) == before


async def test_removing_the_account_cleans_up_first(
    server: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Though the time for that has not come."""
    before = left(server)
    entry = ictcore_entry(server, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await let_pass(hass, freezer, 15, step=5)
    assert left(server) != before
    await hass.config_entries.async_remove(entry.entry_id)
    assert left(server) == before


async def test_removing_the_account_works_while_the_server_is_away(
    server: IctcoreSimulator, hass: HomeAssistant
) -> None:
    """What is left there can't be helped."""
    entry = ictcore_entry(server, recipient("Anna", ANNA))
    await set_up(hass, entry)
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    server.faults.add(Fault(kind=FaultKind.CUT, times=1000))
    await hass.config_entries.async_remove(entry.entry_id)
    assert hass.config_entries.async_entries(DOMAIN) == []


async def test_without_a_provider_a_message_has_failed_for_that_reason(
    server: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """It is not pending for ever, and nothing stays on the server."""
    before = left(server)
    server.remove_providers()
    entry = ictcore_entry(server, recipient("Anna", ANNA))
    await set_up(hass, entry)
    with pytest.raises(HomeAssistantError, match="No provider available"):
        await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    status = state_of(hass, "sensor", STATUS)
    assert status.state == "failed"
    assert "No provider available" in status.attributes["reason"]
    await let_pass(hass, freezer, 120, step=10)
    assert state_of(hass, "sensor", "01ICTCORE_pending").state == "0"
    assert left(server) == before


async def test_what_comes_in_is_told_once_with_its_channel(
    server: IctcoreSimulator, hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A text, a fax and an email; a fax has no text."""
    await set_up(hass, ictcore_entry(server, recipient("Anna", ANNA)))
    log = EventLog(hass, entity_id(hass, "event", "01ICTCORE_inbound"))
    server.receive(from_=ANNA.removeprefix("+"), text="On my way")
    server.receive(from_="12025550142", channel=Theirs.FAX, media=pdf(1))
    server.receive(from_=MAIL, channel=Theirs.EMAIL, subject="Key", text="Got it")
    await let_pass(hass, freezer, 300, step=60)
    told = [(one.attributes["channel"], one.attributes["text"]) for one in log.states]
    assert sorted(told) == [
        ("email", "Key\nGot it"),
        ("fax", ""),
        ("sms", "On my way"),
    ]
    (sms,) = (one for one in log.states if one.attributes["channel"] == "sms")
    assert sms.attributes["recipient"] == "Anna"
