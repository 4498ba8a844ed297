"""Speak what a media-source id of text to speech says."""

from typing import cast

from homeassistant.core import HomeAssistant

from ..gateways.errors import InvalidInputError
from .file_names import source_name
from .speech import TTS, async_spoken

SPEECH = "media-source://tts/"
# What is being spoken already has its sound, and no text.
STREAM = f"{SPEECH}-stream-/"


def is_speech(source: str) -> bool:
    """Tell whether a source is a text to be spoken."""
    return source.startswith(SPEECH) and not source.startswith(STREAM)


async def async_spoken_media(hass: HomeAssistant, source: str) -> bytes:
    """Speak the text in a media-source id; raises InvalidInputError."""
    if TTS not in hass.config.components:
        raise InvalidInputError("speech_engine_missing")
    # What it needs is not there in a Home Assistant that never loads it.
    from homeassistant.components import tts  # noqa: PLC0415 - see above
    from homeassistant.components.media_source import (  # noqa: PLC0415 - see above
        Unresolvable,
    )
    from homeassistant.components.tts.media_source import (  # noqa: PLC0415 - see above
        ParsedMediaSourceId,
        parse_media_source_id,
    )

    try:
        parsed = parse_media_source_id(source.removeprefix(SPEECH))
    except Unresolvable, ValueError:
        raise _not_possible(source) from None
    spoken = cast(ParsedMediaSourceId, parsed)
    wanted = spoken["options"]
    options = wanted["options"] or {}
    if not isinstance(options, dict):
        raise _not_possible(source)
    if tts.async_resolve_engine(hass, wanted["engine"]) is None:
        raise InvalidInputError("speech_engine_unknown", engine=wanted["engine"])
    return await async_spoken(
        hass,
        spoken["message"],
        engine=wanted["engine"],
        language=wanted["language"],
        options=options,
    )


def _not_possible(source: str) -> InvalidInputError:
    """Say that a media-source id is none of a text."""
    return InvalidInputError("media_not_possible", source=source_name(source))
