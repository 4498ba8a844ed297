"""Read error objects, which may come with any status, 200 too."""

from collections.abc import Mapping
from typing import Any

from ...errors import UnreadableAnswerError
from ...fields import count, mapping, words
from ...transport import Answer
from ..models.session import Fault

LARGEST_ERROR = 64 * 1024


def parse_fault(document: Any) -> Fault | None:
    """Read an error object, or None where a document is none."""
    found = mapping(document).get("error")
    if isinstance(found, str) and found:
        return Fault(text=words(found))
    if not isinstance(found, Mapping) or not {"code", "message"} & set(found):
        return None
    return Fault(code=count(found.get("code")), text=words(found.get("message")))


def read_fault(answer: Answer) -> Fault | None:
    """Read the error object of a body of any kind."""
    body = answer.body
    if len(body) > LARGEST_ERROR or not body.lstrip().startswith(b"{"):
        return None
    try:
        return parse_fault(answer.json())
    except UnreadableAnswerError:
        return None
