"""Numbers and addresses are never whole in a log."""

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.gateways.redact import (
    hide_secrets,
    mask,
    mask_numbers,
)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("+447700900123", "+4477…23"),
        ("+12025550123", "+1202…23"),
        ("12025550123", "12025…23"),
        ("2025550123", "2…"),
        ("12345", "1…"),
        ("", "…"),
        ("*31#", "*…"),
        ("ada@example.invalid", "a…@example.invalid"),
        ('"a@b"@example.invalid', '"…@example.invalid'),
        ("@example.invalid", "…@example.invalid"),
    ],
)
def test_the_middle_of_an_address_is_hidden(address: str, masked: str) -> None:
    """What is left tells two of them apart."""
    assert mask(address) == masked


@given(digits=st.from_regex(r"\+?[0-9]{2,15}", fullmatch=True))
def test_no_number_is_whole_and_no_short_one_can_be_guessed(digits: str) -> None:
    """Four characters at least are hidden of a number, and all but one of a short."""
    hidden = len(digits) - len(mask(digits)) + 1
    assert hidden >= min(4, len(digits) - 1)


def test_long_numbers_in_the_words_of_others_are_masked() -> None:
    said = "REJECTED 14 for +447700900123, see 2026-11-21"
    assert mask_numbers(said) == "REJECTED 14 for +4477…23, see 2026-11-21"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("wrong password a+b==13%!", "wrong password …"),
        ("GET /x?password=a%2Bb%3D%3D13%25%21&to=1", "GET /x?password=…&to=1"),
        ("GET /x?password=a%2bb%3d%3d13%25!", "GET /x?password=…"),
        ("Basic YWRhOmErYj09MTMlIQ==", "Basic …=="),
        ("YStiPT0xMyUh", "…"),
        ("user ada is blocked", "user … is blocked"),
        ("ADA:a+b==13%!", "…"),
        ("Canada is not covered", "Canada is not covered"),
        ("nothing of it", "nothing of it"),
        ("", ""),
    ],
)
def test_a_secret_is_hidden_however_it_comes_back(said: str, shown: str) -> None:
    """A short one only as a word of its own."""
    secrets = ("ada", "a+b==13%!", "ada:a+b==13%!", "")
    assert hide_secrets(said, secrets) == shown


def test_without_a_secret_nothing_is_hidden() -> None:
    assert hide_secrets("all of it", ("",)) == "all of it"
