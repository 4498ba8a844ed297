"""What is read out of an answer, and what is unreadable."""

import pytest

from custom_components.message_gateways.gateways.errors import (
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import Outcome
from custom_components.message_gateways.gateways.transport import (
    Answer,
)


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("Grüße".encode("latin-1"), "utf-8"),
        (b"text", "no-such-charset"),
        (b"text", "rot13"),
        (b"text", "zlib"),
        (b"text", "undefined"),
        (b"xn--\xff", "idna"),
        (b"text", "utf-8\0"),
        (b"text", ""),
    ],
)
def test_a_text_in_the_wrong_charset_is_unreadable(body: bytes, charset: str) -> None:
    """However Python would put it."""
    answer = Answer(status=200, content_type="text/plain", charset=charset, body=body)
    for read in (answer.text, answer.json):
        with pytest.raises(UnreadableAnswerError):
            read()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \r\n",
        b"<!doctype html><h1>It works</h1>",
        b'{"a": 1',
        b'{"a": NaN}',
        b"[-Infinity]",
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"[1" + b"0" * 5000 + b"]",
        b"[1e99999999999999999999]",
        b"\xff\xfe",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_json_is_unreadable(body: bytes) -> None:
    """And may have been sent."""
    answer = Answer(status=200, content_type="x/y", charset="utf-8", body=body)
    with pytest.raises(UnreadableAnswerError) as raised:
        answer.json()
    assert raised.value.outcome is Outcome.UNKNOWN


def test_json_keeps_sums_of_money_exact() -> None:
    """A price is never a float."""
    answer = Answer(
        status=200,
        content_type="application/json",
        charset="utf-8",
        body=b'\xef\xbb\xbf{"price": 0.1000, "n": 3}',
    )
    assert str(answer.json()["price"]) == "0.1000"
    assert answer.json()["n"] == 3
