"""Feed XML to a builder in pieces, so that other threads have their turn between."""

from collections.abc import Mapping
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import DefusedXMLParser

from .errors import UnreadableAnswerError

PIECE = 64 * 1024
DEEPEST = 20
MOST_ELEMENTS = 200_000
_REFUSED = "the answer is no XML that can be read"


class Builder:
    """What is told of a document while it is read, so that nothing large is built."""

    most_elements = MOST_ELEMENTS

    def __init__(self) -> None:
        """Start outside of any element."""
        self.moved = False
        self._depth = self._elements = 0

    def start(self, _tag: str, _attributes: Mapping[str, str]) -> None:
        """Open an element; raises UnreadableAnswerError."""
        self.moved = True
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST + 1 or self._elements > self.most_elements:
            raise UnreadableAnswerError("the answer is too deep or too long")

    def data(self, _text: str) -> None:
        """Take a piece of text."""
        self.moved = True

    def end(self, _tag: str) -> None:
        """Close an element."""
        self.moved = True
        self._depth -= 1


def feed(builder: Builder, *texts: str) -> None:
    """Tell a builder of a document; raises UnreadableAnswerError.

    Refuses document types, entities, more than 20 levels, more elements than a builder
    takes (200,000), and what fills two pieces with one tag or with comments: it would
    be read in one go.
    """
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    still = 0
    try:
        for text in texts:
            for begin in range(0, len(text), PIECE):
                builder.moved = False
                parser.feed(text[begin : begin + PIECE])
                still = 0 if builder.moved else still + 1
                if still > 1:
                    raise UnreadableAnswerError(_REFUSED)
        parser.close()
    except ParseError, ValueError, LookupError:
        raise UnreadableAnswerError(_REFUSED) from None
