"""What a text costs as SMS: cases that are easy to check by hand."""

from collections.abc import Callable
from time import process_time

import pytest

from custom_components.message_gateways.gateways.sms import (
    Encoding,
    FoundCharacter,
    Language,
    NationalTables,
    binary_segments,
    header_octets,
    measure,
)

SINGLE = {
    language: NationalTables(language=language, single_shift=True)
    for language in Language
}
LOCKING = {
    language: NationalTables(language=language, locking_shift=True)
    for language in (Language.TR, Language.PT)
}
BOTH = {
    language: NationalTables(language=language, single_shift=True, locking_shift=True)
    for language in (Language.TR, Language.PT)
}


@pytest.mark.parametrize(
    ("text", "encoding", "segments", "units"),
    [
        ("", Encoding.GSM7, 1, 0),
        ("a" * 160, Encoding.GSM7, 1, 160),
        ("a" * 161, Encoding.GSM7, 2, 161),
        ("a" * 306, Encoding.GSM7, 2, 306),
        ("a" * 307, Encoding.GSM7, 3, 307),
        ("€" * 80, Encoding.GSM7, 1, 160),
        ("€" * 80 + "a", Encoding.GSM7, 2, 161),
        # 76 escape pairs a part: the 153rd septet stays empty.
        ("€" * 152, Encoding.GSM7, 2, 304),
        ("€" * 153, Encoding.GSM7, 3, 306),
        ("a" + "€" * 152, Encoding.GSM7, 2, 305),
        ("ж" * 70, Encoding.UCS2, 1, 70),
        ("ж" * 71, Encoding.UCS2, 2, 71),
        ("ж" * 134, Encoding.UCS2, 2, 134),
        ("ж" * 135, Encoding.UCS2, 3, 135),
        ("😀" * 35, Encoding.UCS2, 1, 70),
        ("😀" * 35 + "a", Encoding.UCS2, 2, 71),
        # 33 pairs a part: the 67th unit stays empty.
        ("😀" * 66, Encoding.UCS2, 2, 132),
        ("😀" * 67, Encoding.UCS2, 3, 134),
        ("a" + "😀" * 66, Encoding.UCS2, 2, 133),
        ("\r\n" * 80, Encoding.GSM7, 1, 160),
        ("\f" * 80, Encoding.GSM7, 1, 160),
        ("\x1b", Encoding.UCS2, 1, 1),
        ("\u00a0", Encoding.UCS2, 1, 1),
        ("\t", Encoding.UCS2, 1, 1),
        ("`", Encoding.UCS2, 1, 1),
        ("ç", Encoding.UCS2, 1, 1),
        ("Ç", Encoding.GSM7, 1, 1),
        ("\x00", Encoding.UCS2, 1, 1),
        ("\ud800", Encoding.UCS2, 1, 1),
        ("\udc00\ud800", Encoding.UCS2, 1, 2),
    ],
    ids=lambda value: f"{value[:2]!a}" if isinstance(value, str) else str(value),
)
def test_the_table_of_known_costs(
    text: str, encoding: Encoding, segments: int, units: int
) -> None:
    """Count what is easy to check by hand."""
    parts = measure(text)
    assert (parts.encoding, parts.segments, parts.units) == (encoding, segments, units)


@pytest.mark.parametrize(
    ("concatenated", "tables", "octets", "septets"),
    [
        (False, 0, 0, 160),
        (True, 0, 6, 153),
        (False, 1, 4, 155),
        (True, 1, 9, 149),
        (False, 2, 7, 152),
        (True, 2, 12, 146),
    ],
)
def test_the_header_takes_octets_and_leaves_septets(
    *, concatenated: bool, tables: int, octets: int, septets: int
) -> None:
    """TS 23.040, 9.2.3.24: a header is filled up to a whole number of septets."""
    assert header_octets(concatenated=concatenated, tables=tables) == octets
    fill_bits = -octets * 8 % 7
    assert 160 - (octets * 8 + fill_bits) // 7 == septets
    national = {
        0: None,
        1: SINGLE[Language.TR],
        2: BOTH[Language.TR],
    }[tables]
    parts = measure("a" * (septets if not concatenated else 1000), national)
    assert parts.units_per_part == septets
    assert parts.part_units[0] == septets


@pytest.mark.parametrize(
    ("national", "character", "septets"),
    [
        (SINGLE[Language.TR], "ğ", 2),
        (LOCKING[Language.TR], "ğ", 1),
        (BOTH[Language.TR], "ğ", 1),
        (LOCKING[Language.TR], "€", 1),
        (SINGLE[Language.TR], "€", 2),
        (LOCKING[Language.TR], "[", 2),
        (SINGLE[Language.ES], "á", 2),
        (SINGLE[Language.PT], "ã", 2),
        (LOCKING[Language.PT], "ã", 1),
        (LOCKING[Language.PT], "|", 1),
        (BOTH[Language.PT], "Ω", 2),
        (SINGLE[Language.PT], "Ω", 1),
    ],
)
def test_a_national_table_sets_what_a_character_costs(
    national: NationalTables, character: str, septets: int
) -> None:
    """Count the septets of a character that a table moved."""
    parts = measure(character, national)
    assert (parts.encoding, parts.units) == (Encoding.GSM7, septets)
    assert bool(parts.double) == (septets == 2)


@pytest.mark.parametrize(
    ("national", "character"),
    [
        (LOCKING[Language.TR], "è"),
        (LOCKING[Language.PT], "ñ"),
        (LOCKING[Language.PT], "Ω"),
        (SINGLE[Language.ES], "ã"),
    ],
)
def test_what_a_table_lacks_forces_ucs2(
    national: NationalTables, character: str
) -> None:
    """A locking shift takes characters of the default alphabet away."""
    assert measure(character, national).encoding is Encoding.UCS2


def test_tables_are_left_out_of_a_text_that_goes_as_ucs2() -> None:
    """UCS2 needs none, so all 70 units are free."""
    parts = measure("ж" * 70, BOTH[Language.TR])
    assert (parts.segments, parts.units_per_part) == (1, 70)


def test_a_language_without_a_shift_costs_nothing() -> None:
    """No table is named, so there is no header."""
    assert measure("a" * 160, NationalTables(language=Language.TR)).segments == 1


def test_a_spanish_locking_shift_is_refused() -> None:
    """TS 23.038, A.3.2 is void."""
    with pytest.raises(ValueError, match="ES"):
        NationalTables(language=Language.ES, locking_shift=True)


def test_a_gsm7_text_can_be_forced_into_ucs2() -> None:
    """The caller's word goes; no character is to blame."""
    parts = measure("a" * 71, force_ucs2=True)
    assert (parts.encoding, parts.segments, parts.forcing) == (Encoding.UCS2, 2, ())


def test_forcing_characters_are_named_once_in_order_with_their_first_place() -> None:
    """An emoji counts as one place, as in Python."""
    parts = measure("a😀bжc😀ж\x1b")
    assert parts.forcing == (
        FoundCharacter(character="😀", position=1),
        FoundCharacter(character="ж", position=3),
        FoundCharacter(character="\x1b", position=7),
    )
    assert parts.double == ()


def test_double_characters_are_named_once_in_order_with_their_first_place() -> None:
    """They are those of the extension table."""
    parts = measure("a]b€€]")
    assert parts.double == (
        FoundCharacter(character="]", position=1),
        FoundCharacter(character="€", position=3),
    )
    assert parts.forcing == ()


@pytest.mark.parametrize(
    ("text", "left"), [("", 160), ("a" * 159, 1), ("€" * 153, 151), ("ж" * 71, 63)]
)
def test_the_room_left_in_the_last_segment_is_told(text: str, left: int) -> None:
    """Count on from what the last part holds."""
    assert measure(text).units_left == left


def test_a_surrogate_pair_is_never_split() -> None:
    """Neither inside one character nor between two that become one on the way."""
    one = measure("ж" * 66 + "😀" + "ж" * 10)
    two = measure("ж" * 66 + "\ud83d\ude00" + "ж" * 10)
    assert one.part_units == two.part_units == (66, 12)
    assert two.parts[1].startswith("\ud83d\ude00")


def test_an_escape_pair_is_never_split() -> None:
    """The septet before the pair stays empty."""
    assert measure("a" * 152 + "€" + "a" * 10).part_units == (152, 12)


@pytest.mark.parametrize(
    ("octets", "segments"),
    [(0, 1), (1, 1), (140, 1), (141, 2), (268, 2), (269, 3), (402, 3), (403, 4)],
)
def test_binary_messages_are_counted_in_octets(octets: int, segments: int) -> None:
    """140 octets alone, 134 in several segments."""
    assert binary_segments(octets) == segments


def test_fewer_than_no_octets_are_refused() -> None:
    """Only a mistake asks for it."""
    with pytest.raises(ValueError, match="octets"):
        binary_segments(-1)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "a€" * 50_000,
        "ж" * 100_000,
        "😀" * 100_000,
        "\ud83d\ude00" * 50_000,
    ],
    ids=["plain", "extension", "cyrillic", "emoji", "loose pairs"],
)
def test_a_hundred_thousand_characters_take_less_than_half_a_second(
    text: str,
) -> None:
    """Take the best of some runs, for the machine may be busy."""
    assert best_time(lambda: measure(text)) < 0.5


def test_many_different_characters_take_linear_time() -> None:
    """Quadratic time would make the longer text 64 times as slow."""
    text = "".join(chr(0x3400 + place) for place in range(40_000))
    short = best_time(lambda: measure(text[:5_000]))
    assert best_time(lambda: measure(text)) < 32 * short


def best_time(work: Callable[[], object]) -> float:
    """Time some work in seconds of this process, the best of five."""
    times = []
    for _ in range(5):
        begin = process_time()
        work()
        times.append(process_time() - begin)
    return min(times)
