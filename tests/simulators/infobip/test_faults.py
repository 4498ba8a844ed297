"""Faults on demand."""

import asyncio
import time

import aiohttp
import pytest

from tests.simulators.answers import Answer
from tests.simulators.faults import fault_from_json
from tests.simulators.infobip import Fault, FaultKind, InfobipSimulator
from tests.simulators.infobip.asking import get, post

BODY = {"from": "InfoSMS", "to": "447700900123", "text": "Test SMS."}
PATH = "/sms/1/text/single"


async def send(simulator: InfobipSimulator) -> Answer:
    """Send one text."""
    return await post(simulator, PATH, BODY)


@pytest.mark.parametrize("processed", [False, True])
@pytest.mark.parametrize("kind", [FaultKind.CUT, FaultKind.CUT_IN_BODY])
async def test_a_cut_connection_tells_nothing_of_what_happened(
    infobip_simulator: InfobipSimulator, kind: FaultKind, *, processed: bool
) -> None:
    """The message went out or did not, as the fault says."""
    infobip_simulator.faults.add(Fault(kind=kind, processed=processed))
    with pytest.raises(aiohttp.ClientError):
        await send(infobip_simulator)
    assert len(infobip_simulator.messages) == processed
    assert (await send(infobip_simulator)).status == 200


@pytest.mark.parametrize("processed", [False, True])
@pytest.mark.parametrize(
    ("fault", "status", "start"),
    [
        (Fault(kind=FaultKind.STATUS, status=500), 500, b'{"requestError": '),
        (Fault(kind=FaultKind.STATUS, status=502, body="Bad gateway"), 502, b"Bad"),
        (Fault(kind=FaultKind.HTML), 200, b"<!DOCTYPE html>"),
        (Fault(kind=FaultKind.EMPTY), 200, b""),
        (Fault(kind=FaultKind.OTHER_JSON), 200, b'{"messages": 7'),
        (Fault(kind=FaultKind.OTHER_JSON, body="null"), 200, b"null"),
        (Fault(kind=FaultKind.NOT_JSON), 200, b'{"messages": [{"to": '),
        (Fault(kind=FaultKind.WRONG_CHARSET), 200, b'{"results": []'),
        (Fault(kind=FaultKind.HUGE, size=2), 200, b'{"messages": [], '),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else "",
)
async def test_an_odd_answer_comes_once_and_takes_effect_or_not(
    infobip_simulator: InfobipSimulator,
    fault: Fault,
    status: int,
    start: bytes,
    *,
    processed: bool,
) -> None:
    """What the fault says, then the usual answer again."""
    infobip_simulator.faults.add(
        Fault(
            kind=fault.kind,
            status=fault.status,
            body=fault.body,
            size=fault.size,
            processed=processed,
        )
    )
    answer = await send(infobip_simulator)
    assert answer.status == status
    assert answer.body.startswith(start)
    assert len(infobip_simulator.messages) == processed
    assert "messages" in (await send(infobip_simulator)).json


async def test_a_huge_answer_is_huge(infobip_simulator: InfobipSimulator) -> None:
    """In megabytes, and a client may stop reading."""
    infobip_simulator.faults.add(Fault(kind=FaultKind.HUGE, size=3))
    assert len((await send(infobip_simulator)).body) > 3_000_000


async def test_the_wrong_charset_can_not_be_decoded(
    infobip_simulator: InfobipSimulator,
) -> None:
    """It says UTF-8 and is none."""
    infobip_simulator.faults.add(Fault(kind=FaultKind.WRONG_CHARSET))
    answer = await send(infobip_simulator)
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode()


@pytest.mark.parametrize("status", [429, 503])
async def test_a_status_may_say_when_to_come_back(
    infobip_simulator: InfobipSimulator, status: int
) -> None:
    """By Retry-After."""
    infobip_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=status, retry_after=7)
    )
    answer = await send(infobip_simulator)
    assert (answer.status, answer.headers["Retry-After"]) == (status, "7")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500, 503])
async def test_a_status_comes_with_the_documented_body(
    infobip_simulator: InfobipSimulator, status: int
) -> None:
    """And without Retry-After unless asked."""
    infobip_simulator.faults.add(Fault(kind=FaultKind.STATUS, status=status))
    answer = await send(infobip_simulator)
    assert answer.json["requestError"]["serviceException"]["text"]
    assert "Retry-After" not in answer.headers


async def test_a_redirect_leads_elsewhere(infobip_simulator: InfobipSimulator) -> None:
    """To another host."""
    infobip_simulator.faults.add(Fault(kind=FaultKind.REDIRECT, status=307))
    async with (
        aiohttp.ClientSession() as session,
        session.get(infobip_simulator.url, allow_redirects=False) as response,
    ):
        assert response.status == 307
        assert response.headers["Location"] == "http://elsewhere.invalid/"


async def test_a_slow_answer_is_the_usual_one(
    infobip_simulator: InfobipSimulator,
) -> None:
    """After its seconds."""
    infobip_simulator.faults.add(Fault(kind=FaultKind.SLOW, seconds=0.02))
    start = time.monotonic()
    assert (await send(infobip_simulator)).status == 200
    assert time.monotonic() - start >= 0.02
    assert len(infobip_simulator.messages) == 1


@pytest.mark.parametrize("processed", [False, True])
async def test_a_hanging_answer_never_comes(
    infobip_simulator: InfobipSimulator, *, processed: bool
) -> None:
    """The client gives up; closing the simulator doesn't wait for it."""
    infobip_simulator.faults.add(Fault(kind=FaultKind.HANG, processed=processed))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.03):
            await send(infobip_simulator)
    assert len(infobip_simulator.messages) == processed


async def test_faults_strike_the_requests_they_are_for(
    infobip_simulator: InfobipSimulator,
) -> None:
    """By path and method, as often as they say, in the order they were added."""
    faults = infobip_simulator.faults
    faults.add(Fault(kind=FaultKind.STATUS, status=500, path="text", times=2))
    faults.add(Fault(kind=FaultKind.STATUS, status=502, method="GET"))
    statuses = [
        (await get(infobip_simulator, "/account/1/balance")).status,
        (await get(infobip_simulator, "/account/1/balance")).status,
        (await send(infobip_simulator)).status,
        (await send(infobip_simulator)).status,
        (await send(infobip_simulator)).status,
    ]
    assert statuses == [502, 200, 500, 500, 200]
    assert faults.pending == ()
    faults.add(Fault(kind=FaultKind.CUT))
    faults.clear()
    assert (await send(infobip_simulator)).status == 200
    assert len(infobip_simulator.requests) == 6


def test_a_fault_can_be_made_of_json() -> None:
    """By the names of its fields."""
    fault = fault_from_json({"kind": "cut", "times": 2, "processed": True})
    assert fault == Fault(kind=FaultKind.CUT, times=2, processed=True)
    with pytest.raises(ValueError, match="nothing"):
        fault_from_json({"kind": "nothing"})
    with pytest.raises(TypeError):
        fault_from_json({"kind": "cut", "colour": "red"})
