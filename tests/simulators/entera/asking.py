"""Ask the simulator in its own tests: plain aiohttp, knowing nothing of the API."""

import base64
from io import BytesIO
import json
from typing import Any
import wave
import zipfile

import aiohttp

from tests.simulators.answers import Answer, answer_of
from tests.simulators.entera.server import EnteraSimulator

HEADERS = {"Login": "demo", "Password": "secret"}
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PERSON = "447700900123"


async def ask(
    simulator: EnteraSimulator,
    method: str,
    path: str,
    body: Any = None,
    *,
    headers: dict[str, str] | None = None,
    **query: Any,
) -> Answer:
    """Send a request; a body that is no bytes goes as JSON in text/plain."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with (
        aiohttp.ClientSession() as session,
        session.request(
            method,
            f"{simulator.base_url}/{path}",
            params=query,
            data=None if body is None else data,
            headers={"Content-Type": "text/plain"}
            | (HEADERS if headers is None else headers),
        ) as response,
    ):
        return await answer_of(response)


async def send_sms(simulator: EnteraSimulator, *numbers: str, **others: Any) -> Answer:
    """Send an SMS; `others` replace or add fields, None takes one away.

    With AddressBookIds it is a broadcast.
    """
    fields = {"Body": "Hello", "Sender": "TEST", "Recipients": numbers, **others}
    method = "SendSmsBroadcast" if "AddressBookIds" in others else "SendSms"
    return await ask(simulator, "POST", method, _there(fields))


async def send_fax(
    simulator: EnteraSimulator, *numbers: str, method: str = "SendFax", **others: Any
) -> Answer:
    """Send a fax of one text; `others` as with `send_sms`."""
    files = [attachment("1.txt", b"Fax test 1")]
    fields = {"Attachments": files, "Recipients": numbers, **others}
    return await ask(simulator, "POST", method, _there(fields))


async def call(simulator: EnteraSimulator, *numbers: str, **others: Any) -> Answer:
    """Call with a sound of four seconds; `others` as with `send_sms`."""
    broadcast = "AddressBookIds" in others
    name = "MainMessage" if broadcast else "Attachments"
    sound = [attachment("1.wav", wav(4))]
    fields = {name: sound, "Recipients": numbers, **others}
    method = "SendIvrBroadcast" if broadcast else "SendIvr"
    return await ask(simulator, "POST", method, _there(fields))


async def outbound(
    simulator: EnteraSimulator, channel: str, **query: Any
) -> list[dict[str, Any]]:
    """Return the rows of an Outbound list."""
    answer = (await ask(simulator, "GET", f"Outbound{channel}", **query)).json
    rows: list[dict[str, Any]] = answer[
        "Incoming" if channel == "Sms" else "ResultCollection"
    ]
    return rows


async def row_of(
    simulator: EnteraSimulator, channel: str, answer: Answer
) -> dict[str, Any]:
    """Return the row of the task that an answer is about."""
    (row,) = await outbound(simulator, channel, TaskId=answer.json["TaskId"])
    return row


def attachment(name: str, content: bytes) -> dict[str, str]:
    """Return an attachment."""
    return {"Name": name, "Base64Content": base64.b64encode(content).decode()}


def wav(
    seconds: float, *, rate: int = 8000, channels: int = 1, width: int = 2
) -> bytes:
    """Return so many seconds of silence."""
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        sound.writeframes(bytes(int(seconds * rate) * channels * width))
    return file.getvalue()


def docx(*paragraphs: str) -> bytes:
    """Return a .docx of paragraphs, each in WordprocessingML."""
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>',
        )
    return file.getvalue()


def _there(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that are not None."""
    return {name: value for name, value in fields.items() if value is not None}
