"""Texts, templates, documents and recordings (field-notes.md 4)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFields:
    """What can be said about the text of an SMS.

    `type` is at most 8 characters and goes to Kannel as the charset; "UTF-8" if none.
    """

    name: str | None = None
    data: str | None = field(default=None, repr=False)
    type: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText(TextFields):
    """A text to make; a strict database requires its name."""

    name: str
    data: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(TextFields):
    """The text of an SMS; lists have no `data`."""

    text_id: int
    length: int | None = None
    encoding: str | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFields:
    """What can be said about an email: `body` is HTML, `body_alt` plain text."""

    name: str | None = None
    subject: str | None = field(default=None, repr=False)
    body: str | None = field(default=None, repr=False)
    body_alt: str | None = field(default=None, repr=False)
    description: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTemplate(TemplateFields):
    """An email to make."""

    name: str
    subject: str = field(repr=False)
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(TemplateFields):
    """An email; `files` are the server's paths of what was uploaded.

    What was uploaded is kept, but not sent with the email.
    """

    template_id: int
    files: tuple[str, ...] = ()
    length: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFields:
    """What can be said about a document or a recording; `type` is a file extension."""

    name: str | None = None
    description: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMedia(MediaFields):
    """A document or a recording to make; its file is uploaded afterwards."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(MediaFields):
    """The document of a fax; sizes in points, resolution in dots per inch.

    `pages` is 0 for a PNG, and what was counted first where pages were added later.
    """

    document_id: int
    file_name: str | None = None
    pages: int | None = None
    size_x: int | None = None
    size_y: int | None = None
    quality: str | None = None
    resolution_x: int | None = None
    resolution_y: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording(MediaFields):
    """The recording of a call."""

    recording_id: int
    file_name: str | None = None
    length: int | None = None
    codec: str | None = None
    channel: int | None = None
    sample: int | None = None
    bitrate: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A file as it was downloaded; its type is what the server guessed."""

    content: bytes = field(repr=False)
    content_type: str
