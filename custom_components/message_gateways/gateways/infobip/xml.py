"""Read XML into what JSON would have given: objects, lists and texts."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import DefusedXMLParser

from ..errors import UnreadableAnswerError

DEEPEST = 20
MOST_ELEMENTS = 200_000


def read_xml(body: str | bytes) -> Mapping[str, Any]:
    """Read a document; what stands repeatedly becomes a list.

    Refuses document types, entities, more than 20 levels and 200,000 elements. Raises
    UnreadableAnswerError.
    """
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(body)
        parser.close()
    except ParseError, ValueError, LookupError:
        raise UnreadableAnswerError("the answer is no XML that can be read") from None
    return builder.document


class _Builder:
    """Build objects while the document is read, so that nothing large is ever built."""

    def __init__(self) -> None:
        """Start outside of any element."""
        self.document: dict[str, Any] = {}
        self._open: list[dict[str, Any]] = [self.document]
        self._text: list[str] = []
        self._elements = 0

    def start(self, _tag: str, _attributes: Mapping[str, str]) -> None:
        """Open an element."""
        self._elements += 1
        if len(self._open) > DEEPEST or self._elements > MOST_ELEMENTS:
            raise UnreadableAnswerError("the answer is too deep or too long")
        self._open.append({})
        self._text = []

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._text.append(text)

    def end(self, tag: str) -> None:
        """Close an element: without any inside it is a text."""
        inside = self._open.pop()
        value: Any = inside or "".join(self._text)
        self._text = []
        name = tag.rpartition("}")[2]
        parent = self._open[-1]
        if len(self._open) == 1:
            # The root's name is of no use: samples print several for one answer.
            parent.update(inside)
        elif name not in parent:
            parent[name] = value
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]
