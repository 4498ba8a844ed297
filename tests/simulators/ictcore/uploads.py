"""Uploads: the raw body under an exact content type."""

from collections.abc import Container

from tests.simulators.ictcore.calls import Call
from tests.simulators.ictcore.errors import ApiError


def uploaded(call: Call, types: Container[str], what: str) -> bytes:
    """Return the bytes of an upload. Raises ApiError 411 (empty), 415 (wrong type)."""
    if call.content_type not in types and (call.content_type or call.raw):
        raise ApiError(415, f"{what} upload failed, invalid file type")
    if not call.raw:
        raise ApiError(411, f"{what} upload failed, file is empty")
    return call.raw
