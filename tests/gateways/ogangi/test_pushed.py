"""Tests of pushed messages: read from a form, and known again in the list."""

import pytest

from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.model import (
    Channel,
    InboundMessage,
)
from custom_components.message_gateways.gateways.ogangi.gateway import OgangiGateway
from custom_components.message_gateways.gateways.push_info import PushKind
from tests.simulators.ogangi import Dates, OgangiSimulator
from tests.simulators.push_catcher import PushCatcher

FORM = "application/x-www-form-urlencoded"
ANN = "447700900123"


def read(gateway: OgangiGateway, body: bytes) -> InboundMessage:
    """Read a pushed message."""
    (found,) = gateway.parse_push(PushKind.INBOUND, body, FORM).inbound
    return found


async def test_what_the_account_pushes_is_read(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """Sender and text; it came just now."""
    async with PushCatcher() as catcher:
        ogangi_simulator.account.inbound_url = catcher.url
        ogangi_simulator.receive(from_=ANN, text="Grüße & Küsse +1")
        await ogangi_simulator.settle()
    found = read(gateway, catcher.bodies[0])
    assert (found.sender, found.text, found.to) == (ANN, "Grüße & Küsse +1", None)
    assert (found.channel, found.received_at) == (Channel.SMS, ogangi_simulator.clock())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"mobile=447700900123",
        b"mo=yes",
        b"mobile=&mo=yes",
        b"{}",
        b"\xff\xfe",
        b"&".join(b"a=1" for _ in range(30)),
    ],
)
async def test_what_is_no_push_is_refused(body: bytes, gateway: OgangiGateway) -> None:
    """A number and a text are needed."""
    with pytest.raises(UnreadableAnswerError):
        gateway.parse_push(PushKind.INBOUND, body, FORM)


async def test_an_empty_text_is_a_text(gateway: OgangiGateway) -> None:
    """So is one under a name in capitals."""
    found = read(gateway, b"MOBILE=447700900123&MO=")
    assert found.text == ""


async def test_only_its_content_tells_a_pushed_message_from_others(
    gateway: OgangiGateway,
) -> None:
    """Its key is new each time, and says nothing."""
    first, second = (read(gateway, b"mobile=447700900123&mo=yes") for _ in range(2))
    assert first.by_content
    assert first.key != second.key


@pytest.mark.parametrize("dates", list(Dates))
async def test_a_listed_message_says_whether_its_time_is_sure(
    dates: Dates, gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """A date without an offset is that of some clock on a wall."""
    ogangi_simulator.configure(dates=dates)
    ogangi_simulator.receive(from_=ANN, text="yes")
    (found,) = await gateway.fetch_inbound(None)
    assert not found.by_content
    assert found.wall_clock is (dates is not Dates.ISO)
