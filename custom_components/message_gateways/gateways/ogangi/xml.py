"""Read XML with or without a root into elements that are found by name alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
import re
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import DefusedXMLParser

from ..errors import UnreadableAnswerError
from ..transport import Answer

DEEPEST = 20
MOST_ELEMENTS = 200_000

_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>\s*")
_CHARSET = re.compile(rb"\A\s*<\?xml\b[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)")
_ROOT = "answer"


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

    Refuses document types, entities, more than 20 levels and 200,000 elements. Raises
    UnreadableAnswerError.
    """
    declared = _CHARSET.match(answer.body)
    if declared and answer.charset == "utf-8":
        answer = replace(answer, charset=declared[1].decode())
    written = _DECLARATION.sub("", _decoded(answer)).strip()
    if not written.startswith("<"):
        raise UnreadableAnswerError("the answer is no XML")
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(f"<{_ROOT}>{written}</{_ROOT}>")
        parser.close()
    except ParseError, ValueError, LookupError:
        raise UnreadableAnswerError("the answer is no XML that can be read") from None
    return Element(name=_ROOT, children=tuple(builder.children[0]))


def _decoded(answer: Answer) -> str:
    """Decode an answer; raises UnreadableAnswerError."""
    try:
        return answer.text()
    except UnreadableAnswerError as err:
        reason = err.reason
    # Raised anew: what the other came from holds the answer, which may be a PIN.
    raise UnreadableAnswerError(reason)


class _Builder:
    """Build elements while the document is read, so that nothing large is built."""

    def __init__(self) -> None:
        """Start outside of any element."""
        self.children: list[list[Element]] = []
        self._texts: list[list[str]] = []
        self._elements = 0

    def start(self, _tag: str, _attributes: Mapping[str, str]) -> None:
        """Open an element."""
        self._elements += 1
        if len(self.children) > DEEPEST or self._elements > MOST_ELEMENTS:
            raise UnreadableAnswerError("the answer is too deep or too long")
        self.children.append([])
        self._texts.append([])

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._texts[-1].append(text)

    def end(self, tag: str) -> None:
        """Close an element; the outermost one stays open for who asked."""
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
