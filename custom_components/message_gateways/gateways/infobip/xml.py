"""Read XML into what JSON would have given: objects, lists and texts."""

from collections.abc import Mapping
from typing import Any, override

from ..xml_text import Builder, feed


def read_xml(text: str) -> Mapping[str, Any]:
    """Read a document; what stands repeatedly becomes a list.

    Raises UnreadableAnswerError.
    """
    builder = _Builder()
    feed(builder, text)
    return builder.document


class _Builder(Builder):
    """Build objects."""

    def __init__(self) -> None:
        """Start outside of any element."""
        super().__init__()
        self.document: dict[str, Any] = {}
        self._open: list[dict[str, Any]] = [self.document]
        self._text: list[str] = []

    @override
    def start(self, _tag: str, _attributes: Mapping[str, str]) -> None:
        """Open an element."""
        super().start(_tag, _attributes)
        self._open.append({})
        self._text = []

    @override
    def data(self, text: str) -> None:
        """Take a piece of text."""
        super().data(text)
        self._text.append(text)

    @override
    def end(self, tag: str) -> None:
        """Close an element: without any inside it is a text."""
        super().end(tag)
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
