"""Tests of sending: the call a content needs, one request, ids to their messages."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from custom_components.message_gateways.gateways.devino.client import DevinoClient
from custom_components.message_gateways.gateways.devino.gateway import DevinoGateway
from custom_components.message_gateways.gateways.devino.receipts import NOT_TOLD_APART
from custom_components.message_gateways.gateways.errors import NotOfferedError
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Outcome,
    Receipt,
)

from .canned import DevinoServer
from .words import PLAIN, VIBER, message, messages

MOSCOW = timezone(timedelta(hours=3))
LATER = datetime(2026, 2, 13, 9, 30, tzinfo=MOSCOW)
AT_NINE = replace(PLAIN, send_at=LATER)
WHERE_THEY_ARE = replace(AT_NINE, recipient_time_zone=True)
WITH_SMS = replace(VIBER, sms_fallback=True)


@pytest.mark.parametrize(
    ("content", "one", "many"),
    [
        (PLAIN, "Sms/Send", "Sms/SendBulk"),
        (AT_NINE, "Sms/Send", "Sms/SendBulk"),
        (WHERE_THEY_ARE, "Sms/SendByTimeZone", "Sms/SendByTimeZoneToAddresses"),
        (replace(PLAIN, recipient_time_zone=True), "Sms/Send", "Sms/SendBulk"),
        (VIBER, "Viber/Send", "Viber/SendBulk"),
        (WITH_SMS, "Viber/SendWithResend", "Viber/SendWithResendBulk"),
    ],
)
async def test_a_content_goes_out_by_the_call_it_needs(
    content: Content,
    one: str,
    many: str,
    gateway: DevinoGateway,
    server: DevinoServer,
) -> None:
    """Each to one and to many."""
    server.will_say(["1"])
    await gateway.send([message("a", content=content)])
    assert server.last.path == f"/rest/{one}"
    assert server.last.one("DestinationAddress") == "447700900123"
    server.answers.clear()
    server.will_say(["1", "2"])
    await gateway.send(messages(2, content))
    assert server.last.path == f"/rest/{many}"
    assert server.last.all("DestinationAddresses") == ["441632960000", "441632960001"]


async def test_viber_falls_back_where_the_account_says_so(
    api: DevinoClient, server: DevinoServer
) -> None:
    """Even if the message itself does not; an SMS is what it is."""
    server.will_say(["1"])
    gateway = DevinoGateway(api, sms_fallback=True)
    for content, path in ((VIBER, "Viber/SendWithResend"), (PLAIN, "Sms/Send")):
        await gateway.send([message("a", content=content)])
        assert server.last.path == f"/rest/{path}"


@pytest.mark.parametrize(
    ("content", "pairs"),
    [
        (PLAIN, {"SourceAddress": "Kitchen", "Data": "Dinner is ready."}),
        (AT_NINE, {"SendDate": "2026-02-13T06:30:00"}),
        (WHERE_THEY_ARE, {"SendDate": "2026-02-13T09:30:00"}),
        (replace(PLAIN, validity=timedelta(minutes=90)), {"Validity": "90"}),
        (replace(PLAIN, validity=timedelta(seconds=61)), {"Validity": "2"}),
        (replace(VIBER, validity=timedelta(seconds=1)), {"Validity": "1"}),
        (replace(VIBER, optional="kitchen"), {"Optional": "kitchen"}),
        (replace(PLAIN, sender="+447700900900"), {"SourceAddress": "447700900900"}),
        (replace(PLAIN, text="a+b & ж=1%"), {"Data": "a+b & ж=1%"}),
    ],
)
async def test_a_content_is_written_whole(
    content: Content,
    pairs: dict[str, str],
    gateway: DevinoGateway,
    server: DevinoServer,
) -> None:
    """The wall clock as it was written, else UTC; minutes are rounded up."""
    server.will_say(["1"])
    await gateway.send([message("a", content=content)])
    for name, value in pairs.items():
        assert server.last.one(name) == value


async def test_a_channel_there_is_not_is_refused(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """Before anything is sent."""
    content = Content(channel=Channel.FAX, text="Hi")
    with pytest.raises(NotOfferedError):
        await gateway.send([message("a", content=content)])
    assert server.asked == []


async def test_a_thousand_recipients_cost_one_request(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """And one log-in; each has the ids of its own segments."""
    server.will_say([f"{index}-{part}" for index in range(1000) for part in (1, 2)])
    receipts = await gateway.send(messages(1000))
    assert len(server.calls) == len(server.sessions) == 1
    assert receipts == [
        Receipt(
            message_id=f"m{index}",
            outcome=Outcome.ACCEPTED,
            gateway_ids=(f"{index}-1", f"{index}-2"),
            segments=2,
        )
        for index in range(1000)
    ]


async def test_all_ids_of_a_message_to_one_are_its_own(
    gateway: DevinoGateway, server: DevinoServer
) -> None:
    """However many segments there are."""
    server.will_say(["1", "2", "3"])
    (receipt,) = await gateway.send([message("a")])
    assert receipt.gateway_ids == ("1", "2", "3")
    assert receipt.segments == 3
    assert receipt.traceable


@pytest.mark.parametrize("ids", [["1"], ["1", "2", "3"], ["1", "2", "1", "2"]])
async def test_ids_that_don_t_divide_are_given_to_nobody(
    ids: list[str], gateway: DevinoGateway, server: DevinoServer
) -> None:
    """Everyone was accepted and can't be followed, and is told so."""
    server.will_say(ids)
    receipts = await gateway.send(messages(2))
    assert receipts == [
        Receipt(
            message_id=one,
            outcome=Outcome.ACCEPTED,
            detail=NOT_TOLD_APART,
            traceable=False,
        )
        for one in ("m0", "m1")
    ]
