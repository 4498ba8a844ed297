"""Read a pushed body as the answer of a request would be read."""

import re

from .transport import Answer

_CHARSET = re.compile(r"charset=\"?([\w.:+-]+)", re.IGNORECASE)


def as_answer(body: bytes, content_type: str) -> Answer:
    """Return a pushed body with its type and charset, UTF-8 where none is named."""
    charset = _CHARSET.search(content_type)
    return Answer(
        status=200,
        content_type=content_type,
        charset=charset[1].lower() if charset else "utf-8",
        body=body,
    )
