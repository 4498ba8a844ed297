"""Make the documents of a fax and the sound of a call."""

from dataclasses import replace
from datetime import timedelta

from ..before_sending import in_words
from ..errors import InvalidInputError
from ..model import Attachment, Content, KeyPresses
from . import limits
from .checks import TEXT, WORD, check_sound

# By its ending the gateway knows what a document is.
_ENDINGS: dict[str, tuple[str, ...]] = {
    TEXT: (".txt",),
    WORD: (".docx",),
    "application/pdf": (".pdf",),
    "image/tiff": (".tif", ".tiff"),
}
PAGE = "message.txt"
SOUND = "message.wav"


def documents(content: Content) -> tuple[Attachment, ...]:
    """Return what is faxed: text and title as a page of their own, then the rest.

    Raises InvalidInputError where there is nothing.
    """
    page = "\n".join(part for part in (content.title, content.text) if part.strip())
    found = tuple(named(one) for one in content.attachments)
    if page:
        found = (text_page(page), *found)
    if not found:
        raise InvalidInputError("text_empty")
    return found


def text_page(text: str) -> Attachment:
    """Write a text as a file; beyond ASCII it says that it is UTF-8."""
    encoding = "utf-8" if text.isascii() else "utf-8-sig"
    data = text.encode(encoding, "replace")
    return Attachment(name=PAGE, content_type=TEXT, data=data)


def named(attachment: Attachment) -> Attachment:
    """Give a document the ending of its kind, where it has none."""
    endings = _ENDINGS.get(attachment.content_type, ("",))
    if attachment.name.lower().endswith(endings):
        return attachment
    return replace(attachment, name=attachment.name + endings[0])


def sound(content: Content) -> tuple[Attachment, KeyPresses]:
    """Return what is played, and what is asked; raises InvalidInputError."""
    if content.audio is None:
        raise in_words(InvalidInputError("audio_missing"), "There is no sound to play")
    found = check_sound(content, content.audio)
    keys = content.keys or KeyPresses()
    if not keys.call and found.duration > limits.USUAL_CALL - limits.FIRST_DIGIT:
        # Else the call would end before the message does.
        keys = replace(keys, call=limits.CALL)
    return Attachment(name=SOUND, content_type="audio/wav", data=content.audio), keys


def minutes(validity: timedelta | None) -> int | None:
    """Count a validity in minutes, rounded up, at least one."""
    return None if validity is None else max(-(-validity // timedelta(minutes=1)), 1)
