"""Tests of answers that nobody expects: each ends as a clear error."""

from contextlib import suppress
import time

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.message_gateways.gateways.errors import (
    CheckSettingsError,
    GatewayError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.ogangi.answers import (
    explain,
    parse_inbound,
    parse_messages,
    parse_pin,
    read_answer,
)
from custom_components.message_gateways.gateways.ogangi.client import OgangiClient
from custom_components.message_gateways.gateways.ogangi.gateway import OgangiGateway
from custom_components.message_gateways.gateways.ogangi.xml import read_xml
from custom_components.message_gateways.gateways.transport import Answer, Transport
from custom_components.message_gateways.gateways.xml_text import DEEPEST, MOST_ELEMENTS
from tests.simulators.ogangi import Fault, FaultKind, OgangiSimulator

from .stories import will_say

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><response><status>OK</status><pin>&i;</pin></response>"
)
EXTERNAL = (
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<response><status>OK</status><pin>&x;</pin></response>"
)
FOREIGN = [
    b"",
    b"  ",
    b"OK",
    b"null",
    b'{"status": "OK"}',
    b"<status>",
    b"<status>OK",
    b"<status>OK</state>",
    b"<status>FINE</status>",
    b"<status/>",
    b"<html><body>Please log in</body></html>",
    b"<!DOCTYPE html><html></html>",
    b"<status>OK</status><pin>&nbsp;</pin>",
    b"<status>OK</status></answer><answer>",
    b"<status>OK</status></answer>",
    b"<status>O\xe9K</status>",
    b'<?xml version="1.0" encoding="klingon"?><status>OK</status>',
    b'<?xml version="1.0"?><?xml version="1.0"?><status>OK</status>',
    b"<status>OK</status>\x00",
    BOMB.encode(),
    EXTERNAL.encode(),
    EXTERNAL.partition("]>")[0].encode() + b"]><status>OK</status>",
]

# A machine that is busy with other things is no failure.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.sampled_from(
    ("status", "result", "message", "MOMessage", "pin", "records", "sendDate", "id")
)
TREES = st.recursive(
    st.text(st.characters(codec="utf-8", categories=("L", "N")), max_size=8),
    lambda inner: st.lists(st.tuples(NAMES, inner), max_size=5).map(
        lambda parts: "".join(f"<{name}>{text}</{name}>" for name, text in parts)
    ),
    max_leaves=20,
)


def answer(body: bytes, charset: str = "utf-8") -> Answer:
    """Make an answer."""
    return Answer(status=200, content_type="", charset=charset, body=body)


@pytest.mark.parametrize("body", FOREIGN)
def test_an_answer_of_another_shape_is_unreadable(body: bytes) -> None:
    """A proxy's page, an entity bomb, an entity from elsewhere, half an answer."""
    start = time.monotonic()
    with pytest.raises(UnreadableAnswerError):
        parse_pin(read_answer(answer(body)))
    assert time.monotonic() - start < 1


@pytest.mark.parametrize("body", [BOMB, EXTERNAL])
async def test_a_bomb_is_refused_by_the_gateway_too(
    body: str, api: OgangiClient, ogangi_simulator: OgangiSimulator
) -> None:
    """As an answer over HTTP, with any status."""
    will_say(ogangi_simulator, body)
    with pytest.raises(UnreadableAnswerError):
        await api.inbound(0, 1)
    ogangi_simulator.faults.add(Fault(kind=FaultKind.STATUS, status=500, body=body))
    with pytest.raises(GatewayError, match="HTTP 500"):
        await api.inbound(0, 1)


async def test_a_hundred_megabytes_are_refused(
    gateway: OgangiGateway, ogangi_simulator: OgangiSimulator
) -> None:
    """Long before they have all come."""
    ogangi_simulator.faults.add(Fault(kind=FaultKind.HUGE, size=100))
    with pytest.raises(UnreadableAnswerError, match="too large"):
        await gateway.check()


@pytest.mark.parametrize(
    "body",
    [
        "<a>" * (DEEPEST + 1) + "</a>" * (DEEPEST + 1),
        "<a/>" * (MOST_ELEMENTS + 1),
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(body: str) -> None:
    """By number, not only by size."""
    with pytest.raises(UnreadableAnswerError, match="too deep or too long"):
        read_xml(answer(body.encode()))


async def test_a_base_address_that_is_none_is_told(gateway: OgangiGateway) -> None:
    """Before anything leaves."""
    client = OgangiClient(
        gateway._client._transport,
        base_url="http://[",
        instance_id="7",
        public_key="p",
        private_key="k",
    )
    with pytest.raises(CheckSettingsError):
        await client.message("1")


async def test_a_closed_session_is_told(api: OgangiClient) -> None:
    """The request surely did not leave."""
    assert isinstance(api._transport, Transport)
    await api._transport._session.close()
    with pytest.raises(GatewayError, match="closed"):
        await api.message("1")


@UNHURRIED
@given(body=TREES, root=st.booleans(), status=st.booleans())
def test_an_answer_of_any_shape_is_read_or_refused(
    body: str, *, root: bool, status: bool
) -> None:
    """Nothing but a GatewayError comes out of the parsers."""
    written = f"<status>OK</status>{body}" if status else body
    written = f"<response>{written}</response>" if root else written
    with suppress(GatewayError):
        document = read_answer(answer(written.encode()))
        parse_messages(document)
        parse_inbound(document)
        parse_pin(document)


@UNHURRIED
@given(
    body=st.binary(max_size=200),
    charset=st.sampled_from(("utf-8", "utf-16", "latin-1", "klingon")),
)
def test_an_answer_of_any_bytes_is_read_or_refused(body: bytes, charset: str) -> None:
    """Neither do bytes or a charset of any kind raise something else."""
    for read in (read_answer, explain):
        with suppress(GatewayError):
            read(answer(body, charset))
