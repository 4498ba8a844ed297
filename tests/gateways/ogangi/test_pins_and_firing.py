"""Tests of PINs, which nobody but the caller sees, and of fired messages."""

import logging

import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.ogangi.gateway import OgangiGateway
from tests.simulators.ogangi import Fault, FaultKind, OgangiSimulator

from .stories import ANN, MakeGateway, message, will_say


async def test_a_pin_is_told_to_its_caller_alone(
    make_gateway: MakeGateway,
    ogangi_simulator: OgangiSimulator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither a log nor what is printed of it shows it."""
    caplog.set_level(logging.DEBUG)
    gateway = make_gateway(carrier="Movistar")
    sent = await gateway.send_pin(message(text="Your code:"), length=6)
    assert (sent.message_id, sent.pin) == ("a", "846547")
    assert "846547" not in repr(sent)
    assert "846547" not in str(sent)
    assert "846547" not in caplog.text
    assert "sendSMSPinMobileNumberConfirm: HTTP 200" in caplog.text
    assert ogangi_simulator.messages[0].text == "Your code: 846547"


async def test_a_pin_goes_by_the_carrier_of_the_message_first(
    make_gateway: MakeGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """The account's is for those without."""
    gateway = make_gateway(carrier="Movistar")
    await gateway.send_pin(message(carrier="Digitel"), length=4)
    assert ogangi_simulator.messages[0].carrier == "Digitel"


@pytest.mark.parametrize(
    ("carrier", "length"), [(None, 4), ("null", 4), ("Movistar", 0), ("Movistar", -1)]
)
async def test_a_pin_that_can_not_be_sent_is_refused_before(
    carrier: str | None,
    length: int,
    gateway: OgangiGateway,
    ogangi_simulator: OgangiSimulator,
) -> None:
    """The carrier has to be named, and a PIN to be of some length."""
    with pytest.raises(ChangeRequestError):
        await gateway.send_pin(message(carrier=carrier), length=length)
    assert ogangi_simulator.requests == []


@pytest.mark.parametrize("number", ["+447700900010", "+447700900016"])
async def test_a_pin_that_was_refused_is_an_error(
    number: str, make_gateway: MakeGateway
) -> None:
    """Nobody waits for it then."""
    with pytest.raises(ChangeRequestError):
        await make_gateway(carrier="Movistar").send_pin(message(to=number), length=4)


async def test_a_pin_whose_answer_is_lost_is_unknown_and_not_sent_again(
    make_gateway: MakeGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """Somebody may get a PIN that nobody knows."""
    gateway = make_gateway(carrier="Movistar")
    await gateway.check()
    ogangi_simulator.faults.add(Fault(kind=FaultKind.CUT, processed=True))
    with pytest.raises(AskWhatHappenedError):
        await gateway.send_pin(message(), length=4)
    assert len(ogangi_simulator.messages) == 1
    will_say(ogangi_simulator, "<status>OK</status><code>846547</code>")
    with pytest.raises(UnreadableAnswerError) as caught:
        await gateway.send_pin(message(), length=4)
    assert "846547" not in f"{caught.value!r}{caught.value}"


async def test_an_answer_that_can_not_be_decoded_tells_no_pin(
    make_gateway: MakeGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """Not even to those who print what an error was raised from."""
    will_say(ogangi_simulator, '<?xml version="1.0" encoding="ascii"?><pin>846547é')
    with pytest.raises(UnreadableAnswerError) as caught:
        await make_gateway(carrier="Movistar").send_pin(message(), length=6)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


async def test_a_fired_message_comes_in(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """At the gateway's own code, or at one that is named."""
    ogangi_simulator.account.codes = ("2020", "3030")
    await gateway.fire_inbound(sender=ANN, text="STOP")
    await gateway.fire_inbound(sender=ANN, text="START", to="+3030")
    first, second = await gateway.fetch_inbound(None)
    assert {(one.sender, one.to, one.text) for one in (first, second)} == {
        ("447700900123", "2020", "STOP"),
        ("447700900123", "3030", "START"),
    }
    assert [asked.method for asked in ogangi_simulator.requests[:2]] == ["GET", "POST"]


async def test_an_event_is_fired_by_the_account_s_names_of_fields(
    make_gateway: MakeGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """They are options, since an administrator can change them."""
    ogangi_simulator.configure(
        sender_field="code", keyword_field="word", recipient_field="who"
    )
    usual = make_gateway()
    with pytest.raises(ChangeRequestError, match="Bad event"):
        await usual.fire_inbound(sender=ANN, text="STOP", to="2020")
    gateway = make_gateway(
        event_code_field="code", event_text_field="word", event_number_field="who"
    )
    await gateway.fire_inbound(sender=ANN, text="STOP", to="2020")
    assert [one.text for one in ogangi_simulator.inbox] == ["STOP"]


@pytest.mark.parametrize("to", [None, "2020"])
async def test_a_message_is_fired_once_at_most(
    to: str | None, gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """A cut connection is no reason to do it again."""
    await gateway.check()
    ogangi_simulator.faults.add(Fault(kind=FaultKind.CUT, processed=True))
    with pytest.raises(GatewayError):
        await gateway.fire_inbound(sender=ANN, text="STOP", to=to)
    assert len(ogangi_simulator.inbox) == 1
