"""What people write as a number, and what gateways write as a sender."""

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import Outcome
from custom_components.message_gateways.gateways.numbers import (
    Number,
    NumberRule,
    calling_code,
    normalise,
    same_sender,
)

FICTION = "+447700900123"


@pytest.mark.parametrize(
    ("raw", "country", "value"),
    [
        ("+12025550123", None, "+12025550123"),
        (" +1 (202) 555-0123 ", None, "+12025550123"),
        ("+1.202.555.0123", None, "+12025550123"),
        ("+1\u00a0202\u2011555\u20110123", None, "+12025550123"),
        ("001 202 555 0123", None, "+12025550123"),
        ("0012025550123", "GB", "+12025550123"),
        ("(202) 555-0123", "US", "+12025550123"),
        ("2025550123", "US", "+12025550123"),
        ("07700 900123", "GB", FICTION),
        ("+44 (0)7700 900123", None, FICTION),
        ("447700900123", "GB", FICTION),
        ("011 44 7700 900123", "US", FICTION),
        ("tel:+447700900123", None, FICTION),
        ("\u202a+447700900123\u202c", None, FICTION),
        ("+٤٤٧٧٠٠٩٠٠١٢٣", None, FICTION),
        ("+39 06 698 12345", None, "+390669812345"),
    ],
)
def test_a_number_is_brought_into_international_form(
    raw: str, country: str | None, value: str
) -> None:
    """However it is written; the numbers of fiction are doubtful, and not refused."""
    assert normalise(raw, NumberRule.E164, country) == Number(
        value=value, valid=value != FICTION
    )


@pytest.mark.parametrize(
    ("raw", "country", "key"),
    [
        ("", None, "number_not_possible"),
        ("", "GB", "number_not_possible"),
        ("+", "GB", "number_not_possible"),
        ("hello", "GB", "number_not_possible"),
        ("+4477", None, "number_not_possible"),
        ("+99912345678", None, "number_not_possible"),
        ("+" + "4" * 5000, None, "number_not_possible"),
        ("12", "GB", "number_not_possible"),
        ("07700 900123", None, "number_needs_country"),
        ("447700900123", None, "number_needs_country"),
        ("07700 900123", "ZZ", "number_needs_country"),
    ],
)
def test_what_can_t_be_a_number_is_refused_by_name(
    raw: str, country: str | None, key: str
) -> None:
    """Before anything is sent."""
    with pytest.raises(InvalidInputError) as raised:
        normalise(raw, NumberRule.E164, country)
    assert raised.value.key == key
    assert raised.value.placeholders == {"number": raw.strip()}
    assert raised.value.outcome is Outcome.REJECTED


@pytest.mark.parametrize("rule", list(NumberRule))
@pytest.mark.parametrize("raw", [447700900123, 7.5, True, None, ["+447700900123"]])
def test_a_number_that_yaml_made_an_integer_is_refused(
    raw: object, rule: NumberRule
) -> None:
    """Its leading zero or plus may be gone."""
    with pytest.raises(InvalidInputError) as raised:
        normalise(raw, rule, "GB")
    assert raised.value.key == "number_not_text"


@pytest.mark.parametrize(
    ("raw", "country", "value"),
    [
        ("+447700900020", None, "+447700900020"),
        ("07700 900020", "GB", "+447700900020"),
        ("+44 (0)7700 900020", None, "+447700900020"),
        ("0044 7700 900020", None, "+447700900020"),
        ("07700 900020", None, "+07700900020"),
        ("123", None, "+123"),
        ("+4479", None, "+4479"),
    ],
)
def test_the_sandbox_takes_any_digits_and_doubts_none(
    raw: str, country: str | None, value: str
) -> None:
    """A real number is read as everywhere, so that magic ones can be written so too."""
    assert normalise(raw, NumberRule.MAGIC, country) == Number(value=value)


@pytest.mark.parametrize("raw", ["", "12", "hello", "+" + "1" * 16, "12*"])
def test_the_sandbox_refuses_what_has_no_digits(raw: str) -> None:
    """Or too few or too many of them."""
    with pytest.raises(InvalidInputError):
        normalise(raw, NumberRule.MAGIC, None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("*31#07700900123", "*31#07700900123"), ("+44 7700", "+447700"), ("12", "12")],
)
def test_a_dial_string_is_kept_as_it_is_dialled(raw: str, value: str) -> None:
    """Without its punctuation, and without adding a country."""
    assert normalise(raw, NumberRule.DIAL_STRING, "GB") == Number(value=value)


@pytest.mark.parametrize("raw", ["", "1", "sip:house@pbx.invalid", "1" * 33, "12w34"])
def test_what_can_t_be_dialled_is_refused(raw: str) -> None:
    """By the same name as an impossible number."""
    with pytest.raises(InvalidInputError) as raised:
        normalise(raw, NumberRule.DIAL_STRING, None)
    assert raised.value.key == "number_not_possible"


@pytest.mark.parametrize(
    ("raw", "country", "form"),
    [
        (FICTION, None, FICTION),
        ("447700900123", None, FICTION),
        ("447700900123", "CH", FICTION),
        ("447700900123", "US", FICTION),
        ("44 7700 900123", "GB", FICTION),
        ("07700900123", "GB", FICTION),
        ("00447700900123", "DE", FICTION),
        ("12025550123", "DE", "+12025550123"),
        ("12025550123", "GB", "+12025550123"),
        ("2025550123", "US", "+12025550123"),
        ("07700900123", None, "07700900123"),
        ("12345", "US", "12345"),
        ("GATEWAY", "GB", "gateway"),
        ("Gate-Way", "GB", "gateway"),
        ("", None, ""),
        ("+", "GB", "+"),
    ],
)
def test_a_sender_is_compared_in_one_form(
    raw: str, country: str | None, form: str
) -> None:
    """International numbers come without a plus, whatever country the account is in."""
    assert same_sender(raw, country) == form


@settings(deadline=None)  # the first number of a country loads its metadata
@given(raw=st.text(), country=st.sampled_from([None, "GB", "US", "ZZ", "?"]))
def test_no_text_breaks_a_number(raw: str, country: str | None) -> None:
    """Each is a number of digits or is refused, and a sender is never refused."""
    for rule in NumberRule:
        try:
            number = normalise(raw, rule, country)
        except InvalidInputError:
            continue
        assert set(number.value) <= set("+0123456789*#")
        assert normalise(number.value, rule, country) == number
    assert same_sender(same_sender(raw, country), country) is not None


@settings(deadline=None)  # the first number of a country loads its metadata
@given(raw=st.text(alphabet="+0123456789 ()", max_size=18))
def test_a_normalised_number_is_the_sender_it_is(raw: str) -> None:
    """A reply from a recipient finds its recipient."""
    try:
        number = normalise(raw, NumberRule.E164, "GB")
    except InvalidInputError:
        return
    assert same_sender(number.value, "GB") == number.value


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (FICTION, "44"),
        ("+12025550123", "1"),
        ("+3545550123", "354"),
        ("447700900123", ""),
        ("+99999", ""),
        ("+", ""),
        ("", ""),
        ("1000", ""),
        ("anna@example.org", ""),
    ],
)
def test_the_country_of_a_number_is_told_by_its_first_digits(
    number: str, code: str
) -> None:
    """An extension, a short code and an email address have none."""
    assert calling_code(number) == code
