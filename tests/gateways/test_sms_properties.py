"""What a text costs as SMS: any text, against smsutil and gsmcodecs."""

from itertools import pairwise

import gsmcodecs  # noqa: F401 - it registers the codecs
from hypothesis import assume, given, settings, strategies as st
import smsutil

from custom_components.message_gateways.gateways.sms import (
    Encoding,
    Language,
    NationalTables,
    SmsParts,
    measure,
    septets_by_character,
    split,
)

NATIONAL = [
    NationalTables(language=language, single_shift=single, locking_shift=locking)
    for language in Language
    for single in (False, True)
    for locking in (False, True)
    if not (language is Language.ES and locking)
]
NATIONAL_LETTERS = sorted(
    {each for national in NATIONAL for each in septets_by_character(national)}
)


def texts(characters: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw short texts, and long ones that need several segments."""
    repeated = st.builds(
        lambda begin, again, times: begin + again * times,
        st.text(characters, max_size=20),
        st.text(characters, min_size=1, max_size=40),
        st.integers(10, 60),
    )
    return st.one_of(
        st.text(characters, max_size=20),
        repeated,
        st.text(characters, min_size=150, max_size=400),
    )


# Every str Python can hold, lone surrogates included, with those that matter often.
ANY_CHARACTER = st.one_of(
    st.characters(exclude_categories=()),
    st.sampled_from("a€\x1b\f\r\n\u00a0ç\ud83d\ude00😀ж"),
)
GSM7_CHARACTER = st.one_of(
    st.sampled_from(sorted(septets_by_character())), st.sampled_from("€[|")
)
TABLES = st.one_of(st.none(), st.sampled_from(NATIONAL))


@st.composite
def texts_with_tables(
    draw: st.DrawFn,
) -> tuple[str, NationalTables | None]:
    """Draw tables and a text, half of the time one that needs no UCS2 with them."""
    national = draw(TABLES)
    known = st.sampled_from(sorted(septets_by_character(national)))
    return draw(st.one_of(texts(known), texts(ANY_CHARACTER))), national


many = settings(deadline=None, max_examples=300, derandomize=True)


def utf16_units(text: str) -> int:
    """Count the UTF-16 units of a text."""
    return len(text.encode("utf-16-be", "surrogatepass")) // 2


def is_pair(left: str, right: str) -> bool:
    """Tell whether two characters are a high and a low surrogate."""
    return "\ud800" <= left <= "\udbff" and "\udc00" <= right <= "\udfff"


def with_joined_pairs(text: str) -> str:
    """Make one character of each high and low surrogate side by side."""
    octets = text.encode("utf-16-be", "surrogatepass")
    return octets.decode("utf-16-be", "surrogatepass")


def oracle_septets(text: str, national: NationalTables | None) -> int:
    """Count the septets of a text with the codec that has these tables."""
    number = {Language.TR: 1, Language.ES: 2, Language.PT: 3}
    locking = number[national.language] if national and national.locking_shift else 0
    single = number[national.language] if national and national.single_shift else 0
    return len(text.encode(f"gsm23.038-{locking}-{single}"))


@many
@given(text=texts(GSM7_CHARACTER))
def test_gsm7_parts_equal_the_oracle(text: str) -> None:
    """Compare parts and septets with smsutil."""
    assume(text)  # the oracle takes an empty text for UTF-16
    expected = smsutil.split(text)
    parts = measure(text)
    assert expected.encoding == "gsm0338"
    assert parts.encoding is Encoding.GSM7
    assert [part.content for part in expected.parts] == list(parts.parts)
    assert [part.bytes for part in expected.parts] == list(parts.part_units)


@many
@given(text=texts(ANY_CHARACTER))
def test_any_text_costs_what_the_oracle_says(text: str) -> None:
    """Compare encoding, parts and units with smsutil.

    Left out, because there the oracle is wrong: the escape, which it takes for a
    character of GSM7 (TS 23.038, 6.2.1: it leads to the extension table), and a high
    and a low surrogate as two characters of Python, between which it splits.
    """
    text = with_joined_pairs(text.replace("\x1b", ""))
    assume(text)
    expected = smsutil.split(text)
    parts = measure(text)
    assert (expected.encoding == "gsm0338") == (parts.encoding is Encoding.GSM7)
    assert [part.content for part in expected.parts] == list(parts.parts)
    octets = 1 if parts.encoding is Encoding.GSM7 else 2
    assert [part.bytes for part in expected.parts] == [
        units * octets for units in parts.part_units
    ]


@many
@given(text=texts(st.sampled_from(NATIONAL_LETTERS)), national=TABLES)
def test_septets_with_national_tables_equal_the_oracle(
    text: str, national: NationalTables | None
) -> None:
    """Compare the septets with gsmcodecs."""
    known = septets_by_character(national)
    text = "".join(each for each in text if each in known)
    assert measure(text, national).units == oracle_septets(text, national)


@many
@given(drawn=texts_with_tables(), ucs2=st.booleans())
def test_the_parts_are_the_text_and_each_fits(
    drawn: tuple[str, NationalTables | None], *, ucs2: bool
) -> None:
    """Join, count and look at both sides of every cut."""
    text, national = drawn
    parts = measure(text, national, force_ucs2=ucs2)
    assert "".join(parts.parts) == text
    assert split(text, national, force_ucs2=ucs2) == parts.parts
    assert len(parts.part_units) == parts.segments
    assert all(units <= parts.units_per_part for units in parts.part_units)
    if parts.encoding is Encoding.UCS2:
        assert list(parts.part_units) == [utf16_units(part) for part in parts.parts]
        assert not any(
            is_pair(left[-1], right[0]) for left, right in pairwise(parts.parts)
        )
    else:
        assert list(parts.part_units) == [
            oracle_septets(part, national) for part in parts.parts
        ]
    assert_no_part_could_hold_more(parts, national)


def assert_no_part_could_hold_more(
    parts: SmsParts, national: NationalTables | None
) -> None:
    """See that a part ends only where the next character does not fit."""
    septets = septets_by_character(national)
    for units, following in zip(parts.part_units, parts.parts[1:], strict=False):
        if parts.encoding is Encoding.GSM7:
            cost = septets[following[0]]
        else:
            first, second = following[0], following[1:2]
            cost = 2 if first > "\uffff" or is_pair(first, second) else 1
        assert units + cost > parts.units_per_part


@many
@given(drawn=texts_with_tables(), character=ANY_CHARACTER, place=st.integers(0, 400))
def test_a_further_character_never_lowers_the_count(
    drawn: tuple[str, NationalTables | None], character: str, place: int
) -> None:
    """Put it anywhere, even between the halves of a pair."""
    text, national = drawn
    place %= len(text) + 1
    longer = text[:place] + character + text[place:]
    assert measure(longer, national).segments >= measure(text, national).segments


@many
@given(length=st.integers(150, 1000), double=st.floats(0, 1), national=TABLES)
def test_long_texts_near_the_limits_still_grow_by_one(
    length: int, double: float, national: NationalTables | None
) -> None:
    """One character more is at most one segment more within one encoding."""
    text = "€" * int(length * double) + "a" * (length - int(length * double))
    before, after = measure(text, national), measure(text + "€", national)
    assert after.segments - before.segments in {0, 1}
