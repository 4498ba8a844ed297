"""Read a received message that was pushed as a form (field-notes.md, Inbound push)."""

from urllib.parse import parse_qsl

from ..errors import UnreadableAnswerError

MOST_FIELDS = 20


def parse_form(body: bytes) -> tuple[str, str]:
    """Return the number and the text of a push; raises UnreadableAnswerError."""
    try:
        pairs = parse_qsl(
            body.decode(),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise UnreadableAnswerError("the push is no form") from None
    fields = {name.lower(): value for name, value in reversed(pairs)}
    number, text = fields.get("mobile", "").strip(), fields.get("mo")
    if not number or text is None:
        raise UnreadableAnswerError("the push has no number or no text")
    return number, text
