"""Where messages stand is read from one list for all of a channel."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
import json
from typing import Any

import pytest

from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.model import (
    Detail,
    KeyPresses,
    Report,
    Status,
)

from .canned import EnteraServer, faxes, sample, sms, task, texts
from .words import ANN, CALL, FAX, sent

NOW = datetime(2026, 2, 12, 8, 50, tzinfo=UTC)


ASKED = replace(CALL, keys=KeyPresses(digits=1))


async def test_the_samples_of_sms_are_told(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    """A merge and a broadcast, number by number."""
    server.will_say(sample("outbound_sms.answer.json"))
    merge, bulk = "5b943868be473c49a79e824605119444", "8da7181495061c43ac0c38dc1125a348"
    rows = await gateway.fetch_reports(
        [
            sent(f"{merge}/905350000001", at=NOW),
            sent(f"{merge}/905350000002", at=NOW),
            sent(f"{bulk}/905350000001", at=NOW),
        ]
    )
    assert list(rows) == [
        Report(
            gateway_id=f"{merge}/905350000001",
            status=Status.DELIVERED,
            at=datetime(2013, 10, 31, 12, 31, 26, tzinfo=UTC),
            segments=1,
            price=Decimal("0.0001"),
            detail=Detail(code="6", text="Message delivered"),
        ),
        Report(
            gateway_id=f"{merge}/905350000002",
            status=Status.FAILED,
            at=datetime(2013, 10, 31, 12, 35, 47, tzinfo=UTC),
            segments=1,
            price=Decimal("0.0000"),
            detail=Detail(
                code="6",
                name="GSM",
                text="Message was rejected because of no paging response or due to "
                "roaming restrictions",
            ),
        ),
        replace(
            rows[0],
            gateway_id=f"{bulk}/905350000001",
            at=datetime(2013, 10, 31, 12, 31, 2, tzinfo=UTC),
        ),
    ]


async def test_the_sample_of_a_fax_has_the_pages_of_its_task(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    first, _ = json.loads(sample("outbound_fax.answer.json"))["ResultCollection"]
    server.will_say(faxes(first))
    (report,) = await gateway.fetch_reports(
        [sent(f"{first['TaskId']}/902123558444", at=NOW, content=FAX)]
    )
    assert (report.status, report.pages, report.at) == (Status.DELIVERED, 1, None)
    assert server.last.query == {"TaskId": first["TaskId"]}


async def test_the_sample_of_a_call_has_its_number_twice(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    """Whoever was reached once was reached."""
    server.will_say(sample("outbound_ivr_task.answer.json"))
    (report,) = await gateway.fetch_reports(
        [
            sent(
                "94e35673411f2a439314ae59a5b35328/905324676407",
                at=NOW,
                content=ASKED,
            )
        ]
    )
    assert (report.status, report.key_pressed, report.event) == (
        Status.DELIVERED,
        "42",
        "key_pressed",
    )


@pytest.mark.parametrize(
    ("row", "status", "keys", "detail"),
    [
        ({"Status": 6, "DtmfData": "1"}, Status.DELIVERED, "1", "6"),
        ({"Status": 6, "DtmfData": ""}, Status.DELIVERED, "", "6"),
        ({"Status": 6, "DtmfData": None}, Status.DELIVERED, "", "6"),
        ({"Status": 7, "DisconnectReason": 2}, Status.FAILED, None, "busy"),
        ({"Status": 7, "DisconnectReason": 4}, Status.FAILED, None, "no_answer"),
        ({"Status": 7, "DisconnectReason": 3}, Status.FAILED, None, "wrong_number"),
        ({"Status": 7, "DisconnectReason": 99}, Status.FAILED, None, "7"),
        ({"Status": 2}, Status.ACCEPTED, None, "2"),
        ({"Status": 99}, Status.ACCEPTED, None, "99"),
        ({}, Status.ACCEPTED, None, None),
    ],
)
async def test_no_answer_busy_and_no_key_are_told_apart(
    row: dict[str, Any],
    status: Status,
    keys: str | None,
    detail: str | None,
    *,
    gateway: EnteraGateway,
    server: EnteraServer,
) -> None:
    server.will_say(faxes(task("t", {"Recipient": "00447700900123"} | row)))
    (report,) = await gateway.fetch_reports(
        [sent("t/447700900123", at=NOW, content=ASKED)]
    )
    assert (report.status, report.key_pressed) == (status, keys)
    assert report.event == ("key_pressed" if keys else None)
    said = report.detail
    assert (said and (said.name or said.code)) == detail


async def test_of_a_call_that_asked_for_nothing_no_key_is_nothing(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(faxes(task("t", {"Recipient": ANN, "Status": 6, "DtmfData": ""})))
    (report,) = await gateway.fetch_reports(
        [sent(f"t/{ANN[1:]}", at=NOW, content=CALL)]
    )
    assert (report.status, report.key_pressed, report.pages) == (
        Status.DELIVERED,
        None,
        None,
    )


async def test_prices_before_the_end_are_none_and_of_nothing_after_it(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(
        faxes(
            task(
                "t",
                {"Recipient": "447700900123", "Status": 2},
                {"Recipient": "447700900124", "Status": 7},
                Price=9.0,
            )
        )
    )
    found = await gateway.fetch_reports(
        [sent("t/447700900123", "t/447700900124", at=NOW, content=FAX)]
    )
    assert [one.price for one in found] == [None, Decimal(0)]


async def test_the_only_recipient_has_the_price_of_its_task(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(texts(sms("t", {"Destination": ANN, "Status": 6}, TotalCost=0.02)))
    (report,) = await gateway.fetch_reports([sent("t/447700900123", at=NOW)])
    assert report.price == Decimal("0.02")


async def test_a_cancelled_task_cancels_what_is_pending_in_it(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    rows = ({"Recipient": "447700900123", "Status": 2},)
    server.will_say(faxes(task("t", *rows, Cancelled=True)))
    (report,) = await gateway.fetch_reports(
        [sent("t/447700900123", at=NOW, content=CALL)]
    )
    assert report.status is Status.CANCELLED
