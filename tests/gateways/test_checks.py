"""What is refused before anything is sent, by a table."""

from dataclasses import replace
from datetime import timedelta
import re

import pytest

from custom_components.message_gateways.gateways.checks import (
    check_address,
    check_content,
)
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.info import ChannelInfo, KeyLimits
from custom_components.message_gateways.gateways.model import (
    Attachment,
    Channel,
    Content,
    KeyPresses,
)
from custom_components.message_gateways.gateways.registry import REGISTRY

INFOBIP = REGISTRY["infobip"]
FAX_ROW = ChannelInfo(
    batch_limit=1,
    fields=frozenset(
        {"title", "label", "attachments", "audio", "keys", "html", "merge"}
    ),
    longest_segments=1,
    longest_text=20,
    longest_title=5,
    longest_label=5,
    longest_address=12,
    longest_attachment_name=8,
    attachment_types={"text/plain": True, "application/pdf": False},
    keys=KeyLimits(
        digits=3,
        answer=timedelta(seconds=60),
        first_digit=timedelta(seconds=12),
        between_digits=timedelta(seconds=6),
        call=timedelta(minutes=2),
    ),
    macro=re.compile(r"%\w+%"),
)
FAXES = replace(INFOBIP, name="Faxes", channels={Channel.FAX: FAX_ROW})


def sms(text: str = "Hello", **fields: object) -> Content:
    """Return a content."""
    return Content(channel=Channel.SMS, text=text, **fields)  # type: ignore[arg-type]  # a table's fields


@pytest.mark.parametrize(
    "content",
    [
        sms(),
        sms(sender="Home"),
        sms(sender="+447700900123"),
        sms(sender="447700900123"),
        sms(validity=timedelta(hours=48)),
        sms("Günaydın", language="TR", single_shift=True, locking_shift=True),
        sms("", binary=b"\x01\x02", data_coding=4),
        sms("x" * 1530),
        sms("Привет", transliteration="CYRILLIC", flash=True),
    ],
)
def test_what_the_gateway_takes_passes(content: Content) -> None:
    check_content(INFOBIP, content, longest_segments=10)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (sms(" \n"), "text_empty"),
        (sms("x" * 1531), "message_too_long"),
        (sms("", binary=b"x" * 2000), "message_too_long"),
        (sms(sender="ab"), "sender_not_possible"),
        (sms(sender="TwelveLetter"), "sender_not_possible"),
        (sms(sender="+123456789012345"), "sender_not_possible"),
        (sms(validity=timedelta(0)), "validity_not_possible"),
        (sms(validity=timedelta(hours=49)), "validity_not_possible"),
        (sms(transliteration="KLINGON"), "transliteration_not_offered"),
        (sms(language="ES", locking_shift=True), "language_not_offered"),
        (sms(language="XX", single_shift=True), "language_not_offered"),
        (Content(channel=Channel.FAX, text="Hello"), "channel_not_offered"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_name(content: Content, key: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        check_content(INFOBIP, content, longest_segments=10)
    assert raised.value.key == key


def test_a_field_that_the_gateway_cannot_honour_is_refused_by_name() -> None:
    with pytest.raises(InvalidInputError) as raised:
        check_content(REGISTRY["devino"], sms("", binary=b"\x01"), longest_segments=10)
    assert raised.value.key == "field_not_offered"
    assert raised.value.placeholders["field"] == "binary"


def fax(text: str = "Hello", **fields: object) -> Content:
    """Return a content of many kinds of parts."""
    return Content(channel=Channel.FAX, text=text, **fields)  # type: ignore[arg-type]  # a table's fields


def document(name: str = "1.txt", content_type: str = "text/plain") -> Attachment:
    """Return a document."""
    return Attachment(name=name, content_type=content_type, data=b"x")


@pytest.mark.parametrize(
    "content",
    [
        fax("", attachments=(document(), document("8letters", "application/pdf"))),
        fax("", audio=b"x"),
        fax("", title="Title"),
        fax("", html="<p>Hello</p>"),
        fax(label="label", title="12345"),
        fax(keys=KeyPresses()),
        fax(keys=KeyPresses(digits=3, call=timedelta(minutes=2))),
        fax("Hi %name%", merge=True),
        fax("100 % of 50%"),
    ],
)
def test_whatever_there_is_to_say_is_something(content: Content) -> None:
    """A text is not needed where there is a document or a sound."""
    check_content(FAXES, content, longest_segments=1)


@pytest.mark.parametrize(
    ("content", "key", "placeholders"),
    [
        (fax(""), "text_empty", {}),
        (fax("x" * 21), "text_too_long", {"characters": "21", "limit": "20"}),
        (fax(title="123456"), "title_too_long", {"limit": "5"}),
        (fax(label="123456"), "label_too_long", {"limit": "5"}),
        (
            fax(attachments=(document(content_type="image/png"),)),
            "attachment_type_not_offered",
            {"name": "1.txt", "types": "text/plain, application/pdf"},
        ),
        (
            fax(attachments=(document("9 letters"),)),
            "attachment_name_too_long",
            {"name": "9 letters", "limit": "8"},
        ),
        (fax(keys=KeyPresses(digits=4)), "too_many_keys", {"limit": "3"}),
        (
            fax(keys=KeyPresses(answer=timedelta(seconds=61))),
            "answer_time_too_long",
            {"limit": "60"},
        ),
        (
            fax(keys=KeyPresses(first_digit=timedelta(seconds=13))),
            "first_key_time_too_long",
            {"limit": "12"},
        ),
        (
            fax(keys=KeyPresses(between_digits=timedelta(seconds=6.5))),
            "next_key_time_too_long",
            {"limit": "6"},
        ),
        (
            fax(keys=KeyPresses(call=timedelta(seconds=-1))),
            "call_too_long",
            {"limit": "120"},
        ),
        (fax("Hi %name%"), "macro_in_text", {"macro": "%name%", "place": "4"}),
    ],
)
def test_a_refusal_names_the_limit(
    content: Content, key: str, placeholders: dict[str, str]
) -> None:
    with pytest.raises(InvalidInputError) as raised:
        check_content(FAXES, content, longest_segments=1)
    assert (raised.value.key, raised.value.placeholders) == (key, placeholders)


def test_a_gateway_may_have_a_rule_of_its_own() -> None:
    def refuse(content: Content) -> None:
        raise InvalidInputError("own_rule", text=content.text)

    row = replace(FAX_ROW, own_check=refuse)
    info = replace(FAXES, channels={Channel.FAX: row})
    with pytest.raises(InvalidInputError, match="own_rule"):
        check_content(info, fax(), longest_segments=1)


def test_an_address_may_be_too_long() -> None:
    check_address(FAXES, Channel.FAX, "447700900123")
    check_address(FAXES, Channel.SMS, "4477009001234")
    check_address(INFOBIP, Channel.SMS, "4477009001234")
    with pytest.raises(InvalidInputError) as raised:
        check_address(FAXES, Channel.FAX, "4477009001234")
    assert raised.value.key == "address_too_long"
    assert raised.value.placeholders == {"number": "4477009001234", "limit": "12"}
