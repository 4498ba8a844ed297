"""Tests of pushed messages: read from a form, and known again in the list."""

from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.model import Channel
from custom_components.message_gateways.gateways.ogangi.gateway import OgangiGateway
from tests.simulators.clock import SettableClock
from tests.simulators.ogangi import Dates, OgangiSimulator
from tests.simulators.push_catcher import PushCatcher

FORM = "application/x-www-form-urlencoded"
ANN = "447700900123"


def push(gateway: OgangiGateway, text: str = "yes", sender: str = ANN) -> str:
    """Push a message, and return its key."""
    (found,) = gateway.parse_push(f"mobile={sender}&mo={text}".encode(), FORM).inbound
    return found.key


async def keys(gateway: OgangiGateway) -> list[str]:
    """List messages, and return their keys."""
    return [one.key for one in await gateway.fetch_inbound(None)]


async def test_what_the_account_pushes_is_read(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """Sender and text; it came just now."""
    async with PushCatcher() as catcher:
        ogangi_simulator.account.inbound_url = catcher.url
        ogangi_simulator.receive(from_=ANN, text="Grüße & Küsse +1")
        await ogangi_simulator.settle()
    pushed = gateway.parse_push(catcher.bodies[0], catcher.content_types[0])
    (found,) = pushed.inbound
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
        gateway.parse_push(body, FORM)


async def test_an_empty_text_is_a_text(gateway: OgangiGateway) -> None:
    """So is one under a name in capitals."""
    (found,) = gateway.parse_push(b"MOBILE=447700900123&MO=", FORM).inbound
    assert found.text == ""


@pytest.mark.parametrize("dates", list(Dates))
async def test_a_message_that_was_pushed_first_is_known_again_in_the_list(
    dates: Dates,
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """Also where its date does not say where the clock hangs."""
    ogangi_simulator.configure(dates=dates)
    assert await keys(gateway) == []
    ogangi_simulator.receive(from_=ANN, text="yes")
    ogangi_clock.advance(1)
    key = push(gateway, sender=f"+{ANN}")
    assert await keys(gateway) == [key]
    ogangi_clock.advance(3600)
    assert await keys(gateway) == [key]


async def test_a_message_that_was_listed_first_is_known_again_when_pushed(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """For some minutes, and once."""
    assert await keys(gateway) == []
    ogangi_simulator.receive(from_=ANN, text="yes")
    (key,) = await keys(gateway)
    assert push(gateway) == key
    assert push(gateway) != key


async def test_the_same_text_twice_is_two_messages(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """However they come."""
    await keys(gateway)
    for _ in range(2):
        ogangi_simulator.receive(from_=ANN, text="yes")
        ogangi_clock.advance(1)
    pushed = {push(gateway), push(gateway)}
    assert len(pushed) == 2
    assert set(await keys(gateway)) == pushed


async def test_no_push_is_taken_for_a_message_from_before_the_start(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """It would be lost."""
    ogangi_simulator.receive(from_=ANN, text="yes")
    (key,) = await keys(gateway)
    assert push(gateway) != key


async def test_no_push_is_taken_for_an_old_message(
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
    ogangi_clock: SettableClock,
) -> None:
    """Nor an old push for a message."""
    await keys(gateway)
    at = ogangi_clock() - timedelta(hours=1)
    ogangi_simulator.receive(from_=ANN, text="yes", received_at=at)
    (late,) = await keys(gateway)
    pushed = push(gateway)
    assert pushed != late
    ogangi_clock.advance(660)
    ogangi_simulator.receive(from_=ANN, text="yes")
    assert pushed not in await keys(gateway)
