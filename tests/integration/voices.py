"""Text to speech in a real Home Assistant: its own demo, and engines that fail."""

import asyncio
from collections.abc import Callable
from io import BytesIO
from typing import Any, override
import wave

from homeassistant.components.demo.tts import DemoProvider
from homeassistant.components.tts import TextToSpeechEntity, TtsAudioType
from homeassistant.components.tts.const import DATA_COMPONENT, DATA_TTS_MANAGER
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from imageio_ffmpeg import get_ffmpeg_exe


async def set_up_speech(hass: HomeAssistant, *, demo: bool = True) -> None:
    """Set text to speech up, with Home Assistant's own demo engine or with none.

    The engine is added without the rest of the demo, which needs much more.
    """
    config = {"ffmpeg": {"ffmpeg_bin": get_ffmpeg_exe()}}
    assert await async_setup_component(hass, "tts", config)
    if demo:
        manager = hass.data[DATA_TTS_MANAGER]
        manager.async_register_legacy_engine("demo", DemoProvider("en"), {})


def played(seconds: float, *, rate: int = 8000) -> bytes:
    """Make so many seconds of silence, as a telephone plays it or at another rate."""
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(bytes(int(seconds * rate) * 2))
    return file.getvalue()


class Voice(TextToSpeechEntity):
    """An engine that speaks as it is told to, and remembers what it was asked."""

    _attr_default_language = "en"
    _attr_supported_languages = ["en", "tr"]  # noqa: RUF012 - as Home Assistant has it

    def __init__(
        self,
        name: str,
        speak: Callable[[str], TtsAudioType] | None = None,
        *,
        has_voices: bool = True,
    ) -> None:
        """Speak with `speak`, a second of silence without."""
        self._attr_name = name
        self._attr_unique_id = name
        self._attr_supported_options = ["voice"] if has_voices else []
        self._speak = speak or (lambda _text: ("wav", played(1)))
        self.asked: list[tuple[str, str, Any]] = []
        self.may_speak = asyncio.Event()
        self.may_speak.set()

    @override
    async def async_get_tts_audio(
        self, message: str, language: str, options: dict[str, Any]
    ) -> TtsAudioType:
        """Speak a text once it may."""
        self.asked.append((message, language, options.get("voice")))
        await self.may_speak.wait()
        return self._speak(message)


async def add_voice(
    hass: HomeAssistant,
    name: str,
    speak: Callable[[str], TtsAudioType] | None = None,
    *,
    has_voices: bool = True,
) -> Voice:
    """Add an engine named tts.<name>."""
    voice = Voice(name, speak, has_voices=has_voices)
    await hass.data[DATA_COMPONENT].async_add_entities([voice])
    return voice
