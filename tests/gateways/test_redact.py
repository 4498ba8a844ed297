"""Numbers and addresses are never whole in a log."""

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.gateways.redact import mask, mask_numbers


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
