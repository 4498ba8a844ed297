"""Count the segments of a content, with its national tables or as bytes."""

from .errors import InvalidInputError
from .model import Content
from .sms import Language, NationalTables, binary_segments, measure


def segments_of(content: Content) -> int:
    """Count the segments of an SMS; raises InvalidInputError for unknown tables."""
    if content.binary is not None:
        return binary_segments(len(content.binary))
    national = None
    if content.language and (content.single_shift or content.locking_shift):
        try:
            national = NationalTables(
                language=Language(content.language),
                single_shift=content.single_shift,
                locking_shift=content.locking_shift,
            )
        except ValueError:
            raise InvalidInputError(
                "language_not_offered", language=content.language
            ) from None
    return measure(content.text, national).segments
