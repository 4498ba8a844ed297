"""Tests that the reports and logs in the document are understood."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.message_gateways.gateways.infobip.answers import (
    RESULTS,
    parse_log_row,
    parse_report_row,
    parse_rows,
)
from custom_components.message_gateways.gateways.infobip.models import (
    LogRow,
    Price,
    ReportRow,
    Rows,
)

from .words import CENT, DELIVERED, FIRST, NO_ERROR, NO_NETWORK, NOT_DELIVERED, at, read

REPORT = ReportRow(
    message_id="ff4804ef-6ab6-4abd-984d-ab3b1387e852",
    bulk_id="8c20f086-d82b-48cc-b2b3-3ca5f7aca9fb",
    to="385981178",
    sent_at=at(12, "08:58:20.323"),
    done_at=at(12, "08:58:20.337"),
    sms_count=1,
    price=CENT,
    status=DELIVERED,
    error=NO_ERROR,
)
TWO = (
    replace(
        REPORT,
        message_id="bcfb828b-7df9-4e7b-8715-f34f5c61271a",
        bulk_id="80664c0c-e1ca-414d-806a-5caf146463df",
        to="38598111",
    ),
    replace(
        REPORT,
        message_id="12db39c3-7822-4e72-a3ec-c87442c0ffc5",
        bulk_id="08fe4407-c48f-4d4b-a2f4-9ff583c985b8",
        to="385981112",
        sent_at=at(12, "08:58:20.345"),
        done_at=at(12, "08:58:20.350"),
    ),
)
REPORTS: dict[str, tuple[ReportRow, ...]] = {
    "intro_reports.answer.json": (
        replace(
            TWO[0],
            sent_at=at(12, "08:51:43.123"),
            done_at=at(12, "08:51:43.127"),
        ),
        replace(
            TWO[1],
            sent_at=at(12, "08:50:22.221"),
            done_at=at(12, "08:50:22.232"),
        ),
    ),
    "intro_reports_message.answer.json": (REPORT,),
    "reports_empty.answer.json": (),
    "reports.answer.json": (REPORT,),
    "reports.answer.xml": (replace(REPORT, error=None),),
    "reports_two.answer.json": TWO,
    "reports_two.answer.xml": TWO,
}


@pytest.mark.parametrize("name", REPORTS)
def test_delivery_reports_are_understood(name: str) -> None:
    """Every sample gives its rows, in JSON and in XML."""
    parsed = parse_rows(read(name), RESULTS, parse_report_row)
    assert parsed == Rows(rows=REPORTS[name])


LOG = LogRow(
    message_id="07e03aae-fabc-44ad-b1ce-222e14094d70",
    bulk_id="bafdeb3d-719b-4cce-8762-54d47b40f3c5",
    to=FIRST,
    sender="InfoSMS",
    text="Test SMS.",
    sent_at=at(23, "16:41:11.833"),
    done_at=at(23, "16:41:11.843"),
    sms_count=1,
    mccmnc="22801",
    price=CENT,
    status=DELIVERED,
    error=NO_ERROR,
)
FREE = Price(per_message=Decimal(0), currency="EUR")
LATER_LOG = replace(
    LOG,
    message_id="1f21d8d7-f306-4f53-9f6e-eddfce9849ea",
    bulk_id="06479ba3-5977-47f6-9346-fee0369bc76b",
    sent_at=at(23, "16:40:31.773"),
    done_at=at(23, "16:40:31.787"),
)
REFUSED_LOG = replace(
    LOG,
    message_id="fc0cbfb8-7a72-40da-a76d-e2c2d9400835",
    bulk_id="82d1d36e-e4fb-4194-8b93-caeb053bd327",
    sent_at=at(23, "16:42:05.390"),
    done_at=at(23, "16:42:05.390"),
    price=FREE,
    status=NO_NETWORK,
)
BULK_LOG = replace(
    LOG,
    message_id="faa48fe6-fe2c-4f36-a43b-a070e2906ecb",
    bulk_id="1dece649-6c8f-404e-8c6e-c7e073be509a",
    sent_at=at(23, "15:22:37.413"),
    done_at=at(23, "15:22:37.437"),
    price=FREE,
    status=NOT_DELIVERED,
)
RANGE_LOG = replace(
    LOG,
    message_id="fdf71ada-3308-4cd1-9962-31f2b937a1d0",
    bulk_id="ce166d0e-bac7-4639-a094-52c406852afd",
    sent_at=at(24, "09:34:56.463"),
    done_at=at(24, "09:34:56.480"),
)
WRITTEN_OK = replace(NO_ERROR, group_name="Ok")
LOGS: dict[str, tuple[LogRow, ...]] = {
    "intro_logs.answer.json": (LOG, LATER_LOG),
    "intro_logs_filtered.answer.json": (REFUSED_LOG,),
    "logs.answer.json": (LOG, LATER_LOG),
    "logs.answer.xml": (
        replace(
            LOG,
            message_id="f97d3b99-fab2-468e-8acf-c8c8792b8ce6",
            bulk_id="7944c32d-bf77-4f41-a752-c3aa89027adc",
            sent_at=at(23, "16:41:18.020"),
            done_at=at(23, "16:41:18.027"),
            error=WRITTEN_OK,
        ),
        replace(LOG, error=WRITTEN_OK),
    ),
    "logs_filtered.answer.json": (REFUSED_LOG,),
    "logs_filtered.answer.xml": (REFUSED_LOG,),
    "logs_bulk_ids.answer.json": (LOG, BULK_LOG),
    "logs_bulk_ids.answer.xml": (LOG, BULK_LOG),
    "logs_range.answer.json": (RANGE_LOG,),
    "logs_range.answer.xml": (RANGE_LOG,),
}


@pytest.mark.parametrize("name", LOGS)
def test_logs_are_understood(name: str) -> None:
    """Every sample gives its rows, in JSON and in XML."""
    parsed = parse_rows(read(name), RESULTS, parse_log_row)
    assert parsed == Rows(rows=LOGS[name])
