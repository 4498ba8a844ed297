"""Ask the simulator in its own tests: plain aiohttp and its own hand at signing."""

from base64 import urlsafe_b64encode
import hashlib
import hmac
from typing import Any
from xml.etree.ElementTree import Element

import aiohttp
from defusedxml.ElementTree import fromstring
from yarl import URL

from tests.simulators.answers import Answer, answer_of
from tests.simulators.ogangi.server import OgangiSimulator

PUBLIC, PRIVATE = "demo-public-key", "my-private-key"
ANN = "447700900123"


def coded(text: str) -> str:
    """Encode a text as URL-safe base64 without padding."""
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


async def call(
    simulator: OgangiSimulator,
    path: str,
    *params: str,
    private_key: str = PRIVATE,
    public_key: str = PUBLIC,
    body: Any = None,
) -> Answer:
    """Make a signed call, a POST if there is a body; parameters go as they are."""
    signed = "/".join(params)
    key = hmac.new(private_key.encode(), signed.encode(), hashlib.sha256).hexdigest()
    target = f"{simulator.url}/mmc/rest/api/{path}/{signed}/{public_key}/{key}"
    method = "GET" if body is None else "POST"
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, URL(target, encoded=True), json=body) as response,
    ):
        return await answer_of(response)


async def send_sms(
    simulator: OgangiSimulator,
    to: str = ANN,
    *,
    carrier: str = "Movistar",
    from_: str = "2020",
) -> Answer:
    """Send a text by sendSMS."""
    params = ("7", carrier, from_, coded(to), coded("Hello"))
    return await call(simulator, "tools/sendSMS", *params)


async def send_mt(
    simulator: OgangiSimulator, to: str = ANN, carrier: str = "null", *flags: str
) -> Answer:
    """Send a text by sendMT."""
    params = ("7", "2020", carrier, to, coded("Hello"), *flags)
    return await call(simulator, "sendMT", *params)


async def listed(
    simulator: OgangiSimulator,
    written: str = "order%3Ddesc",
    *,
    page: int = 0,
    size: int = 100,
) -> Element:
    """List received messages."""
    params = ("7", str(page), str(size), written)
    return (await call(simulator, "tools/getMOMessages", *params)).xml


async def control(
    simulator: OgangiSimulator, name: str, body: Any = None, method: str | None = None
) -> Answer:
    """Ask the control interface."""
    method = method or ("GET" if body is None else "POST")
    url = f"{simulator.url}/__simulator/{name}"
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url, json=body) as response,
    ):
        return await answer_of(response)


def rootless(answer: Answer) -> Element:
    """Read an answer that has no root."""
    element: Element = fromstring(b"<answer>" + answer.body + b"</answer>")
    return element


def texts(element: Element, name: str) -> list[str]:
    """Return the texts of all elements of a name."""
    return [found.text or "" for found in element.iter(name)]
