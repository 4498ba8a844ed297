"""Read and write files where Home Assistant is allowed to."""

from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .const import DOMAIN


async def async_allowed_path(hass: HomeAssistant, written: str) -> Path:
    """Return a path, where the user has allowed its folder."""
    if "\0" in written or not await hass.async_add_executor_job(
        hass.config.is_allowed_path, written
    ):
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="path_not_allowed",
            translation_placeholders={"path": written},
        )
    return Path(written)


async def async_write_new(hass: HomeAssistant, path: Path, data: bytes) -> None:
    """Write a file that is not there yet."""
    try:
        await hass.async_add_executor_job(_write, path, data)
    except OSError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="file_not_written",
            translation_placeholders={
                "path": str(path),
                "reason": err.strerror or str(err),
            },
        ) from err


async def async_read(hass: HomeAssistant, path: Path, *, limit: int) -> bytes:
    """Return what is in a file; of one that is too big, one byte more than allowed."""
    try:
        return await hass.async_add_executor_job(_read, path, limit)
    except OSError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="file_not_read",
            translation_placeholders={
                "path": str(path),
                "reason": err.strerror or str(err),
            },
        ) from err


def _write(path: Path, data: bytes) -> None:
    """Write a file that is not there yet."""
    with path.open("xb") as file:
        file.write(data)


def _read(path: Path, limit: int) -> bytes:
    """Read the begin of a file, and of nothing else: a pipe might never end."""
    if path.exists() and not path.is_file():
        raise OSError("it is no file")
    with path.open("rb") as file:
        return file.read(limit + 1)
