"""Read HTML as the text that people would see."""

from html.parser import HTMLParser
import re
from typing import override

UNSEEN = frozenset({"head", "script", "style", "title"})
LINES = frozenset({"br", "div", "h1", "h2", "h3", "li", "p", "tr"})

_SPACE = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")


class _Reader(HTMLParser):
    """Gather what can be seen."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.parts: list[str] = []
        self._unseen = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or what is not seen."""
        self._unseen += tag in UNSEEN
        if tag in LINES:
            self.parts.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        """End what is not seen."""
        if tag in UNSEEN:
            self._unseen = max(self._unseen - 1, 0)

    @override
    def handle_data(self, data: str) -> None:
        """Take a text, whose line breaks mean nothing."""
        if not self._unseen:
            self.parts.append(data.replace("\r", " ").replace("\n", " "))


def plain_text(html: str) -> str:
    """Return the text of HTML, or of what is none; any input is taken."""
    if "<" not in html:
        return html
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = _SPACE.sub(" ", "".join(reader.parts))
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip()
