"""Read a received message that was pushed as a form (field-notes.md, Inbound push)."""

from ..errors import UnreadableAnswerError
from ..push_forms import read_form


def parse_form(body: bytes) -> tuple[str, str]:
    """Return the number and the text of a push; raises UnreadableAnswerError."""
    fields = read_form(body)
    number, text = fields.get("mobile", "").strip(), fields.get("mo")
    if not number or text is None:
        raise UnreadableAnswerError("the push has no number or no text")
    return number, text
