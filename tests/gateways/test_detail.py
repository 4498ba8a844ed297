"""The words of a provider are as long as anybody reads, and tell no secret."""

import pytest

from custom_components.message_gateways.gateways.model import LONGEST_WORDS, Detail
from custom_components.message_gateways.gateways.push_secrets import secrets_of
from custom_components.message_gateways.gateways.redact import without_secrets


def test_words_without_end_are_cut() -> None:
    detail = Detail(code="1" * 5000, name="n" * 5000, text="x" * 1_200_000)
    assert detail.text == "x" * (LONGEST_WORDS - 1) + "…"
    assert len(str(detail)) < 600
    short = Detail(code="1", name="n", text="x" * LONGEST_WORDS)
    assert short.text == "x" * LONGEST_WORDS


@pytest.mark.parametrize("place", range(LONGEST_WORDS - 30, LONGEST_WORDS + 5))
def test_no_part_of_a_secret_is_left_where_the_words_were_cut(place: int) -> None:
    """The rest of it is gone, so that it is not found as a whole."""
    secret = "s3cret-pa55/w0rd"
    for form in (secret, secret.upper(), "s3cret-pa55%2Fw0rd"):
        detail = Detail(text="x" * place + form + "y" * 500)
        hidden = without_secrets(detail, [secret])
        assert hidden is not None
        assert "s3c" not in (hidden.text or "").lower()


def test_a_push_address_is_secret_in_whole_and_in_each_part() -> None:
    address = "https://house.example/api/webhook/0123456789abcdef?secret=a%20b%2Fc"
    assert set(secrets_of(address)) == {address, "0123456789abcdef", "a b/c"}
