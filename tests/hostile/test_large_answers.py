"""No answer, however large, keeps the event loop from anything else."""

import asyncio
from collections.abc import AsyncIterator
import json

import aiohttp
import pytest

from tests.gateways.loopback import raw_server

from .holding import held
from .test_answers import OK, answering, whole
from .working import LOG_IN, SIGN_IN, make, put_to_work

SIZE = 5_000_000
LONGEST_STALL = 50.0
BAD = b"HTTP/1.1 400 No\r\nContent-Type: application/json; charset=utf-8\r\n"


def filled(begin: bytes, part: bytes, end: bytes, most: int = SIZE) -> bytes:
    """Write a part again and again, up to five megabytes, each # as another number."""
    count = (most - len(begin) - len(end)) // (len(part) + 5 * part.count(b"#"))
    parts = (part.replace(b"#", b"%06d" % number) for number in range(count))
    return begin + b"".join(parts) + end


ROW = (
    b'{"messageId":"#","to":"447700900123","from":"Shop","text":"x","Id":1#,'
    b'"TaskId":"#","transmission_id":1#,"contact_id":1#,"SourceAddress":"1","Data":"#",'
    b'"status":{"groupName":"DELIVERED","id":5}},'
)
BODIES = {
    "a list of numbers": filled(b"[", b"1.5,", b"1.5]"),
    "a million of numbers": filled(b"[", b"1.5,", b"1.5]", 1_000_000),
    "rows": filled(b'{"results":[', ROW, b"{}]}"),
    "rows that were sent": filled(b'{"messages":[', ROW, b"{}]}", 1_000_000),
    "tasks": filled(b'{"Result":true,"ResultCollection":[', ROW, b"{}]}"),
    "a fault": filled(b'{"Code":4,"Desc":"', b"words ", b'"}'),
    "a fault of some kind": filled(b"{Code:4 ", b'Desc:"', b"", 64_000),
    "one long text": filled(b'"', b"\\u00e9", b'"'),
    "xml rows": filled(
        b"<r><status>OK</status>",
        b"<moMessage><from>1</from><text>#</text></moMessage>",
        b"</r>",
    ),
    "a million of xml": filled(
        b"<r><status>OK</status>", b"<message><id>#</id></message>", b"</r>", 1_000_000
    ),
    "attributes": b"<r "
    + b" ".join(b'a%d="1"' % place for place in range(SIZE // 12))
    + b"/>",
}


@pytest.fixture
async def session(
    socket_enabled: None,  # noqa: ARG001 - a fixture used for what it does
) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a session that may connect to loopback."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("gateway", SIGN_IN)
async def test_no_large_answer_holds_the_loop_up(
    session: aiohttp.ClientSession, gateway: str, status: int
) -> None:
    """To a log-in, to a send, and to all else that can be asked."""
    head = OK if status == 200 else BAD
    stalls: dict[str, float] = {}
    for name, body in BODIES.items():
        for log_in in (False, True) if gateway in LOG_IN else (True,):
            talk = answering(gateway, whole(body, head), log_in=log_in)
            async with raw_server(talk) as url:
                at_work = make(gateway, str(url), session)
                for _ in range(3):
                    async with held() as found:
                        await put_to_work(
                            at_work,
                            *("check", "send", "inbound"),
                            *(("books",) if log_in else ()),
                        )
                    stalls[name] = found.longest
                    if found.longest < LONGEST_STALL:
                        break
    assert {
        name: round(took) for name, took in stalls.items() if took >= LONGEST_STALL
    } == {}


async def test_a_loop_that_is_held_up_is_seen() -> None:
    """By a thread, too: otherwise nothing here would say anything."""
    body = BODIES["a list of numbers"]
    async with held() as found:
        await asyncio.to_thread(json.loads, body)
    assert found.longest > LONGEST_STALL
