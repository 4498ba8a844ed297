"""The server itself: request lines, clocks, closing, the command line, its control."""

import asyncio
from http.client import HTTPConnection
import json
from pathlib import Path
import sys
from urllib.parse import urlsplit

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from tests.simulators.infobip import InfobipSimulator, SettableClock
from tests.simulators.infobip.__main__ import parser, simulator_of
from tests.simulators.infobip.asking import get, post, rows, send

LOG_IN = "Basic ZGVtbzpzZWNyZXQ="


@pytest.mark.parametrize("base", ["", "/restapi"])
async def test_a_request_line_in_absolute_form_works(
    infobip_simulator: InfobipSimulator, base: str
) -> None:
    """Some clients of this API send the whole URL: here on a raw socket."""
    port = infobip_simulator.port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    line = f"GET http://127.0.0.1:{port}{base}/account/1/balance?limit=1 HTTP/1.1"
    head = f"{line}\r\nHost: 127.0.0.1\r\nAuthorization: {LOG_IN}\r\n"
    writer.write(f"{head}Connection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b'{"balance": 100.0, "currency": "EUR"}' in answer
    (request,) = infobip_simulator.requests
    assert request.path == f"{base}/account/1/balance"
    assert request.query == {"limit": ("1",)}


async def test_the_standard_library_sends_it_in_absolute_form_too(
    infobip_simulator: InfobipSimulator,
) -> None:
    """A POST by http.client with the whole URL."""
    url = infobip_simulator.url + "/restapi/sms/1/text/single"

    def ask() -> int:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=5)
        headers = {"Authorization": LOG_IN, "Content-Type": "application/json"}
        body = json.dumps({"to": "447700900123", "text": "Hello"})
        connection.request("POST", url, body, headers)
        status = connection.getresponse().status
        connection.close()
        return status

    assert await asyncio.to_thread(ask) == 200
    assert len(infobip_simulator.messages) == 1


async def test_a_frozen_time_of_day_is_the_default_clock(
    infobip_simulator_now: InfobipSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """So states follow freezegun."""
    await send(infobip_simulator_now, "447700900123", "MINE")
    assert infobip_simulator_now.status_of("MINE") == 7
    freezer.tick(5)
    assert infobip_simulator_now.status_of("MINE") == 5


async def test_reset_forgets_what_happened(
    infobip_simulator: InfobipSimulator,
) -> None:
    """But not the accounts."""
    await send(infobip_simulator, "447700900123", "MINE")
    infobip_simulator.receive(from_="447700900123", text="Hello")
    infobip_simulator.reset()
    assert (infobip_simulator.messages, infobip_simulator.inbox) == ([], [])
    assert infobip_simulator.requests == []
    assert (await get(infobip_simulator, "/account/1/balance")).status == 200
    with pytest.raises(KeyError):
        infobip_simulator.message("MINE")


async def test_it_is_controlled_over_http(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """Everything a demo in another process needs; none of it is recorded."""

    async def tell(name: str, body: object) -> None:
        answer = await post(infobip_simulator, f"/__simulator/{name}", body)
        assert answer.status == 200

    await tell("accounts", {"user": "other", "password": "secret", "credit": 2.5})
    answer = await get(infobip_simulator, "/account/1/balance", user="other")
    assert answer.json["balance"] == 2.5
    await tell("settings", {"reply_text": "Fine.", "delays": {"final": 1, "reply": 1}})
    await tell("faults", {"kind": "status", "status": 503, "retry_after": 1})
    assert (await get(infobip_simulator, "/account/1/balance")).status == 503
    await tell("inbox", {"from": "447700900123", "text": "Hello"})
    assert len(await rows(infobip_simulator, "/sms/1/inbox/reports")) == 1
    await send(infobip_simulator, "447700900077")
    infobip_clock.advance(2)
    await tell("settle", {})
    shown = {
        name: (await get(infobip_simulator, f"/__simulator/{name}")).json
        for name in ("state", "messages", "inbox", "requests", "pushes", "faults")
    }
    assert [account["user"] for account in shown["state"]["accounts"]] == [
        "demo",
        "other",
    ]
    assert "secret" not in json.dumps(shown)
    assert shown["messages"][0]["status"]["name"] == "DELIVERED_TO_HANDSET"
    assert [row["text"] for row in shown["inbox"]] == ["Hello", "Fine."]
    assert len(shown["requests"]) == len(infobip_simulator.requests) == 4
    assert (shown["pushes"], shown["faults"]) == ([], [])
    await tell("reset", {})
    assert infobip_simulator.messages == []


async def test_a_wrong_control_is_told(infobip_simulator: InfobipSimulator) -> None:
    """404 for an unknown one, 400 for what it can't use."""
    assert (await get(infobip_simulator, "/__simulator/nothing")).status == 404
    for name, body in (
        ("faults", {"kind": "nothing"}),
        ("inbox", {}),
        ("accounts", {"user": "x"}),
        ("settings", {"colour": "red"}),
    ):
        answer = await post(infobip_simulator, f"/__simulator/{name}", body)
        assert answer.status == 400
        assert answer.json["error"]


def test_a_command_line_makes_a_simulator() -> None:
    """All its options."""
    line = "--user me --password mine --credit 3 --currency GBP --price 0.05 --number 1"
    line += " --inbound-url http://127.0.0.1:9/ --keyword KEY --delivery-seconds 10"
    simulator = simulator_of(
        parser().parse_args([*line.split(), "--dialect", "infobip"])
    )
    account = simulator.account
    assert (account.user, account.password, account.currency) == ("me", "mine", "GBP")
    assert (account.number, account.keywords) == ("1", ("KEY",))
    assert simulator.settings.delays.operator == 6
    assert simulator.settings.delays.final == 10


async def test_it_runs_by_itself(socket_enabled: None) -> None:  # noqa: ARG001 - it lets sockets through
    """It prints its address, answers there, and ends when told to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.simulators.infobip",
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
