"""Count what a text costs as SMS: its encoding, its segments and where they split."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
import re

from .sms_tables import (
    DEFAULT_ALPHABET,
    DEFAULT_EXTENSION,
    ESCAPE,
    LOCKING_SHIFT,
    SINGLE_SHIFT,
    Language,
)

__all__ = [
    "Encoding",
    "FoundCharacter",
    "Language",
    "NationalTables",
    "SmsParts",
    "binary_segments",
    "header_octets",
    "measure",
    "septets_by_character",
    "split",
]

# TS 23.040, 9.2.3.24: the user data of one SMS, and what its header is made of.
USER_DATA_OCTETS = 140
HEADER_LENGTH_OCTETS = 1
CONCATENATION_OCTETS = 5  # identifier, length; reference, parts, number of the part
NATIONAL_TABLE_OCTETS = 3  # identifier (0x24 or 0x25), length; language

# A high and a low surrogate that stand side by side become one character on the way.
_LOOSE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_UTF16_ATOM = re.compile(f"{_LOOSE_PAIR.pattern}|.", re.DOTALL)


class Encoding(StrEnum):
    """How a text is written into an SMS."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalTables:
    """The national tables that a message is sent with (TS 23.038, 6.2.1.2).

    Raises ValueError for a table that does not exist: Spanish has no locking shift.
    """

    language: Language
    single_shift: bool = False
    locking_shift: bool = False

    def __post_init__(self) -> None:
        """Refuse a table that does not exist."""
        if self.locking_shift and self.language not in LOCKING_SHIFT:
            raise ValueError(f"no locking shift table for {self.language}")

    @property
    def count(self) -> int:
        """Count the tables that the header has to name."""
        return self.single_shift + self.locking_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCharacter:
    """A character of a text and the index of its first place there."""

    character: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsParts:
    """What a text costs as SMS.

    `units` are septets (GSM7) or UTF-16 units (UCS2) of the text without headers, and
    `units_per_part` is how many of them one part holds. `forcing` are the characters
    that GSM7 lacks, `double` those that cost two septets; both once each, in the order
    in which they first appear.
    """

    encoding: Encoding
    parts: tuple[str, ...]
    part_units: tuple[int, ...]
    units_per_part: int
    forcing: tuple[FoundCharacter, ...]
    double: tuple[FoundCharacter, ...]

    @property
    def segments(self) -> int:
        """Count the segments; an empty text is one."""
        return len(self.parts)

    @property
    def units(self) -> int:
        """Count the units of the whole text."""
        return sum(self.part_units)

    @property
    def units_left(self) -> int:
        """Count the units that the last segment still has room for."""
        return self.units_per_part - self.part_units[-1]


def measure(
    text: str,
    national: NationalTables | None = None,
    *,
    force_ucs2: bool = False,
) -> SmsParts:
    """Split a text into segments and count what they cost (TS 23.038, TS 23.040).

    National tables are paid for even where the text could do without them, and are
    left out where it goes as UCS2. Works for every str, lone surrogates included.
    """
    septets = septets_by_character(national)
    characters = set(text)
    forcing = _find(text, characters - septets.keys())
    atoms: Sequence[str] = text
    if forcing or force_ucs2:
        encoding, room_beside, tables = Encoding.UCS2, _utf16_room, 0
        if _LOOSE_PAIR.search(text):
            atoms = _UTF16_ATOM.findall(text)
        units = [len(atom) + (atom > "\uffff") for atom in atoms]
        double: tuple[FoundCharacter, ...] = ()
    else:
        encoding, room_beside = Encoding.GSM7, _septet_room
        tables = national.count if national else 0
        units = [septets[character] for character in text]
        double = _find(text, {each for each in characters if septets[each] > 1})
    room = room_beside(header_octets(tables=tables, concatenated=False))
    if sum(units) > room:
        room = room_beside(header_octets(tables=tables, concatenated=True))
    parts, part_units = _pack(atoms, units, room)
    return SmsParts(
        encoding=encoding,
        parts=parts,
        part_units=part_units,
        units_per_part=room,
        forcing=forcing,
        double=double,
    )


def split(
    text: str,
    national: NationalTables | None = None,
    *,
    force_ucs2: bool = False,
) -> tuple[str, ...]:
    """Split a text into the texts of its segments; joined they are the text again."""
    return measure(text, national, force_ucs2=force_ucs2).parts


def binary_segments(octets: int) -> int:
    """Count the segments of a binary message of so many octets.

    Raises ValueError below zero.
    """
    if octets < 0:
        raise ValueError("a message can't have fewer than no octets")
    if octets <= USER_DATA_OCTETS:
        return 1
    return -(-octets // (USER_DATA_OCTETS - header_octets(concatenated=True)))


def header_octets(*, concatenated: bool, tables: int = 0) -> int:
    """Count the octets of a part's header, with so many national tables (0 to 2)."""
    elements = CONCATENATION_OCTETS * concatenated + NATIONAL_TABLE_OCTETS * tables
    return HEADER_LENGTH_OCTETS + elements if elements else 0


@cache
def septets_by_character(national: NationalTables | None = None) -> Mapping[str, int]:
    """List the characters that GSM7 has with these tables, and the septets of each."""
    alphabet, shifted = DEFAULT_ALPHABET, DEFAULT_EXTENSION
    if national and national.locking_shift:
        alphabet = LOCKING_SHIFT[national.language]
    if national and national.single_shift:
        shifted = SINGLE_SHIFT[national.language]
    # A character in both tables is written without the escape.
    septets = dict.fromkeys(shifted.values(), 2) | dict.fromkeys(alphabet, 1)
    del septets[ESCAPE]
    return septets


def _septet_room(header: int) -> int:
    """Count the whole septets beside a header; the text begins on a septet boundary."""
    return (USER_DATA_OCTETS - header) * 8 // 7


def _utf16_room(header: int) -> int:
    """Count the UTF-16 units beside a header."""
    return (USER_DATA_OCTETS - header) // 2


def _find(text: str, wanted: AbstractSet[str]) -> tuple[FoundCharacter, ...]:
    """Find the first place of each wanted character, in the order of the text."""
    if not wanted:
        return ()
    places: dict[str, int] = {}
    for position, character in enumerate(text):
        if character in wanted:
            places.setdefault(character, position)
    return tuple(
        FoundCharacter(character=character, position=position)
        for character, position in places.items()
    )


def _pack(
    atoms: Sequence[str], units: Sequence[int], room: int
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Fill parts one after the other; what does not fit whole begins the next part."""
    parts: list[str] = []
    part_units: list[int] = []
    begin = used = 0
    for place, cost in enumerate(units):
        if used + cost > room:
            parts.append("".join(atoms[begin:place]))
            part_units.append(used)
            begin, used = place, 0
        used += cost
    parts.append("".join(atoms[begin:]))
    part_units.append(used)
    return tuple(parts), tuple(part_units)
