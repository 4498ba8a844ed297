"""Find the macros of a template, and those that the gateway would not replace."""

from collections.abc import Mapping
import re

from ..errors import InvalidInputError
from ..model import Attachment
from .checks import WORD
from .docx import NoDocumentError, read_docx

# api.md 6.2.1; `%phone%` needs no value.
NAMES: Mapping[str, int] = {"name": 1, "position": 2, "email": 3}

_NUMBERED = re.compile(r"%0*([1-9][0-9]{0,2})%")
_NAMED = re.compile(r"%([A-Za-z]+)%")


def sms_macros(text: str) -> dict[int, str]:
    """Return the macros of an SMS by the number of the value that each needs."""
    found = numbered(text)
    for macro in _NAMED.finditer(text):
        place = NAMES.get(macro[1].lower())
        if place is not None:
            found.setdefault(place, macro.group())
    return found


def fax_macros(template: Attachment) -> dict[int, str]:
    """Return the macros of a document by the number of the value that each needs.

    In a .docx they have to be inside of fields (api.md 4.3.1). Blocks for a moment.
    Raises InvalidInputError.
    """
    if template.content_type != WORD:
        return numbered(template.data.decode("utf-8-sig", "replace"))
    try:
        words = read_docx(template.data)
    except NoDocumentError:
        raise InvalidInputError(
            "merge_document_unreadable", name=template.name
        ) from None
    found = numbered(words.fields)
    for place, macro in numbered(words.text).items():
        # Word shows a field's last result beside it, which may be the macro itself.
        if place not in found:
            raise InvalidInputError(
                "macro_outside_field", macro=macro, name=template.name
            )
    return found


def numbered(text: str) -> dict[int, str]:
    """Return the macros of a text that are numbers."""
    return {int(macro[1]): macro.group() for macro in _NUMBERED.finditer(text)}
