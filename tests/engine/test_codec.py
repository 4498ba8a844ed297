"""Contents are read as they were written."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.engine import codec
from custom_components.message_gateways.gateways.model import (
    Attachment,
    Channel,
    Content,
    KeyPresses,
)

from .making import HELLO

FULL: dict[str, Any] = {
    "channel": Channel.VIBER,
    "text": "Grüße 🌻",
    "sender": "Garden",
    "validity": timedelta(minutes=90, microseconds=1),
    "flash": True,
    "language": "tr",
    "single_shift": True,
    "locking_shift": True,
    "transliteration": "TURKISH",
    "binary": bytes(range(256)),
    "data_coding": 245,
    "esm_class": 64,
    "carrier": "Any Mobile",
    "flags": "night",
    "send_at": datetime(2026, 2, 13, 12, 30, 1, 5, UTC),
    "recipient_time_zone": True,
    "sms_fallback": True,
    "optional": "kitchen",
    "title": "The house",
    "html": "<p>Water</p>",
    "attachments": (
        Attachment(name="plan.pdf", content_type="application/pdf", data=b"%PDF"),
        Attachment(name="empty.txt", content_type="text/plain", data=b""),
    ),
    "audio": b"RIFF",
    "keys": KeyPresses(digits=1, answer=timedelta(seconds=30)),
    "label": "alarm",
    "notice": True,
    "merge": True,
    "address_books": ("3", "5"),
    "gateway_account": "7",
    "tries": 3,
}


def test_the_example_has_every_field() -> None:
    """A field that is added is tested too."""
    assert set(FULL) == {each.name for each in fields(Content)}


@pytest.mark.parametrize("name", FULL)
def test_every_field_comes_back(name: str) -> None:
    """One by one, beside what a content must have."""
    content = replace(HELLO, **{name: FULL[name]})
    assert codec.load(codec.dump(content)) == content


def test_a_wall_clock_comes_back_without_a_zone() -> None:
    """Noon is noon wherever the recipient is."""
    noon = datetime(2026, 2, 13, 12)  # noqa: DTZ001 - a wall clock of no zone
    content = replace(HELLO, send_at=noon, recipient_time_zone=True)
    assert codec.load(codec.dump(content)).send_at == noon


def test_all_fields_come_back_together() -> None:
    """Types and all."""
    content = Content(**FULL)
    back = codec.load(codec.dump(content))
    assert back == content
    assert isinstance(back.channel, Channel)


# Half characters too: a text may have been cut in the middle of one.
ANY_TEXT = st.text(st.characters())


@given(text=ANY_TEXT, sender=st.none() | ANY_TEXT, binary=st.none() | st.binary())
def test_any_text_comes_back(
    text: str, sender: str | None, binary: bytes | None
) -> None:
    """Whatever people write, and the database can take it."""
    content = Content(channel=Channel.SMS, text=text, sender=sender, binary=binary)
    body = codec.dump(content)
    assert codec.load(body) == content
    assert body.isascii()


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=365)))
def test_any_validity_comes_back(validity: timedelta) -> None:
    """To the microsecond."""
    content = replace(HELLO, validity=validity)
    assert codec.load(codec.dump(content)) == content


def test_equal_contents_are_told_to_be_equal_and_others_not() -> None:
    """The digest stands for the content."""
    again = Content(text="The door is open", channel=Channel.SMS)
    other = replace(HELLO, flash=True)
    digests = [codec.digest(codec.dump(each)) for each in (HELLO, again, other)]
    assert digests[0] == digests[1] != digests[2]


def test_what_an_older_version_left_out_has_its_default() -> None:
    """A database outlives versions."""
    assert codec.load('{"channel": "sms", "text": "Hi"}') == Content(
        channel=Channel.SMS, text="Hi"
    )
