"""A server that gives the answers it is told to give, and remembers what was asked."""

from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import json
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.gateways.loopback import http_server

SAMPLES = Path(__file__).parent / "samples"
LOGIN, PASSWORD = "Jonathan", "a+b==13%!"
YES = {"Result": True, "ErrorCode": 0, "Message": ""}
TAKEN = YES | {"TaskId": "t1"}
CUT = "cut"


def sample(name: str) -> bytes:
    """Read a sample of the provider's document."""
    return (SAMPLES / name).read_bytes()


def book(book_id: int, *people: tuple[str, ...]) -> dict[str, Any]:
    """Answer with an address book; a person is a phone and then values."""
    records = [
        {"Id": place, "AddressBookId": book_id, "Phone": phone, "Metadata": values}
        for place, (phone, *values) in enumerate(people, 1)
    ]
    return YES | {"AddressBooks": [{"Id": book_id, "Records": records}]}


def task(task_id: str, *rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a task of faxes or calls."""
    return {
        "TaskId": task_id,
        "Type": 7,
        "RecipientsCount": len(rows),
        "Status": 15,
        "Recipients": [{"Price": 0.0} | row for row in rows],
    } | fields


def sms(task_id: str, *rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a task of SMS."""
    found = task(task_id, *rows, **({"Direction": 0, "Status": 19} | fields))
    del found["Type"]
    return found


def faxes(*tasks: dict[str, Any]) -> dict[str, Any]:
    """Answer with faxes or calls."""
    return YES | {"ResultCollection": tasks}


def texts(*tasks: dict[str, Any]) -> dict[str, Any]:
    """Answer with SMS."""
    return YES | {"Incoming": tasks}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        """Return the JSON of its body."""
        return json.loads(self.raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer: bytes as they are, anything else as JSON."""

    body: Any
    status: int = 200

    def response(self) -> web.Response:
        """Make the answer."""
        raw = self.body if isinstance(self.body, bytes) else json.dumps(self.body)
        body = raw if isinstance(raw, bytes) else raw.encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        return web.Response(status=self.status, body=body, headers=headers)


@dataclass(slots=True)
class EnteraServer:
    """Give each request the next answer, the last one again and again."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: deque[Said] = field(default_factory=deque)

    def will_say(self, body: Any, *, status: int = 200) -> None:
        """Add an answer."""
        self.answers.append(Said(body=body, status=status))

    def will_refuse(self, code: int, message: str | None = "") -> None:
        """Add an answer that says no."""
        self.will_say({"Result": False, "ErrorCode": code, "Message": message})

    def will_cut(self) -> None:
        """Cut the connection in place of an answer."""
        self.answers.append(Said(body=CUT))

    @property
    def last(self) -> Asked:
        """Return the last request."""
        return self.asked[-1]

    @property
    def paths(self) -> list[str]:
        """Return what was called, in order."""
        return [one.path.rpartition("/")[2] for one in self.asked]

    async def handle(self, request: web.Request) -> web.Response:
        """Remember a request and answer it."""
        self.asked.append(
            Asked(
                method=request.method,
                path=request.path,
                query=dict(request.query),
                headers=dict(request.headers),
                raw=await request.read(),
            )
        )
        said = self.answers[0] if len(self.answers) == 1 else self.answers.popleft()
        if said.body == CUT:
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        return said.response()


@asynccontextmanager
async def entera_server() -> AsyncIterator[EnteraServer]:
    """Serve canned answers on loopback."""
    canned = EnteraServer()
    async with http_server(canned.handle) as url:
        canned.url = str(url)
        yield canned
