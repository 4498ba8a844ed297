"""Write contents as JSON for the database, and read them again."""

import base64
from dataclasses import fields
from datetime import datetime, timedelta
import hashlib
import json
from typing import Any

from ..gateways.model import Channel, Content

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
    """Read what `dump` wrote."""
    values = {name: _decode(value) for name, value in json.loads(body).items()}
    return Content(**{**values, "channel": Channel(values["channel"])})


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
        case _:
            return value


def _decode(value: Any) -> Any:
    """Restore the types that JSON lacks."""
    match value:
        case {"bytes": str(text)}:
            return base64.b64decode(text)
        case {"seconds": int(seconds) | float(seconds)}:
            return timedelta(seconds=seconds)
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case _:
            return value
