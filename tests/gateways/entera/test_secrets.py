"""Login, password and text never reach an error or a log."""

import logging
import traceback

import aiohttp
import pytest

from custom_components.message_gateways.gateways.entera.exchange import secrets_of
from custom_components.message_gateways.gateways.entera.gateway import (
    identity,
    make,
    title,
)
from custom_components.message_gateways.gateways.errors import GatewayError
from tests.simulators.entera import (
    EnteraSimulator,
    Fault as Broken,
    FaultKind,
    Oddity,
    OddKind,
)

from .canned import LOGIN, PASSWORD, EnteraServer
from .words import ANN, FAX, SMS, message, text_file

TEXT = "The key is under the mat"
FAULTS = [
    Broken(kind=FaultKind.CUT, times=2),
    Broken(kind=FaultKind.CUT_IN_BODY, processed=True),
    Broken(kind=FaultKind.HTML),
    Broken(kind=FaultKind.EMPTY),
    Broken(kind=FaultKind.OTHER_JSON, body="[]"),
    Broken(kind=FaultKind.NOT_JSON),
    Broken(kind=FaultKind.WRONG_CHARSET),
    Broken(kind=FaultKind.REDIRECT),
    Broken(kind=FaultKind.STATUS, status=500),
    Broken(kind=FaultKind.STATUS, status=401),
    Broken(kind=FaultKind.HUGE, size=6),
]
CONFIG = {"login": "ada-4711", "password": "5up3r-hush"}


def told_by(err: BaseException) -> str:
    """Return all that an error can tell in any log."""
    told = "".join(traceback.format_exception(err)) + repr(err)
    return told + repr(err.__context__) + repr(err.__cause__)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.kind)
@pytest.mark.parametrize("channel", ["sms", "fax"])
async def test_no_failure_tells_a_secret(
    fault: Broken,
    channel: str,
    *,
    client: aiohttp.ClientSession,
    entera_simulator: EnteraSimulator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    entera_simulator.add_account(**CONFIG)
    gateway = make(CONFIG | {"base_url": entera_simulator.base_url}, client)
    entera_simulator.faults.add(fault)
    content = SMS if channel == "sms" else FAX
    with pytest.raises(GatewayError) as caught:
        await gateway.send([message(content=content)])
    told = told_by(caught.value) + caplog.text + repr(gateway)
    for secret in (*CONFIG.values(), ANN[1:], content.text, "RGlubmVy"):
        assert secret not in told


async def test_words_that_repeat_the_request_tell_nothing_of_it(
    client: aiohttp.ClientSession, server: EnteraServer
) -> None:
    config = {"base_url": server.url, "login": LOGIN, "password": PASSWORD}
    gateway = make(config, client)
    server.will_refuse(3, f"{LOGIN}/{PASSWORD} sent VGhlIGtleSBpcyB1bmRlciB0aGUgbWF0")
    content = type(SMS)(channel=SMS.channel, sender="House", text=TEXT)
    with pytest.raises(GatewayError) as caught:
        await gateway.send([message(content=content)])
    assert str(caught.value) == "3: …/… sent …"


def test_texts_of_every_kind_of_request_are_secrets() -> None:
    assert secrets_of({"Body": "a", "Metadata": ["b", ""], "Alias": "c"}) == ("a", "b")


async def test_an_oddity_with_a_message_is_told_in_its_words(
    client: aiohttp.ClientSession, entera_simulator: EnteraSimulator
) -> None:
    entera_simulator.add_account(**CONFIG)
    gateway = make(CONFIG | {"base_url": entera_simulator.base_url}, client)
    entera_simulator.oddities.add(Oddity(kind=OddKind.ERROR, code=9, message="Ask us"))
    with pytest.raises(GatewayError, match="9: Ask us"):
        await gateway.send([message()])


def test_what_is_sent_is_in_no_repr() -> None:
    assert "fox" not in repr(text_file("fox"))


def test_an_account_is_its_host_and_its_login() -> None:
    config = CONFIG | {"base_url": "https://REST.entera.net/api/v2/", "login": "Ada"}
    assert identity(config) == "rest.entera.net|ada"
    assert identity(config | {"base_url": "http://rest.entera.net"}) == identity(config)
    assert identity(config | {"login": "bob"}) != identity(config)
    assert title(config) == "Ada (REST.entera.net)"
