"""Answers, as the server's framework writes them."""

from dataclasses import dataclass
from enum import Enum
import json
import secrets
from typing import Any

from aiohttp import web

from tests.simulators.ictcore.errors import ApiError
from tests.simulators.ictcore.world import World
from tests.simulators.received import ReceivedRequest

JSON = "application/json"
UNAUTHORIZED = 401
REALM = 'Basic realm="ICTCore Framework :: REST API Server"'


class Empty(Enum):
    """Stand for an answer with no body at all."""

    BODY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file as an answer."""

    body: bytes
    content_type: str
    name: str


def value_reply(world: World, received: ReceivedRequest, value: Any) -> web.Response:
    """Answer 200 with a value, a file or nothing."""
    if isinstance(value, Download):
        headers = _headers(world) | {
            "Content-Type": value.content_type,
            "Content-Disposition": f'attachment; filename="{value.name}"',
        }
        return web.Response(body=value.body, headers=headers)
    return _reply(world, received, value, 200)


def error_reply(
    world: World, received: ReceivedRequest, error: ApiError
) -> web.Response:
    """Answer with an error object and its code as status."""
    data = {"error": {"code": error.code, "message": error.message}}
    response = _reply(world, received, data, error.code)
    if error.code == UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = REALM
    return response


def foreign_reply(world: World, received: ReceivedRequest, text: str) -> web.Response:
    """Answer 200 with an error of code 0."""
    return _reply(world, received, {"error": {"code": 0, "message": text}}, 200)


def fatal_reply() -> web.Response:
    """Answer 500 with nothing, as PHP does when it dies."""
    return web.Response(status=500, content_type="text/html")


def _reply(
    world: World, received: ReceivedRequest, value: Any, status: int
) -> web.Response:
    """Answer in JSON, called text unless the request names JSON exactly."""
    text = "" if value is Empty.BODY else json.dumps(value, separators=(",", ":"))
    kind = f"{JSON}; charset=utf-8" if _names_json(received) else None
    headers = _headers(world) | {"Content-Type": kind or "text/plain;charset=UTF-8"}
    return web.Response(status=status, body=text.encode(), headers=headers)


def _names_json(received: ReceivedRequest) -> bool:
    """Tell whether a request asks for JSON in one of the three ways that work."""
    accepted = received.headers.get("Accept", "").split(",")
    return (
        JSON in (each.strip() for each in accepted)
        or received.first("format") == "json"
        or received.path.endswith(".json")
    )


def _headers(world: World) -> dict[str, str]:
    """Return the headers that every answer has: a cookie (1.x) or CORS (2.1.0)."""
    if world.h:
        return {"Access-Control-Allow-Origin": "*"}
    return {"Set-Cookie": f"ictcore={secrets.token_hex(13)}; path=/"}
