"""Cameras, images, folders and sounds for tests of media."""

from io import BytesIO
from pathlib import Path
from random import Random
import struct
import subprocess
from tempfile import TemporaryDirectory
from typing import Any, override
import wave
import zlib

from homeassistant.components.camera import Camera
from homeassistant.components.camera.const import DATA_COMPONENT as CAMERAS
from homeassistant.components.image import DATA_COMPONENT as IMAGES, ImageEntity
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image
import pytest

from custom_components.message_gateways.engine.media import async_document, async_sound
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import Attachment

ALL = (
    "application/pdf",
    "image/tiff",
    "image/png",
    "image/jpeg",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
PDF, TIFF, PNG, JPEG, TEXT, WORD = ALL


def picture(
    kind: str = "JPEG",
    size: tuple[int, int] = (64, 48),
    *,
    mode: str = "RGB",
    colour: Any = "grey",
    **options: Any,
) -> bytes:
    """Draw a picture."""
    file = BytesIO()
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Make a PNG that claims to have so many pixels, and has few."""

    def chunk(name: bytes, body: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + end

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def noise(seconds: int) -> bytes:
    """Make so many seconds of noise, which can't be packed well."""
    file = BytesIO()
    with wave.open(file, "wb") as written:
        written.setparams((1, 2, 44100, 0, "NONE", ""))
        written.writeframes(Random(1).randbytes(seconds * 44100 * 2))  # noqa: S311 - the same each time
    return file.getvalue()


def encoded(sound: bytes, ending: str) -> bytes:
    """Encode a WAV as another kind of file, as FFmpeg does it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"sound.{ending}"
        command = [get_ffmpeg_exe(), "-loglevel", "error", "-i", "pipe:0", str(file)]
        subprocess.run(command, input=sound, check=True)  # noqa: S603 - our own words
        return file.read_bytes()


class Lens(Camera):
    """A camera that takes always the same picture, and fails if it is told to."""

    def __init__(
        self, name: str, taken: bytes | None, error: Exception | None = None
    ) -> None:
        """Take this picture."""
        super().__init__()
        self._attr_name = name
        self._attr_is_on = True
        self._taken = taken
        self._error = error

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        """Return the picture."""
        if self._error is not None:
            raise self._error
        return self._taken

    def switch_off(self) -> None:
        """Take no more pictures."""
        self._attr_is_on = False
        self.async_write_ha_state()


class Shown(ImageEntity):
    """An image entity."""

    _attr_content_type = "image/png"

    def __init__(self, hass: HomeAssistant, name: str, shown: bytes | None) -> None:
        """Show this picture."""
        super().__init__(hass)
        self._attr_name = name
        self._shown = shown

    @override
    def image(self) -> bytes | None:
        """Return the picture."""
        return self._shown


async def add_camera(
    hass: HomeAssistant,
    name: str,
    taken: bytes | None,
    error: Exception | None = None,
) -> Lens:
    """Add a camera named camera.<name>."""
    assert await async_setup_component(hass, "camera", {})
    lens = Lens(name, taken, error)
    await hass.data[CAMERAS].async_add_entities([lens])
    return lens


async def add_image(hass: HomeAssistant, name: str, shown: bytes | None) -> None:
    """Add an image entity named image.<name>."""
    assert await async_setup_component(hass, "image", {})
    await hass.data[IMAGES].async_add_entities([Shown(hass, name, shown)])


async def set_up_media(hass: HomeAssistant, folder: Path) -> None:
    """Set the media of Home Assistant up, in a folder of its own."""
    hass.config.media_dirs = {"local": str(folder)}
    assert await async_setup_component(hass, "media_source", {})


async def set_up_ffmpeg(hass: HomeAssistant, program: str | None = None) -> None:
    """Set the program that converts sounds up."""
    config = {"ffmpeg": {"ffmpeg_bin": program or get_ffmpeg_exe()}}
    assert await async_setup_component(hass, "ffmpeg", config)


async def document(
    hass: HomeAssistant, source: str | Path, *types: str, context: Context | None = None
) -> Attachment:
    """Make a document of a source, of any type unless some are named."""
    return await async_document(
        hass, str(source), types=types or ALL, context=context or Context()
    )


async def sound(
    hass: HomeAssistant, source: str | Path, context: Context | None = None
) -> bytes:
    """Make a sound of a source."""
    return await async_sound(hass, str(source), context=context or Context())


def refusal(caught: pytest.ExceptionInfo[InvalidInputError]) -> tuple[str, ...]:
    """Return the key of a refusal and what its text names."""
    return (caught.value.key, *caught.value.placeholders.values())
