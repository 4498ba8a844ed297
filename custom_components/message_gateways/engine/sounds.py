"""Make any sound one that telephones play: a WAV of 8 kHz, mono, 16 bit."""

import asyncio
from datetime import timedelta

from homeassistant.core import HomeAssistant

from ..gateways.errors import InvalidInputError
from ..gateways.wav import CHANNELS, RATE, Sound, read_wav, with_true_length

LONGEST = timedelta(minutes=10)
LONGEST_WAIT = 60.0
# Lists of what to play elsewhere are not among them, nor is any way to get there.
FORMATS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,eac3,flac,flv,matroska,mov,mp3,mpeg,mpegts,"
    "ogg,tta,w64,wav,wv"
)
# Some formats have their index at the end, so that what is read is kept.
PROTOCOLS = "cache,pipe"
INPUT = "cache:pipe:0"


async def async_telephone_sound(hass: HomeAssistant, name: str, data: bytes) -> bytes:
    """Return a sound as telephones play it; raises InvalidInputError."""
    played = await hass.async_add_executor_job(_playable, data)
    if played is None:
        converted = await _async_convert(_ffmpeg(hass, name), name, data)
        played = await hass.async_add_executor_job(_playable, converted)
    if played is None:
        raise InvalidInputError("sound_not_possible", name=name)
    sound, found = played
    if found.duration > LONGEST:
        raise InvalidInputError(
            "sound_too_long", name=name, limit=f"{LONGEST.total_seconds() / 60:g}"
        )
    return sound


def _playable(data: bytes) -> tuple[bytes, Sound] | None:
    """Return a WAV with its true length if telephones play it."""
    sound = with_true_length(data)
    found = read_wav(sound)
    return (sound, found) if found is not None and found.playable else None


def _ffmpeg(hass: HomeAssistant, name: str) -> str:
    """Return the program that converts sounds; raises InvalidInputError."""
    if "ffmpeg" not in hass.config.components:
        raise InvalidInputError("ffmpeg_missing", name=name)
    # What it needs is not there in a Home Assistant that never loads it.
    from homeassistant.components.ffmpeg import (  # noqa: PLC0415 - see above
        get_ffmpeg_manager,
    )

    return get_ffmpeg_manager(hass).binary


async def _async_convert(program: str, name: str, data: bytes) -> bytes:
    """Convert a sound, of which nothing is trusted; raises InvalidInputError."""
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            *_arguments(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        raise InvalidInputError("ffmpeg_missing", name=name) from None
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            converted, _ = await process.communicate(data)
    except TimeoutError:
        raise InvalidInputError(
            "sound_not_converted", name=name, limit=f"{LONGEST_WAIT:g}"
        ) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return converted if process.returncode == 0 else b""


def _arguments() -> list[str]:
    """Tell the program to make a WAV of what it is given, and how long it may be."""
    most = LONGEST.total_seconds() + 1
    reading = [
        *("-nostdin", "-hide_banner", "-loglevel", "quiet", "-threads", "1"),
        *("-protocol_whitelist", PROTOCOLS, "-format_whitelist", FORMATS),
        *("-i", INPUT),
    ]
    writing = [
        *("-map", "0:a:0", "-map_metadata", "-1", "-t", f"{most:g}"),
        *("-ac", str(CHANNELS), "-ar", str(RATE), "-c:a", "pcm_s16le"),
        *("-f", "wav", "pipe:1"),
    ]
    return reading + writing
