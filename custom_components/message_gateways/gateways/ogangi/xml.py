"""Read XML with or without a root into elements that are found by name alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
import re
from typing import override

from ..errors import UnreadableAnswerError
from ..transport import Answer
from ..xml_text import Builder, feed

_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>\s*")
_ROOT = "answer"
# Python holds everything up when it looks through all that was built. A page that was
# asked for has 1,200.
_MOST_ELEMENTS = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element; its name is in lower case, without prefix or what a dot sets off."""

    name: str
    text: str = ""
    children: tuple[Element, ...] = ()

    def all(self, name: str) -> Iterator[Element]:
        """Find what is inside of this element by name, at any depth, in order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def value(self, *names: str) -> str | None:
        """Return the text of a child by the first of its names that is there."""
        for name in names:
            for child in self.children:
                if child.name == name and child.text:
                    return child.text
        return None


def read_xml(answer: Answer) -> Element:
    """Read an answer, whose elements are the children of the one returned.

    Raises UnreadableAnswerError.
    """
    written = _DECLARATION.sub("", answer.xml_text()).strip()
    if not written.startswith("<"):
        raise UnreadableAnswerError("the answer is no XML")
    builder = _Builder()
    feed(builder, f"<{_ROOT}>", written, f"</{_ROOT}>")
    return Element(name=_ROOT, children=tuple(builder.children[0]))


class _Builder(Builder):
    """Build elements."""

    most_elements = _MOST_ELEMENTS

    def __init__(self) -> None:
        """Start outside of any element."""
        super().__init__()
        self.children: list[list[Element]] = []
        self._texts: list[list[str]] = []

    @override
    def start(self, _tag: str, _attributes: Mapping[str, str]) -> None:
        """Open an element."""
        super().start(_tag, _attributes)
        self.children.append([])
        self._texts.append([])

    @override
    def data(self, text: str) -> None:
        """Take a piece of text."""
        super().data(text)
        self._texts[-1].append(text)

    @override
    def end(self, tag: str) -> None:
        """Close an element; the outermost one stays open for who asked."""
        super().end(tag)
        if len(self.children) == 1:
            return
        children, texts = self.children.pop(), self._texts.pop()
        name = re.split(r"[}.:]", tag)[-1].lower()
        self.children[-1].append(
            Element(
                name=name,
                text="" if children else "".join(texts),
                children=tuple(children),
            )
        )
