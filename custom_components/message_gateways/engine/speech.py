"""Speak a text as telephones play it: a WAV of 8 kHz, mono, 16 bit."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ..gateways.errors import InvalidInputError
from ..gateways.wav import BITS, CHANNELS, RATE, read_wav, with_true_length

LONGEST_WAIT = 60.0
TTS = "tts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How a text is spoken; what is None is left to Home Assistant or its engine."""

    engine: str | None = None
    language: str | None = None
    voice: str | None = None

    def instead_of(self, usual: Speech) -> Speech:
        """Return the usual choice with this one in its place, as far as it goes.

        A voice is one of its engine and language, and no other's.
        """
        engine = self.engine or usual.engine
        language = self.language or usual.language
        same = (engine, language) == (usual.engine, usual.language)
        voice = self.voice or (usual.voice if same else None)
        return Speech(engine=engine, language=language, voice=voice)


class Speaker:
    """Speak texts, each once for all who want it at the same time."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Speak with the engines of a Home Assistant."""
        self._hass = hass
        self._speaking: dict[tuple[str, Speech], asyncio.Task[bytes]] = {}

    def check(self, speech: Speech) -> None:
        """Check that somebody can speak so, silently; raises InvalidInputError."""
        engine, options = _engine(self._hass, speech)
        from homeassistant.components import tts  # noqa: PLC0415 - see _engine

        found = tts.get_engine_instance(self._hass, engine)
        try:
            if found is not None:
                self._hass.data[tts.DATA_TTS_MANAGER].process_options(
                    found, speech.language, options
                )
        except HomeAssistantError as err:
            raise InvalidInputError(
                "speech_not_possible", engine=engine, reason=str(err)
            ) from None

    async def speak(self, text: str, speech: Speech) -> bytes:
        """Return a text as a WAV; raises InvalidInputError where nobody can speak it.

        A caller that goes away takes nobody else along.
        """
        key = (text, speech)
        task = self._speaking.get(key)
        if task is None:
            task = self._hass.async_create_background_task(
                _speak(self._hass, text, speech), "message_gateways speech"
            )
            self._speaking[key] = task
            task.add_done_callback(lambda _: self._speaking.pop(key, None))
        return await asyncio.shield(task)


async def _speak(hass: HomeAssistant, text: str, speech: Speech) -> bytes:
    """Speak a text; raises InvalidInputError."""
    engine, options = _engine(hass, speech)
    return await async_spoken(
        hass, text, engine=engine, language=speech.language, options=options
    )


def _engine(hass: HomeAssistant, speech: Speech) -> tuple[str, dict[str, Any]]:
    """Find an engine and its options for a speech; raises InvalidInputError."""
    if TTS not in hass.config.components:
        raise InvalidInputError("speech_engine_missing")
    # What it needs is not there in a Home Assistant that never loads it.
    from homeassistant.components import tts  # noqa: PLC0415 - see above

    engine = tts.async_resolve_engine(hass, speech.engine)
    if engine is None:
        if speech.engine is None:
            raise InvalidInputError("speech_engine_missing")
        raise InvalidInputError("speech_engine_unknown", engine=speech.engine)
    return engine, {} if speech.voice is None else {tts.ATTR_VOICE: speech.voice}


async def async_spoken(
    hass: HomeAssistant,
    text: str,
    *,
    engine: str,
    language: str | None,
    options: Mapping[str, Any],
) -> bytes:
    """Have an engine speak a text as telephones play it; raises InvalidInputError."""
    from homeassistant.components import tts  # noqa: PLC0415 - see above

    preferred = {
        tts.ATTR_PREFERRED_FORMAT: "wav",
        tts.ATTR_PREFERRED_SAMPLE_RATE: RATE,
        tts.ATTR_PREFERRED_SAMPLE_CHANNELS: CHANNELS,
        tts.ATTR_PREFERRED_SAMPLE_BYTES: BITS // 8,
    }
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            # What is said may be a code: no file of it stays in the house.
            stream = hass.data[tts.DATA_TTS_MANAGER].async_create_result_stream(
                engine,
                use_file_cache=False,
                language=language,
                options={**options, **preferred},
            )
            stream.async_set_message(text)
            spoken = b"".join([chunk async for chunk in stream.async_stream_result()])
    except Exception as err:  # noqa: BLE001 - engines of others fail in their own ways
        raise InvalidInputError(
            "speech_not_possible", engine=engine, reason=_reason(err, text)
        ) from None
    sound = await hass.async_add_executor_job(with_true_length, spoken)
    found = read_wav(sound)
    if found is None or not found.playable:
        raise InvalidInputError(
            "speech_not_possible", engine=engine, reason="it made no sound of this kind"
        )
    return sound


def _reason(error: Exception, text: str) -> str:
    """Say why a text was not spoken, without the text: errors end up in logs."""
    if isinstance(error, TimeoutError):
        return f"no sound after {LONGEST_WAIT:g} seconds"
    reason = str(error)
    return reason if reason and text not in reason else "it made no sound"
