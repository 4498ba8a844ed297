"""What is offered instead of a text that needs UCS2."""

import string
from time import process_time
import unicodedata

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.message_gateways.gateways.sms import (
    Encoding,
    Language,
    NationalTables,
    measure,
    septets_by_character,
)
from custom_components.message_gateways.gateways.sms_transliterate import (
    _SPELLINGS,
    Replacement,
    Transliteration,
    offer,
)

# So long that GSM7 saves a segment.
TAIL = " " + "x" * 70
LETTERS_WITH_MARKS = "áâãăąāåçćčĉďēěęėğģíîıįķļľńňņóôõőŕřśşšșťțúûůűųŵýŷžźż"

many = settings(deadline=None, max_examples=300, derandomize=True)


def spelled(text: str, national: NationalTables | None = None) -> str:
    """Spell a short text; the tail makes it long enough for an offer."""
    offered = offer(text + TAIL, national)
    assert offered is not None
    assert offered.text.endswith(TAIL)
    return offered.text.removesuffix(TAIL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u201eopen\u201c \u00abopen\u00bb it\u2019s", '"open" "open" it\'s'),
        ("a \u2013 b \u2014 c \u2212 d\u2010e\u2011f", "a - b - c - d-e-f"),
        ("wait\u2026", "wait..."),
        ("10\u00a0kg\u202f\u2009\u3000!", "10 kg   !"),
        ("\u2022 one\n\u2022 two", "* one\n* two"),
        ("a\tb`c", "a b'c"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("ﬁre ﬂow eﬀect", "fire flow effect"),
        ("\uff37\uff49\uff44\uff45\uff01", "Wide!"),
        ("21\u00a0\u00b0C, 21 \u2103", "21 degC, 21 degC"),
        ("3 \u00d7 4 \u2264 12 \u00b1 1", "3 x 4 <= 12 +/- 1"),
        ("a \u2192 b", "a -> b"),
        ("\u2122 \u2116 5", "TM No 5"),
        ("Zażółć gęślą jaźń", "Zazolc gesla jazn"),
        ("Příliš žluťoučký kůň", "Prilis zlutoucky kun"),
        ("Pijamal\u0131 hasta ya\u011f\u0131z şoföre", "Pijamali hasta yagiz soföre"),
        ("İSTANBUL", "ISTANBUL"),
        ("Árvíztűrő tükörfúrógép", "Arvizturo tükörfurogép"),
        ("Œuvre, œuf, ŒUVRE", "Oeuvre, oeuf, OEUVRE"),
        ("Đorđe, Łódź, þing", "Dorde, Lodz, thing"),
        ("Tiếng Việt", "Tieng Viet"),
        ("Съешь ещё этих булок", "S'esh' eshchyo etikh bulok"),
        ("Київ, Ґанок, Єва", "Kiyiv, Ganok, Yeva"),
        ("Љубав, џеп, ћуп", "Ljubav, dzep, cup"),
        ("Жук ЖУК щука", "Zhuk ZHUK shchuka"),
        ("Καλημέρα", "KAΛHMEPA"),
        ("ψωμί, θέση, ΐ, ς", "ΨΩMI, ΘEΣH, I, Σ"),
    ],
)
def test_a_text_is_spelled_in_gsm7(text: str, expected: str) -> None:
    """Read each line as its reader would."""
    assert spelled(text) == expected
    assert measure(expected).encoding is Encoding.GSM7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("35 \u03bcg and 35 \u00b5g", "35 ug and 35 ug"),
        ("μικρό", "MIKPO"),
        ("1\u00bd l, \u00bd l", "1 1/2 l, 1/2 l"),
        ("10\u00b2 m\u00b2", "10^2 m2"),
        ("10\u207b\u00b3 s\u207b\u00b9", "10^-3 s-1"),
        ("10\u00b2\u00b3", "10^23"),
        ("CO\u2082", "CO2"),
        ("3\u00b74", "3*4"),
        ("\u22125 \u2013 +5", "-5 - +5"),
    ],
)
def test_a_number_and_its_unit_keep_their_meaning(text: str, expected: str) -> None:
    """Micro stays micro, and no power or fraction runs into its number."""
    assert spelled(text) == expected


@pytest.mark.parametrize("square", ["\u338d", "\u33a5", "\u2460", "\U0001d6cd"])
def test_a_sign_whose_letters_would_mislead_is_left_alone(square: str) -> None:
    """Square micrograms are no "Mg"."""
    assert offer(square + TAIL) is None


def test_what_gsm7_has_is_kept() -> None:
    """Change only what needs UCS2."""
    kept = "".join(septets_by_character())
    assert spelled(kept + "ş") == kept + "s"


def test_a_letter_in_two_parts_becomes_the_one_that_gsm7_has() -> None:
    """Some keyboards and files write the mark as a character of its own."""
    assert spelled("cafe\u0301 man\u0303ana a\u030a x\u0301") == "café mañana å x"


def test_a_letter_loses_only_the_marks_that_gsm7_lacks() -> None:
    """An a with a ring and an acute keeps its ring."""
    assert spelled("ǻ ǟ ǖ") == "å ä ü"


def test_national_tables_are_kept_too() -> None:
    """What the message's tables have needs no other letter."""
    turkish = NationalTables(language=Language.TR, single_shift=True)
    assert spelled("ğüş ó", turkish) == "ğüş o"
    locking = NationalTables(language=Language.TR, locking_shift=True)
    assert spelled("ığ æØ ó", locking) == "ığ aeO o"


def test_the_offer_tells_what_was_replaced_and_what_it_saves() -> None:
    """Name each replacement once, in the order of the text."""
    assert offer("ş\u2026ş\u2013" + "x" * 100) == Transliteration(
        text="s...s-" + "x" * 100,
        replaced=(
            Replacement(old="ş", new="s"),
            Replacement(old="\u2026", new="..."),
            Replacement(old="\u2013", new="-"),
        ),
        segments_before=2,
        segments_after=1,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ş",
        "ж" * 70,
        "x" * 161,
        "€" * 200,
        # Shorter in characters, no shorter in segments: щ takes four letters.
        "щ" * 134,
        "ş" * 200 + "😀",
        "ş" * 200 + "你好",
        "ş" * 200 + "\ud800",
        "ş" * 200 + "\x1b",
        "1\ufe0f\u20e3" * 50,
    ],
    ids=lambda text: f"{len(text)}-{text[-2:]!a}",
)
def test_nothing_is_offered_where_nothing_is_saved(text: str) -> None:
    """One segment, GSM7 already, longer letters, or what can't be spelled."""
    assert offer(text) is None


def test_every_spelling_is_gsm7() -> None:
    """Find a slip in the table."""
    for character, spelling in _SPELLINGS.items():
        assert set(spelling) <= septets_by_character().keys(), character
        assert character not in spelling


def test_european_letters_with_marks_can_all_be_spelled() -> None:
    """Capitals included; each becomes a plain letter or one that GSM7 has."""
    for letter in LETTERS_WITH_MARKS + LETTERS_WITH_MARKS.upper():
        if letter in septets_by_character():
            continue
        plain = unicodedata.normalize("NFD", letter)[0].replace("\u0131", "i")
        assert spelled(letter) == plain
        assert plain in string.ascii_letters


@many
@given(
    text=st.text(
        st.one_of(
            st.sampled_from(sorted(_SPELLINGS)),
            st.sampled_from("abc 123\u0301\u0308μm²½€"),
            st.characters(max_codepoint=0x1FFF, categories=["Lu", "Ll"]),
        ),
        max_size=30,
    )
)
def test_an_offer_is_gsm7_and_saves_what_it_says(text: str) -> None:
    """Whatever the text, an offer holds what it promises."""
    text += TAIL
    offered = offer(text)
    if offered is None:
        return
    after = measure(offered.text)
    assert after.encoding is Encoding.GSM7
    assert offered.segments_after == after.segments < measure(text).segments
    assert offered.segments_before == measure(text).segments
    assert all(each.old in text for each in offered.replaced)
    assert all(each.new in offered.text for each in offered.replaced)
    assert offer(offered.text) is None


@many
@given(text=st.text(st.sampled_from(sorted(_SPELLINGS)), min_size=71, max_size=300))
def test_spellable_texts_get_an_offer_unless_it_would_be_as_long(text: str) -> None:
    """None means that the spelled text saves nothing, not that it could not be."""
    offered = offer(text)
    with_room = offer(text + TAIL * 20)
    assert with_room is not None
    shortened = with_room.text.removesuffix(TAIL * 20)
    saves = measure(shortened).segments < measure(text).segments
    assert (offered is not None) == saves


def test_a_letter_with_very_many_marks_is_spelled_in_linear_time() -> None:
    """Earlier Pythons order marks in quadratic time, so few are taken together."""
    begin = process_time()
    offered = offer("a" + "\u0323\u0301" * 50_000)
    assert process_time() - begin < 3
    assert offered is not None
    assert offered.text == "a"
