"""Make media of any source what a channel takes: a document, or a sound."""

from collections.abc import Collection

from homeassistant.core import Context, HomeAssistant

from ..gateways.errors import InvalidInputError
from ..gateways.model import Attachment
from .file_names import file_name
from .file_types import (
    PDF,
    PICTURES,
    TEXT,
    TIFF,
    content_type_of,
    is_whole_pdf,
    text_of,
)
from .local_files import MEGABYTE, check_size
from .media_sources import MediaFile, async_fetch
from .media_speech import async_spoken_media, is_speech
from .pages import pages
from .pictures import MOST_PAGES, check_picture, picture_pages
from .sounds import async_telephone_sound

LARGEST_DOCUMENT = 20 * MEGABYTE
LARGEST_SOUND = 25 * MEGABYTE
# A page has so many lines, of so many letters at least.
LINES_OF_PAGE, LETTERS_OF_LINE = 47, 50


async def async_document(
    hass: HomeAssistant, source: str, *, types: Collection[str], context: Context
) -> Attachment:
    """Return a document of one of the content types that a channel takes.

    `source` is a media-source id, a camera or image entity, a path or URL that the user
    allows Home Assistant. What the channel takes is passed on as it is; pictures and
    texts that it does not take are put on pages.

    Raises InvalidInputError, and Unauthorized where the caller may not look at it.
    """
    file = await async_fetch(
        hass, source.strip(), context=context, limit=LARGEST_DOCUMENT
    )
    return await hass.async_add_executor_job(_document, file, types)


async def async_sound(hass: HomeAssistant, source: str, *, context: Context) -> bytes:
    """Return a sound as telephones play it: a WAV of 8 kHz, mono, 16 bit.

    `source` is as for documents; text to speech is spoken by its engine. Raises
    InvalidInputError, and Unauthorized where the caller may not look at it.
    """
    source = source.strip()
    if is_speech(source):
        return await async_spoken_media(hass, source)
    file = await async_fetch(hass, source, context=context, limit=LARGEST_SOUND)
    name = await hass.async_add_executor_job(file_name, file.name)
    return await async_telephone_sound(hass, name, file.data)


def _document(file: MediaFile, types: Collection[str]) -> Attachment:
    """Make a file what is taken; blocks for a while; raises InvalidInputError."""
    kind = content_type_of(file.data)
    name = file_name(file.name, kind)
    if kind in PICTURES:
        check_picture(name, file.data)
    if kind == PDF and not is_whole_pdf(file.data):
        raise InvalidInputError("document_broken", name=name)
    text = text_of(file.data) if kind == TEXT else None
    if text is not None and not text.strip():
        raise InvalidInputError("media_empty", name=name)
    if kind in types:
        return Attachment(name=name, content_type=str(kind), data=file.data)
    if kind in PICTURES and (PDF in types or TIFF in types):
        page = PDF if PDF in types else TIFF
        made = picture_pages(name, file.data, tiff=page == TIFF)
    elif text is not None and PDF in types:
        page = PDF
        made = _text_pages(name, text)
    else:
        raise InvalidInputError(
            "attachment_type_not_offered", name=name, types=", ".join(types)
        )
    check_size(name, len(made), LARGEST_DOCUMENT)
    return Attachment(name=file_name(name, page), content_type=page, data=made)


def _text_pages(name: str, text: str) -> bytes:
    """Write a text on pages; raises InvalidInputError."""
    lines = len(text.splitlines()) + len(text) // LETTERS_OF_LINE
    if lines > MOST_PAGES * LINES_OF_PAGE:
        raise InvalidInputError("document_too_long", name=name, limit=str(MOST_PAGES))
    return pages(text)
