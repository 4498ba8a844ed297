"""Parse programs."""

from collections.abc import Mapping
from typing import Any

from ...fields import words
from ..models.programs import Program
from .values import key


def parse_program(
    fields: Mapping[str, Any], known: int | None = None
) -> Program | None:
    """Parse a program, or None where it has no id and none is known."""
    program_id = key(fields.get("program_id")) or known
    if program_id is None:
        return None
    return Program(
        program_id=program_id,
        name=words(fields.get("name")),
        type=words(fields.get("type")),
        parent_id=key(fields.get("parent_id")),
        user_id=key(fields.get("user_id")),
        account_id=key(fields.get("account_id")),
        text_id=key(fields.get("text_id")),
        document_id=key(fields.get("document_id")),
        template_id=key(fields.get("template_id")),
        recording_id=key(fields.get("recording_id")),
    )
