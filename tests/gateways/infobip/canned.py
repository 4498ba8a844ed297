"""A server that gives canned answers and remembers what it was asked."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import json
from pathlib import Path
from typing import Any

from aiohttp import web
from multidict import CIMultiDictProxy, MultiMapping

from tests.gateways.loopback import http_server

SAMPLES = Path(__file__).parent / "samples"
CUT = "cut"


def sample(name: str) -> bytes:
    """Read a body of the provider's document."""
    return (SAMPLES / name).read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    raw: str
    query: MultiMapping[str]
    headers: CIMultiDictProxy[str]
    body: bytes

    def json(self) -> Any:
        """Parse the body."""
        return json.loads(self.body)


@dataclass(slots=True)
class CannedServer:
    """Answer each request with the next answer; the last one stays."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: deque[tuple[int, bytes, str]] = field(default_factory=deque)

    def will_say(
        self, body: Any, *, status: int = 200, content_type: str = "application/json"
    ) -> None:
        """Add an answer: bytes as they are, anything else as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers.append((status, raw, content_type))

    def will_cut(self) -> None:
        """Cut the connection in place of an answer."""
        self.answers.append((200, b"", CUT))

    @property
    def last(self) -> Asked:
        """Return the last request."""
        return self.asked[-1]

    async def handle(self, request: web.Request) -> web.Response:
        """Remember a request and answer it."""
        self.asked.append(
            Asked(
                method=request.method,
                path=request.path,
                raw=request.raw_path,
                query=request.query,
                headers=request.headers,
                body=await request.read(),
            )
        )
        one_left = len(self.answers) == 1
        status, body, kind = self.answers[0] if one_left else self.answers.popleft()
        if kind == CUT:
            self.answers.clear()
            assert request.transport is not None
            request.transport.close()
        return web.Response(
            status=status,
            body=body,
            headers={"Content-Type": "text/plain" if kind == CUT else kind},
        )


@asynccontextmanager
async def canned_server() -> AsyncIterator[CannedServer]:
    """Serve canned answers on loopback."""
    canned = CannedServer()
    async with http_server(canned.handle) as url:
        canned.url = str(url)
        yield canned
