"""Write contents as JSON for the database, and read them again."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
import hashlib
import json
from typing import Any

from ..gateways.model import Attachment, Channel, Content, KeyPresses


class DamagedContentError(ValueError):
    """What is on disk is no content that `dump` wrote."""


_DEFAULTS = {spec.name: spec.default for spec in fields(Content)}


def dump(content: Content) -> str:
    """Write a content as JSON, leaving out what is at its default."""
    values = {
        name: _encode(value)
        for name in _DEFAULTS
        if (value := getattr(content, name)) != _DEFAULTS[name]
    }
    return json.dumps(values, sort_keys=True)


def load(body: str) -> Content:
    """Read what `dump` wrote; raises DamagedContentError for anything else."""
    try:
        values = _decoded(json.loads(body))
        return Content(**{**values, "channel": Channel(values["channel"])})
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        raise DamagedContentError("a content on disk can't be read") from None


def digest(body: str) -> str:
    """Return what tells one content from another."""
    return hashlib.sha256(body.encode()).hexdigest()


def _encode(value: Any) -> Any:
    """Mark the types that JSON lacks."""
    match value:
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case timedelta():
            return {"seconds": value.total_seconds()}
        case datetime():
            return {"moment": value.isoformat()}
        case tuple():
            return {"several": [_encode(each) for each in value]}
        case Attachment() | KeyPresses():
            found = {each.name: getattr(value, each.name) for each in fields(value)}
            return {
                type(value).__name__: {
                    name: _encode(each) for name, each in found.items()
                }
            }
        case _:
            return value


def _decoded(values: dict[str, Any]) -> dict[str, Any]:
    """Restore the types of several values."""
    return {name: _decode(value) for name, value in values.items()}


def _decode(value: Any) -> Any:
    """Restore the types that JSON lacks."""
    if not isinstance(value, dict):
        return value
    ((kind, written),) = value.items()
    return _READERS[kind](written)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "bytes": base64.b64decode,
    "seconds": lambda seconds: timedelta(seconds=seconds),
    "moment": datetime.fromisoformat,
    "several": lambda several: tuple(_decode(each) for each in several),
    Attachment.__name__: lambda parts: Attachment(**_decoded(parts)),
    KeyPresses.__name__: lambda parts: KeyPresses(**_decoded(parts)),
}
