"""Read bytes as the transport hands them over, and the samples of all documents."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from custom_components.message_gateways.gateways.transport import Answer

NOW = datetime(2026, 2, 12, 12, tzinfo=UTC)
GATEWAYS = Path(__file__).parents[1] / "gateways"
EMPTY = (b"{}", b"[]", b'""', b"null", b"<html><body>Log in</body></html>")


def answer(body: bytes, charset: str = "utf-8", status: int = 200) -> Answer:
    """Make an answer that is read as the transport would hand it over."""
    return Answer(status=status, content_type="", charset=charset, body=body)


def samples_of(gateway: str, *names: str) -> tuple[bytes, ...]:
    """Return the samples of a gateway's document, all or some by how they begin."""
    files = sorted((GATEWAYS / gateway / "samples").iterdir())
    return tuple(
        file.read_bytes()
        for file in files
        if ".request." not in file.name and file.name.startswith(names or ("",))
    )


def of_json(read: Callable[[Any], object]) -> Callable[[bytes], object]:
    """Read a body as JSON first, as the transport does."""
    return lambda body: read(answer(body).json())
