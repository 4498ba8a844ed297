"""Write a text in the letters of GSM-7, by the four scripts the API knows."""

import unicodedata

from tests.simulators.segments import GSM7_BASIC, GSM7_EXTENDED

SCRIPTS = ("TURKISH", "GREEK", "CYRILLIC", "CENTRAL_EUROPEAN")

_LETTERS = dict(
    zip(
        "абвгдезийклмнопрстуфхыэαβγδεζηθικλμνοπρστυφχωıłđ",
        "abvgdezijklmnoprstufhyeabgdezitiklmnoprstyfhoild",
        strict=True,
    )
) | {
    "ж": "zh",
    "ц": "c",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ё": "e",
    "љ": "lj",
    "њ": "nj",
    "ђ": "dj",
    "ћ": "c",
    "џ": "dz",
    "ξ": "x",
    "ψ": "ps",
    "ς": "s",
}


def transliterate(text: str) -> str:
    """Replace each character that GSM-7 lacks and a Latin letter can stand for."""
    return "".join(_letter(char) for char in text)


def _letter(char: str) -> str:
    """Return what stands for one character, itself when nothing does."""
    if char in GSM7_BASIC or char in GSM7_EXTENDED:
        return char
    known = _LETTERS.get(char.lower())
    if known is not None:
        return known if char.islower() else known.capitalize()
    plain = unicodedata.normalize("NFKD", char)[0]
    if plain in GSM7_BASIC:
        return plain
    known = _LETTERS.get(plain.lower())
    if known is not None:
        return known if plain.islower() else known.capitalize()
    return char
