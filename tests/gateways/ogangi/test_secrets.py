"""What the API wants in its URLs never reaches an error or a log."""

import logging
import traceback

import aiohttp
import pytest

from custom_components.message_gateways.gateways.errors import GatewayError
from custom_components.message_gateways.gateways.ogangi.gateway import (
    OgangiGateway,
    make,
)
from custom_components.message_gateways.gateways.ogangi.signature import encode
from tests.simulators.ogangi import Fault, FaultKind, OgangiSimulator

from .stories import ANN, message

TEXT = "The key is under the mat"
FAULTS = [
    Fault(kind=FaultKind.CUT, times=2),
    Fault(kind=FaultKind.CUT_IN_BODY, processed=True),
    Fault(kind=FaultKind.HTML),
    Fault(kind=FaultKind.EMPTY),
    Fault(kind=FaultKind.WRONG_CHARSET),
    Fault(kind=FaultKind.REDIRECT),
    Fault(kind=FaultKind.STATUS, status=500),
    Fault(kind=FaultKind.STATUS, status=401),
    Fault(kind=FaultKind.HUGE, size=6),
]


async def attempt(gateway: OgangiGateway, what: str) -> None:
    """Make one of the calls that carry the most."""
    match what:
        case "send":
            await gateway.send([message(text=TEXT)])
        case "pin":
            await gateway.send_pin(message(text=TEXT), length=4)
        case "fire":
            await gateway.fire_inbound(sender=ANN, text=TEXT)
        case _:
            await gateway.fetch_inbound(None)


def assert_nothing_is_told(told: str, simulator: OgangiSimulator) -> None:
    """Look for all that an address holds."""
    secrets = {"my-private-key", "demo-public-key", ANN[1:], TEXT, encode(TEXT)}
    secrets |= {encode(ANN[1:]), "rest/api"}
    secrets |= {asked.raw_path.rpartition("/")[2] for asked in simulator.requests}
    assert [secret for secret in secrets if secret in told] == []


@pytest.mark.parametrize("what", ["send", "pin", "fire", "inbound"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.kind)
async def test_no_failure_tells_a_secret(
    fault: Fault,
    what: str,
    *,
    config: dict[str, object],
    client: aiohttp.ClientSession,
    ogangi_simulator: OgangiSimulator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither its words, nor what it came from, nor anybody's debug log."""
    caplog.set_level(logging.DEBUG)
    gateway = make(config | {"carrier": "Movistar", "sender": "2020"}, client)
    ogangi_simulator.faults.add(fault)
    with pytest.raises(GatewayError) as caught:
        await attempt(gateway, what)
    err = caught.value
    told = "".join(traceback.format_exception(err)) + repr(err) + repr(gateway)
    # A log with another format may show what it was raised from.
    told += repr(err.__context__) + repr(err.__cause__)
    assert_nothing_is_told(told + caplog.text, ogangi_simulator)


@pytest.mark.parametrize("port", ["1", "99999"])
async def test_an_address_where_nobody_is_tells_none_either(
    port: str,
    config: dict[str, object],
    client: aiohttp.ClientSession,
    ogangi_simulator: OgangiSimulator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nor one that is none."""
    caplog.set_level(logging.DEBUG)
    base_url = f"http://127.0.0.1:{port}/mmc"
    gateway = make(config | {"base_url": base_url, "sender": "2020"}, client)
    with pytest.raises(GatewayError) as caught:
        await attempt(gateway, "send")
    told = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert_nothing_is_told(told, ogangi_simulator)


async def test_a_success_is_logged_by_the_name_of_its_method(
    config: dict[str, object],
    client: aiohttp.ClientSession,
    ogangi_simulator: OgangiSimulator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And no more."""
    caplog.set_level(logging.DEBUG)
    gateway = make(config | {"carrier": "Movistar", "sender": "2020"}, client)
    for what in ("send", "pin", "fire", "inbound"):
        await attempt(gateway, what)
    assert "tools/sendSMS: HTTP 200" in caplog.text
    assert_nothing_is_told(caplog.text, ogangi_simulator)
