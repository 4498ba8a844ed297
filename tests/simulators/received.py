"""What a simulator was asked: kept for tests to count and look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRequest:
    """One request as it came in.

    `path` is without query and host, `raw_path` is the target as it was sent, with
    every percent sign, `headers` are found in any case, `body` is what the simulator
    could parse (None when there was none or it could not), `raw` is every byte.
    """

    method: str
    path: str
    query: Mapping[str, tuple[str, ...]]
    headers: Mapping[str, str]
    body: Any
    raw: bytes
    at: datetime
    raw_path: str = ""

    @property
    def content_type(self) -> str:
        """Return the media type of the body without parameters, '' when not said."""
        return self.headers.get("Content-Type", "").split(";")[0].strip().lower()

    def first(self, name: str) -> str | None:
        """Return the first value of a query parameter, None when it is not there."""
        values = self.query.get(name)
        return values[0] if values else None


def query_of(request: web.Request) -> dict[str, tuple[str, ...]]:
    """Return the query parameters with all values of each name."""
    return {name: tuple(request.query.getall(name)) for name in request.query}
