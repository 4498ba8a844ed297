"""What a message needs decides which call it takes, and how it is written."""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from custom_components.message_gateways.gateways.entera.gateway import (
    EnteraGateway,
    make,
)
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    InvalidInputError,
    NotOfferedError,
    SignInAgainError,
    TopUpError,
)
from custom_components.message_gateways.gateways.model import (
    Attachment,
    Channel,
    Content,
    KeyPresses,
    Message,
    Outcome,
)

from .canned import TAKEN, EnteraServer
from .words import (
    ANN,
    BATCH,
    BOB,
    CALL,
    FAX,
    SMS,
    message,
    messages,
    template,
    text_file,
    wav,
)

AT = datetime(2026, 2, 13, 7, 30, tzinfo=UTC)


async def body_of(
    gateway: EnteraGateway, server: EnteraServer, some: Sequence[Message]
) -> tuple[str, dict[str, Any]]:
    """Send and return the method that was called with its body."""
    server.will_say(TAKEN)
    await gateway.send(some)
    return server.paths[-1], server.last.body


def text_of(document: dict[str, str]) -> str:
    """Return what a document says."""
    return b64decode(document["Base64Content"]).decode("utf-8-sig")


async def test_equal_messages_leave_as_one_request_under_our_key(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(TAKEN)
    receipts = await gateway.send(messages(ANN, BOB))
    (asked,) = server.asked
    assert asked.path.endswith("/SendSms")
    assert asked.body == {
        "Base64Body": "RGlubmVyIGlzIHJlYWR5Lg==",
        "ExternalId": BATCH,
        "Recipients": ["447700900123", "447700900124"],
        "Sender": "Kitchen",
    }
    assert [
        (one.message_id, one.outcome, one.gateway_ids, one.request_id)
        for one in receipts
    ] == [
        ("m0", Outcome.ACCEPTED, ("t1/447700900123",), "t1"),
        ("m1", Outcome.ACCEPTED, ("t1/447700900124",), "t1"),
    ]


async def test_a_number_twice_goes_out_once_and_both_have_its_receipt(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(TAKEN)
    receipts = await gateway.send(messages(ANN, BOB, "00447700900123"))
    assert server.last.body["Recipients"] == ["447700900123", "447700900124"]
    assert receipts[0].gateway_ids == receipts[2].gateway_ids == ("t1/447700900123",)


async def test_without_a_batch_a_request_has_a_key_nonetheless(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    _, body = await body_of(gateway, server, [message(batch="")])
    assert len(body["ExternalId"]) == 32


async def test_all_that_an_sms_can_have_is_written(
    client: aiohttp.ClientSession, server: EnteraServer
) -> None:
    content = replace(
        SMS,
        sender="+447700900000",
        label="dinner",
        validity=timedelta(seconds=61),
        send_at=AT,
    )
    config = {
        "base_url": f"{server.url}api/v2",
        "login": "ada",
        "password": "x",
        "time_zone": "Europe/Istanbul",
    }
    gateway = make(config, client)
    _, body = await body_of(gateway, server, [message(content=content)])
    assert body["Sender"] == "447700900000"
    assert body["Alias"] == "dinner"
    assert body["MessageExpiration"] == 2
    assert body["ScheduleDate"] == "13-02-2026 10:30:00"


async def test_a_fax_of_a_text_has_its_title_as_the_first_line(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    method, body = await body_of(gateway, server, [message(content=FAX)])
    assert method == "SendFax"
    (page,) = body["Attachments"]
    assert page["Name"] == "message.txt"
    assert text_of(page) == "Bakery\nThe order:\nthree loaves"
    assert set(body) == {"Attachments", "ExternalId", "Recipients"}


async def test_a_text_beyond_ascii_says_that_it_is_utf_8(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    content = replace(FAX, title="", text="Günaydın")
    _, body = await body_of(gateway, server, [message(content=content)])
    raw = b64decode(body["Attachments"][0]["Base64Content"])
    assert raw == b"\xef\xbb\xbfG\xc3\xbcnayd\xc4\xb1n"


async def test_documents_follow_the_text_and_have_the_ending_of_their_kind(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    documents = (
        text_file("x", "notes"),
        template(b"x"),
        Attachment(name="Plan.PDF", content_type="application/pdf", data=b"x"),
        Attachment(name="scan", content_type="image/tiff", data=b"x"),
        Attachment(name="scan.tiff", content_type="image/tiff", data=b"x"),
        Attachment(name="other", content_type="image/png", data=b"x"),
    )
    content = replace(FAX, text="", attachments=documents)
    _, body = await body_of(gateway, server, [message(content=content)])
    assert [one["Name"] for one in body["Attachments"]] == [
        "message.txt",
        "notes.txt",
        "letter.docx",
        "Plan.PDF",
        "scan.tif",
        "scan.tiff",
        "other",
    ]
    assert text_of(body["Attachments"][0]) == "Bakery"


async def test_a_call_plays_its_sound_and_asks_for_keys(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    keys = KeyPresses(
        digits=1,
        answer=timedelta(seconds=25),
        first_digit=timedelta(seconds=8),
        between_digits=timedelta(seconds=2.5),
        call=timedelta(seconds=90),
    )
    content = replace(CALL, keys=keys, label="alarm")
    method, body = await body_of(gateway, server, [message(content=content)])
    assert method == "SendIvr"
    (sound,) = body.pop("Attachments")
    assert sound["Name"] == "message.wav"
    assert b64decode(sound["Base64Content"]) == wav()
    assert body == {
        "Alias": "alarm",
        "ExternalId": BATCH,
        "Recipients": ["447700900123"],
        "MaxCallDuration": 90000,
        "CallAnswerTimeout": 25000,
        "InterDigitTimeout": 2500,
        "FirstDigitTimeout": 8000,
        "MaxDTMFDigits": 1,
    }


@pytest.mark.parametrize(
    ("content", "method", "sound"),
    [
        (replace(FAX, notice=True), "SendFaxBroadcast", None),
        (replace(CALL, notice=True), "SendIvrBroadcast", "MainMessage"),
    ],
)
async def test_a_notice_takes_a_broadcast(
    content: Content,
    method: str,
    sound: str | None,
    gateway: EnteraGateway,
    server: EnteraServer,
) -> None:
    """Only broadcasts have a NotificationType."""
    called, body = await body_of(gateway, server, [message(content=content)])
    assert called == method
    assert (body["NotificationType"], body["AddressBookIds"]) == (1, [])
    assert sound is None or len(body[sound]) == 1


REFUSED: dict[str, tuple[Content, str, str]] = {
    "a macro by mistake": (replace(SMS, text="Hi %name%!"), ANN, "macro_in_text"),
    "no sender": (replace(SMS, sender=None), ANN, "sender_needed"),
    "no book": (SMS, "", "address_book_missing"),
    "a book that is no number": (
        replace(SMS, address_books=("x",)),
        "",
        "address_book_unknown",
    ),
    "no sound": (replace(CALL, audio=None), ANN, "audio_missing"),
    "another sound": (replace(CALL, audio=b"x"), ANN, "audio_not_possible"),
    "an empty fax": (replace(FAX, text=" ", title=""), ANN, "text_empty"),
    "two templates": (
        replace(FAX, merge=True, attachments=(text_file("x"),)),
        ANN,
        "merge_needs_one_document",
    ),
    "no template": (
        replace(FAX, merge=True, text="", title=""),
        ANN,
        "merge_needs_one_document",
    ),
    "a template that can't be one": (
        replace(
            FAX,
            merge=True,
            text="",
            title="",
            attachments=(
                Attachment(name="x.pdf", content_type="application/pdf", data=b"x"),
            ),
        ),
        ANN,
        "merge_document_not_possible",
    ),
    "a long label": (replace(SMS, label="x" * 43), ANN, "label_too_long"),
    "a long number": (SMS, "1" * 33, "address_too_long"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_breaks_a_rule_is_refused_before_anything_is_sent(
    name: str, gateway: EnteraGateway, server: EnteraServer
) -> None:
    content, to, key = REFUSED[name]
    with pytest.raises(InvalidInputError) as caught:
        await gateway.send([message(to=to, content=content)])
    assert caught.value.key == key
    with pytest.raises(InvalidInputError):
        await gateway.check_first([message(to=to, content=content)])
    assert server.asked == []


async def test_the_place_of_a_macro_is_named(gateway: EnteraGateway) -> None:
    with pytest.raises(InvalidInputError) as caught:
        await gateway.send([message(content=replace(SMS, text="Hi %name%!"))])
    assert caught.value.placeholders == {"macro": "%name%", "place": "4"}


async def test_a_channel_that_is_not_there_is_refused(gateway: EnteraGateway) -> None:
    content = Content(channel=Channel.EMAIL, text="x")
    with pytest.raises(NotOfferedError):
        await gateway.send([message(content=content)])


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (2, SignInAgainError),
        (3, ChangeRequestError),
        (12, TopUpError),
        (14, AskWhatHappenedError),
        (17, SignInAgainError),
        (18, SignInAgainError),
        (99, ChangeRequestError),
    ],
)
async def test_a_refusal_holds_for_all_of_a_request(
    code: int, kind: type[GatewayError], gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_refuse(code)
    with pytest.raises(kind) as caught:
        await gateway.send(messages(ANN, BOB))
    assert type(caught.value) is kind


async def test_a_send_whose_answer_is_lost_is_unknown(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_cut()
    with pytest.raises(AskWhatHappenedError):
        await gateway.send([message()])
