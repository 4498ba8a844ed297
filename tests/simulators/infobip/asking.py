"""Ask the simulator in its own tests: plain aiohttp, knowing nothing of the API."""

from collections.abc import Mapping, Sequence
import json as json_codec
from typing import Any

import aiohttp

from tests.simulators.answers import Answer, answer_of
from tests.simulators.infobip.server import InfobipSimulator

type Query = Mapping[str, str] | Sequence[tuple[str, str]]


async def get(
    simulator: InfobipSimulator,
    path: str,
    query: Query | None = None,
    *,
    user: str = "demo",
    password: str = "secret",
    accept: str = "application/json",
) -> Answer:
    """Send a GET request."""
    headers = {"Accept": accept, **_log_in(user, password)}
    async with (
        aiohttp.ClientSession() as session,
        session.get(simulator.url + path, params=query, headers=headers) as response,
    ):
        return await answer_of(response)


async def post(
    simulator: InfobipSimulator,
    path: str,
    body: Any,
    *,
    content_type: str | None = "application/json",
    accept: str | None = None,
    user: str = "demo",
) -> Answer:
    """Send a POST request; a body that is no string is written as JSON."""
    headers = _log_in(user, "secret") | ({"Accept": accept} if accept else {})
    skip = ["Content-Type"] if content_type is None else []
    if content_type is not None:
        headers["Content-Type"] = content_type
    data = (body if isinstance(body, str) else json_codec.dumps(body)).encode()
    async with (
        aiohttp.ClientSession(skip_auto_headers=skip) as session,
        session.post(simulator.url + path, data=data, headers=headers) as response,
    ):
        return await answer_of(response)


async def send(
    simulator: InfobipSimulator, to: str, message_id: str | None = None, **others: Any
) -> Any:
    """Send a text by text/advanced and return its row of the answer."""
    destination = {"to": to} | ({"messageId": message_id} if message_id else {})
    message = {"from": "InfoSMS", "text": "Test SMS.", "destinations": [destination]}
    body = {"messages": [message | others]}
    answer = await post(simulator, "/sms/1/text/advanced", body)
    return answer.json["messages"][0]


async def rows(simulator: InfobipSimulator, path: str, **query: str) -> list[Any]:
    """Return the rows of a list."""
    answer = await get(simulator, path, query)
    results: list[Any] = answer.json["results"]
    return results


def _log_in(user: str, password: str) -> dict[str, str]:
    """Return the header that logs in."""
    return {"Authorization": aiohttp.encode_basic_auth(user, password)}
