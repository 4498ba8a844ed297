"""A server that logs in by itself and gives the answers it is told to give."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.gateways.loopback import http_server

USERNAME, PASSWORD = "admin", 'S3cret"ßpass'
LOG_IN = "/api/authenticate"
CUT = "cut"
YEAR = 31104000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: str
    content_type: str | None
    accept: str | None
    authorization: str | None
    raw: bytes

    @property
    def document(self) -> Any:
        """Return what its JSON holds, or None without any."""
        return json.loads(self.raw) if self.raw else None

    @property
    def pairs(self) -> dict[str, str]:
        """Return the pairs of its query."""
        return dict(parse_qsl(self.query, keep_blank_values=True, strict_parsing=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer: bytes as they are, anything else as JSON."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        """Make the answer."""
        body = self.body
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        return web.Response(
            status=self.status, body=raw, headers=headers | self.headers
        )


type Decide = Callable[[Asked], Said]


def error(code: int, message: str) -> dict[str, Any]:
    """Make an error object as the server does."""
    return {"error": {"code": code, "message": message}}


def refused(code: int, message: str) -> Said:
    """Make an answer that says no, with the HTTP status of its code."""
    return Said(body=error(code, message), status=code)


EXPIRED = refused(401, "Invalid credentials, access is denied to contacts.")
FATAL = Said(body=b"", status=500, headers={"Content-Type": "text/html"})


@dataclass(slots=True)
class IctcoreServer:
    """Give each request the next answer, the last one again and again.

    `decide` answers in place of them; `log_ins` are the answers to log-ins, by default
    tokens `token-1`, `token-2` and so on; each answer takes `seconds`.
    """

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: deque[Said] = field(default_factory=deque)
    log_ins: deque[Said] = field(default_factory=deque)
    decide: Decide | None = None
    seconds: float = 0.0

    def will_say(
        self, body: Any, *, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        """Add an answer."""
        self.answers.append(Said(body=body, status=status, headers=headers or {}))

    def will_cut(self) -> None:
        """Cut the connection in place of an answer."""
        self.answers.append(Said(body=CUT))

    @property
    def sessions(self) -> list[Asked]:
        """Return the log-ins."""
        return [one for one in self.asked if one.path == LOG_IN]

    @property
    def calls(self) -> list[Asked]:
        """Return everything but the log-ins."""
        return [one for one in self.asked if one.path != LOG_IN]

    @property
    def last(self) -> Asked:
        """Return the last request."""
        return self.asked[-1]

    async def handle(self, request: web.Request) -> web.Response:
        """Remember a request and answer it."""
        asked = Asked(
            method=request.method,
            path=request.path,
            query=request.rel_url.raw_query_string,
            content_type=request.headers.get("Content-Type"),
            accept=request.headers.get("Accept"),
            authorization=request.headers.get("Authorization"),
            raw=await request.read(),
        )
        self.asked.append(asked)
        await asyncio.sleep(self.seconds)
        said = self._answer_to(asked)
        if said.body == CUT:
            assert request.transport is not None
            request.transport.close()
        return said.response()

    def _answer_to(self, asked: Asked) -> Said:
        """Choose an answer."""
        if asked.path == LOG_IN:
            if self.log_ins:
                return self.log_ins.popleft()
            return signed_in(f"token-{len(self.sessions)}")
        if self.decide is not None:
            return self.decide(asked)
        return self.answers[0] if len(self.answers) == 1 else self.answers.popleft()


def signed_in(token: str, **more: Any) -> Said:
    """Make an answer to a log-in that went well."""
    body = {"user_id": "1", "token": token, "expires_in": YEAR, "active": "1"}
    return Said(body=body | more)


@asynccontextmanager
async def ictcore_server() -> AsyncIterator[IctcoreServer]:
    """Serve canned answers on loopback."""
    canned = IctcoreServer()
    async with http_server(canned.handle) as url:
        canned.url = str(url)
        yield canned
