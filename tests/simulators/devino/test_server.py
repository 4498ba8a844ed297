"""The server itself: faults, clocks, the command line, its control."""

import asyncio
import json
from pathlib import Path
import sys
from typing import Any

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from tests.simulators.devino import (
    DevinoSimulator,
    Expired,
    Fault,
    FaultKind,
    IdStyle,
    SettableClock,
)
from tests.simulators.devino.__main__ import parser, simulator_of
from tests.simulators.devino.asking import ask, get, log_in, post, send


@pytest.mark.parametrize(
    ("status", "code"), [(400, 1), (401, 4), (403, 5), (500, 8), (503, 9), (429, 9)]
)
async def test_a_status_comes_with_an_error_object(
    devino_simulator: DevinoSimulator, status: int, code: int
) -> None:
    """On 4xx and 5xx alike."""
    devino_simulator.faults.add(
        Fault(kind=FaultKind.STATUS, status=status, path="Sms/Send", retry_after=7)
    )
    answer = await send(devino_simulator, "447700900123")
    assert (answer.status, answer.json["Code"]) == (status, code)
    assert answer.headers["Retry-After"] == "7"
    assert devino_simulator.messages == []


@pytest.mark.parametrize("processed", [False, True])
async def test_a_cut_connection_tells_nothing_of_what_happened(
    devino_simulator: DevinoSimulator, *, processed: bool
) -> None:
    """The message went out or did not, as the fault says."""
    fault = Fault(kind=FaultKind.CUT, path="Sms/Send", processed=processed)
    devino_simulator.faults.add(fault)
    with pytest.raises(aiohttp.ClientError):
        await send(devino_simulator, "447700900123")
    assert len(devino_simulator.messages) == processed


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/rest/Nothing"), ("GET", "/rest/Sms/Send"), ("POST", "/rest/Sms/In")],
)
async def test_what_is_not_of_the_api_is_a_page_of_html(
    devino_simulator: DevinoSimulator, method: str, path: str
) -> None:
    """A wrong path or method."""
    asking = get if method == "GET" else post
    answer = await asking(devino_simulator, path)
    assert (answer.status, answer.content_type) == (404, "text/html")


async def test_a_form_that_is_no_text_is_not_read(
    devino_simulator: DevinoSimulator,
) -> None:
    """So its parameters are missing; and so are those of a form not said to be one."""
    url = f"{devino_simulator.url}/rest/Sms/Send"
    for content_type, data in (
        ("application/x-www-form-urlencoded", b"SessionID=\xff"),
        ("text/plain", b"SessionID=X"),
    ):
        headers = {"Content-Type": content_type}
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, data=data, headers=headers) as response,
        ):
            assert (await response.json())["Code"] == 1


async def test_a_frozen_time_of_day_is_the_default_clock(
    devino_simulator_now: DevinoSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """So states follow freezegun."""
    (id_,) = (await send(devino_simulator_now, "447700900123")).json
    assert devino_simulator_now.status_of(id_) == 255
    freezer.tick(5)
    assert devino_simulator_now.status_of(id_) == 0


async def test_reset_forgets_what_happened(devino_simulator: DevinoSimulator) -> None:
    """But neither accounts nor sessions."""
    query = [("SessionID", await log_in(devino_simulator))]
    await send(devino_simulator, "447700900123")
    devino_simulator.receive(from_="447700900123", text="Hello")
    devino_simulator.reset()
    assert (devino_simulator.messages, devino_simulator.inbox) == ([], [])
    assert devino_simulator.requests == []
    assert (await get(devino_simulator, "/rest/User/Balance", query)).status == 200


async def _tell(
    simulator: DevinoSimulator, method: str, name: str, body: object = None
) -> Any:
    """Use the control interface and return its answer."""
    url = f"{simulator.url}/__simulator/{name}"
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url, json=body) as response,
    ):
        return await response.json()


async def test_it_is_controlled_over_http(
    devino_simulator: DevinoSimulator, devino_clock: SettableClock
) -> None:
    """Everything a demo in another process needs; no log-in is shown."""
    account = {"login": "other", "password": "secret", "senders": ["HOME"]}
    assert await _tell(devino_simulator, "POST", "accounts", account) == {
        "login": "other"
    }
    settings = {
        "delays": {"final": 1, "reply": 1, "read": 1},
        "expired": "invalid",
        "id_style": "gateway",
        "history": 3600,
        "zone": 180,
    }
    shown = await _tell(devino_simulator, "POST", "settings", settings)
    assert (shown["delays"]["final"], shown["history"]) == (1, 3600)
    assert devino_simulator.settings.expired is Expired.INVALID
    assert devino_simulator.settings.id_style is IdStyle.GATEWAY
    session = await log_in(devino_simulator)
    await _tell(devino_simulator, "DELETE", "sessions")
    query = [("SessionID", session)]
    assert (await get(devino_simulator, "/rest/User/Balance", query)).status == 400
    fault = {"kind": "status", "status": 503}
    await _tell(devino_simulator, "POST", "faults", fault)
    assert (await get(devino_simulator, "/rest/User/Balance", query)).status == 503
    hello = {"from": "447700900123", "text": "Hello"}
    assert (await _tell(devino_simulator, "POST", "inbox", hello))["Data"] == "Hello"
    sent = await send(devino_simulator, "447700900077")
    await send(devino_simulator, "447700900203", path="Viber/Send")
    devino_clock.advance(5)
    await _tell(devino_simulator, "POST", "settle")
    shown = {
        name: await _tell(devino_simulator, "GET", name)
        for name in ("state", "messages", "inbox", "requests", "pushes", "faults")
    }
    assert "secret" not in json.dumps(shown)
    assert session not in json.dumps(shown)
    sms, viber = shown["messages"]
    assert (sms["ids"], sms["State"]) == (sent.json, 0)
    assert (viber["channel"], viber["State"]) == ("viber", 3)
    assert len(shown["inbox"]) == 2
    assert len(shown["requests"]) == len(devino_simulator.requests)
    assert (shown["pushes"], shown["faults"]) == ([], [])
    await _tell(devino_simulator, "POST", "reset")
    assert devino_simulator.messages == []


async def test_a_wrong_control_is_told(devino_simulator: DevinoSimulator) -> None:
    """By name."""
    for name, body in (
        ("nothing", {}),
        ("faults", {"kind": "nothing"}),
        ("inbox", {}),
        ("accounts", {"login": "x"}),
        ("settings", {"colour": "red"}),
        ("settings", {"expired": "never"}),
    ):
        assert "error" in await _tell(devino_simulator, "POST", name, body)


def test_a_command_line_makes_a_simulator() -> None:
    """All its options."""
    line = "--login me --password mine --credit 3 --price 0.5 --viber-price 0.2"
    line += " --number 1 --inbound-url http://127.0.0.1:9/ --delivery-seconds 10"
    line += " --session-minutes 2 --expired invalid --id-style gateway"
    simulator = simulator_of(parser().parse_args(line.split()))
    account = simulator.account
    assert (account.login, account.password, account.number) == ("me", "mine", "1")
    delays = simulator.settings.delays
    assert (delays.submitted, delays.final, delays.slow) == (4, 10, 600)
    assert simulator.settings.session_minutes == 2
    assert simulator.settings.expired is Expired.INVALID
    assert simulator.settings.id_style is IdStyle.GATEWAY


async def test_it_runs_by_itself(socket_enabled: None) -> None:  # noqa: ARG001 - it lets sockets through
    """It prints its address, answers there, and ends when told to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.simulators.devino",
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


async def test_the_session_is_found_in_any_case(
    devino_simulator: DevinoSimulator,
) -> None:
    """The document writes it in three ways."""
    session = await log_in(devino_simulator)
    for name in ("SessionID", "SessionId", "sessionId"):
        answer = await get(devino_simulator, "/rest/User/Balance", [(name, session)])
        assert answer.json == 1000
    assert (await ask(devino_simulator, "User/Balance")).json == 1000
