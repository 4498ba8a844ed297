"""Tests of what is pushed: JSON or XML, reports, messages or lookups."""

from datetime import UTC, datetime
from decimal import Decimal
import json

import pytest

from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.infobip.push import parse_push
from custom_components.message_gateways.gateways.infobip.xml import read_xml
from custom_components.message_gateways.gateways.model import (
    Channel,
    Detail,
    InboundMessage,
    Network,
    NumberFacts,
    Push,
    Report,
    Status,
)
from custom_components.message_gateways.gateways.push_info import PushKind

from .canned import sample

JSON = "application/json"
REPORT = PushKind.REPORTS
REPORTS = Push(
    reports=tuple(
        Report(
            gateway_id=message_id,
            status=Status.DELIVERED,
            at=datetime(2015, 2, 12, 8, 58, 20, millisecond * 1000, UTC),
            segments=1,
            price=Decimal("0.01"),
            currency="EUR",
            detail=Detail(
                code="5",
                name="DELIVERED_TO_HANDSET",
                text="Message delivered to handset",
            ),
        )
        for message_id, millisecond in (
            ("bcfb828b-7df9-4e7b-8715-f34f5c61271a", 337),
            ("12db39c3-7822-4e72-a3ec-c87442c0ffc5", 350),
        )
    )
)
INBOUND = Push(
    inbound=(
        InboundMessage(
            key="ff4804ef-6ab6-4abd-984d-ab3b1387e823",
            channel=Channel.SMS,
            sender="38598111",
            to="41793026727",
            text="KEY Test message",
            received_at=datetime(2015, 2, 15, 10, 43, 20, 254000, UTC),
            keyword="KEY",
            segments=1,
        ),
    )
)
LOOKUPS = Push(
    lookups=(
        NumberFacts(
            number="+41793026727",
            status=Status.FAILED,
            reachable=False,
            ported=False,
            roaming=False,
            mccmnc="22801",
            original_network=Network(prefix="79", country_prefix="41"),
            detail=Detail(
                code="9",
                name="UNDELIVERABLE_NOT_DELIVERED",
                text="Message sent not delivered. EC_ABSENT_SUBSCRIBER. "
                "Absent Subscriber",
            ),
        ),
    )
)


@pytest.mark.parametrize("kind", ["json", "xml"])
@pytest.mark.parametrize(
    ("name", "pushed", "push"),
    [
        ("reports_two", PushKind.REPORTS, REPORTS),
        ("inbox_reports", PushKind.INBOUND, INBOUND),
        ("number_push", PushKind.LOOKUPS, LOOKUPS),
    ],
)
@pytest.mark.parametrize(
    "content_type", ["application/json", "application/xml; charset=UTF-8", "", "x"]
)
def test_a_push_is_known_by_its_content_alone(
    name: str, pushed: PushKind, push: Push, kind: str, content_type: str
) -> None:
    """Whatever the header says, JSON and XML give the same; only where it belongs."""
    body = sample(f"{name}.answer.{kind}")
    assert parse_push(pushed, body, content_type) == push
    for elsewhere in {PushKind.REPORTS, PushKind.INBOUND, PushKind.LOOKUPS} - {pushed}:
        found = parse_push(elsewhere, body, content_type)
        assert found == Push(unreadable=found.unreadable)
        assert found.unreadable > 0


def test_a_hundred_reports_come_in_one_push() -> None:
    """All rows are read, and so is data of ours that rides along."""
    rows = [
        {"messageId": f"m{n}", "callbackData": "ours", "status": {"groupName": "SENT"}}
        for n in range(100)
    ]
    push = parse_push(REPORT, json.dumps({"results": rows}).encode(), JSON)
    assert [one.gateway_id for one in push.reports] == [f"m{n}" for n in range(100)]
    assert {one.status for one in push.reports} == {Status.ACCEPTED}


def test_an_inbound_push_may_have_a_price_and_counts() -> None:
    """The form of newer servers."""
    row = {
        "messageId": "817790313235066447",
        "from": "447700900123",
        "to": "447700900000",
        "text": "yes",
        "cleanText": "yes",
        "keyword": "",
        "receivedAt": "2026-02-12T09:50:22.221+0000",
        "smsCount": 1,
        "price": {"pricePerMessage": 0, "currency": "EUR"},
        "callbackData": "ours",
    }
    body = {"results": [row], "messageCount": 1, "pendingMessageCount": 0}
    (message,) = parse_push(PushKind.INBOUND, json.dumps(body).encode(), JSON).inbound
    assert message.text == "yes"
    assert message.keyword is None


def test_rows_that_are_none_are_counted() -> None:
    """The others of the push are not lost."""
    rows = [5, {}, {"messageId": ""}, {"keyword": "x"}, {"messageId": "m", "status": 1}]
    push = parse_push(REPORT, json.dumps({"results": rows}).encode(), JSON)
    assert push.unreadable == 4
    assert [one.gateway_id for one in push.reports] == ["m"]


def test_a_refused_lookup_is_a_lookup_though_it_found_nothing() -> None:
    """A row without an id of a message is no report."""
    row = {"to": "Alphanumeric", "status": {"groupName": "REJECTED", "id": 52}}
    for key in ("results", "ncResults"):
        body = json.dumps({key: [row]}).encode()
        push = parse_push(PushKind.LOOKUPS, body, JSON)
        assert push.lookups == (
            NumberFacts(
                number="Alphanumeric",
                status=Status.REJECTED,
                detail=Detail(code="52"),
            ),
        )


def test_the_refusal_of_a_repeated_message_is_no_report_of_it() -> None:
    """It bears the id of the first, which was taken."""
    row = {"messageId": "m", "status": {"groupName": "REJECTED", "id": 23}}
    body = json.dumps({"results": [row]}).encode()
    assert parse_push(REPORT, body, JSON) == Push()


def test_a_push_of_nothing_is_nothing() -> None:
    """An empty list is no mistake."""
    for body in (b'{"results": []}', b"<a><results/></a>"):
        assert parse_push(REPORT, body, "") == Push()


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><results>&y;</results>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><results>&x;</results>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a><results/></a>',
        b"<a>" * 100 + b"</a>" * 100,
        b"<a>" + b"<b/>" * 200_001 + b"</a>",
        b"<a><results></a>",
        b'<?xml version="1.0" encoding="no-such"?><a><results/></a>',
        b"<a>text</a>",
        b"<",
        b'{"results": ' + b"[" * 100_000,
        b'{"results": 1e99999999999999999999}',
        b'{"results": NaN}',
    ],
)
def test_a_hostile_push_is_refused(body: bytes) -> None:
    """Entities, other documents, depth and length all end in one error."""
    with pytest.raises(UnreadableAnswerError):
        parse_push(REPORT, body, "application/xml")


def test_a_text_in_xml_keeps_its_spaces_and_has_no_namespace() -> None:
    """What people wrote is not trimmed."""
    body = '<r xmlns="urn:x"><results><text> a\n b </text></results></r>'
    assert read_xml(body) == {"results": {"text": " a\n b "}}
