"""What messages are made of: texts, templates, documents, recordings."""

from typing import Any

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.filters import OWNER, WHEN, contains, number
from tests.simulators.ictcore.resources import Resource
from tests.simulators.ictcore.schema import RECORDING
from tests.simulators.ictcore.tables import Row

LONGEST_TYPE = 8
NAMED = {"name": contains("name"), "type": contains("type"), **OWNER, **WHEN}

TEXTS = Resource(
    kind="Text",
    missing="Transmission not found",
    table=lambda tables: tables.texts,
    detail=(
        *("text_id", "name", "data", "type", "description", "length"),
        *("class", "encoding", "message_id", "user_id"),
    ),
    listed=("text_id", "name", "type", "length", "description"),
    filters={"text_id": number("text_id"), **NAMED},
    required=("name",),
    longest={"type": LONGEST_TYPE},
)
TEMPLATES = Resource(
    kind="Template",
    table=lambda tables: tables.templates,
    detail=(
        *("template_id", "name", "type", "description", "subject", "body"),
        *("body_alt", "attachment", "aAttachment", "length", "message_id"),
        *("data", "user_id"),
    ),
    listed=("template_id", "name", "type", "length", "description"),
    filters={"template_id": number("template_id"), **NAMED},
)
DOCUMENTS = Resource(
    kind="Document",
    table=lambda tables: tables.documents,
    detail=(
        *("document_id", "name", "file_name", "type", "description", "pages"),
        *("size_x", "size_y", "quality", "resolution_x", "resolution_y"),
        *("message_id", "data", "user_id"),
    ),
    listed=("document_id", "name", "file_name", "type", "pages", "description"),
    filters={"document_id": number("document_id"), **NAMED},
    required=("file_name", "type"),
)
RECORDINGS = Resource(
    kind="Recording",
    table=lambda tables: tables.recordings,
    detail=(
        *(
            "recording_id",
            *(name for name in RECORDING if name not in ("data", "link")),
        ),
        *("message_id", "data", "user_id", "link"),
    ),
    listed=("recording_id", "name", "file_name", "type", "length", "description"),
    filters={"recording_id": number("recording_id"), **NAMED},
    required=("file_name", "type"),
)


def create(resource: Resource, call: Call) -> int:
    """Save one with its `message_id` and return its id."""
    id_ = resource.create(call)
    resource.rows(call.world).row(id_)["message_id"] = str(id_)
    return id_


def attached(row: Row) -> dict[str, str] | list[str]:
    """Return the files of a template: an object when there is one, else a list."""
    return row.get("files") or []


def get_template(call: Call) -> dict[str, Any]:
    """Show a template with its files."""
    found = TEMPLATES.rows(call.world).find(call.parts["template_id"])
    if found is not None:
        found["aAttachment"] = attached(found)
    return TEMPLATES.get(call)


def update_template(call: Call) -> dict[str, Any]:
    """Save what is new of a template and show it with its files."""
    row = TEMPLATES.asked(call)
    row["aAttachment"] = attached(row)
    return TEMPLATES.update(call)


def get_document(call: Call) -> dict[str, Any]:
    """Show a document; release 2.1.0 shows one field more."""
    more = {"ocr": None} if call.world.h else {}
    return DOCUMENTS.get(call) | more
