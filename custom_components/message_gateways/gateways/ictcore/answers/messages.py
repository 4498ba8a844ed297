"""Parse texts, templates, documents and recordings."""

from collections.abc import Mapping
from typing import Any

from ...fields import text, words
from ..models.messages import Document, Recording, Template, Text
from .values import key, number


def parse_text(fields: Mapping[str, Any], known: int | None = None) -> Text | None:
    """Parse the text of an SMS, or None where it has no id and none is known."""
    text_id = key(fields.get("text_id")) or known
    if text_id is None:
        return None
    return Text(
        text_id=text_id,
        name=words(fields.get("name")),
        data=text(fields.get("data")),
        type=words(fields.get("type")),
        description=text(fields.get("description")),
        length=number(fields.get("length")),
        encoding=words(fields.get("encoding")),
        user_id=key(fields.get("user_id")),
    )


def parse_template(
    fields: Mapping[str, Any], known: int | None = None
) -> Template | None:
    """Parse an email, or None where it has no id and none is known."""
    template_id = key(fields.get("template_id")) or known
    if template_id is None:
        return None
    return Template(
        template_id=template_id,
        name=words(fields.get("name")),
        subject=text(fields.get("subject")),
        body=text(fields.get("body")),
        body_alt=text(fields.get("body_alt")),
        description=text(fields.get("description")),
        type=words(fields.get("type")),
        files=_files(fields.get("aAttachment")),
        length=number(fields.get("length")),
        user_id=key(fields.get("user_id")),
    )


def parse_document(
    fields: Mapping[str, Any], known: int | None = None
) -> Document | None:
    """Parse a document, or None where it has no id and none is known."""
    document_id = key(fields.get("document_id")) or known
    if document_id is None:
        return None
    return Document(
        document_id=document_id,
        name=words(fields.get("name")),
        description=text(fields.get("description")),
        type=words(fields.get("type")),
        file_name=words(fields.get("file_name")),
        pages=number(fields.get("pages")),
        size_x=number(fields.get("size_x")),
        size_y=number(fields.get("size_y")),
        quality=words(fields.get("quality")),
        resolution_x=number(fields.get("resolution_x")),
        resolution_y=number(fields.get("resolution_y")),
        user_id=key(fields.get("user_id")),
    )


def parse_recording(
    fields: Mapping[str, Any], known: int | None = None
) -> Recording | None:
    """Parse a recording, or None where it has no id and none is known."""
    recording_id = key(fields.get("recording_id")) or known
    if recording_id is None:
        return None
    return Recording(
        recording_id=recording_id,
        name=words(fields.get("name")),
        description=text(fields.get("description")),
        type=words(fields.get("type")),
        file_name=words(fields.get("file_name")),
        length=number(fields.get("length")),
        codec=words(fields.get("codec")),
        channel=number(fields.get("channel")),
        sample=number(fields.get("sample")),
        bitrate=number(fields.get("bitrate")),
        user_id=key(fields.get("user_id")),
    )


def _files(value: Any) -> tuple[str, ...]:
    """Read the paths of files: an object, or a list where there are none."""
    found = value.values() if isinstance(value, Mapping) else value
    if not found or isinstance(found, str | int):
        return ()
    return tuple(path for path in map(words, found) if path)
