"""What the transport makes of connections that fail, before and after a body left."""

import asyncio
from collections.abc import AsyncIterator
import gzip
from pathlib import Path
import socket
from time import monotonic

import aiohttp
import pytest
from yarl import URL

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import Outcome
from custom_components.message_gateways.gateways.transport import Answer, Transport

from .loopback import Talk, raw_server, read_request, saying, self_signed

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


async def post(
    session: aiohttp.ClientSession,
    url: URL,
    *,
    body: bytes | None = b"{}",
    headers: dict[str, str] | None = None,
    total_timeout: float = 5.0,
    repeatable: bool = True,
) -> Answer:
    """Post a body, by default a small one; without a body get."""
    transport = Transport(session, total_timeout=total_timeout, connect_timeout=1.0)
    return await transport.request(
        "GET" if body is None else "POST",
        url,
        label="send",
        headers=headers or {},
        body=body,
        content_type="application/json",
        repeatable=repeatable,
    )


async def failure(
    session: aiohttp.ClientSession, talk: Talk, *, total_timeout: float = 5.0
) -> GatewayError:
    """Return the error of a post to a server that talks so."""
    async with raw_server(talk) as url:
        with pytest.raises(GatewayError) as raised:
            await post(session, url, total_timeout=total_timeout)
    return raised.value


@pytest.fixture
async def trusting_client(
    socket_enabled: None,  # noqa: ARG001 - a fixture used for what it does
) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a session that checks no certificate."""
    connector = aiohttp.TCPConnector(ssl=False)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield session


@pytest.mark.parametrize("body", [b"{}", None])
async def test_a_name_that_is_unknown_means_not_sent(
    client: aiohttp.ClientSession, body: bytes | None
) -> None:
    """No name ends in .invalid (RFC 6761)."""
    with pytest.raises(TryLaterError):
        await post(client, URL("http://gateway.invalid/"), body=body)


@pytest.mark.parametrize("body", [b"{}", None])
async def test_a_refused_connection_means_not_sent(
    client: aiohttp.ClientSession, body: bytes | None
) -> None:
    """Nobody listens on a port that was just given back."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(TryLaterError, match="no connection"):
        await post(client, URL(f"http://127.0.0.1:{port}/"), body=body)


async def test_a_certificate_of_nobody_means_check_the_settings(
    client: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """And nothing was sent."""
    async with raw_server(saying(OK), self_signed(tmp_path)) as url:
        with pytest.raises(CheckSettingsError) as raised:
            await post(client, url)
    assert raised.value.outcome is Outcome.NOT_SENT


async def test_a_certificate_of_nobody_is_taken_by_those_who_want_it(
    trusting_client: aiohttp.ClientSession, tmp_path: Path
) -> None:
    """The session decides, for self-hosted gateways."""
    talk = saying(OK + b"Content-Length: 2\r\n\r\n{}")
    async with raw_server(talk, self_signed(tmp_path)) as url:
        assert (await post(trusting_client, url)).json() == {}


async def test_no_tls_at_the_other_end_means_not_sent(
    client: aiohttp.ClientSession,
) -> None:
    """Whether it says something else or hangs up."""

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a greeting and say something else."""
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Cut the connection."""
        writer.transport.abort()

    for talk in (plain, hang_up):
        async with raw_server(talk) as url:
            with pytest.raises(TryLaterError):
                await post(client, url.with_scheme("https"))


async def test_tls_that_never_comes_about_means_not_sent(
    client: aiohttp.ClientSession,
) -> None:
    """The body is still here when time is up."""

    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        """Take a greeting and say nothing."""
        await reader.read()

    async with raw_server(silent) as url:
        with pytest.raises(TryLaterError):
            await post(client, url.with_scheme("https"), total_timeout=0.05)


@pytest.mark.parametrize("address", ["/send", "ftp://127.0.0.1/", "mailto:a@b.invalid"])
@pytest.mark.parametrize("body", [b"{}", None])
async def test_an_address_that_is_none_means_check_the_settings(
    client: aiohttp.ClientSession, address: str, body: bytes | None
) -> None:
    """And nothing was sent."""
    with pytest.raises(CheckSettingsError, match="address"):
        await post(client, URL(address), body=body)


@pytest.mark.parametrize("body", [b"{}", None])
async def test_a_header_that_can_t_be_written_means_check_the_settings(
    client: aiohttp.ClientSession, body: bytes | None
) -> None:
    """A line break in a password must not become a header of its own."""
    async with raw_server(saying(OK)) as url:
        with pytest.raises(CheckSettingsError) as raised:
            await post(client, url, headers={"X-Key": "a\r\nX-More: b"}, body=body)
    assert raised.value.outcome is Outcome.NOT_SENT


async def test_a_hang_before_the_answer_is_unknown(
    client: aiohttp.ClientSession,
) -> None:
    """The body went, and time is up."""
    error = await failure(client, saying(b"", then_hang=True), total_timeout=0.05)
    assert type(error) is AskWhatHappenedError
    assert error.reason == "no answer in time"


async def test_a_body_that_never_ends_is_unknown(client: aiohttp.ClientSession) -> None:
    """The gateway may have taken the message long ago."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer a byte at a time."""
        await read_request(reader)
        writer.write(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"1\r\n \r\n")
            await writer.drain()
            await asyncio.sleep(0.01)

    error = await failure(client, talk, total_timeout=0.1)
    assert type(error) is AskWhatHappenedError


async def test_an_error_whose_body_hangs_keeps_its_status(
    client: aiohttp.ClientSession,
) -> None:
    """The status alone says what happened."""
    head = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 10\r\n\r\n{"
    error = await failure(client, saying(head, then_hang=True), total_timeout=0.05)
    assert type(error) is ChangeRequestError


@pytest.mark.parametrize(
    "answer",
    [
        OK + b'Content-Length: 100\r\n\r\n{"messages',
        OK + b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"mes',
        OK + b"Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
    ],
)
async def test_an_answer_that_is_cut_off_is_unknown(
    client: aiohttp.ClientSession, answer: bytes
) -> None:
    """A success that can't be read is none."""
    error = await failure(client, saying(answer))
    assert type(error) is UnreadableAnswerError


async def test_a_connection_cut_after_the_body_went_is_unknown(
    client: aiohttp.ClientSession,
) -> None:
    """With a farewell or without."""

    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a request and cut the connection hard."""
        await read_request(reader)
        writer.transport.abort()

    for talk in (reset, saying(b""), saying(b"HTTP/1.1 200 ")):
        error = await failure(client, talk)
        assert type(error) is AskWhatHappenedError, error


async def test_a_connection_cut_while_a_long_body_leaves_is_unknown(
    client: aiohttp.ClientSession,
) -> None:
    """Part of it went, and nobody knows what was made of it."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Cut the connection in the middle of a request."""
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.abort()

    async with raw_server(talk) as url:
        with pytest.raises(AskWhatHappenedError):
            await post(client, url, body=b"x" * 1_000_000)


async def test_a_session_closed_in_the_middle_is_unknown_and_before_it_not_sent(
    client: aiohttp.ClientSession,
) -> None:
    """Home Assistant closes it when it stops."""

    async def talk(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        """Take a request, close the client's session, and wait."""
        await read_request(reader)
        await client.close()
        await reader.read()

    error = await failure(client, talk)
    assert type(error) is AskWhatHappenedError
    error = await failure(client, talk)
    assert type(error) is TryLaterError


@pytest.mark.parametrize(
    "answer",
    [
        b"220 mail.example ESMTP\r\n",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
    ],
    ids=lambda answer: repr(answer[:20]),
)
async def test_what_is_no_http_is_unknown(
    client: aiohttp.ClientSession, answer: bytes
) -> None:
    """Something took the body."""
    error = await failure(client, saying(answer))
    assert type(error) is UnreadableAnswerError


@pytest.mark.parametrize(
    "kind",
    ["", "?", "a/b; charset=", 'a/b; charset="', "a/b; charset=no-such", "a/b; s*"],
)
async def test_a_content_type_of_any_kind_is_no_error(
    client: aiohttp.ClientSession, kind: str
) -> None:
    """An answer that is read by nobody may be labelled anyhow."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n"
    answer = head.encode() + b"Content-Length: 2\r\n\r\n{}"
    async with raw_server(saying(answer)) as url:
        assert (await post(client, url)).body == b"{}"


async def test_a_packed_answer_that_nobody_asked_for_can_t_fill_the_memory(
    client: aiohttp.ClientSession,
) -> None:
    """200 MB come as 200 kB, and are given up at 5 MB."""
    bomb = gzip.compress(bytes(200_000_000), compresslevel=1)
    head = (
        OK + f"Content-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode()
    )
    begun = monotonic()
    error = await failure(client, saying(head + bomb))
    assert type(error) is UnreadableAnswerError
    assert error.reason == "the answer is too large"
    assert monotonic() - begun < 5


@pytest.mark.parametrize(
    ("body", "repeatable", "asked"),
    [(b"{}", True, 2), (None, False, 2), (None, True, 3)],
)
async def test_only_what_may_be_repeated_is_repeated_by_the_library(
    client: aiohttp.ClientSession, body: bytes | None, repeatable: bool, asked: int
) -> None:
    """On a connection that was kept open and went away."""
    requests = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the first request, and hang up on the second."""
        nonlocal requests
        await read_request(reader)
        requests += 1
        writer.write(OK + b"Content-Length: 2\r\n\r\n{}")
        await read_request(reader)
        requests += 1

    async with raw_server(talk) as url:
        await post(client, url, body=body, repeatable=repeatable)
        if asked == 3:
            await post(client, url, body=body, repeatable=repeatable)
        else:
            with pytest.raises(AskWhatHappenedError):
                await post(client, url, body=body, repeatable=repeatable)
    assert requests == asked
