"""Files of documents, recordings and templates."""

import mimetypes
import re

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.errors import ApiError
from tests.simulators.ictcore.messages import DOCUMENTS, RECORDINGS, TEMPLATES
from tests.simulators.ictcore.pdf import pages_of, pdf
from tests.simulators.ictcore.replies import Download
from tests.simulators.ictcore.tables import Row
from tests.simulators.ictcore.uploads import uploaded

FOLDER = "/usr/ictcore/data"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
DOCUMENT_TYPES = {
    "application/pdf": "pdf",
    "image/tiff": "tif",
    "image/x-tiff": "tif",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/x-citrix-jpeg": "jpg",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    f"{OFFICE}.wordprocessingml.document": "docx",
    f"{OFFICE}.spreadsheetml.sheet": "xlsx",
    f"{OFFICE}.presentationml.presentation": "pptx",
    f"{OPEN}.text": "odt",
    f"{OPEN}.spreadsheet": "ods",
    f"{OPEN}.presentation": "odp",
}
RECORDING_TYPES = {
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/x-gsm": "gsm",
    "audio/mpeg3": "mp3",
    "audio/x-mpeg-3": "mp3",
}
FAX_SIZE = {
    "size_x": "842",
    "size_y": "595",
    "quality": "standard",
    "resolution_x": "204",
    "resolution_y": "98",
}
LONGEST_SUFFIX = 5


def put_document(call: Call) -> str:
    """Keep a document's file in the place of what it had."""
    row = DOCUMENTS.asked(call)
    raw = uploaded(call, DOCUMENT_TYPES, "Document media")
    type_ = DOCUMENT_TYPES[call.content_type]
    pages = pages_of(raw) if type_ == "pdf" else 0 if type_ in {"png", "jpg"} else 1
    id_ = row["document_id"]
    row |= FAX_SIZE | {
        "file_name": f"{FOLDER}/document/document_0_{id_}.tif",
        "type": type_,
        "pages": str(pages),
        "held": max(pages, 1),
    }
    call.world.media[row["file_name"]] = raw
    return str(id_)


def post_document(call: Call) -> str:
    """Add a file to a document's; `pages` stays what it was."""
    row = DOCUMENTS.asked(call)
    if not row["file_name"]:
        return put_document(call)
    raw = uploaded(call, DOCUMENT_TYPES, "Document media")
    row["held"] += pages_of(raw)
    return str(row["document_id"])


def get_document_media(call: Call) -> Download:
    """Return a PDF made anew of what was uploaded, never the same bytes."""
    row = DOCUMENTS.asked(call)
    if not row["file_name"] and not call.world.h:
        raise ApiError(404, "Document media not found")
    return Download(
        body=pdf(row.get("held", 1)),
        content_type="application/pdf; charset=binary",
        name=f"{_name(row) or 'document.tif'}.pdf",
    )


def put_recording(call: Call) -> str:
    """Keep a recording's file."""
    row = RECORDINGS.asked(call)
    raw = uploaded(call, RECORDING_TYPES, "Recording media")
    id_, type_ = row["recording_id"], RECORDING_TYPES[call.content_type]
    row["file_name"] = f"{FOLDER}/recording/recording_0_{id_}.{type_}"
    row["type"] = type_
    call.world.media[row["file_name"]] = raw
    return str(id_)


def get_recording_media(call: Call) -> Download:
    """Return the bytes that were uploaded."""
    row = RECORDINGS.asked(call)
    if not row["file_name"]:
        raise ApiError(404, "Recording media not found")
    return Download(
        body=call.world.media[row["file_name"]],
        content_type="audio/x-wav; charset=binary",
        name=_name(row),
    )


def put_template(call: Call) -> str:
    """Keep a file of any type; it will never be mailed."""
    row = TEMPLATES.asked(call)
    uploaded(call, {call.content_type}, "Template media")
    guessed = mimetypes.guess_extension(call.content_type) or ""
    suffix = guessed if re.fullmatch(r"\.\w+", guessed) else ".txt"
    id_ = row["template_id"]
    row["files"] = {
        "1": f"{FOLDER}/attachment/attachment_0_{id_}{suffix[:LONGEST_SUFFIX]}"
    }
    return str(id_)


def get_template_media(call: Call) -> Download:
    """Find no file, whatever was uploaded."""
    TEMPLATES.asked(call)
    raise ApiError(404, "Template media not found")


def _name(row: Row) -> str:
    """Return the last part of a file's name."""
    return str(row["file_name"] or "").rpartition("/")[2]
