"""Contacts, groups, accounts, users, providers and campaigns, simulated."""

import aiohttp
import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    NotOfferedError,
    SignInAgainError,
)
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.client.csv import (
    read_csv,
    write_csv,
)
from custom_components.message_gateways.gateways.ictcore.codes import (
    USER_ROLE,
    ProgramType,
    ProviderType,
)
from custom_components.message_gateways.gateways.ictcore.models.accounts import (
    AccountFields,
    AccountFilter,
)
from custom_components.message_gateways.gateways.ictcore.models.campaigns import (
    CampaignFields,
    CampaignFilter,
    NewCampaign,
)
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    ContactFields,
    ContactFilter,
    GroupFields,
    GroupFilter,
    NewGroup,
)
from custom_components.message_gateways.gateways.ictcore.models.messages import NewText
from custom_components.message_gateways.gateways.ictcore.models.providers import (
    NewProvider,
    ProviderFields,
)
from custom_components.message_gateways.gateways.ictcore.models.schedules import (
    Schedule,
)
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    TransmissionFilter,
)
from custom_components.message_gateways.gateways.ictcore.models.users import (
    NewUser,
    UserFields,
)
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import IctcoreSimulator

from .conftest import made

ANN = ContactFields(first_name="Ann", last_name="Lee", phone="447700900123")
BOB = ContactFields(first_name="Bob", phone="447700900124", description="d")


async def test_a_contact_lives_and_ends(live: IctcoreClient) -> None:
    """Changed by what is given, and found by the end of its number."""
    contact_id = await live.contacts.create(ANN)
    changed = await live.contacts.update(contact_id, ContactFields(last_name="Li"))
    assert (changed.first_name, changed.last_name) == ("Ann", "Li")
    assert (await live.contacts.get(contact_id)).phone == ANN.phone
    (found,) = await live.contacts.list(ContactFilter(phone="900123"))
    assert found.contact_id == contact_id
    assert await live.contacts.list(ContactFilter(email="x@example.com")) == ()
    await live.contacts.delete(contact_id)
    with pytest.raises(ChangeRequestError, match="404: Contact not found"):
        await live.contacts.get(contact_id)


async def test_contacts_are_in_groups_until_they_are_not(live: IctcoreClient) -> None:
    """The last link of all ends with a 417 that means nothing."""
    ann, bob = await live.contacts.create(ANN), await live.contacts.create(BOB)
    group = await live.groups.create(NewGroup(name="Family"))
    other = await live.groups.create(NewGroup(name="Friends"))
    for contact_id, group_id in ((ann, group), (ann, other), (bob, group)):
        await live.contacts.link(contact_id, group_id)
    with pytest.raises(ChangeRequestError, match="417"):
        await live.contacts.link(ann, group)
    assert len(await live.contacts.list()) == 2
    assert {one.contact_id for one in await live.groups.contacts(group)} == {ann, bob}
    (row,) = await live.groups.list(GroupFilter(name="Family"))
    assert row.contact_total == 2
    for contact_id, group_id in ((ann, other), (bob, group), (ann, group)):
        await live.contacts.unlink(contact_id, group_id)
    assert await live.groups.contacts(group) == ()


async def test_a_group_lives_and_ends(live: IctcoreClient) -> None:
    """It stays the same when it is changed."""
    group_id = await live.groups.create(NewGroup(name="g1", description="first"))
    changed = await live.groups.update(group_id, GroupFields(name="x"))
    assert (changed.group_id, changed.name) == (group_id, "x")
    found = await live.groups.get(group_id)
    assert (found.name, found.description) == ("x", "first")
    await live.groups.delete(group_id)
    assert await live.groups.list() == ()


async def test_contacts_go_in_and_out_as_csv(
    live: IctcoreClient, ictcore_clock: SettableClock
) -> None:
    """A moment later."""
    group_id = await live.groups.create(NewGroup(name="g1"))
    assert await live.csv.export_contacts(group_id) == ""
    await live.csv.import_contacts(group_id, write_csv([ANN, BOB]))
    ictcore_clock.advance(5)
    assert set(read_csv(await live.csv.export_contacts(group_id))) == {ANN, BOB}
    await live.csv.import_contacts(group_id, "447700900125\n")
    ictcore_clock.advance(5)
    assert len(await live.groups.contacts(group_id)) == 3
    assert await live.csv.sample()
    with pytest.raises(ChangeRequestError, match="404"):
        await live.csv.import_contacts(99, "447700900125\n")


async def test_an_account_lives_and_ends(live: IctcoreClient) -> None:
    """With settings, programs and a user."""
    account_id = await live.accounts.create(
        AccountFields(username="hall", passwd="s3cret", passwd_pin="1234", active=True)
    )
    with pytest.raises(ChangeRequestError, match="417: Account creation failed"):
        await live.accounts.create(AccountFields(username="hall"))
    changed = await live.accounts.update(account_id, AccountFields(first_name="Hall"))
    assert (changed.username, changed.first_name, changed.active) == (
        "hall",
        "Hall",
        True,
    )
    (found,) = await live.accounts.list(AccountFilter(username="hal"))
    assert found.account_id == account_id
    await live.accounts.set_setting(account_id, "color", "red")
    assert await live.accounts.setting(account_id, "color") == "red"
    await live.accounts.delete_setting(account_id, "color")
    with pytest.raises(ChangeRequestError, match="404: Setting not found"):
        await live.accounts.setting(account_id, "color")
    program_id = await live.programs.create_receive_sms(account_id)
    assert await live.accounts.subscribe(account_id, program_id) == program_id
    await live.accounts.unsubscribe(account_id, program_id)
    assert await live.accounts.subscribe(account_id, ProgramType.FAX_TO_EMAIL)
    await live.accounts.unsubscribe_all(account_id)
    await live.accounts.give_to_user(account_id, 1)
    await live.accounts.take_from_user(account_id)
    await live.accounts.delete(account_id)
    with pytest.raises(ChangeRequestError, match="404: Account not found"):
        await live.accounts.get(account_id)


async def test_a_user_lives_and_ends(
    client: aiohttp.ClientSession,
    live: IctcoreClient,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    """It may do nothing until it has a role."""
    user_id = await live.users.create(
        NewUser(username="jane", password="first", first_name="Jane", active=True)
    )
    jane = made(
        ictcore_simulator, ictcore_clock, client, username="jane", password="first"
    )
    assert (await jane.sign_in()).user_id == user_id
    with pytest.raises(ChangeRequestError, match="403"):
        await jane.contacts.list()
    await live.users.add_role(user_id, USER_ROLE)
    assert await jane.contacts.list() == ()
    with pytest.raises(NotOfferedError):
        await live.users.add_permission(user_id, 5)
    with pytest.raises(ChangeRequestError):
        await live.users.remove_permission(user_id, 5)
    await live.users.set_password(user_id, "second")
    with pytest.raises(SignInAgainError):
        await jane.sign_in()
    changed = await live.users.update(user_id, UserFields(company="Harbour Cafe"))
    assert (changed.first_name, changed.company) == ("Jane", "Harbour Cafe")
    assert (await live.users.get(user_id)).company == "Harbour Cafe"
    assert {one.user_id for one in await live.users.list()} == {1, user_id}
    await live.users.remove_role(user_id, USER_ROLE)
    await live.users.delete(user_id)
    assert len(await live.users.list()) == 1


async def test_a_user_that_is_not_active_is_asked_for_another_log_in(
    client: aiohttp.ClientSession,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    """Its log-in works all the same."""
    ictcore_simulator.add_user(username="old", password="pw", role="2", active="0")
    old = made(ictcore_simulator, ictcore_clock, client, username="old", password="pw")
    assert (await old.sign_in()).active is False
    with pytest.raises(SignInAgainError):
        await old.contacts.list()


async def test_tokens_that_end_are_renewed(
    live: IctcoreClient,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    """By the clock, or when they are refused."""
    await live.contacts.list()
    ictcore_simulator.expire_tokens()
    await live.contacts.list()
    ictcore_clock.advance(31_104_000)
    await live.contacts.list()
    assert len(ictcore_simulator.requests_to("/authenticate")) == 3


async def test_a_provider_lives_and_ends(live: IctcoreClient) -> None:
    """SIP is saved, though the server says that something went wrong."""
    provider_id = await live.providers.create(
        NewProvider(type=ProviderType.HTTP, name="x", password="cl3arText", active=True)
    )
    found = await live.providers.get(provider_id)
    assert (found.name, found.service_flag, found.active) == ("x", 4, True)
    assert "cl3arText" not in repr(found)
    changed = await live.providers.update(provider_id, ProviderFields(name="y"))
    assert changed.name == "y"
    count = len(await live.providers.list())
    with pytest.raises(AskWhatHappenedError, match="endspaceless"):
        await live.providers.create(
            NewProvider(type=ProviderType.SIP, name="trunk", active=True)
        )
    assert len(await live.providers.list()) == count + 1
    await live.providers.delete(provider_id)
    with pytest.raises(ChangeRequestError, match="404: Provider not found"):
        await live.providers.get(provider_id)


async def test_a_campaign_reaches_all_contacts_of_a_group(
    live: IctcoreClient, ictcore_clock: SettableClock
) -> None:
    """Its planned start does nothing."""
    group_id = await live.groups.create(NewGroup(name="g1"))
    for number in range(3):
        phone = f"44770090013{number}"
        contact_id = await live.contacts.create(ContactFields(phone=phone))
        await live.contacts.link(contact_id, group_id)
    text_id = await live.texts.create(NewText(name="t", data="x"))
    campaign_id = await live.campaigns.create(
        NewCampaign(
            program_id=await live.programs.create_send_sms(text_id),
            group_id=group_id,
            account_id=1,
        )
    )
    assert (await live.campaigns.get(campaign_id)).status == "new"
    changed = await live.campaigns.update(campaign_id, CampaignFields(cpm=60))
    assert changed.cpm == 60
    in_a_minute = Schedule(at=ictcore_clock())
    assert await live.campaigns.schedule_start(campaign_id, in_a_minute)
    assert await live.campaigns.schedule_stop(campaign_id, in_a_minute)
    ictcore_clock.advance(120)
    assert (await live.campaigns.get(campaign_id)).status == "new"
    await live.campaigns.unschedule(campaign_id)
    await live.campaigns.start(campaign_id)
    await live.campaigns.start(campaign_id)
    await live.campaigns.stop(campaign_id)
    assert (await live.campaigns.get(campaign_id)).status == "paused"
    await live.campaigns.start(campaign_id)
    ictcore_clock.advance(600)
    (row,) = await live.campaigns.list(CampaignFilter(campaign_id=campaign_id))
    assert (row.status, row.contact_total, row.contact_done) == ("completed", 3, 3)
    sent = await live.transmissions.list(TransmissionFilter(campaign_id=campaign_id))
    assert len(sent) == 3
    await live.campaigns.delete(campaign_id)
    with pytest.raises(ChangeRequestError, match="404: Campaign not found"):
        await live.campaigns.start(campaign_id)


async def test_statistics_count_what_there_is(live: IctcoreClient) -> None:
    """Of all users."""
    await live.contacts.create(ANN)
    counts = await live.statistics.get()
    assert (counts.user_total, counts.contact_total, counts.transmission_total) == (
        1,
        1,
        0,
    )
    assert not counts.of_unfinished_release
