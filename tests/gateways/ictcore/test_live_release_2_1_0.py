"""The simulated server of release 2.1.0, which can't create most things."""

import pytest

from custom_components.message_gateways.gateways.errors import NotOfferedError
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    ContactFields,
    GroupFields,
    NewGroup,
)
from custom_components.message_gateways.gateways.ictcore.models.messages import (
    NewMedia,
    NewTemplate,
    NewText,
    TextFields,
)
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    NewTransmission,
)
from custom_components.message_gateways.gateways.ictcore.models.users import NewUser

from .operations import Call

CREATIONS: dict[str, Call] = {
    "text": lambda api: api.texts.create(NewText(name="t", data="x")),
    "text changed": lambda api: api.texts.update(1, TextFields(data="x")),
    "template": lambda api: api.templates.create(
        NewTemplate(name="t", subject="s", body="b")
    ),
    "recording": lambda api: api.recordings.create(NewMedia(name="r")),
    "user": lambda api: api.users.create(NewUser(username="u", password="p")),
    "program": lambda api: api.programs.create_send_sms(1),
    "transmission": lambda api: api.transmissions.create(
        NewTransmission(program_id=1, account_id=1, phone="447700900123")
    ),
}


@pytest.mark.parametrize("call", CREATIONS.values(), ids=CREATIONS)
async def test_what_it_can_not_create_it_says_nothing_of(
    call: Call, unfinished: IctcoreClient
) -> None:
    """With 200 or with 500; the error names the release."""
    with pytest.raises(NotOfferedError, match=r"release 2\.1\.0"):
        await call(unfinished)


async def test_what_is_there_can_be_read(unfinished: IctcoreClient) -> None:
    """And its counts tell which release it is."""
    assert (await unfinished.sign_in()).user_id == 1
    assert (await unfinished.statistics.get()).of_unfinished_release
    assert await unfinished.transmissions.list() == ()
    assert await unfinished.texts.list() == ()
    assert len(await unfinished.accounts.list()) == 1


async def test_groups_have_their_ids_all_the_same(unfinished: IctcoreClient) -> None:
    """They are looked for, and change in place."""
    first = await unfinished.groups.create(NewGroup(name="g1"))
    second = await unfinished.groups.create(NewGroup(name="g1"))
    assert second > first
    changed = await unfinished.groups.update(first, GroupFields(name="x"))
    assert changed.group_id == first
    assert {one.name for one in await unfinished.groups.list()} == {"x", "g1"}


async def test_contacts_are_linked_and_unlinked(unfinished: IctcoreClient) -> None:
    """Whatever number comes back."""
    contact_id = await unfinished.contacts.create(ContactFields(phone="447700900123"))
    group_id = await unfinished.groups.create(NewGroup(name="g1"))
    await unfinished.contacts.link(contact_id, group_id)
    assert len(await unfinished.groups.contacts(group_id)) == 1
    await unfinished.contacts.unlink(contact_id, group_id)
    assert await unfinished.groups.contacts(group_id) == ()
    changed = await unfinished.contacts.update(
        contact_id, ContactFields(last_name="Li")
    )
    assert changed.contact_id == contact_id
