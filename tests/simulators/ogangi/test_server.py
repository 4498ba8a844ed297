"""The server itself: faults, clocks, closing, the command line, its control."""

import asyncio
import json
from pathlib import Path
import sys

import aiohttp
from freezegun.api import FrozenDateTimeFactory
import pytest

from tests.simulators.ogangi import (
    Dates,
    Fault,
    FaultKind,
    Names,
    OgangiSimulator,
    PageZero,
    SettableClock,
)
from tests.simulators.ogangi.__main__ import parser, simulator_of
from tests.simulators.ogangi.asking import (
    ANN,
    control,
    listed,
    send_mt,
    send_sms,
    texts,
)


async def test_a_frozen_time_of_day_is_the_default_clock(
    ogangi_simulator_now: OgangiSimulator, freezer: FrozenDateTimeFactory
) -> None:
    """So states follow freezegun."""
    await send_sms(ogangi_simulator_now)
    message_id = ogangi_simulator_now.messages[0].message_id
    assert ogangi_simulator_now.status_of(message_id) == "SENT_TO_CARRIER"
    freezer.tick(5)
    assert ogangi_simulator_now.status_of(message_id) == "DELIVERED_TO_DEVICE"


@pytest.mark.parametrize("processed", [False, True])
async def test_a_cut_connection_tells_nothing_of_what_happened(
    ogangi_simulator: OgangiSimulator, *, processed: bool
) -> None:
    """The message went out or did not, as the fault says."""
    fault = Fault(kind=FaultKind.CUT_IN_BODY, path="sendMT", processed=processed)
    ogangi_simulator.faults.add(fault)
    with pytest.raises(aiohttp.ClientError):
        await send_mt(ogangi_simulator)
    assert len(ogangi_simulator.messages) == processed


async def test_a_status_comes_with_an_answer_of_the_usual_form(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """XML that says ERROR."""
    ogangi_simulator.faults.add(Fault(kind=FaultKind.STATUS, status=503, retry_after=7))
    answer = await send_mt(ogangi_simulator)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "7")
    assert answer.xml.findtext("status") == "ERROR"


async def test_reset_forgets_what_happened(ogangi_simulator: OgangiSimulator) -> None:
    """But not the accounts."""
    await send_mt(ogangi_simulator)
    ogangi_simulator.receive(from_=ANN, text="Hello")
    ogangi_simulator.reset()
    assert (ogangi_simulator.messages, ogangi_simulator.inbox) == ([], [])
    assert ogangi_simulator.requests == []
    assert (await send_mt(ogangi_simulator)).xml.findtext("status") == "OK"


async def test_it_is_controlled_over_http(
    ogangi_simulator: OgangiSimulator, ogangi_clock: SettableClock
) -> None:
    """Everything a demo in another process needs; none of it is recorded."""

    async def tell(name: str, body: object) -> None:
        answer = await control(ogangi_simulator, name, body)
        assert answer.status == 200, answer.json

    await tell(
        "accounts",
        {
            "instance_id": "8",
            "public_key": "p",
            "private_key": "tell-nobody",
            "codes": ["3030"],
        },
    )
    assert ogangi_simulator.world.accounts["8"].codes == ("3030",)
    await tell(
        "settings",
        {
            "names": "upper",
            "page_zero": "empty",
            "dates": "plain",
            "delays": {"final": 1},
        },
    )
    await tell("faults", {"kind": "status", "status": 503})
    assert (await send_mt(ogangi_simulator)).status == 503
    await tell("settings", {"names": "documented"})
    await tell("inbox", {"from": ANN, "text": "Hello"})
    assert texts(await listed(ogangi_simulator), "text") == ["Hello"]
    await send_sms(ogangi_simulator)
    ogangi_clock.advance(2)
    await tell("settle", {})
    names = ("state", "messages", "inbox", "requests", "pushes", "faults")
    shown = {name: (await control(ogangi_simulator, name)).json for name in names}
    written = json.dumps(shown)
    assert [account["instance_id"] for account in shown["state"]["accounts"]] == [
        "7",
        "8",
    ]
    assert "tell-nobody" not in written
    assert shown["messages"][0]["status"] == "DELIVERED_TO_DEVICE"
    assert [row["text"] for row in shown["inbox"]] == ["Hello"]
    assert len(shown["requests"]) == len(ogangi_simulator.requests) == 3
    assert all("demo-public-key" not in row["path"] for row in shown["requests"])
    assert (shown["pushes"], shown["faults"]) == ([], [])
    await tell("reset", {})
    assert ogangi_simulator.messages == []


async def test_a_wrong_control_is_told(ogangi_simulator: OgangiSimulator) -> None:
    """404 for an unknown one, 400 for what it can't use."""
    assert (await control(ogangi_simulator, "nothing")).status == 404
    for name, body in (
        ("faults", {"kind": "nothing"}),
        ("inbox", {}),
        ("accounts", {"instance_id": "x"}),
        ("settings", {"names": "red"}),
    ):
        answer = await control(ogangi_simulator, name, body)
        assert answer.status == 400
        assert answer.json["error"]


def test_a_command_line_makes_a_simulator() -> None:
    """All its options."""
    line = "--instance-id 9 --public-key pub --private-key priv --code 1 --code 2"
    line += " --carrier C --inbound-url http://127.0.0.1:9/ --delivery-seconds 10"
    line += " --first-page 1 --rootless --names upper --page-zero first --dates plain"
    simulator = simulator_of(parser().parse_args(line.split()))
    account, settings = simulator.account, simulator.settings
    assert (account.instance_id, account.public_key) == ("9", "pub")
    assert (account.codes, account.carriers) == (("1", "2"), ("C",))
    assert account.inbound_url == "http://127.0.0.1:9/"
    assert (settings.delays.carrier, settings.delays.final) == (4, 10)
    assert (settings.rooted, settings.names) == (False, Names.UPPER)
    assert (settings.first_page, settings.page_zero) == (1, PageZero.FIRST)
    assert settings.dates is Dates.PLAIN
    plain = simulator_of(parser().parse_args([]))
    assert (plain.account.codes, plain.settings.rooted) == (("2020",), True)


async def test_it_runs_by_itself(socket_enabled: None) -> None:  # noqa: ARG001 - it lets sockets through
    """It prints its address, answers there, and ends when told to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.simulators.ogangi",
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


async def test_what_is_no_call_is_not_found(
    ogangi_simulator: OgangiSimulator,
) -> None:
    """Nor is a body that is no JSON any trouble."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{ogangi_simulator.url}/elsewhere", data=b"{") as response,
    ):
        assert response.status == 404
    assert ogangi_simulator.requests[0].body is None
