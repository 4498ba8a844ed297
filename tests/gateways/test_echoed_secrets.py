"""A provider that repeats what it was asked puts no secret into an error."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import quote, quote_plus

import aiohttp
from aiohttp import web
import pytest

from custom_components.message_gateways.gateways.base import Reports
from custom_components.message_gateways.gateways.errors import GatewayError
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Message,
    Sent,
)
from custom_components.message_gateways.gateways.registry import REGISTRY

from .loopback import http_server

NUMBER = "+447700900123"
LOGIN, PASSWORD, SESSION = "ada.lovelace", "p+ss w/rd=7&", "5E55I0N-0001"
SIGNATURE_LENGTH = 64
MESSAGE = Message(
    id="m1",
    to=NUMBER,
    content=Content(channel=Channel.SMS, text="Hello", sender="Home", carrier="Any"),
)
FOLLOWED = Sent(
    message_id="m1",
    to=NUMBER,
    gateway_ids=("m1",),
    request_id=None,
    accepted_at=datetime.now(UTC),
    content=MESSAGE.content,
)
CONFIG = {
    "username": LOGIN,
    "login": LOGIN,
    "password": PASSWORD,
    "instance_id": "7",
    "public_key": LOGIN,
    "private_key": PASSWORD,
}


async def echo(request: web.Request) -> str:
    """Repeat all that a request holds, and what one knows who reads it."""
    header = request.headers.get("Authorization", "")
    written = header.removeprefix("Basic ")
    body = await request.text()
    return " | ".join(
        (
            request.raw_path,
            request.path,
            request.raw_path.rpartition("/")[2],
            header,
            b64decode(written).decode() if written else "",
            body,
            f"login={LOGIN} password={PASSWORD}",
        )
    )


def infobip(said: str, *, refused: bool) -> web.Response:
    """Refuse a request, or only its message, in the words of Infobip."""
    if refused:
        exception = {"messageId": "UNAUTHORIZED", "text": said}
        error = {"requestError": {"serviceException": exception}}
        return web.json_response(error, status=401)
    status = {"groupId": 5, "id": 6, "name": "REJECTED", "description": said}
    row = {"to": NUMBER[1:], "messageId": "m1", "status": status}
    return web.json_response({"messages": [row], "results": [row]})


def devino(said: str, *, refused: bool) -> web.Response:
    """Give out a session, then refuse, in the words of Devino."""
    if said.startswith("/User/SessionID".lower()):
        return web.json_response(SESSION)
    if refused:
        return web.json_response({"Code": 1, "Desc": said}, status=400)
    return web.json_response({"State": 42, "StateDescription": said})


def entera(said: str, *, refused: bool) -> web.Response:
    """Refuse a request, in the words of Entera; its messages have none."""
    if refused:
        return web.json_response({"Result": False, "ErrorCode": 4, "Message": said})
    return web.json_response({"Result": False, "ErrorCode": 20, "Message": said})


def ogangi(said: str, *, refused: bool) -> web.Response:
    """Refuse a request, or only its message, in the words of OGangi."""
    words = f"<description>{escape(said)}</description>"
    if refused:
        return web.Response(text=f"<a><status>BAD_SIGNATURE</status>{words}</a>")
    words = f"<statusDescription>{escape(said)}</statusDescription>"
    row = f"<message><id>1</id><status>BAD_TO</status>{words}</message>"
    return web.Response(text=f"<a><status>OK</status><result>{row}</result></a>")


def secrets_in(told: str, paths: list[str]) -> list[str]:
    """Return which secrets are told, in any way of writing them."""
    values = [LOGIN, PASSWORD, SESSION, f"{LOGIN}:{PASSWORD}"]
    signatures = [path.rpartition("/")[2] for path in paths]
    found = [each for each in signatures if len(each) == SIGNATURE_LENGTH]
    for value in values:
        encoded = b64encode(value.encode()).decode().rstrip("=")
        found += [value, quote(value, ""), quote(value), quote_plus(value), encoded]
    return [each for each in found if each in told]


@pytest.mark.parametrize("refused", [True, False])
@pytest.mark.parametrize(
    ("key", "say"),
    [
        ("infobip", infobip),
        ("devino", devino),
        ("entera", entera),
        ("ogangi", ogangi),
    ],
)
async def test_what_a_provider_repeats_of_a_request_tells_no_secret(
    client: aiohttp.ClientSession,
    key: str,
    say: Callable[..., web.Response],
    refused: bool,
) -> None:
    """Neither in an error nor in what it says of a message."""
    paths: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        """Repeat the request in an answer of this gateway."""
        paths.append(request.path)
        return say(await echo(request), refused=refused)

    told: list[Any] = []
    async with http_server(answer) as url:
        gateway = REGISTRY[key].make(CONFIG | {"base_url": str(url)}, client)
        assert isinstance(gateway, Reports)
        for ask in (
            gateway.check,
            lambda: gateway.send([MESSAGE]),
            lambda: gateway.fetch_reports([FOLLOWED]),
        ):
            try:
                told.append(await ask())
            except GatewayError as err:
                told.append(err.detail)
    assert "…" in str(told)
    # A signature is good for one call, and only errors name the call.
    assert secrets_in(str(told), paths if refused else []) == []
