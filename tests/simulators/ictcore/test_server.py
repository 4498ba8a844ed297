"""The server itself: faults, clocks, the command line, its control."""

import asyncio
from base64 import b64encode
import json
from pathlib import Path
import sys
from typing import Any

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator, Release
from tests.simulators.ictcore.__main__ import parser, simulator_of
from tests.simulators.ictcore.asking import (
    ask,
    prepared_call,
    prepared_fax,
    prepared_sms,
    send,
    value,
)


@pytest.mark.parametrize("status", [401, 403, 423, 503, 429])
async def test_a_status_comes_with_an_error_object(
    ictcore_simulator: IctcoreSimulator, status: int
) -> None:
    """On 4xx and 5xx alike."""
    ictcore_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=status, retry_after=7)
    )
    answer = await ask(ictcore_simulator, "GET", "/contacts")
    assert (answer.status, answer.json["error"]["code"]) == (status, status)
    assert answer.headers["Retry-After"] == "7"


async def test_a_500_is_empty(ictcore_simulator: IctcoreSimulator) -> None:
    """As PHP has it; other faults are those of all simulators."""
    ictcore_simulator.faults.add(Fault(kind=FaultKind.STATUS))
    answer = await ask(ictcore_simulator, "GET", "/contacts")
    assert (answer.status, answer.body) == (500, b"")
    for kind, start in (
        (FaultKind.HTML, b"<!DOCTYPE"),
        (FaultKind.EMPTY, b""),
        (FaultKind.HUGE, b"{"),
    ):
        ictcore_simulator.faults.add(Fault(kind=kind))
        answer = await ask(ictcore_simulator, "GET", "/contacts")
        assert answer.status == 200
        assert answer.body.startswith(start)


@pytest.mark.parametrize("processed", [False, True])
@pytest.mark.parametrize("kind", [FaultKind.CUT, FaultKind.CUT_IN_BODY])
async def test_a_cut_connection_tells_nothing_of_what_happened(
    ictcore_simulator: IctcoreSimulator, kind: FaultKind, *, processed: bool
) -> None:
    """The message went out or did not, as the fault says."""
    id_ = await prepared_sms(ictcore_simulator)
    ictcore_simulator.faults.add(Fault(kind=kind, path="/send", processed=processed))
    with pytest.raises(aiohttp.ClientError):
        await send(ictcore_simulator, id_)
    assert len(ictcore_simulator.sent) == processed
    assert (await send(ictcore_simulator, id_)).status == (423 if processed else 200)


async def test_a_frozen_time_of_day_is_the_default_clock(
    ictcore_simulator_now: IctcoreSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """So transmissions follow freezegun."""
    id_ = await prepared_sms(ictcore_simulator_now)
    await send(ictcore_simulator_now, id_)
    assert ictcore_simulator_now.status_of(id_) == "processing"
    freezer.tick(5)
    assert ictcore_simulator_now.status_of(id_) == "completed"


async def test_reset_forgets_what_happened(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """But neither users nor accounts nor tokens; ids are not used again."""
    log_in = {"username": "admin", "password": "secret"}
    token = (await value(ictcore_simulator, "POST", "/authenticate", log_in))["token"]
    await send(ictcore_simulator, await prepared_sms(ictcore_simulator))
    ictcore_simulator.reset()
    await ictcore_simulator.settle()
    assert (ictcore_simulator.transmissions, ictcore_simulator.sent) == ([], [])
    assert ictcore_simulator.requests == []
    headers = {"Authorization": f"Bearer {token}"}
    assert await value(ictcore_simulator, "GET", "/texts", headers=headers) == []
    assert await prepared_sms(ictcore_simulator) == 2


async def _tell(
    simulator: IctcoreSimulator, method: str, name: str, body: object = None
) -> Any:
    """Use the control interface and return its answer."""
    url = f"{simulator.url}/__simulator/{name}"
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url, json=body) as response,
    ):
        return await response.json()


async def test_it_is_controlled_over_http(ictcore_simulator: IctcoreSimulator) -> None:
    """Everything a demo in another process needs; no password is shown."""
    simulator = ictcore_simulator
    user = {"username": "jane", "password": "secret", "role": "1"}
    assert await _tell(simulator, "POST", "users", user) == {"user_id": 2}
    settings = {
        "delays": {"final": 1},
        "release": "1.x",
        "fatal": ["users"],
        "zone": 60,
        "strict": False,
    }
    shown = await _tell(simulator, "POST", "settings", settings)
    assert (shown["delays"]["final"], shown["fatal"]) == (1, ["users"])
    await _tell(simulator, "DELETE", "providers")
    provider = {"type": "sip", "host": "trunk.example"}
    assert await _tell(simulator, "POST", "providers", provider) == {"provider_id": 4}
    log_in = {"username": "admin", "password": "secret"}
    token = (await value(simulator, "POST", "/authenticate", log_in))["token"]
    await _tell(simulator, "DELETE", "tokens")
    headers = {"Authorization": f"Bearer {token}"}
    assert (await ask(simulator, "GET", "/texts", headers=headers)).status == 401
    await _tell(simulator, "POST", "fates", {"to": "447700900123", "fate": "busy"})
    first = await prepared_fax(simulator)
    second = await prepared_call(simulator, "447700900001")
    await send(simulator, first)
    await send(simulator, second)
    finish = {"transmission_id": second, "fate": "no-answer"}
    assert await _tell(simulator, "POST", "finish", finish) == {"status": "failed"}
    fax = {
        "from": "447700900124",
        "channel": "fax",
        "media": b64encode(b"fax").decode(),
    }
    assert await _tell(simulator, "POST", "inbox", fax) == {"transmission_id": 3}
    await _tell(simulator, "POST", "filler", {"count": 3})
    await _tell(simulator, "POST", "settle")
    shown = {
        name: await _tell(simulator, "GET", name)
        for name in ("state", "messages", "sent", "inbox", "requests", "faults")
    }
    assert "secret" not in json.dumps(shown)
    assert token not in json.dumps(shown)
    assert shown["state"]["counts"]["transmission"] == 6
    assert len(shown["messages"]) == 5
    call = shown["messages"][1]
    assert (call["status"], call["channel"]) == ("failed", "voice")
    assert call["results"] == [["originate", "no answer"]]
    assert [each["channel"] for each in shown["sent"]] == ["fax", "voice"]
    (inbound,) = shown["inbox"]
    assert (inbound["channel"], inbound["phone"]) == ("fax", "447700900124")
    await _tell(simulator, "POST", "reset")
    assert simulator.transmissions == []


async def test_a_wrong_control_is_told(ictcore_simulator: IctcoreSimulator) -> None:
    """By name."""
    for name, body in (
        ("nothing", {}),
        ("inbox", {}),
        ("inbox", {"from": "1", "channel": "smoke"}),
        ("users", {"username": "x"}),
        ("providers", {"type": "pigeon"}),
        ("settings", {"colour": "red"}),
        ("settings", {"release": "3"}),
        ("fates", {"to": "1", "fate": "sealed"}),
        ("finish", {"transmission_id": 9}),
    ):
        assert "error" in await _tell(ictcore_simulator, "POST", name, body)


async def test_a_command_line_makes_a_simulator(
    socket_enabled: None,  # noqa: ARG001 - it lets sockets through
) -> None:
    """All its options."""
    line = "--username me --password mine --release 2.1.0 --strict --no-providers"
    line += " --reply-text Yes --delivery-seconds 10 --token-seconds 60"
    async with simulator_of(parser().parse_args(line.split())) as simulator:
        settings = simulator.settings
        assert (settings.release, settings.strict) == (Release.H, True)
        assert (settings.delays.connected, settings.delays.final) == (4, 10)
        assert (settings.delays.slow, settings.reply_text) == (600, "Yes")
        assert len(simulator.world.tables.providers) == 0
        log_in = {"username": "me", "password": "mine"}
        answer = await value(simulator, "POST", "/authenticate", log_in)
        assert answer["expires_in"] == 60


async def test_it_runs_by_itself(socket_enabled: None) -> None:  # noqa: ARG001 - it lets sockets through
    """It prints its address, answers there, and ends when told to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.simulators.ictcore",
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{url}/__simulator/state") as response,
    ):
        assert response.status == 200
    process.terminate()
    assert await process.wait() == 0
