"""Segments and transliteration on the provider's side."""

import pytest

from tests.simulators.infobip.transliteration import transliterate
from tests.simulators.segments import binary_segments, text_segments


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("x" * 152 + "€" + "x" * 152, 3),
        ("я" * 70, 1),
        ("я" * 71, 2),
        ("я" * 134, 2),
        ("я" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("я" * 66 + "😀" + "я" * 66, 3),
    ],
)
def test_a_text_is_counted_in_segments(text: str, segments: int) -> None:
    """In GSM-7 or UCS-2, and no character is split."""
    assert text_segments(text) == segments


@pytest.mark.parametrize(
    ("length", "single", "locking", "segments"),
    [
        (155, True, False, 1),
        (156, True, False, 2),
        (298, True, False, 2),
        (299, True, False, 3),
        (152, True, True, 1),
        (153, True, True, 2),
        (292, True, True, 2),
        (70, False, False, 1),
        (71, False, False, 2),
    ],
)
def test_a_language_has_tables_of_its_own(
    length: int, segments: int, *, single: bool, locking: bool
) -> None:
    """Which take room in each segment; without them the text is UCS-2."""
    # Two septets for ğ with the single shift alone.
    text = "ğ" + "x" * (length - (2 if single and not locking else 1))
    count = text_segments(text, "TR", single_shift=single, locking_shift=locking)
    assert count == segments


@pytest.mark.parametrize(
    ("octets", "coding", "segments"),
    [(160, 0, 1), (161, 0, 2), (140, 8, 1), (141, 8, 2), (268, 8, 2), (269, 8, 3)],
)
def test_binary_content_is_counted(octets: int, coding: int, segments: int) -> None:
    """By its coding."""
    assert binary_segments(octets, coding) == segments


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ağaç, \u0131ş\u0131k, Şeker", "Agac, isik, Seker"),
        ("Привет, Юля", "Privet, Yulya"),
        ("Łódź čeká", "Lodz ceka"),
        ("Καλημέρα", "Kalimera"),
        ("日本 €", "日本 €"),
    ],
)
def test_letters_are_replaced_by_latin_ones(text: str, plain: str) -> None:
    """Where there are any."""
    assert transliterate(text) == plain
