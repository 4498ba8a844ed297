"""Read bodies: only what is exactly said to be JSON or a form is parsed."""

import json
from typing import Any
from urllib.parse import parse_qsl

JSON_TYPES = frozenset({"", "application/json"})
FORM = "application/x-www-form-urlencoded"


def read_body(content_type: str, raw: bytes) -> Any:
    """Return the parsed body, None for another type and for what is malformed.

    A missing type counts as JSON; one with a parameter (charset) is another type.
    """
    try:
        if content_type in JSON_TYPES:
            return json.loads(raw)
        if content_type == FORM:
            return dict(parse_qsl(raw.decode(), keep_blank_values=True))
    except ValueError:
        return None
    return None
