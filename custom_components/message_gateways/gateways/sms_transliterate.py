"""Offer a text in other letters that needs fewer SMS segments; never silently."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
import re
import unicodedata

from .sms import Encoding, NationalTables, measure, septets_by_character

_MARKS = "\u0300-\u036f"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"

# What all alphabets have is left out, for speed. A mu beside no Greek letter is the
# "micro" of a unit; the capital that looks like a Greek mu would make it a "mega".
# No letter has more than a few marks, and earlier Pythons order many in quadratic time.
_PIECE = re.compile(
    f"(?P<micro>(?<![{_GREEK}{_MARKS}])\u03bc(?![{_GREEK}{_MARKS}]))"
    f"|.[{_MARKS}]{{1,8}}"
    "|[^ -Za-z]",
    re.DOTALL,
)
_MICRO = "u"
_MARK = re.compile(f"[{_MARKS}]")

# Others, such as squares and circles, would change what is meant.
_KINDS_THAT_READ_THE_SAME = frozenset(
    {"<compat>", "<fraction>", "<noBreak>", "<small>", "<sub>", "<super>", "<wide>"}
)

# Typography, signs and spaces, by code: many of them look alike or can't be seen.
_SIGNS = {
    **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f", ""),
    **dict.fromkeys("\t\u1680", " "),
    **dict.fromkeys("\u0085\u2028\u2029", "\n"),
    **dict.fromkeys("`\u00b4\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a", "'"),
    **dict.fromkeys("\u02b9\u02bb\u02bc\u02bd", "'"),
    **dict.fromkeys("\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036\u00a8", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212", "-"),
    # Not a hyphen and not a dot, which would read as a minus or a decimal sign.
    **dict.fromkeys("\u2022\u2023\u2219\u22c5\u00b7\u25aa\u25cf\u25e6", "*"),
    "\u2044": "/",
    "\u00b0": "deg",
    "\u00b5": _MICRO,
    "\u00b1": "+/-",
    "\u00d7": "x",
    "\u00f7": "/",
    "\u2248": "~",
    "\u2260": "!=",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2190": "<-",
    "\u2192": "->",
    "\u21d2": "=>",
    "\u00a6": "|",
    "\u00a2": "c",
    "\u00a9": "(c)",
    "\u00ae": "(r)",
    "\u20b4": "UAH",
    "\u20b9": "INR",
    "\u20ba": "TL",
    "\u20bd": "RUB",
}

# Latin letters that Unicode doesn't take apart.
_LATIN = {
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ĸ": "k",
    "ł": "l",
    "ŋ": "ng",
    "œ": "oe",
    "þ": "th",
    "ŧ": "t",
    "ə": "e",
    "ƒ": "f",
    "ẞ": "SS",
    "Æ": "AE",
    "æ": "ae",
    "Ø": "O",
    "ø": "o",
}

# One spelling for all who write Cyrillic: readable to each, the passport of none.
_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфы", "abvgdeziyklmnoprstufy", strict=True)),
    **dict(zip("ґіјўәқөұүһ", "gijuaqouuh", strict=True)),
    "ё": "yo",
    "ж": "zh",
    "\N{CYRILLIC SMALL LETTER HA}": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "'",
    "ь": "'",
    "э": "e",
    "ю": "yu",
    "я": "ya",
    "є": "ye",
    "ї": "yi",
    "ђ": "dj",
    "ѓ": "gj",
    "ќ": "kj",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "\N{CYRILLIC SMALL LETTER DZE}": "dz",
    "џ": "dz",
    "ғ": "gh",
    "ң": "ng",
}

# GSM7 has the Greek capitals that no Latin letter looks like.
_GREEK_LETTERS = {
    letter: capital
    for small, capital in zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω", "ABΓΔEZHΘIKΛMNΞOΠPΣΣTYΦXΨΩ", strict=True
    )
    for letter in (small, small.upper())
    if letter != capital
}


def _with_capitals(letters: Mapping[str, str]) -> dict[str, str]:
    """Add the capitals of small letters."""
    capitals = {old.upper(): new.capitalize() for old, new in letters.items()}
    return capitals | dict(letters)


_SPELLINGS = {
    **_SIGNS,
    # Not among the Latin letters: its capital is a plain I.
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    **_with_capitals(_LATIN),
    **_with_capitals(_CYRILLIC),
    **_GREEK_LETTERS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """What was written for what: `old` is one character, or one with its marks."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transliteration:
    """A text that needs fewer segments, and what was replaced, in order of the text."""

    text: str
    replaced: tuple[Replacement, ...]
    segments_before: int
    segments_after: int


def offer(text: str, national: NationalTables | None = None) -> Transliteration | None:
    """Spell a text in GSM7, or return None where that would save no segment.

    Characters that GSM7 has with these tables are kept. One that can't be spelled, such
    as an emoji, would keep the whole text in UCS2, so then there is nothing to offer.
    """
    before = measure(text, national)
    if before.segments == 1:
        return None
    replaced: dict[tuple[str, str], None] = {}

    def replace(match: re.Match[str]) -> str:
        """Spell one piece and remember how."""
        old, new = match[0], _spell_piece(match, national)
        if new is None or new == old:
            return old
        replaced[old, new] = None
        return new

    spelled = _PIECE.sub(replace, text)
    after = measure(spelled, national)
    if after.encoding is Encoding.UCS2 or after.segments >= before.segments:
        return None
    return Transliteration(
        text=spelled,
        replaced=tuple(Replacement(old=old, new=new) for old, new in replaced),
        segments_before=before.segments,
        segments_after=after.segments,
    )


def _spell_piece(match: re.Match[str], national: NationalTables | None) -> str | None:
    """Spell a character with its marks, as it reads between its neighbours."""
    if match["micro"]:
        return _MICRO
    old, text = match[0], match.string
    new = _spell_all(unicodedata.normalize("NFC", old), national)
    if not new:
        return new
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if len(new) > 1 and old.isupper() and (before.isupper() or after.isupper()):
        new = new.upper()
    return _separator(before, old[0]) + new


def _separator(before: str, character: str) -> str:
    """Keep a raised or small number and a fraction apart from the number before it."""
    if not before.isdecimal():
        return ""
    category = unicodedata.category(character)
    raised = unicodedata.decomposition(character).startswith("<super>")
    if raised and category in {"No", "Sm"}:
        return "^"
    return " " if category == "No" else ""


@lru_cache(maxsize=4096)
def _spell_all(characters: str, national: NationalTables | None) -> str | None:
    """Spell characters in the letters that GSM7 has; None if one of them can't be."""
    spelled = ""
    for character in characters:
        letters = _spell(character, national)
        if letters is None:
            return None
        spelled += letters
    return spelled


def _spell(character: str, national: NationalTables | None) -> str | None:
    """Spell one character: as it is, by the table, or by what Unicode makes of it."""
    if character in septets_by_character(national):
        return character
    if _MARK.match(character):
        return ""
    if character in _SPELLINGS:
        return _spell_all(_SPELLINGS[character], national)
    kind, _, codes = unicodedata.decomposition(character).rpartition("> ")
    if not codes or (kind and f"{kind}>" not in _KINDS_THAT_READ_THE_SAME):
        return None
    return _spell_all("".join(chr(int(code, 16)) for code in codes.split()), national)
