"""The row of Entera in the table of gateways refuses what its document does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.checks import (
    check_address,
    check_content,
)
from custom_components.message_gateways.gateways.entera.checks import DOCUMENTS
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import (
    Attachment,
    Channel,
    Content,
    KeyPresses,
)
from custom_components.message_gateways.gateways.registry import REGISTRY

from .words import CALL, FAX, SMS, text_file, wav

ENTERA = REGISTRY["entera"]
DOCUMENT = text_file("x", "x" * 255)


@pytest.mark.parametrize(
    "content",
    [
        SMS,
        replace(SMS, text="x" * 2048, label="x" * 42, validity=timedelta(minutes=2880)),
        replace(SMS, sender="x" * 11),
        replace(SMS, sender="+" + "1" * 14),
        replace(SMS, text="Hi %1%", merge=True, address_books=("3",)),
        FAX,
        replace(FAX, label="x" * 255, notice=True, attachments=(DOCUMENT,)),
        replace(FAX, text="Hi %1%", title="", merge=True),
        replace(FAX, text="100% of %this%"),
        CALL,
        replace(CALL, audio=None),
        replace(CALL, keys=KeyPresses(digits=96), audio=wav(120)),
        *(
            replace(
                FAX,
                attachments=(Attachment(name="x", content_type=one, data=b"x"),),
            )
            for one in DOCUMENTS
        ),
    ],
)
def test_what_the_document_allows_passes(content: Content) -> None:
    check_content(ENTERA, content, longest_segments=255)


@pytest.mark.parametrize(
    ("content", "key", "limit"),
    [
        (replace(SMS, text="x" * 2049), "text_too_long", "2048"),
        (replace(SMS, label="x" * 43), "label_too_long", "42"),
        (replace(FAX, label="x" * 256), "label_too_long", "255"),
        (replace(CALL, label="x" * 256), "label_too_long", "255"),
        (replace(SMS, sender="x" * 12), "sender_not_possible", "1-11"),
        (replace(SMS, sender="1" * 15), "sender_not_possible", "1-14"),
        (replace(SMS, sender=None), "sender_needed", "Entera"),
        (
            replace(SMS, validity=timedelta(minutes=2881)),
            "validity_not_possible",
            "2880",
        ),
        (replace(SMS, text="Hi %name%"), "macro_in_text", "4"),
        (replace(SMS, notice=True), "field_not_offered", "notice"),
        (
            replace(FAX, attachments=(text_file("x", "x" * 256),)),
            "attachment_name_too_long",
            "255",
        ),
        (
            replace(FAX, merge=True, attachments=(DOCUMENT,)),
            "merge_needs_one_document",
            None,
        ),
        (replace(CALL, audio=b"x"), "audio_not_possible", None),
        (replace(CALL, keys=KeyPresses(digits=97)), "too_many_keys", "96"),
        (
            replace(CALL, keys=KeyPresses(call=timedelta(seconds=121))),
            "call_too_long",
            "120",
        ),
        (
            replace(CALL, keys=KeyPresses(answer=timedelta(seconds=61))),
            "answer_time_too_long",
            "60",
        ),
        (
            replace(CALL, keys=KeyPresses(first_digit=timedelta(seconds=13))),
            "first_key_time_too_long",
            "12",
        ),
        (
            replace(CALL, keys=KeyPresses(between_digits=timedelta(seconds=7))),
            "next_key_time_too_long",
            "6",
        ),
    ],
)
def test_what_it_does_not_is_refused_with_the_limit(
    content: Content, key: str, limit: str | None
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_content(ENTERA, content, longest_segments=255)
    assert caught.value.key == key
    assert limit is None or limit in caught.value.placeholders.values()


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.FAX, Channel.VOICE])
def test_a_recipient_has_32_characters(channel: Channel) -> None:
    check_address(ENTERA, channel, "1" * 32)
    with pytest.raises(InvalidInputError):
        check_address(ENTERA, channel, "1" * 33)


def test_what_the_document_does_not_mention_is_offered_as_such() -> None:
    named = [kind for kind, known in DOCUMENTS.items() if known]
    assert [one.rpartition("/")[2][:5] for one in named] == ["plain", "vnd.o"]
    assert {"application/pdf", "image/tiff"} <= set(DOCUMENTS)
