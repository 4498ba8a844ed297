"""What the simulator really pushes is read, in JSON and in XML."""

import aiohttp
import pytest

from custom_components.message_gateways.gateways.infobip.client import InfobipClient
from custom_components.message_gateways.gateways.infobip.push import parse_push
from custom_components.message_gateways.gateways.infobip.requests import (
    AdvancedRequest,
    AdvancedText,
    Destination,
)
from custom_components.message_gateways.gateways.model import Push, Status
from custom_components.message_gateways.gateways.push_info import PushKind
from custom_components.message_gateways.gateways.transport import Transport
from tests.simulators.clock import SettableClock
from tests.simulators.infobip import InfobipSimulator
from tests.simulators.push_catcher import PushCatcher

KINDS = ("application/json", "application/xml")


@pytest.fixture
def pushing(
    infobip_simulator: InfobipSimulator, client: aiohttp.ClientSession
) -> InfobipClient:
    """Make a client of the simulator."""
    return InfobipClient(Transport(client), infobip_simulator.url, "demo", "secret")


def caught(catcher: PushCatcher, kind: PushKind) -> Push:
    """Read the only push that was caught."""
    (body,), (content_type,) = catcher.bodies, catcher.content_types
    return parse_push(kind, body, content_type)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_report_is_pushed(
    kind: str,
    pushing: InfobipClient,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """To the address that the message named, with data of ours."""
    async with PushCatcher() as catcher:
        text = AdvancedText(
            destinations=(Destination(to="447700900123", message_id="a"),),
            text="Dinner is ready.",
            notify_url=catcher.url,
            notify_content_type=kind,
            callback_data="ours",
        )
        await pushing.send_advanced(AdvancedRequest(messages=(text,)))
        infobip_clock.advance(60)
        await infobip_simulator.settle()
        (report,) = caught(catcher, PushKind.REPORTS).reports
    assert (report.gateway_id, report.status) == ("a", Status.DELIVERED)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_received_message_is_pushed(
    kind: str, infobip_simulator: InfobipSimulator
) -> None:
    """To the address of the account."""
    async with PushCatcher() as catcher:
        infobip_simulator.account.inbound_url = catcher.url
        infobip_simulator.account.inbound_content_type = kind
        infobip_simulator.receive(from_="447700900123", text="é <yes> & no")
        await infobip_simulator.settle()
        (message,) = caught(catcher, PushKind.INBOUND).inbound
    assert message.text == "é <yes> & no"
    assert message.sender == "447700900123"


@pytest.mark.parametrize("kind", KINDS)
async def test_lookups_are_pushed(
    kind: str,
    pushing: InfobipClient,
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
) -> None:
    """One number or many."""
    async with PushCatcher() as catcher:
        tickets = await pushing.notify_numbers(
            ("447700900123", "447700900027"),
            notify_url=catcher.url,
            notify_content_type=kind,
        )
        infobip_clock.advance(60)
        await infobip_simulator.settle()
        found = caught(catcher, PushKind.LOOKUPS).lookups
    assert len(tickets.rows) == 2
    assert {one.number: one.reachable for one in found} == {
        "+447700900123": True,
        "+447700900027": False,
    }
