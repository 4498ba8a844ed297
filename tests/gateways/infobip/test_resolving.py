"""Tests of messages of unknown outcome: what the logs decide."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import GatewayError
from custom_components.message_gateways.gateways.infobip.convert import detail_of
from custom_components.message_gateways.gateways.infobip.gateway import InfobipGateway
from custom_components.message_gateways.gateways.infobip.models import Fault, State
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Detail,
    Doubt,
    Message,
    Outcome,
    Receipt,
    Resolution,
    Verdict,
)

from .canned import CannedServer

SINCE = datetime(2026, 2, 12, 8, 50, tzinfo=UTC)
SOON, LATE = SINCE + timedelta(seconds=119), SINCE + timedelta(seconds=120)
PLAIN = Content(channel=Channel.SMS, text="Dinner is ready.")
BYTES = Content(channel=Channel.SMS, sender="Kitchen", binary=b"\x0f")
ANN, BOB = "+447700900123", "+447700900124"
PENDING = {"groupName": "PENDING", "id": 7}
NO_NETWORK = {"groupName": "REJECTED", "id": 6}
NO_CREDIT = {"groupName": "REJECTED", "id": 12}
DUPLICATE = {"groupName": "REJECTED", "id": 23}


def doubt(message_id: str, content: Content = PLAIN, to: str = ANN) -> Doubt:
    """Name a message whose request had no answer."""
    return Doubt(message=Message(id=message_id, to=to, content=content), since=SINCE)


def row(message_id: str, status: Any, **more: Any) -> dict[str, Any]:
    """Write a row of the log."""
    return {
        "messageId": message_id,
        "bulkId": "bulk",
        "to": "447700900123",
        "from": "Kitchen",
        "sentAt": "2026-02-12T08:50:01.000+0000",
        "smsCount": 1,
        "status": status,
        **more,
    }


FOUND = Receipt(
    message_id="a",
    outcome=Outcome.ACCEPTED,
    gateway_ids=("a",),
    request_id="bulk",
    segments=1,
)


async def resolve_one(
    gateway: InfobipGateway, one: Doubt, now: datetime = LATE
) -> Resolution:
    """Resolve a single doubt."""
    (found,) = await gateway.resolve([one], now)
    assert found.message_id == one.message.id
    return found


async def test_a_text_in_the_logs_was_accepted(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """It is looked for by the id we gave it."""
    server.will_say({"results": [row("a", PENDING)]})
    found = await resolve_one(gateway, doubt("a"))
    assert server.last.raw == "/restapi/sms/1/logs?messageId=a&limit=1000"
    assert found.verdict is Verdict.FOUND
    assert found.receipt == FOUND


@pytest.mark.parametrize(
    ("status", "out_of_credit"), [(NO_NETWORK, False), (NO_CREDIT, True)]
)
async def test_a_text_that_the_logs_call_refused_was_refused(
    status: Any,
    out_of_credit: bool,
    gateway: InfobipGateway,
    server: CannedServer,
) -> None:
    """It is found, and rejected with the provider's words."""
    server.will_say({"results": [row("a", status)]})
    found = await resolve_one(gateway, doubt("a"))
    assert found.verdict is Verdict.FOUND
    assert found.receipt is not None
    assert found.receipt.outcome is Outcome.REJECTED
    assert found.receipt.detail == Detail(code=str(status["id"]))
    assert found.receipt.out_of_credit is out_of_credit


async def test_the_refusal_of_a_repetition_tells_that_the_message_is_there(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """Beside the row of the message or alone."""
    server.will_say({"results": [row("a", DUPLICATE), row("a", PENDING)]})
    assert (await resolve_one(gateway, doubt("a"))).receipt == FOUND
    server.answers.clear()
    server.will_say({"results": [row("a", DUPLICATE)]})
    assert (await resolve_one(gateway, doubt("a"))).receipt == Receipt(
        message_id="a", outcome=Outcome.ACCEPTED, gateway_ids=("a",)
    )


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (SOON, Verdict.ASK_LATER),
        (LATE, Verdict.SEND_AGAIN),
        (SINCE + timedelta(hours=46), Verdict.SEND_AGAIN),
        (SINCE + timedelta(hours=47), Verdict.STAYS_UNKNOWN),
    ],
)
async def test_a_text_that_is_not_in_the_logs_is_sent_again_after_a_while(
    now: datetime, verdict: Verdict, gateway: InfobipGateway, server: CannedServer
) -> None:
    """Not before two minutes, and not once the logs reach no further back."""
    server.will_say({"results": [row("other", PENDING), row("a", None)]})
    found = await resolve_one(gateway, doubt("a"), now)
    assert found == Resolution(message_id="a", verdict=verdict)


async def test_many_texts_are_looked_for_in_one_request(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """Each ends in its own way."""
    server.will_say({"results": [row("a", PENDING)]})
    found = await gateway.resolve([doubt("a"), doubt("b")], LATE)
    assert [one.verdict for one in found] == [Verdict.FOUND, Verdict.SEND_AGAIN]
    assert len(server.asked) == 1


async def test_bytes_are_looked_for_by_number_and_time(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The only row that fits is the message, with the id of the server."""
    server.will_say({"results": [row("theirs", PENDING)]})
    found = await resolve_one(gateway, doubt("a", BYTES))
    assert server.last.raw == (
        "/restapi/sms/1/logs?to=447700900123"
        "&sentSince=2026-02-12T08:49:00.000%2B00:00&limit=1000"
    )
    assert found.verdict is Verdict.FOUND
    assert found.receipt is not None
    assert found.receipt.gateway_ids == ("theirs",)
    assert found.receipt.outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row("x", PENDING), row("y", PENDING)],
        [row("x", PENDING, to="447700900124")],
        [row("x", PENDING, to=None)],
        [row("x", PENDING, **{"from": "Garden"})],
        [row("x", PENDING, sentAt="2026-02-12T08:53:00.000+0000")],
        [row("x", PENDING, sentAt="2026-02-12T08:48:00.000+0000")],
        [row("x", None)],
    ],
)
async def test_bytes_that_cannot_be_told_apart_stay_unknown(
    rows: list[Any], gateway: InfobipGateway, server: CannedServer
) -> None:
    """They are asked for two minutes long, and never sent again."""
    server.will_say({"results": rows})
    soon = await resolve_one(gateway, doubt("a", BYTES), SOON)
    late = await resolve_one(gateway, doubt("a", BYTES), LATE)
    assert soon.verdict is Verdict.ASK_LATER
    assert late.verdict is Verdict.STAYS_UNKNOWN


async def test_a_row_without_sender_or_time_may_be_the_one(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """What a server does not say speaks against nothing."""
    server.will_say({"results": [row("x", PENDING, sentAt=None, **{"from": None})]})
    found = await resolve_one(gateway, doubt("a", BYTES))
    assert found.verdict is Verdict.FOUND


async def test_of_two_doubts_about_one_number_neither_is_found(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """A third one, to another number, is; texts are no rivals."""
    server.will_say({"results": []})
    server.will_say(
        {"results": [row("x", PENDING), row("y", PENDING, to="447700900124")]}
    )
    found = await gateway.resolve(
        [
            doubt("a", BYTES),
            doubt("b", BYTES),
            doubt("c", BYTES, BOB),
            doubt("d", PLAIN, BOB),
        ],
        LATE,
    )
    assert {one.message_id: one.verdict for one in found} == {
        "a": Verdict.STAYS_UNKNOWN,
        "b": Verdict.STAYS_UNKNOWN,
        "c": Verdict.FOUND,
        "d": Verdict.SEND_AGAIN,
    }


async def test_nothing_is_decided_while_the_logs_cannot_be_read(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The error goes to whoever asked."""
    server.will_say(b"<html>")
    with pytest.raises(GatewayError):
        await gateway.resolve([doubt("a")], LATE)


def test_an_error_alone_has_words_too() -> None:
    """Where there is no status, the error is all there is."""
    assert detail_of(None) is None
    assert detail_of(State(id=5), Fault(id=0)) == Detail(code="5")
    assert detail_of(None, Fault(id=27)) == Detail(code="27")
