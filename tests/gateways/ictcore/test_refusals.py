"""Tests of every way in which the server says no (field-notes.md)."""

import pytest

from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    GatewayError,
    InvalidInputError,
)
from custom_components.message_gateways.gateways.ictcore import codes
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    NewTransmission,
)

from . import samples
from .canned import IctcoreServer, Said, refused
from .said_no import TABLE, Row


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
async def test_each_refusal_says_what_may_be_done_next(
    row: Row, api: IctcoreClient, server: IctcoreServer
) -> None:
    """In the words of the server, put right where they are wrong; asked once."""
    _, call, said, expected, words = row
    server.answers.append(said)
    with pytest.raises(GatewayError) as raised:
        await call(api)
    assert type(raised.value) is expected
    assert str(raised.value) == words
    assert len(server.calls) == 1


async def test_the_code_of_a_refusal_can_be_asked_for(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """423 is told from 404 by that, and what can't be sent from what is not there."""
    for code, words, expected in [
        (423, "Transmission already in process", codes.LOCKED),
        (404, codes.NO_PROVIDER, codes.DOES_NOT_EXIST),
    ]:
        server.answers.clear()
        server.answers.append(refused(code, words))
        with pytest.raises(ChangeRequestError) as raised:
            await api.transmissions.send(1)
        detail = raised.value.detail
        assert detail is not None
        assert (detail.code, detail.text) == (expected, words)


async def test_the_last_link_of_all_is_gone_whatever_the_server_says(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """417 then; whether it is true shows in the group."""
    server.answers += [refused(417, "Contact delete failed"), Said(body=[])]
    await api.contacts.unlink(1, 2)
    assert [one.path for one in server.calls] == [
        "/api/contacts/1/link/2",
        "/api/groups/2/contacts",
    ]
    server.answers.clear()
    server.answers += [
        refused(417, "Contact delete failed"),
        Said(body=samples.CONTACTS),
    ]
    with pytest.raises(ChangeRequestError, match="Contact delete failed"):
        await api.contacts.unlink(1, 2)


@pytest.mark.parametrize(
    "said", [refused(404, "Contact not found"), Said(body=b"", status=417)]
)
async def test_another_refusal_to_unlink_is_one(
    said: Said, api: IctcoreClient, server: IctcoreServer
) -> None:
    """Nothing is asked after it."""
    server.answers.append(said)
    with pytest.raises(ChangeRequestError):
        await api.contacts.unlink(1, 2)
    assert len(server.calls) == 1


async def test_release_2_1_0_unlinks_and_says_minus_one(
    api: IctcoreClient, server: IctcoreServer
) -> None:
    """Whatever the number, the link is gone."""
    server.will_say(-1)
    await api.contacts.unlink(1, 2)


@pytest.mark.parametrize(
    "transmission",
    [
        NewTransmission(account_id=1, contact_id=1),
        NewTransmission(account_id=1, program_id=1),
        NewTransmission(account_id=1, program_id=1, contact_id=1, phone="1"),
        NewTransmission(account_id=1, program_id=1, phone="1", email="a@b.c"),
        NewTransmission(account_id=0, program_id=1, phone="1"),
        NewTransmission(account_id=True, program_id=1, phone="1"),
    ],
)
async def test_a_transmission_that_can_not_be_one_is_not_asked_for(
    transmission: NewTransmission, api: IctcoreClient, server: IctcoreServer
) -> None:
    """The server would guess what is missing."""
    with pytest.raises(InvalidInputError):
        await api.transmissions.create(transmission)
    assert server.asked == []
