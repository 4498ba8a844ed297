"""Read files of this machine: real ones, of a size that can be sent."""

import os
from pathlib import Path
import stat

from homeassistant.core_config import Config

from ..gateways.errors import InvalidInputError
from .file_names import file_name, source_name

MEGABYTE = 1024 * 1024
READING = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK


def read_allowed_file(config: Config, path: str, limit: int) -> bytes:
    """Read a file that an action may read, of at most so many octets; it blocks.

    Raises InvalidInputError.
    """
    try:
        place = Path(path).resolve()
    except OSError, ValueError:
        raise InvalidInputError("media_not_found", source=source_name(path)) from None
    # What lies elsewhere is refused whether it is there or not.
    if not config.is_allowed_path(str(place)):
        raise InvalidInputError("media_path_not_allowed", path=source_name(path))
    return _read(place, limit)


def read_media_file(path: Path, limit: int) -> bytes:
    """Read a file that Home Assistant's media holds; it blocks.

    Raises InvalidInputError.
    """
    try:
        place = path.resolve()
    except OSError, ValueError:
        raise InvalidInputError("media_not_found", source=path.name) from None
    return _read(place, limit)


def check_size(name: str, size: int, limit: int) -> None:
    """Check that a file is not too large, and not empty; raises InvalidInputError."""
    if size > limit:
        raise InvalidInputError(
            "media_too_large", name=name, limit=str(limit // MEGABYTE)
        )
    if not size:
        raise InvalidInputError("media_empty", name=name)


def _read(path: Path, limit: int) -> bytes:
    """Read a file at its true place; raises InvalidInputError."""
    name = file_name(path.name)
    try:
        # A pipe or a device is not even opened: some wait, some have no end.
        if not stat.S_ISREG(path.lstat().st_mode):
            raise InvalidInputError("media_not_possible", source=name)
        with os.fdopen(os.open(path, READING), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise InvalidInputError("media_not_possible", source=name)
            check_size(name, max(found.st_size, 1), limit)
            # It may grow meanwhile, and some have a size only when they are read.
            data = file.read(limit + 1)
    except FileNotFoundError, NotADirectoryError:
        raise InvalidInputError("media_not_found", source=name) from None
    except OSError as err:
        raise InvalidInputError(
            "media_not_available",
            source=name,
            reason=err.strerror or "it can't be read",
        ) from None
    check_size(name, len(data), limit)
    return data
