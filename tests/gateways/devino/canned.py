"""A server that logs in by itself and gives the answers it is told to give."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.gateways.loopback import http_server

SAMPLES = Path(__file__).parent / "samples"
LOGIN, PASSWORD = "Jonathan", "a+b==13%!"
LOG_IN = "/rest/user/sessionid"
CUT = "cut"


def sample(name: str) -> bytes:
    """Read a sample of the provider's document."""
    return (SAMPLES / name).read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came; `pairs` are those of its form or its query."""

    method: str
    path: str
    raw: str
    pairs: list[tuple[str, str]]

    def all(self, name: str) -> list[str]:
        """Return all values under a name."""
        return [value for key, value in self.pairs if key == name]

    def one(self, name: str) -> str:
        """Return the only value under a name."""
        (value,) = self.all(name)
        return value


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

ENDED = Said(body={"Code": 4, "Desc": "SessionID expired"}, status=401)
INVALID = Said(body={"Code": 3, "Desc": "Invalid session id"}, status=400)


def states(answers: dict[str, int], usual: int = -1) -> Decide:
    """Answer each id with its state."""
    return lambda asked: Said(
        body={"State": answers.get(asked.one("messageId"), usual)}
    )


@dataclass(slots=True)
class DevinoServer:
    """Give each request the next answer, the last one again and again.

    `decide` answers in place of them; `log_ins` are the answers to log-ins, by default
    sessions `session-1`, `session-2` and so on; each answer takes `seconds`.
    """

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: deque[Said] = field(default_factory=deque)
    log_ins: deque[Said] = field(default_factory=deque)
    decide: Decide | None = None
    seconds: float = 0.0
    busy: int = 0
    busiest: int = 0

    def will_say(
        self, body: Any, *, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        """Add an answer."""
        self.answers.append(Said(body=body, status=status, headers=headers or {}))

    def will_log_in(self, body: Any, *, status: int = 200) -> None:
        """Add an answer to a log-in."""
        self.log_ins.append(Said(body=body, status=status))

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
        raw = await request.read()
        written = raw.decode() or request.rel_url.raw_query_string
        asked = Asked(
            method=request.method,
            path=request.path,
            raw=request.raw_path,
            pairs=parse_qsl(written, keep_blank_values=True, strict_parsing=True),
        )
        self.asked.append(asked)
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        try:
            await asyncio.sleep(self.seconds)
            said = self._answer_to(asked)
            if said.body == CUT:
                assert request.transport is not None
                request.transport.close()
            return said.response()
        finally:
            self.busy -= 1

    def _answer_to(self, asked: Asked) -> Said:
        """Choose an answer."""
        if asked.path == LOG_IN:
            if self.log_ins:
                return self.log_ins.popleft()
            return Said(body=f"session-{len(self.sessions)}")
        if self.decide is not None:
            return self.decide(asked)
        return self.answers[0] if len(self.answers) == 1 else self.answers.popleft()


@asynccontextmanager
async def devino_server() -> AsyncIterator[DevinoServer]:
    """Serve canned answers on loopback."""
    canned = DevinoServer()
    async with http_server(canned.handle) as url:
        canned.url = str(url)
        yield canned
