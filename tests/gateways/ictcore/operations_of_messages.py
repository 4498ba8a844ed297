"""The operations on texts, templates, documents and recordings."""

from custom_components.message_gateways.gateways.ictcore.models.messages import (
    MediaFields,
    NewMedia,
    NewTemplate,
    NewText,
    TemplateFields,
    TextFields,
)

from . import samples
from .operations import ANY, Operation

HELLO = NewText(name="t1", data="Hello …", type="plain")
DINNER = NewTemplate(
    name="m1", subject="Dinner", body="<p>ready</p>", body_alt="ready", description="d"
)

TEXTS = {
    "texts create": Operation(
        call=lambda api: api.texts.create(HELLO),
        asks="POST /messages/texts",
        document={"name": "t1", "data": "Hello …", "type": "plain"},
        answer=1,
        result=1,
    ),
    "texts list": Operation(
        call=lambda api: api.texts.list(),
        asks="GET /messages/texts",
        answer=samples.TEXTS,
        result=ANY,
    ),
    "texts get": Operation(
        call=lambda api: api.texts.get(1),
        asks="GET /messages/texts/1",
        answer=samples.TEXT,
        result=ANY,
    ),
    "texts update": Operation(
        call=lambda api: api.texts.update(1, TextFields(data="Bye")),
        asks="PUT /messages/texts/1",
        document={"data": "Bye"},
        answer=samples.TEXT,
        result=ANY,
    ),
    "texts delete": Operation(
        call=lambda api: api.texts.delete(1),
        asks="DELETE /messages/texts/1",
        answer=True,
    ),
}
TEMPLATES = {
    "templates create": Operation(
        call=lambda api: api.templates.create(DINNER),
        asks="POST /messages/templates",
        document={
            "name": "m1",
            "subject": "Dinner",
            "body": "<p>ready</p>",
            "body_alt": "ready",
            "description": "d",
        },
        answer=1,
        result=1,
    ),
    "templates list": Operation(
        call=lambda api: api.templates.list(),
        asks="GET /messages/templates",
        answer=[{"template_id": "1", "name": "m1"}],
        result=ANY,
    ),
    "templates get": Operation(
        call=lambda api: api.templates.get(1),
        asks="GET /messages/templates/1",
        answer=samples.TEMPLATE,
        result=ANY,
    ),
    "templates update": Operation(
        call=lambda api: api.templates.update(1, TemplateFields(subject="Supper")),
        asks="PUT /messages/templates/1",
        document={"subject": "Supper"},
        answer=samples.TEMPLATE,
        result=ANY,
    ),
    "templates delete": Operation(
        call=lambda api: api.templates.delete(1),
        asks="DELETE /messages/templates/1",
        answer=True,
    ),
    "templates upload": Operation(
        call=lambda api: api.templates.upload(1, b"menu", "text/plain"),
        asks="PUT /messages/templates/1/media",
        upload=b"menu",
        upload_type="text/plain",
        answer="1",
        result=1,
    ),
    "templates download": Operation(
        call=lambda api: api.templates.download(1),
        asks="GET /messages/templates/1/media",
        answer=b"menu",
        result=ANY,
    ),
}
DOCUMENTS = {
    "documents create": Operation(
        call=lambda api: api.documents.create(NewMedia(name="doc1", description="d")),
        asks="POST /messages/documents",
        document={"name": "doc1", "description": "d"},
        answer=1,
        result=1,
    ),
    "documents list": Operation(
        call=lambda api: api.documents.list(),
        asks="GET /messages/documents",
        answer=samples.DOCUMENTS,
        result=ANY,
    ),
    "documents get": Operation(
        call=lambda api: api.documents.get(1),
        asks="GET /messages/documents/1",
        answer=samples.DOCUMENT,
        result=ANY,
    ),
    "documents update": Operation(
        call=lambda api: api.documents.update(1, MediaFields(name="doc2")),
        asks="PUT /messages/documents/1",
        document={"name": "doc2"},
        answer=samples.DOCUMENT,
        result=ANY,
    ),
    "documents delete": Operation(
        call=lambda api: api.documents.delete(1),
        asks="DELETE /messages/documents/1",
        answer=True,
    ),
    "documents upload": Operation(
        call=lambda api: api.documents.upload(1, b"%PDF-1.4", "application/pdf"),
        asks="PUT /messages/documents/1/media",
        upload=b"%PDF-1.4",
        upload_type="application/pdf",
        answer="1",
        result=1,
    ),
    "documents download": Operation(
        call=lambda api: api.documents.download(1),
        asks="GET /messages/documents/1/media",
        answer=b"%PDF-1.4",
        result=ANY,
    ),
}
RECORDINGS = {
    "recordings create": Operation(
        call=lambda api: api.recordings.create(NewMedia(name="r1", type="wav")),
        asks="POST /messages/recordings",
        document={"name": "r1", "type": "wav"},
        answer=1,
        result=1,
    ),
    "recordings list": Operation(
        call=lambda api: api.recordings.list(),
        asks="GET /messages/recordings",
        answer=[{"recording_id": "1", "name": "r1"}],
        result=ANY,
    ),
    "recordings get": Operation(
        call=lambda api: api.recordings.get(1),
        asks="GET /messages/recordings/1",
        answer=samples.RECORDING,
        result=ANY,
    ),
    "recordings update": Operation(
        call=lambda api: api.recordings.update(1, MediaFields(description="new")),
        asks="PUT /messages/recordings/1",
        document={"description": "new"},
        answer=samples.RECORDING,
        result=ANY,
    ),
    "recordings delete": Operation(
        call=lambda api: api.recordings.delete(1),
        asks="DELETE /messages/recordings/1",
        answer=True,
    ),
    "recordings upload": Operation(
        call=lambda api: api.recordings.upload(1, b"RIFF", "audio/wav"),
        asks="PUT /messages/recordings/1/media",
        upload=b"RIFF",
        upload_type="audio/wav",
        answer="1",
        result=1,
    ),
    "recordings download": Operation(
        call=lambda api: api.recordings.download(1),
        asks="GET /messages/recordings/1/media",
        answer=b"RIFF",
        result=ANY,
    ),
}
MESSAGES = TEXTS | TEMPLATES | DOCUMENTS | RECORDINGS
