"""What is refused before anything is sent and is not in the registry as data."""

import re

from ..errors import InvalidInputError
from ..model import Content
from ..wav import Sound, read_wav
from . import limits

TEXT = "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# True where the provider's document names it.
DOCUMENTS = {
    TEXT: True,
    WORD: True,
    "application/pdf": False,
    "image/tiff": False,
}
TEMPLATES = frozenset({TEXT, WORD})
PLAYED = "WAV, 8 kHz, mono, 16 bit"

# `%name%`, `%1%`: replaced in every SMS, whoever it goes to (api.md 6.2.1).
MACRO = re.compile(r"%\w{1,64}%")


def check_fax(content: Content) -> None:
    """Check that a merge has one template; raises InvalidInputError."""
    if not content.merge:
        return
    page = bool(content.text.strip() or content.title.strip())
    if page + len(content.attachments) != 1:
        raise InvalidInputError("merge_needs_one_document")
    if any(one.content_type not in TEMPLATES for one in content.attachments):
        raise InvalidInputError(
            "merge_document_not_possible", name=content.attachments[0].name
        )


def check_call(content: Content) -> None:
    """Check what is to be played, if it was made yet; raises InvalidInputError."""
    if content.audio is not None:
        check_sound(content, content.audio)


def check_sound(content: Content, audio: bytes) -> Sound:
    """Check a WAV and that the call is long enough for it; raises InvalidInputError."""
    sound = read_wav(audio)
    if sound is None or not sound.playable:
        raise InvalidInputError("audio_not_possible", format=PLAYED)
    longest = (content.keys.call if content.keys else None) or limits.CALL
    if sound.duration > longest:
        raise InvalidInputError(
            "audio_too_long",
            seconds=f"{sound.duration.total_seconds():.0f}",
            limit=f"{longest.total_seconds():g}",
        )
    return sound
