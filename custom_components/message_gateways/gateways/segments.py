"""Count the segments of a content, with its national tables or as bytes."""

from dataclasses import dataclass

from .errors import InvalidInputError
from .model import Content
from .sms import Encoding, Language, NationalTables, SmsParts, binary_segments, measure
from .sms_transliterate import Transliteration, offer

# Any letter that takes the least room with all tables.
_PLAIN = "a"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsCost:
    """What an SMS takes, and how it could take less.

    `costly` are the characters without which it would be fewer segments, once each;
    `cheaper` spells them in plain letters, where that can be done.
    """

    encoding: str
    segments: int
    costly: tuple[str, ...] = ()
    cheaper: Transliteration | None = None


def segments_of(content: Content) -> int:
    """Count the segments of an SMS; raises InvalidInputError for unknown tables."""
    if content.binary is not None:
        return binary_segments(len(content.binary))
    return measure(content.text, _national(content)).segments


def cost_of(content: Content) -> SmsCost:
    """Tell what an SMS takes; raises InvalidInputError for unknown tables."""
    if content.binary is not None:
        return SmsCost(encoding="binary", segments=segments_of(content))
    national = _national(content)
    parts = measure(content.text, national)
    return SmsCost(
        encoding=parts.encoding,
        segments=parts.segments,
        costly=_costly(content.text, parts, national),
        cheaper=offer(content.text, national),
    )


def _costly(
    text: str, parts: SmsParts, national: NationalTables | None
) -> tuple[str, ...]:
    """Return the characters that cost at least one segment more."""
    wide = parts.forcing if parts.encoding is Encoding.UCS2 else parts.double
    found = tuple(each.character for each in wide)
    plain = text.translate(dict.fromkeys(map(ord, found), _PLAIN))
    return found if measure(plain, national).segments < parts.segments else ()


def _national(content: Content) -> NationalTables | None:
    """Return the national tables of a content; raises InvalidInputError."""
    if not content.language or not (content.single_shift or content.locking_shift):
        return None
    try:
        return NationalTables(
            language=Language(content.language),
            single_shift=content.single_shift,
            locking_shift=content.locking_shift,
        )
    except ValueError:
        raise InvalidInputError(
            "language_not_offered", language=content.language
        ) from None
