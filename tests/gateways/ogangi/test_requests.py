"""Tests of every operation of the client: what it asks, as it stands in the URL."""

import json

import pytest

from custom_components.message_gateways.gateways.errors import ChangeRequestError
from custom_components.message_gateways.gateways.ogangi.client import OgangiClient
from custom_components.message_gateways.gateways.ogangi.models import (
    EventFields,
    FiredEvent,
    InboundFilter,
    MtRequest,
    Order,
    PinRequest,
    SmsRequest,
)
from tests.simulators.ogangi import OgangiSimulator

from .stories import paths

ANN = "447700900123"
ANN_CODED = "NDQ3NzAwOTAwMTIz"
HELLO = "SGVsbG8"


async def test_send_sms_has_number_and_text_in_base64(
    api: OgangiClient, ogangi_simulator: OgangiSimulator
) -> None:
    """Carrier before sender; the answer has the message."""
    request = SmsRequest(carrier="Movistar", sender="2020", to=ANN, text="Hello")
    (row,) = await api.send_sms(request)
    assert paths(ogangi_simulator) == [f"sendSMS/7/Movistar/2020/{ANN_CODED}/{HELLO}"]
    assert (row.id, row.to) == (ogangi_simulator.messages[0].message_id, ANN)
    assert ogangi_simulator.messages[0].text == "Hello"


async def test_send_mt_has_the_number_as_it_is(
    api: OgangiClient, ogangi_simulator: OgangiSimulator
) -> None:
    """Sender before carrier, `null` for any; flags follow the text."""
    await api.send_mt(MtRequest(sender="2020", to=ANN, text="Hello"))
    await api.send_mt(
        MtRequest(sender="2020", to=ANN, text="Hello", carrier="17", flags="job 5/a")
    )
    assert paths(ogangi_simulator) == [
        f"sendMT/7/2020/null/{ANN}/{HELLO}",
        f"sendMT/7/2020/17/{ANN}/{HELLO}/job%205%2Fa",
    ]
    assert [one.flags for one in ogangi_simulator.messages] == [None, "job 5/a"]


async def test_a_pin_comes_back(
    api: OgangiClient, ogangi_simulator: OgangiSimulator
) -> None:
    """Number as it is, text in base64, length last."""
    request = PinRequest(
        carrier="Movistar", sender="2020", to=ANN, text="Hello", length=4
    )
    assert await api.send_pin(request) == "8465"
    assert paths(ogangi_simulator) == [
        f"sendSMSPinMobileNumberConfirm/7/Movistar/2020/{ANN}/{HELLO}/4"
    ]


async def test_a_message_is_fired(
    api: OgangiClient, ogangi_simulator: OgangiSimulator
) -> None:
    """By GET; the answer names another method."""
    await api.fire_message(ANN, "Hello")
    assert paths(ogangi_simulator) == [f"fireMessage/7/{ANN}/{HELLO}"]
    assert [one.text for one in ogangi_simulator.inbox] == ["Hello"]


async def test_an_event_is_fired_with_the_names_of_its_fields(
    api: OgangiClient, ogangi_simulator: OgangiSimulator
) -> None:
    """By POST; the body is not signed."""
    event = FiredEvent(sender=ANN, to="2020", text="STOP")
    await api.fire_event(event, EventFields())
    (asked,) = ogangi_simulator.requests
    assert (asked.method, paths(ogangi_simulator)) == ("POST", ["fireMessage/7"])
    assert asked.content_type == "application/json"
    assert json.loads(asked.raw) == {
        "event": {
            "fld-val-list": {
                "sender_id_id": "2020",
                "keyword_value": "STOP",
                "recipient_address": ANN,
            }
        }
    }
    ogangi_simulator.configure(
        sender_field="code", keyword_field="word", recipient_field="who"
    )
    await api.fire_event(event, EventFields(to="code", text="word", sender="who"))
    assert [one.from_ for one in ogangi_simulator.inbox] == [ANN, ANN]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        (None, "order%3Ddesc"),
        (InboundFilter(order=Order.OLDEST_FIRST), "order%3Dasc"),
        (
            InboundFilter(
                carriers=("movistar",),
                to=("19893143924",),
                senders=("13056708084", "13056708085"),
                keywords=("^OGANGI.*",),
            ),
            (
                "carrier%3Dmovistar%26to%3D19893143924"
                "%26from%3D13056708084%2C13056708085"
                "%26keyword%3D%5EOGANGI.%2A%26order%3Ddesc"
            ),
        ),
    ],
)
async def test_received_messages_are_listed_by_one_encoded_segment(
    api: OgangiClient,
    ogangi_simulator: OgangiSimulator,
    asked: InboundFilter | None,
    written: str,
) -> None:
    """With all filters, or at least an order."""
    page = await api.inbound(3, 50, asked)
    assert paths(ogangi_simulator) == [f"getMOMessages/7/3/50/{written}"]
    assert (page.rows, page.records) == ((), 0)


async def test_filters_are_understood(
    api: OgangiClient, ogangi_simulator: OgangiSimulator
) -> None:
    """By the simulator, which decodes the segment once."""
    for number, text, carrier in (
        (ANN, "OGANGI one", "Movistar"),
        ("447700900124", "two", "Digitel"),
    ):
        ogangi_simulator.receive(from_=number, text=text, carrier=carrier)
    for asked in (
        InboundFilter(carriers=("movistar",)),
        InboundFilter(senders=(ANN, "447700900199")),
        InboundFilter(keywords=("^OGANGI.*",), to=("2020",)),
    ):
        page = await api.inbound(0, 50, asked)
        assert [row.text for row in page.rows] == ["OGANGI one"]


@pytest.mark.parametrize("value", ["", "a&b", "a,b"])
async def test_a_filter_that_would_mean_another_is_refused(
    api: OgangiClient, ogangi_simulator: OgangiSimulator, value: str
) -> None:
    """There is no way to write what separates values."""
    with pytest.raises(ChangeRequestError, match="filter"):
        await api.inbound(0, 1, InboundFilter(keywords=(value,)))
    assert ogangi_simulator.requests == []


async def test_a_message_is_looked_at(
    api: OgangiClient, ogangi_simulator: OgangiSimulator
) -> None:
    """By its id, which may be negative."""
    request = SmsRequest(carrier="Movistar", sender="2020", to=ANN, text="Hello")
    (sent,) = await api.send_sms(request)
    assert sent.id is not None
    row = await api.message(sent.id)
    assert row is not None
    assert (row.id, row.status) == (sent.id, "SENT_TO_CARRIER")
    assert paths(ogangi_simulator)[-1] == f"getMessage/7/{sent.id}"
