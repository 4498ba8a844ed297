"""Tests of what release 2.1.0 does in its own way (field-notes.md 3)."""

import pytest

from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    Contact,
    ContactFields,
    Group,
    GroupFields,
    NewGroup,
)

from . import samples
from .canned import IctcoreServer, Said

NEW = NewGroup(name="g1")


async def test_a_group_that_is_only_true_is_the_newest_of_its_name(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """Its id is not returned."""
    rows = [
        {"group_id": "3", "name": "g1"},
        {"group_id": "7", "name": "g1"},
        {"group_id": "9", "name": "g10"},
    ]
    server.answers += [Said(body=True), Said(body=rows)]
    assert await api.groups.create(NEW) == 7


async def test_a_group_that_is_true_and_nowhere_is_told(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """Nobody can use it."""
    server.answers += [Said(body=True), Said(body=[])]
    with pytest.raises(UnreadableAnswerError):
        await api.groups.create(NEW)


async def test_a_group_that_is_changed_stays_the_same(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """Its id is in the body, or another one would be made; it comes back as true."""
    server.will_say({"group_id": True, "name": "x"})
    assert await api.groups.update(4, GroupFields(name="x")) == Group(
        group_id=4, name="x"
    )
    assert server.last.document == {"name": "x", "group_id": 4}


async def test_a_contact_that_comes_back_without_anything_is_still_the_same(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """The object shows nulls."""
    server.will_say(samples.NO_CONTACT)
    found = await api.contacts.update(4, ContactFields(last_name="Li"))
    assert found == Contact(contact_id=4)


@pytest.mark.parametrize("answer", [True, [], "x"])
async def test_a_change_that_brings_no_object_is_told(
    answer: object, api: IctcoreClient, server: IctcoreServer
) -> None:
    """Nobody knows what it is now."""
    server.will_say(answer)
    with pytest.raises(UnreadableAnswerError):
        await api.contacts.update(4, ContactFields(last_name="Li"))
