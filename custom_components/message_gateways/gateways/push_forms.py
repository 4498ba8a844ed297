"""Read what was pushed as a form."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from .errors import UnreadableAnswerError

MOST_FIELDS = 20


def read_form(body: bytes) -> Mapping[str, str]:
    """Return the fields of a form by their names in lower case, the first of each.

    Raises UnreadableAnswerError for more than 20 fields and what is no UTF-8.
    """
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise UnreadableAnswerError("the push is no form") from None
    return {name.lower(): value for name, value in reversed(pairs)}
