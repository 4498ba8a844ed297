"""Ask the simulator in its own tests: plain aiohttp, knowing nothing of the API."""

from base64 import b64encode
import json
from typing import Any

import aiohttp

from tests.simulators.answers import Answer, answer_of
from tests.simulators.ictcore.server import IctcoreSimulator

ADMIN = "admin:secret"


def basic(credentials: str = ADMIN) -> str:
    """Return the value of an Authorization header."""
    return "Basic " + b64encode(credentials.encode()).decode()


async def ask(
    simulator: IctcoreSimulator,
    method: str,
    path: str,
    body: Any = None,
    *,
    raw: bytes | str | None = None,
    content_type: str | None = "application/json",
    headers: dict[str, str] | None = None,
) -> Answer:
    """Send a request with a JSON or a raw body, as the administrator."""
    sent = {
        "Accept": "application/json",
        "Authorization": basic(),
        **({} if content_type is None else {"Content-Type": content_type}),
        **(headers or {}),
    }
    data = json.dumps(body) if body is not None else raw
    async with (
        aiohttp.ClientSession(skip_auto_headers={"Content-Type"}) as session,
        session.request(
            method, simulator.url + path, data=data, headers=sent
        ) as response,
    ):
        return await answer_of(response)


async def value(
    simulator: IctcoreSimulator, method: str, path: str, body: Any = None, **others: Any
) -> Any:
    """Send a request that succeeds and return the JSON of its answer."""
    answer = await ask(simulator, method, path, body, **others)
    assert answer.status == 200, answer.body
    return answer.json


async def error(
    simulator: IctcoreSimulator, method: str, path: str, body: Any = None, **others: Any
) -> tuple[int, str]:
    """Send a request that is refused and return code and message."""
    answer = await ask(simulator, method, path, body, **others)
    told = answer.json["error"]
    assert told["code"] == answer.status
    return told["code"], told["message"]


async def prepared_sms(
    simulator: IctcoreSimulator, phone: str = "447700900123", **others: Any
) -> int:
    """Create a text, a program and a transmission by it; return the last's id."""
    text = {"name": "t1", "data": "Hello", "type": "plain"}
    text_id = await value(simulator, "POST", "/messages/texts", text)
    program = {"name": "p1", "text_id": text_id}
    program_id = await value(simulator, "POST", "/programs/sendsms", program)
    return await prepared(simulator, program_id, phone=phone, **others)


async def prepared_fax(
    simulator: IctcoreSimulator, phone: str = "447700900123", **others: Any
) -> int:
    """Create a document, a program and a transmission by it; return the last's id."""
    document_id = await value(simulator, "POST", "/messages/documents", {"name": "d1"})
    media = f"/messages/documents/{document_id}/media"
    raw = b"%PDF /Type /Page /Type /Page /Type /Pages"
    await value(simulator, "PUT", media, raw=raw, content_type="application/pdf")
    program = {"name": "p1", "document_id": document_id}
    program_id = await value(simulator, "POST", "/programs/sendfax", program)
    return await prepared(simulator, program_id, phone=phone, **others)


async def prepared_call(
    simulator: IctcoreSimulator, phone: str = "447700900123", **others: Any
) -> int:
    """Create a recording, a program and a transmission by it; return the last's id."""
    recordings = "/messages/recordings"
    recording_id = await value(simulator, "POST", recordings, {"name": "r1"})
    media = f"{recordings}/{recording_id}/media"
    await value(simulator, "PUT", media, raw=b"RIFF", content_type="audio/wav")
    program = {"name": "p1", "recording_id": recording_id}
    program_id = await value(simulator, "POST", "/programs/voicemessage", program)
    return await prepared(simulator, program_id, phone=phone, **others)


async def prepared_mail(
    simulator: IctcoreSimulator, email: str = "ann@example.com", **others: Any
) -> int:
    """Create a template, a program and a transmission by it; return the last's id."""
    template = {"name": "m1", "subject": "Hi", "body": "<p>Hi</p>", "body_alt": "Hi"}
    template_id = await value(simulator, "POST", "/messages/templates", template)
    program = {"name": "p1", "template_id": template_id}
    program_id = await value(simulator, "POST", "/programs/sendemail", program)
    return await prepared(simulator, program_id, email=email, **others)


async def prepared(simulator: IctcoreSimulator, program_id: int, **others: Any) -> int:
    """Create a transmission by a program and return its id."""
    body = {"program_id": program_id, "account_id": 1, "origin": "mytest", **others}
    transmission_id = await value(simulator, "POST", "/transmissions", body)
    assert isinstance(transmission_id, int)
    return transmission_id


async def send(simulator: IctcoreSimulator, transmission_id: int) -> Answer:
    """Send a transmission."""
    return await ask(simulator, "POST", f"/transmissions/{transmission_id}/send")


async def report(
    simulator: IctcoreSimulator, transmission_id: int
) -> tuple[str, list[str], list[tuple[str, str]]]:
    """Return status, the attempts' statuses, and the last results."""
    base = f"/transmissions/{transmission_id}"
    return (
        await value(simulator, "GET", f"{base}/status"),
        [row["status"] for row in await value(simulator, "GET", f"{base}/detail")],
        [
            (row["name"], row["data"])
            for row in await value(simulator, "GET", f"{base}/result")
        ],
    )
