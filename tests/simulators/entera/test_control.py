"""The control interface and the command line."""

import asyncio
import json
from pathlib import Path
import sys
from typing import Any

import aiohttp
import pytest

from tests.simulators.entera import (
    BadMedia,
    Empty,
    EnteraSimulator,
    Fault,
    FaultKind,
    SettableClock,
)
from tests.simulators.entera.__main__ import parser, simulator_of
from tests.simulators.entera.asking import (
    PERSON,
    call,
    outbound,
    send_sms,
)


@pytest.mark.parametrize("processed", [False, True])
@pytest.mark.parametrize("kind", [FaultKind.CUT, FaultKind.CUT_IN_BODY])
async def test_a_cut_connection_tells_nothing_of_what_happened(
    entera_simulator: EnteraSimulator, kind: FaultKind, *, processed: bool
) -> None:
    """The message went out or did not, to be found by its ExternalId."""
    entera_simulator.faults.add(Fault(kind=kind, path="SendSms", processed=processed))
    with pytest.raises(aiohttp.ClientError):
        await send_sms(entera_simulator, PERSON, ExternalId="mine")
    entera_simulator.configure(empty=Empty.LIST)
    rows = await outbound(entera_simulator, "Sms", LastMessages=5)
    assert [row["ExternalId"] for row in rows] == ["mine"] * processed


async def _tell(
    simulator: EnteraSimulator, method: str, name: str, body: object = None
) -> Any:
    """Use the control interface and return its answer."""
    url = f"{simulator.url}/__simulator/{name}"
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url, json=body) as response,
    ):
        return await response.json()


async def test_it_is_controlled_over_http(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """Everything a demo in another process needs; no password is shown."""
    tell = entera_simulator
    account: dict[str, Any] = {"login": "other", "password": "hidden"}
    account |= {"senders": ["HOME"], "forbidden": ["SendFax"], "minute_price": 1}
    assert await _tell(tell, "POST", "accounts", account) == {"login": "other"}
    settings = {
        "delays": {"sms": 1, "reply": 1},
        "empty": "list",
        "ivr_form": "plain",
        "document_types": [".txt"],
        "zone": 60,
    }
    shown = await _tell(tell, "POST", "settings", settings)
    assert (shown["delays"]["sms"], shown["empty"]) == (1, "list")
    await _tell(tell, "POST", "behaviours", {"number": PERSON, "keys": "7"})
    await _tell(tell, "POST", "oddities", {"kind": "no_id"})
    assert "TaskId" not in (await call(tell, PERSON)).json
    await send_sms(tell, "447700900077")
    hello = {"channel": "fax", "from": PERSON}
    assert (await _tell(tell, "POST", "inbox", hello))["Type"] == 3
    entera_clock.advance(20)
    shown = {
        name: await _tell(tell, "GET", name)
        for name in (
            "state",
            "messages",
            "inbox",
            "books",
            "behaviours",
            "oddities",
            "requests",
            "faults",
        )
    }
    assert "hidden" not in json.dumps(shown)
    assert "secret" not in json.dumps(shown)
    (recipient,) = shown["messages"][0]["row"]["Recipients"]
    assert (recipient["Recipient"], recipient["DtmfData"]) == (PERSON, "7")
    assert shown["messages"][1]["method"] == "SendSms"
    assert [row["Type"] for row in shown["inbox"]] == [3, 6]
    assert (len(shown["books"]), len(shown["behaviours"])) == (2, 1)
    assert (shown["oddities"], shown["faults"]) == ([], [])
    await _tell(tell, "POST", "oddities", {"kind": "error", "code": 12})
    assert (await _tell(tell, "GET", "oddities"))[0]["code"] == 12
    await _tell(tell, "DELETE", "oddities")
    await _tell(tell, "DELETE", "behaviours")
    assert (await _tell(tell, "GET", "behaviours")) == {}
    again = {"login": "demo", "password": "changed"}
    await _tell(tell, "POST", "accounts", again)
    assert (await send_sms(tell, PERSON)).json["ErrorCode"] == 2
    assert entera_simulator.account.password == "changed"


async def test_a_wrong_control_is_told(entera_simulator: EnteraSimulator) -> None:
    """By name."""
    for name, body in (
        ("nothing", {}),
        ("oddities", {"kind": "nothing"}),
        ("behaviours", {"number": PERSON, "colour": "red"}),
        ("inbox", {}),
        ("inbox", {"from": PERSON, "channel": "email"}),
        ("accounts", {"login": "x"}),
        ("settings", {"colour": "red"}),
        ("settings", {"empty": "never"}),
    ):
        assert "error" in await _tell(entera_simulator, "POST", name, body)


def test_a_command_line_makes_a_simulator() -> None:
    """All its options."""
    line = "--login me --password mine --credit 3 --sms-price 0.5 --page-price 0.2"
    line += " --minute-price 0.1 --number 1 --country 90 --delivery-seconds 10"
    line += " --zone-minutes 60 --empty list --bad-media fail --reply-text Hi"
    simulator = simulator_of(parser().parse_args(line.split()))
    account = simulator.account
    assert (account.login, account.password, account.country) == ("me", "mine", "90")
    assert [float(one) for one in (account.credit, account.sms_price)] == [3, 0.5]
    delays = simulator.settings.delays
    assert (delays.started, delays.sms, delays.fax, delays.slow) == (4, 10, 16, 600)
    assert simulator.settings.empty is Empty.LIST
    assert simulator.settings.bad_media is BadMedia.FAIL


async def test_it_runs_by_itself(socket_enabled: None) -> None:  # noqa: ARG001 - it lets sockets through
    """It prints its address, answers there, and ends when told to."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.simulators.entera",
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
