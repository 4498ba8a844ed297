"""What an API wants in its URL or headers never reaches an error or a log."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
import logging
from pathlib import Path
import traceback

import aiohttp
import pytest
from yarl import URL

from custom_components.message_gateways.gateways.errors import GatewayError
from custom_components.message_gateways.gateways.transport import Transport

from .loopback import Talk, raw_server, saying, self_signed

SECRET = "5up3r5ecret"
NUMBER = "+447700900123"
OK = b"HTTP/1.1 200 OK\r\n"


async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Cut the connection."""
    writer.transport.abort()


FAILURES: dict[str, Talk] = {
    "cut at once": hang_up,
    "cut after the request": saying(b""),
    "no answer": saying(b"", then_hang=True),
    "no HTTP": saying(b"What?\r\n\r\n"),
    "cut in the body": saying(OK + b"Content-Length: 9\r\n\r\nx"),
    "hang in the body": saying(OK + b"Content-Length: 9\r\n\r\nx", then_hang=True),
    "redirect": saying(
        f"HTTP/1.1 302 Found\r\nLocation: /?key={SECRET}\r\n\r\n".encode()
    ),
    "refused credentials": saying(
        b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"
    ),
    "server error": saying(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"),
    "too large": saying(OK + b"Content-Length: 2000\r\n\r\n" + b"x" * 2000),
}


@pytest.fixture
async def addresses(
    socket_enabled: None,  # noqa: ARG001 - a fixture used for what it does
    tmp_path: Path,
) -> AsyncIterator[dict[str, URL]]:
    """Start one server for each way to fail, and name addresses without any."""
    async with AsyncExitStack() as stack:
        servers = {
            name: await stack.enter_async_context(raw_server(talk))
            for name, talk in FAILURES.items()
        }
        servers["untrusted"] = await stack.enter_async_context(
            raw_server(saying(OK), self_signed(tmp_path))
        )
        servers["no TLS"] = servers["no HTTP"].with_scheme("https")
        servers["refused"] = URL("http://127.0.0.1:1/")
        servers["unknown name"] = URL("http://gateway.invalid/")
        servers["no address"] = URL("/")
        servers["foreign scheme"] = URL("ftp://127.0.0.1/")
        yield servers


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_no_failure_tells_a_secret(
    client: aiohttp.ClientSession,
    addresses: dict[str, URL],
    caplog: pytest.LogCaptureFixture,
    method: str,
) -> None:
    """Neither its words, nor what it was raised from, nor the debug log of anybody."""
    caplog.set_level(logging.DEBUG)
    transport = Transport(client, total_timeout=0.1, body_limit=1000)
    for name, address in addresses.items():
        url = (address / SECRET).with_query(password=SECRET, to=NUMBER)
        with pytest.raises(GatewayError) as raised:
            await transport.request(
                method,
                url,
                label="send",
                headers={"Authorization": SECRET},
                body=SECRET.encode() if method == "POST" else None,
            )
        err = raised.value
        told = (
            str(err)
            + repr(err)
            + repr(err.args)
            + "".join(traceback.format_exception(err))
        )
        assert SECRET not in told, name
        assert NUMBER[1:] not in told, name
        # A log with another format may show it in spite of `from None`.
        assert err.__context__ is None, name
        assert err.__cause__ is None, name
    assert caplog.text.count("send: ") >= len(addresses)
    assert SECRET not in caplog.text
    assert NUMBER[1:] not in caplog.text


async def test_a_header_that_can_t_be_written_tells_no_secret(
    client: aiohttp.ClientSession, addresses: dict[str, URL]
) -> None:
    """The HTTP library would quote it."""
    with pytest.raises(GatewayError) as raised:
        await Transport(client).request(
            "POST",
            addresses["server error"],
            label="send",
            headers={"Authorization": f"{SECRET}\r\n"},
            body=b"",
        )
    assert SECRET not in "".join(traceback.format_exception(raised.value))


async def test_a_success_is_logged_without_its_address(
    client: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    """The label stands for it."""
    caplog.set_level(logging.DEBUG)
    async with raw_server(saying(OK + b"Content-Length: 2\r\n\r\n{}")) as url:
        await Transport(client).request(
            "GET", url.with_query(password=SECRET), label="balance", headers={}
        )
    assert "balance: HTTP 200" in caplog.text
    assert SECRET not in caplog.text
