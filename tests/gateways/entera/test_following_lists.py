"""One list is asked for all messages of a channel, and its tasks are told apart."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.message_gateways.gateways.entera.client import EnteraClient
from custom_components.message_gateways.gateways.entera.following import (
    LEFT_OUT,
    is_left_out,
)
from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.entera.models import SmsRecipient
from custom_components.message_gateways.gateways.errors import (
    GatewayError,
    SignInAgainError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import (
    Status,
)
from tests.simulators.clock import SettableClock

from .canned import EnteraServer, faxes, sms, task, texts
from .words import ANN, FAX, SMS, sent

NOW = datetime(2026, 2, 12, 8, 50, tzinfo=UTC)


async def test_one_request_asks_for_all_of_a_channel(
    gateway: EnteraGateway, server: EnteraServer, entera_clock: SettableClock
) -> None:
    """From the day before the oldest to the day after today."""
    rows = [{"Recipient": ANN, "Status": 6, "Pages": 2, "Price": 0.5}]
    server.will_say(faxes(task("a", *rows), task("b", *rows), task("c", *rows)))
    server.will_say(texts(sms("s", {"Destination": ANN, "Status": 20})))
    found = await gateway.fetch_reports(
        [
            sent("a/447700900123", at=NOW - timedelta(days=2), content=FAX),
            sent("b/447700900123", at=NOW, content=FAX),
            sent("s/447700900123", at=NOW),
        ]
    )
    assert [(one.gateway_id, one.status) for one in found] == [
        ("a/447700900123", Status.DELIVERED),
        ("b/447700900123", Status.DELIVERED),
        ("s/447700900123", Status.SENT),
    ]
    assert (found[0].pages, found[0].price) == (2, Decimal("0.5"))
    fax, text = server.asked
    assert fax.query == {"DateFrom": "09-02-2026", "DateTo": "13-02-2026"}
    assert text.query == {"TaskId": "s"}
    assert entera_clock().day == 12


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"Status": 14, "RecipientsCount": 2}, Status.ACCEPTED),
        ({"Status": 12}, Status.CANCELLED),
        ({"Status": 13}, Status.FAILED),
        ({"Status": 16}, Status.FAILED),
        ({"Status": 2, "Cancelled": True}, Status.CANCELLED),
        ({"Status": None}, Status.ACCEPTED),
    ],
)
async def test_without_recipients_a_number_stands_where_its_task_does(
    fields: dict[str, Any],
    status: Status,
    gateway: EnteraGateway,
    server: EnteraServer,
) -> None:
    server.will_say(faxes(task("t", Price=1.5, Pages=3, **fields)))
    (report,) = await gateway.fetch_reports(
        [sent("t/447700900123", at=NOW, content=FAX)]
    )
    assert (report.status, report.price, report.pages) == (status, Decimal("1.5"), 3)
    one, other = await gateway.fetch_reports(
        [sent("t/447700900123", "t/447700900124", at=NOW, content=FAX)]
    )
    # Else it would be paid for twice.
    assert (one.price, other.price) == (None, None)


async def test_an_sms_without_recipients_stands_where_its_task_does(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(texts(sms("t", SmsCount=2, Status=6, TotalCost=0)))
    (report,) = await gateway.fetch_reports([sent("t/447700900123", at=NOW)])
    assert (report.status, report.segments, report.price) == (
        Status.DELIVERED,
        2,
        Decimal(0),
    )


async def test_a_number_that_was_left_out_is_rejected(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    """Once all others are listed."""
    row = {"Destination": "447700900124", "Status": 6}
    server.will_say(texts(sms("t", row)))
    (report,) = await gateway.fetch_reports([sent("t/447700900123", at=NOW)])
    assert (report.status, report.detail) == (Status.REJECTED, LEFT_OUT)
    server.answers.clear()
    server.will_say(texts(sms("t", row, RecipientsCount=2)))
    assert await gateway.fetch_reports([sent("t/447700900123", at=NOW)]) == []


@pytest.mark.parametrize(
    ("written", "count", "left_out"),
    [
        ("447700900124", 1, True),
        ("447700900124", 2, False),
        ("447700900124", None, False),
        ("07700900123", 1, False),
    ],
)
def test_in_doubt_nobody_is_said_to_be_left_out(
    written: str, count: int | None, *, left_out: bool
) -> None:
    rows = [SmsRecipient(number=written)]
    assert is_left_out("447700900123", rows, count) is left_out


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [
        ((6, 6), Status.DELIVERED),
        ((6, 7), Status.FAILED),
        ((6, 20), Status.SENT),
        ((7, 20), Status.SENT),
    ],
)
async def test_a_whole_task_has_come_to_an_end_when_all_have(
    statuses: tuple[int, ...],
    whole: Status,
    gateway: EnteraGateway,
    server: EnteraServer,
) -> None:
    rows = [
        {"Destination": f"44770090012{place}", "Status": status, "Price": 0.5}
        for place, status in enumerate(statuses)
    ]
    server.will_say(texts(sms("t", *rows)))
    (report,) = await gateway.fetch_reports([sent("t/", at=NOW)])
    assert (report.gateway_id, report.status, report.price) == (
        "t/",
        whole,
        Decimal(1),
    )


async def test_what_came_in_is_nobodys_report(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    row = {"Recipient": "447700900123", "Status": 4}
    server.will_say(faxes(task("t", row, Type=3), task("u", row, Type=3)))
    found = await gateway.fetch_reports(
        [
            sent("t/447700900123", at=NOW, content=FAX),
            sent("u/447700900123", at=NOW, content=FAX),
        ]
    )
    assert found == []


async def test_a_task_that_is_not_there_has_no_report(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_refuse(19)
    assert await gateway.fetch_reports([sent("t/447700900123", at=NOW)]) == []
    assert await gateway.fetch_reports([]) == []
    odd = sent("no-slash", at=NOW)
    assert await gateway.fetch_reports([odd]) == []


async def test_a_message_without_a_content_is_looked_for_everywhere(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_refuse(19)
    await gateway.fetch_reports([sent("t/447700900123", at=NOW, content=None)])
    assert server.paths == ["OutboundSms", "OutboundFax", "OutboundIvr"]


async def test_where_a_period_is_too_long_a_few_tasks_are_asked_for(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    """In turn, so that each gets its answer."""
    many = [sent(f"t{place}/447700900123", at=NOW) for place in range(30)]
    for _ in range(2):
        server.will_say(b"too long to be read")
        for _ in range(20):
            server.will_refuse(19)
    assert await gateway.fetch_reports(many) == []
    first = [one.query.get("TaskId") for one in server.asked[1:]]
    assert await gateway.fetch_reports(many) == []
    second = [one.query.get("TaskId") for one in server.asked[22:]]
    assert first == [f"t{place}" for place in range(20)]
    assert second[:10] == [f"t{place}" for place in range(20, 30)]


async def test_one_channel_that_fails_does_not_lose_the_other(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    row = {"Recipient": "447700900123", "Status": 6}
    some = [
        sent("s/447700900123", at=NOW, content=SMS),
        sent("f/447700900123", at=NOW, content=FAX),
    ]
    server.will_refuse(2)
    server.will_say(faxes(task("f", row)))
    (report,) = await gateway.fetch_reports(some)
    assert report.gateway_id == "f/447700900123"
    server.answers.clear()
    server.will_refuse(2)
    with pytest.raises(SignInAgainError):
        await gateway.fetch_reports(some)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"5", b'{"Result": 1}'])
async def test_a_foreign_answer_is_an_error(
    body: bytes, gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(body)
    with pytest.raises(UnreadableAnswerError) as caught:
        await gateway.fetch_reports([sent("t/447700900123", at=NOW)])
    assert isinstance(caught.value, GatewayError)


async def test_without_a_clock_days_reach_to_tomorrow(
    api: EnteraClient, server: EnteraServer
) -> None:
    server.will_refuse(19)
    two = [sent(f"{one}/447700900123", at=NOW) for one in "tu"]
    assert await EnteraGateway(api).fetch_reports(two) == []
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert server.last.query["DateTo"].endswith(f"-{tomorrow.year}")
