"""What a content is on the server: the program that sends it, and what that needs."""

from dataclasses import dataclass, field
from html import escape

from ..before_sending import in_words
from ..errors import InvalidInputError, NotOfferedError
from ..model import Channel, Content
from .codes import ProgramType

LONGEST_SUBJECT = 78
WAV = "audio/wav"
NO_TEXT = "There is no text to send"
NO_DOCUMENT = "There is no document to fax"
TOO_MANY_DOCUMENTS = "A fax is one document"
NO_SOUND = "There is no sound to play"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A program and its parts: a text; subject, HTML and plain text; or a file.

    `file_type` is the content type of a file.
    """

    program: ProgramType
    parts: tuple[bytes, ...] = field(repr=False)
    file_type: str = ""

    @property
    def identity(self) -> tuple[bytes, ...]:
        """Return what is equal for equal contents."""
        return (self.program.encode(), self.file_type.encode(), *self.parts)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the parts as texts."""
        return tuple(part.decode() for part in self.parts)


def material_of(content: Content, *, server_speech: bool = False) -> Material:
    """Tell what a content needs on the server.

    With `server_speech` the server speaks a text of which no audio was made. Raises
    InvalidInputError where there is nothing to send, NotOfferedError.
    """
    match content.channel:
        case Channel.SMS:
            return _sms(content)
        case Channel.EMAIL:
            return _email(content)
        case Channel.FAX:
            return _fax(content)
        case Channel.VOICE:
            return _call(content, server_speech=server_speech)
        case channel:
            raise NotOfferedError(f"there is no channel {channel}")


def as_html(text: str) -> str:
    """Write a plain text as HTML that looks like it."""
    return escape(text).replace("\r\n", "\n").replace("\n", "<br>\n")


def subject_of(content: Content) -> str:
    """Return the subject of an email: its title, or the beginning of its first line."""
    title = " ".join(content.title.split())
    if title:
        return title
    lines = content.text.strip().splitlines()
    return " ".join((lines[0] if lines else "").split())[:LONGEST_SUBJECT]


def _sms(content: Content) -> Material:
    """Take the text of an SMS."""
    if not content.text.strip():
        raise in_words(InvalidInputError("text_empty"), NO_TEXT)
    return Material(program=ProgramType.SEND_SMS, parts=_written(content.text))


def _email(content: Content) -> Material:
    """Take both forms of an email."""
    if not (content.text.strip() or content.html):
        raise in_words(InvalidInputError("text_empty"), NO_TEXT)
    html = content.html or as_html(content.text)
    parts = _written(subject_of(content), html, content.text)
    return Material(program=ProgramType.SEND_EMAIL, parts=parts)


def _fax(content: Content) -> Material:
    """Take the document of a fax."""
    if not content.attachments:
        raise in_words(InvalidInputError("attachment_missing"), NO_DOCUMENT)
    if len(content.attachments) > 1:
        raise in_words(
            InvalidInputError("too_many_attachments", limit="1"), TOO_MANY_DOCUMENTS
        )
    (document,) = content.attachments
    return Material(
        program=ProgramType.SEND_FAX,
        parts=(document.data,),
        file_type=document.content_type,
    )


def _call(content: Content, *, server_speech: bool) -> Material:
    """Take the recording of a call, or what the server is to say."""
    if content.audio:
        return Material(
            program=ProgramType.VOICE_MESSAGE, parts=(content.audio,), file_type=WAV
        )
    if server_speech and content.text.strip():
        return Material(program=ProgramType.VOICE_TTS, parts=_written(content.text))
    raise in_words(InvalidInputError("audio_missing"), NO_SOUND)


def _written(*texts: str) -> tuple[bytes, ...]:
    """Write texts, without half characters, which the server can't read."""
    return tuple(text.encode("utf-8", "replace") for text in texts)
