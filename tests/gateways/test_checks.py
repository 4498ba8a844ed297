"""What is refused before anything is sent, by a table."""

from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.checks import check_content
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import Channel, Content
from custom_components.message_gateways.gateways.registry import REGISTRY

INFOBIP = REGISTRY["infobip"]


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
        check_content(REGISTRY["sandbox"], sms("", binary=b"\x01"), longest_segments=10)
    assert raised.value.key == "field_not_offered"
    assert raised.value.placeholders["field"] == "binary"
