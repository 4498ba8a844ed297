"""Tests of sending: what leaves, and what its answer says about each message."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.infobip.gateway import (
    InfobipGateway,
    make,
)
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Detail,
    Message,
    Outcome,
    Receipt,
)

from .canned import CannedServer

PLAIN = Content(channel=Channel.SMS, text="Dinner is ready.", sender="Kitchen")
BYTES = Content(
    channel=Channel.SMS, sender="Kitchen", binary=b"\x0f\xc2J", data_coding=4
)
ANN, BOB, CAT = "+447700900123", "+447700900124", "+447700900125"
ACCEPTED = {"groupId": 0, "groupName": "ACCEPTED", "id": 0, "name": "MESSAGE_ACCEPTED"}
NO_NETWORK = {
    "groupId": 5,
    "groupName": "REJECTED",
    "id": 6,
    "name": "REJECTED_NETWORK",
    "description": "Network is forbidden",
    "action": "Contact account manager",
}
OPERATOR = {"groupId": 2, "groupName": "UNDELIVERABLE", "id": 4}
NO_CREDIT = {"groupId": 5, "groupName": "REJECTED", "id": 12}
DUPLICATE = {"groupId": 5, "groupName": "REJECTED", "id": 23}


def row(to: str, message_id: str | None, status: Any = ACCEPTED) -> dict[str, Any]:
    """Write a row of an answer."""
    written = {"to": to.lstrip("+"), "status": status, "smsCount": 1}
    return written | ({"messageId": message_id} if message_id else {})


def message(
    message_id: str, to: str, content: Content = PLAIN, *, repeated: bool = False
) -> Message:
    """Name a message."""
    return Message(id=message_id, to=to, content=content, repeated=repeated)


async def test_many_texts_leave_as_one_request_with_ids_of_ours(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The numbers have no plus, the request has an id of its own."""
    server.will_say({"messages": [row(BOB, "b"), row(ANN, "a")]})
    found = await gateway.send([message("a", ANN), message("b", BOB)])
    (asked,) = server.asked
    assert asked.path == "/restapi/sms/1/text/advanced"
    body = asked.json()
    bulk_id = body.pop("bulkId")
    assert len(bulk_id) == 32
    assert body == {
        "messages": [
            {
                "from": "Kitchen",
                "destinations": [
                    {"to": "447700900123", "messageId": "a"},
                    {"to": "447700900124", "messageId": "b"},
                ],
                "text": "Dinner is ready.",
            }
        ]
    }
    assert found == [
        Receipt(
            message_id=one,
            outcome=Outcome.ACCEPTED,
            gateway_ids=(one,),
            request_id=bulk_id,
            segments=1,
        )
        for one in ("a", "b")
    ]


async def test_each_request_has_an_id_of_its_own(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """Two sends can be told apart in the logs."""
    server.will_say({"messages": []})
    await gateway.send([message("a", ANN)])
    await gateway.send([message("b", BOB)])
    assert len({asked.json()["bulkId"] for asked in server.asked}) == 2


async def test_the_id_that_the_server_gives_the_request_counts(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The logs know the request by the id of the answer."""
    server.will_say({"bulkId": "theirs", "messages": [row(ANN, "a")]})
    (receipt,) = await gateway.send([message("a", ANN)])
    assert receipt.request_id == "theirs"


async def test_all_options_of_a_text_leave_with_it(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The validity is in milliseconds, as documented."""
    content = Content(
        channel=Channel.SMS,
        text="Merhaba",
        validity=timedelta(hours=24),
        flash=True,
        language="TR",
        single_shift=True,
        transliteration="TURKISH",
    )
    server.will_say({"messages": []})
    await gateway.send([message("a", ANN, content)])
    assert server.last.json()["messages"] == [
        {
            "destinations": [{"to": "447700900123", "messageId": "a"}],
            "text": "Merhaba",
            "flash": True,
            "language": {
                "languageCode": "TR",
                "singleShift": True,
                "lockingShift": False,
            },
            "transliteration": "TURKISH",
            "validityPeriod": 86400000,
        }
    ]


@pytest.mark.parametrize(
    ("unit", "validity", "written"),
    [
        ("minutes", timedelta(hours=24), 1440),
        ("minutes", timedelta(seconds=61), 2),
        ("minutes", timedelta(), 1),
        ("milliseconds", timedelta(seconds=61), 61000),
    ],
)
async def test_the_validity_is_counted_in_the_unit_of_the_option(
    unit: str,
    validity: timedelta,
    written: int,
    server: CannedServer,
    client: aiohttp.ClientSession,
) -> None:
    """Parts of a minute count as a whole one."""
    gateway = make(
        {
            "base_url": server.url,
            "username": "user",
            "password": "pass",
            "validity_unit": unit,
        },
        client,
    )
    server.will_say({"messages": []})
    content = Content(channel=Channel.SMS, text="Soon", validity=validity)
    await gateway.send([message("a", ANN, content)])
    assert server.last.json()["messages"][0]["validityPeriod"] == written


async def test_a_refused_recipient_does_not_stop_the_others(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """Each row is told with the provider's words."""
    server.will_say(
        {
            "messages": [
                row(ANN, "a", NO_NETWORK),
                row(BOB, "b"),
                row(CAT, "c", OPERATOR),
            ]
        }
    )
    ann, bob, cat = await gateway.send(
        [message("a", ANN), message("b", BOB), message("c", CAT)]
    )
    assert ann.outcome is Outcome.REJECTED
    assert ann.detail == Detail(
        code="6",
        name="REJECTED_NETWORK",
        text="Network is forbidden. Contact account manager",
    )
    assert bob.outcome is Outcome.ACCEPTED
    assert cat.outcome is Outcome.REJECTED
    assert not ann.out_of_credit


async def test_want_of_credit_is_told_from_other_refusals(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The account can be topped up."""
    server.will_say({"messages": [row(ANN, "a", NO_CREDIT)]})
    (receipt,) = await gateway.send([message("a", ANN)])
    assert receipt.outcome is Outcome.REJECTED
    assert receipt.out_of_credit
    assert receipt.detail == Detail(code="12")


async def test_the_refusal_of_our_own_repetition_means_accepted(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The earlier request had brought it; a first one is simply refused."""
    server.will_say({"messages": [row(ANN, "a", DUPLICATE), row(BOB, "b", DUPLICATE)]})
    ann, bob = await gateway.send([message("a", ANN, repeated=True), message("b", BOB)])
    assert ann == Receipt(message_id="a", outcome=Outcome.ACCEPTED, gateway_ids=("a",))
    assert bob.outcome is Outcome.REJECTED


async def test_a_recipient_that_the_answer_leaves_out_is_unknown(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """It is never taken for accepted; neither is one without a status."""
    server.will_say({"messages": [row(ANN, "a"), row(CAT, "c", None), 5]})
    ann, bob, cat = await gateway.send(
        [message("a", ANN), message("b", BOB), message("c", CAT)]
    )
    assert ann.outcome is Outcome.ACCEPTED
    assert bob == Receipt(message_id="b", outcome=Outcome.UNKNOWN)
    assert cat == Receipt(message_id="c", outcome=Outcome.UNKNOWN)


async def test_rows_without_ids_are_matched_by_number(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """Rows of one number in their order, and ids of the server's own are kept."""
    server.will_say(
        {
            "messages": [
                row(BOB, None),
                row(ANN, "theirs-1"),
                row(ANN, None, NO_NETWORK),
                row(CAT, "c"),
                row(CAT, "c"),
            ]
        }
    )
    first, second, bob, cat = await gateway.send(
        [
            message("a1", ANN),
            message("a2", ANN),
            message("b", BOB),
            message("c", CAT),
        ]
    )
    assert first.gateway_ids == ("theirs-1",)
    assert second.outcome is Outcome.REJECTED
    assert bob.gateway_ids == ("b",)
    assert cat.gateway_ids == ("c",)


async def test_bytes_leave_as_hex_and_keep_the_ids_of_the_server(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """This call takes no ids of ours."""
    server.will_say({"bulkId": "theirs", "messages": [row(ANN, "x-1"), row(BOB, None)]})
    ann, bob = await gateway.send([message("a", ANN, BYTES), message("b", BOB, BYTES)])
    assert server.last.path == "/restapi/sms/1/binary/single"
    assert server.last.json() == {
        "from": "Kitchen",
        "to": ["447700900123", "447700900124"],
        "binary": {"hex": "0f c2 4a", "dataCoding": 4, "esmClass": 0},
    }
    assert ann.gateway_ids == ("x-1",)
    assert ann.request_id == "theirs"
    assert ann.traceable
    assert bob.gateway_ids == ()
    assert not bob.traceable


@pytest.mark.parametrize("body", [b"", b"<html>", {"results": []}, []])
async def test_an_answer_that_cannot_be_read_leaves_the_outcome_unknown(
    body: Any, gateway: InfobipGateway, server: CannedServer
) -> None:
    """The messages may have been sent."""
    server.will_say(body)
    with pytest.raises(UnreadableAnswerError) as caught:
        await gateway.send([message("a", ANN)])
    assert caught.value.outcome is Outcome.UNKNOWN


async def test_a_cut_after_the_request_leaves_the_outcome_unknown(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The messages may have been sent."""
    server.will_cut()
    with pytest.raises(AskWhatHappenedError):
        await gateway.send([message("a", ANN)])


async def test_a_refused_request_is_refused_for_all(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The error holds for every message of it."""
    server.will_say({}, status=400)
    with pytest.raises(ChangeRequestError):
        await gateway.send([message("a", ANN)])
