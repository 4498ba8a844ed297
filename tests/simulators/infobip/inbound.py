"""Messages received by an account's number."""

from dataclasses import dataclass
from datetime import datetime

from tests.simulators.segments import text_segments


@dataclass(slots=True, kw_only=True)
class InboundMessage:
    """One received message; `taken` says that it was pulled or pushed once."""

    user: str
    message_id: str
    from_: str
    to: str
    text: str
    keyword: str
    received_at: datetime
    taken: bool = False
    push_begun: bool = False

    @property
    def clean_text(self) -> str:
        """Return the text without its keyword."""
        return (
            self.text.removeprefix(self.keyword).lstrip() if self.keyword else self.text
        )

    @property
    def segments(self) -> int:
        """Return how many segments it came in."""
        return text_segments(self.text)


def keyword_of(text: str, keywords: tuple[str, ...]) -> str:
    """Return the first word of a text if it is one of the keywords, else ''."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return first if first.upper() in {word.upper() for word in keywords} else ""
