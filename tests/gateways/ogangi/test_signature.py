"""Tests of signatures and of paths as they are signed and sent."""

from hypothesis import given, strategies as st
import pytest
from yarl import URL

from custom_components.message_gateways.gateways.errors import ChangeRequestError
from custom_components.message_gateways.gateways.ogangi.signature import (
    encode,
    sign,
    signed_path,
)

PARAMS = "7/2020/2/18765422035/U2ltcGxlIE1lc3NhZ2Ug4pi6"
SIGNATURE = "f69bc6a924480d3ed82970d9679c4be90589bd3064add51c47e8bf50a211d55f"


def path_of(*params: str) -> str:
    """Write a path."""
    return signed_path("sendMT", params, public_key="p", private_key="my-private-key")


def test_the_vector_of_the_field_notes_holds() -> None:
    """An HMAC of what stands in the URL, in lower-case hex digits."""
    assert sign("my-private-key", PARAMS) == SIGNATURE
    params = ("7", "2020", "2", "18765422035", encode("Simple Message ☺"))
    assert path_of(*params) == f"/rest/api/sendMT/{PARAMS}/p/{SIGNATURE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Simple Message ☺", "U2ltcGxlIE1lc3NhZ2Ug4pi6"),
        ("a", "YQ"),
        ("ab", "YWI"),
        ("~~~?", "fn5-Pw"),
        ("ÿÿ?", "w7_Dvz8"),
        ("a\ud83d", "YT8"),
    ],
)
def test_texts_are_written_in_the_alphabet_for_urls_without_padding(
    text: str, expected: str
) -> None:
    """Half a pair of surrogates is no UTF-8 and becomes a question mark."""
    assert encode(text) == expected


@pytest.mark.parametrize(
    ("segment", "written"),
    [
        ("Fast & Far", "Fast%20%26%20Far"),
        ("a/b", "a%2Fb"),
        ("50%", "50%25"),
        ("%2F", "%252F"),
        ("^OGANGI.*", "%5EOGANGI.%2A"),
        ("é", "%C3%A9"),
        ("-_.~", "-_.~"),
        ("a+b=c?d#e", "a%2Bb%3Dc%3Fd%23e"),
        ("\ud83d", "%3F"),
    ],
)
def test_a_segment_is_percent_encoded_once_and_signed_so(
    segment: str, written: str
) -> None:
    """What is signed is what stands in the URL."""
    signature = sign("my-private-key", written)
    assert path_of(segment) == f"/rest/api/sendMT/{written}/p/{signature}"


@pytest.mark.parametrize("lost", ["", ".", ".."])
def test_what_a_path_loses_on_its_way_is_refused(lost: str) -> None:
    """Servers take such segments out, and the others would move up."""
    with pytest.raises(ChangeRequestError, match="empty"):
        path_of("7", lost)


@given(st.lists(st.text(min_size=1).filter(lambda one: one not in {".", ".."})))
def test_a_path_leaves_as_it_was_signed(params: list[str]) -> None:
    """The HTTP library neither encodes it again nor makes it prettier."""
    path = path_of("7", *params)
    assert URL(f"http://host.invalid{path}", encoded=True).raw_path_qs == path
    assert path.count("/") == len(params) + 6
