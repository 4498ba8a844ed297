"""Hostile answers over real connections: a clear error, soon, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from compression import zstd
from functools import cache
import gzip
from itertools import cycle, product
from random import Random
from time import monotonic
import tracemalloc
import zlib

import aiohttp
import pytest

from custom_components.message_gateways.gateways.model import Outcome
from custom_components.message_gateways.gateways.transport import BODY_LIMIT
from tests.gateways.loopback import Talk, raw_server, read_request

from .mutations import mutate
from .parsers_of_answers import ANSWERS
from .working import LOG_IN, SIGN_IN, make, put_to_work

MEGABYTE = 1024 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
BOMB = 110 * MEGABYTE
LONGEST = 5.0
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"

type Say = Callable[[asyncio.StreamWriter], Awaitable[None]]


def whole(body: bytes, head: bytes = OK) -> Say:
    """Say an answer of a true length."""
    return raw(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def raw(octets: bytes) -> Say:
    """Say these octets, whatever they are."""

    async def say(writer: asyncio.StreamWriter) -> None:
        """Say them."""
        writer.write(octets)
        await writer.drain()

    return say


async def endless(writer: asyncio.StreamWriter) -> None:
    """Say a hundred megabytes, and more if they are taken."""
    writer.write(OK + b"\r\n[")
    for _ in range(120):
        writer.write(b'"x",' * (MEGABYTE // 4))
        await writer.drain()


@cache
def packed(kind: str) -> bytes:
    """Pack a hundred megabytes of blanks."""
    blanks = b" " * BOMB
    match kind:
        case "gzip":
            return gzip.compress(blanks, compresslevel=9)
        case "deflate":
            return zlib.compress(blanks, level=9)
        case _:
            return zstd.compress(blanks, level=3)


def bomb(kind: str) -> Say:
    """Say what unpacks to a hundred megabytes."""

    async def say(writer: asyncio.StreamWriter) -> None:
        """Say it."""
        head = OK + f"Content-Encoding: {kind}\r\n".encode()
        await whole(packed(kind), head)(writer)

    return say


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><response><status>&i;</status><results>&i;</results></response>"
).encode()
NESTED = b'{"results": ' * 100 + b"1" + b"}" * 100
NUMBERS = (
    b'{"balance": %s, "Result": true, "ErrorCode": 0, "TaskId": %s, "state": %s,'
    b' "messages": [{"to": %s, "messageId": %s, "smsCount": %s, "price": %s}]}'
)
ANSWERED: dict[str, Say] = {
    "billion laughs": whole(LAUGHS),
    "an entity from a file": whole(
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><status>&x;</status></r>'
    ),
    "an entity from elsewhere": whole(
        b'<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd"><r><status>OK</status></r>'
    ),
    "many attributes": whole(
        b"<r " + b" ".join(b'a%d="1"' % n for n in range(300_000)) + b"/>"
    ),
    "many elements": whole(b"<r>" + b"<a/>" * 1_000_000 + b"</r>"),
    "deep xml": whole(b"<a>" * 100_000 + b"</a>" * 100_000),
    "nested a hundred times": whole(NESTED),
    "nested lists": whole(b"[" * 100 + b"]" * 100),
    "nested a hundred thousand times": whole(b"[" * 100_000 + b"]" * 100_000),
    "nested objects, deep": whole(b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    "not a number": whole(NUMBERS % ((b"NaN",) * 7)),
    "infinite": whole(NUMBERS % ((b"-Infinity",) * 7)),
    "beyond all measure": whole(NUMBERS % ((b"1e400",) * 7)),
    "beyond all exponents": whole(NUMBERS % ((b"1e999999999999999999",) * 7)),
    "huge integers": whole(NUMBERS % ((b"9" * 4000,) * 7)),
    "integers too long to read": whole(NUMBERS % ((b"9" * 100_000,) * 7)),
    "a number alone": whole(b"1e400"),
    "year nought": whole(
        b'{"results": [{"sentAt": "0000-00-00T00:00:00", "to": "1"}]}'
    ),
    "year 99999": whole(
        b'[{"CreateDateUtc": "\\/Date(3093527980800000)\\/", "ID": 1}]'
    ),
    "names twice": whole(b'{"balance": 1, "balance": [], "Result": true, "Result": 0}'),
    "half a surrogate pair": whole(b'{"error": "\\ud800", "TaskId": "\\udfff"}'),
    "nothing but nul": whole(bytes(10_000)),
    "nul in texts": whole(b'{"results": [{"from": "\\u0000", "text": "\\u0000"}]}'),
    "not utf-8": whole(b'{"balance": "\xff\xfe\xed\xa0\x80"}'),
    "another charset": whole(
        "{}".encode("utf-16"), OK.replace(b"utf-8", b"utf-7; charset=utf-32")
    ),
    "a charset that is none": whole(b"{}", OK.replace(b"utf-8", b"klingon")),
    "a codec that is no charset": whole(b"{}", OK.replace(b"utf-8", b"zlib_codec")),
    "a captive portal": whole(
        b"<!doctype html><html><body><form action=/login>Welcome</form></body></html>",
        OK.replace(b"application/json", b"text/html"),
    ),
    "an empty answer": whole(b""),
    "a hundred megabytes": endless,
    "gzip bomb": bomb("gzip"),
    "deflate bomb": bomb("deflate"),
    "zstd bomb": bomb("zstd"),
    "a packing that nobody has": whole(b"\x00" * 99, OK + b"Content-Encoding: br\r\n"),
    "packed twice": whole(
        gzip.compress(gzip.compress(b"{}")), OK + b"Content-Encoding: gzip, gzip\r\n"
    ),
    "damaged packing": whole(
        gzip.compress(b"{}")[:-6] + b"xxxxxx", OK + b"Content-Encoding: gzip\r\n"
    ),
    "more than was said": raw(OK + b"Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n"),
    "less than was said": raw(OK + b"Content-Length: 999\r\n\r\n{}"),
    "a length below nought": raw(OK + b"Content-Length: -1\r\n\r\n{}"),
    "two lengths": raw(OK + b"Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}"),
    "an enormous length": raw(OK + b"Content-Length: %d\r\n\r\n{}" % 10**30),
    "length and chunks": raw(
        OK
        + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    ),
    "a chunk below nought": raw(OK + b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n"),
    "an enormous chunk": raw(
        OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}"
    ),
    "many headers": whole(b"{}", OK + b"X-A: b\r\n" * 50_000),
    "a long header": whole(b"{}", OK + b"X-A: " + b"b" * MEGABYTE + b"\r\n"),
    "a header without end": raw(OK + b"X-A: " + b"b" * 5 * MEGABYTE),
    "many answers at first": raw(
        b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000 + OK + b"\r\n"
    ),
    "no such status": whole(b"{}", b"HTTP/1.1 999 What\r\n"),
    "retry in a thousand years": whole(
        b"{}", b"HTTP/1.1 503 No\r\nRetry-After: 99999999999999999999\r\n"
    ),
}


def answering(gateway: str, say: Say, *, log_in: bool) -> Talk:
    """Let the gateway in if so wished, and say the same to all else."""
    path, token = LOG_IN.get(gateway, ("", b""))

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        asked = (await read_request(reader)).partition(b"\r\n")[0]
        lets_in = bool(path) and path.encode() in asked.lower() and log_in
        await (whole(token) if lets_in else say)(writer)

    return talk


@pytest.fixture
async def session(
    socket_enabled: None,  # noqa: ARG001 - a fixture used for what it does
) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a session that may connect to loopback."""
    async with aiohttp.ClientSession() as session:
        yield session


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every answer to every gateway with `--long`, else each to the next one."""
    gateways = tuple(SIGN_IN)
    for one, values in (("name", tuple(ANSWERED)), ("status", REDIRECTS)):
        if one not in metafunc.fixturenames:
            continue
        pairs = list(product(gateways, values))
        if not metafunc.config.getoption("--long", default=False):
            pairs = list(zip(cycle(gateways), values, strict=False))
        metafunc.parametrize(("gateway", one), pairs)


async def test_a_hostile_answer_ends_as_an_error_of_ours(
    session: aiohttp.ClientSession, gateway: str, name: str
) -> None:
    """To a log-in, to a send and to a question."""
    begun = monotonic()
    for log_in in (False, True) if gateway in LOG_IN else (True,):
        talk = answering(gateway, ANSWERED[name], log_in=log_in)
        async with raw_server(talk) as url:
            ended = await put_to_work(
                make(gateway, str(url), session), "check", "send", "inbound", "reports"
            )
        assert len(ended) >= 2
    assert monotonic() - begun < LONGEST * 4


@pytest.mark.parametrize("kind", ["gzip", "deflate", "zstd"])
async def test_a_bomb_is_put_away_long_before_it_is_unpacked(
    session: aiohttp.ClientSession, kind: str
) -> None:
    """A hundred kilobytes that would fill a hundred megabytes."""
    assert len(packed(kind)) < 150 * 1024
    async with raw_server(answering("infobip", bomb(kind), log_in=True)) as url:
        gateway = make("infobip", str(url), session)
        tracemalloc.start()
        try:
            ended = await put_to_work(gateway, "send")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert str(ended["send"]) == "the answer is too large"
    assert ended["send"] is not None
    assert ended["send"].outcome is Outcome.UNKNOWN
    assert peak < 6 * BODY_LIMIT


async def test_a_redirect_takes_no_secret_elsewhere(
    session: aiohttp.ClientSession, gateway: str, status: int
) -> None:
    """Nobody asks the other host for anything."""
    asked = []

    async def elsewhere(
        reader: asyncio.StreamReader, _writer: asyncio.StreamWriter
    ) -> None:
        """Remember that somebody came."""
        asked.append(await read_request(reader))

    async with raw_server(elsewhere) as other:
        location = f"Location: {other.with_host('localhost')}\r\n".encode()
        away = whole(b"", b"HTTP/1.1 %d Away\r\n" % status + location)
        for log_in in (False, True):
            async with raw_server(answering(gateway, away, log_in=log_in)) as url:
                ended = await put_to_work(make(gateway, str(url), session))
    assert asked == []
    assert ended["check"] is not None
    assert ended["check"].outcome is Outcome.NOT_SENT


@pytest.mark.parametrize("gateway", SIGN_IN)
async def test_a_gateway_survives_what_is_almost_right(
    request: pytest.FixtureRequest, session: aiohttp.ClientSession, gateway: str
) -> None:
    """The provider's own samples, bent; whatever is asked for."""
    samples = next(one for one in ANSWERS if one.name.startswith(gateway)).samples
    random = Random(gateway)  # noqa: S311 - it guards nothing
    long = request.config.getoption("--long", default=False)
    status = 200

    async def say(writer: asyncio.StreamWriter) -> None:
        """Say another one each time."""
        head = OK.replace(b"200", b"%d" % status)
        await whole(mutate(random, samples), head)(writer)

    async with raw_server(answering(gateway, say, log_in=True)) as url:
        for turn in range(1000 if long else 12):
            status = (200, 200, 200, 400, 500)[turn % 5]
            assert await put_to_work(make(gateway, str(url), session))
