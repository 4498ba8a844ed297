"""Tests that the answers of the document are understood."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
import json
from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.infobip.answers import (
    RESULTS,
    parse_balance,
    parse_inbox_row,
    parse_log_row,
    parse_lookup_row,
    parse_lookup_ticket,
    parse_report_row,
    parse_rows,
    parse_send_row,
    read_document,
)
from custom_components.message_gateways.gateways.infobip.models import (
    AccountBalance,
    Fault,
    InboxRow,
    LogRow,
    LookupRow,
    LookupTicket,
    NetworkRow,
    Price,
    ReportRow,
    Rows,
    SendRow,
    State,
)
from custom_components.message_gateways.gateways.transport import Answer

from .canned import sample

ACCEPTED = State(
    group_id=0,
    group_name="ACCEPTED",
    id=0,
    name="MESSAGE_ACCEPTED",
    description="Message accepted",
)
ENROUTE = State(
    group_id=1,
    group_name="PENDING",
    id=7,
    name="PENDING_ENROUTE",
    description="Message sent to next instance",
)
DELIVERED = State(
    group_id=3,
    group_name="DELIVERED",
    id=5,
    name="DELIVERED_TO_HANDSET",
    description="Message delivered to handset",
)
NOT_DELIVERED = State(
    group_id=2,
    group_name="UNDELIVERABLE",
    id=9,
    name="UNDELIVERABLE_NOT_DELIVERED",
    description="Message sent not delivered",
)
NO_NETWORK = State(
    group_id=5,
    group_name="REJECTED",
    id=6,
    name="REJECTED_NETWORK",
    description="Network is forbidden",
    action="Contact account manager",
)
NO_ERROR = Fault(
    group_id=0,
    group_name="OK",
    id=0,
    name="NO_ERROR",
    description="No Error",
    permanent=False,
)
ABSENT = Fault(
    group_id=1,
    group_name="HANDSET_ERRORS",
    id=27,
    name="EC_ABSENT_SUBSCRIBER",
    description="Absent Subscriber",
    permanent=False,
)
CENT = Price(per_message=Decimal("0.01"), currency="EUR")
FIRST, SECOND, THIRD = "41793026727", "41793026731", "41793026785"


def read(name: str) -> Any:
    """Read a sample as an answer."""
    kind = f"application/{name.rpartition('.')[2]}"
    return read_document(
        Answer(status=200, content_type=kind, charset="utf-8", body=sample(name))
    )


def sent(to: str, message_id: str, count: int = 1, status: State = ACCEPTED) -> SendRow:
    """Name a row of an answer to a send."""
    return SendRow(to=to, message_id=message_id, status=status, sms_count=count)


SENDS: dict[str, tuple[str | None, tuple[SendRow, ...]]] = {
    "intro_text_single.answer.json": (
        None,
        (sent(FIRST, "2250be2d4219-3af1-78856-aabe-1362af1edfd2"),),
    ),
    "text_single.answer.json": (
        None,
        (
            sent(
                FIRST,
                "2250be2d4219-3af1-78856-aabe-1362af1edfd2",
                status=replace(ACCEPTED, group_name="Queue/Accepted"),
            ),
        ),
    ),
    "text_single.answer.xml": (
        None,
        (sent(FIRST, "2250be2d4219-3af1-78856-aabe-1362af1edfd2"),),
    ),
    "text_single_many.answer.json": (
        "f5c4322c-10e7-a41e-5528-34fa0b032134",
        (
            sent(FIRST, "4a54f0242f19-b832-1c39-a7e7a2095f351ed2"),
            sent("41793026834", "9404a69cef19-7a31-ba39-92ace76a5f351ed2"),
        ),
    ),
    "text_single_many.answer.xml": (
        "f5c4322c-10e7-a41e-5528-34fa0b032134",
        (
            sent(FIRST, "2250be2d4219-3af1-78856-aabe-1362af1edfd2"),
            sent("41793026834", "9404a69cef19-7a31-ba39-92ace76a5f351ed2"),
        ),
    ),
    "text_multi_example.answer.json": (
        "5028e2d42f19-42f1-4656-351e-a42c191e5fd2",
        (
            sent(FIRST, "4242f196ba50-a356-2f91-831c4aa55f351ed2"),
            sent(THIRD, "5f35f87a2f19-a141-43a4-91cd81b85f8c689", 2),
        ),
    ),
    "text_multi.answer.json": (
        "5028e2d42f19-42f1-4656-351e-a42c191e5fd2",
        (
            sent(FIRST, "4242f196ba50-a356-2f91-831c4aa55f351ed2"),
            sent(SECOND, "9304a5a3ab19-1ca1-be74-76ad87651ed25f35"),
            sent(THIRD, "5f35f87a2f19-a141-43a4-91cd81b85f8c689", 2),
        ),
    ),
    "text_multi.answer.xml": (
        "7241ea9b2ca9-a11f-42c6-aa1e-83cd11c75f52",
        (
            sent(FIRST, "4242f196ba50-a356-2f91-831c4aa55f351ed2"),
            sent(SECOND, "9304a5a3ab19-1ca1-be74-76ad87651ed25f35"),
            sent(THIRD, "5f35f87a2f19-a141-43a4-91cd81b85f8c689", 2),
        ),
    ),
    "text_advanced.answer.json": (
        "BULK-ID-123-xyz",
        (
            sent(FIRST, "MESSAGE-ID-123-xyz"),
            sent(SECOND, "9304a5a3ab19-1ca1-be74-76ad87651ed25f35"),
            sent(THIRD, "5f35f87a2f19-a141-43a4-91cd81b85f8c689", 2),
        ),
    ),
    "binary_single.answer.json": (
        None,
        (sent(FIRST, "502baa42f19-42f1-351e-4656a42c1b1e5fd2"),),
    ),
    "binary_single_many.answer.json": (
        "5028e2d42f19-42f1-4656-351e-a42c191e5fd2",
        (
            sent(FIRST, "465650242f19-4656-c191-a42e87655f351ed2"),
            sent("41793026834", "1234aba32f19-3c31-b294-76ad87655f351ed2"),
        ),
    ),
    "binary_single_many.answer.xml": (
        "7241ea9b2ca9-a11f-42c6-aa1e-83cd11c75f52",
        (
            sent(FIRST, "4242f196ba50-a356-2f91-831c4aa55f351ed2"),
            sent("41793026834", "9304a5a3ab19-1ca1-be74-76ad87651ed25f35"),
        ),
    ),
    "binary_multi_example.answer.json": (
        "1036A4cb-803a-4a73-a5a6-7e4fc3791722",
        (
            sent(
                FIRST,
                "1254df3e-ab62-15af5-230b-14d8e65c7540",
                status=replace(ENROUTE, group_id=7),
            ),
            sent(THIRD, "1877df3e-4b62-46f5-819b-14d8e65c2291", status=ENROUTE),
        ),
    ),
    "binary_multi.answer.json": (
        "1036A4cb-803a-4a73-a5a6-7e4fc3791722",
        (
            sent(
                FIRST,
                "1254df3e-ab62-15af5-230b-14d8e65c7540",
                status=replace(ENROUTE, group_id=7),
            ),
            sent(SECOND, "a5b7df3e-1b62-4af5-840b-1b5de65c2ad7", status=ENROUTE),
            sent(THIRD, "1877df3e-4b62-46f5-819b-14d8e65c2291", status=ENROUTE),
        ),
    ),
    "binary_multi.answer.xml": (
        "1036A4cb-803a-4a73-a5a6-7e4fc3791722",
        (
            sent(FIRST, "1254df3e-ab62-15af5-230b-14d8e65c7540", status=ENROUTE),
            sent(SECOND, "a5b7df3e-1b62-4af5-840b-1b5de65c2ad7", status=ENROUTE),
            sent(THIRD, "1877df3e-4b62-46f5-819b-14d8e65c2291", status=ENROUTE),
        ),
    ),
}
SENDS["text_advanced.answer.xml"] = SENDS["text_advanced.answer.json"]
SENDS["binary_single.answer.xml"] = SENDS["binary_single.answer.json"]


@pytest.mark.parametrize("name", SENDS)
def test_an_answer_to_a_send_is_understood(name: str) -> None:
    """Every sample gives its rows, in JSON and in XML."""
    bulk_id, rows = SENDS[name]
    parsed = parse_rows(read(name), ("messages",), parse_send_row)
    assert parsed == Rows(rows=rows, bulk_id=bulk_id)


def at(day: int, clock: str, month: int = 2) -> datetime:
    """Name a time of 2015 in UTC."""
    return datetime.fromisoformat(f"2015-{month:02}-{day:02}T{clock}+00:00")


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


def got(  # noqa: PLR0917 - a row of a table
    message_id: str,
    received_at: datetime,
    text: str,
    keyword: str | None,
    sender: str = "385998779111",
    to: str = FIRST,
) -> InboxRow:
    """Name a received message."""
    return InboxRow(
        message_id=message_id,
        sender=sender,
        to=to,
        text=text,
        clean_text=text.removeprefix(f"{keyword} "),
        keyword=keyword,
        received_at=received_at,
        sms_count=1,
    )


KEY = got(
    "ff4804ef-6ab6-4abd-984d-ab3b1387e823",
    at(15, "10:43:20.254"),
    "KEY Test message",
    "KEY",
    "38598111",
)
INBOX_TWO = (
    got(
        "df9839ab-6ab6-4abd-984d-ab3b7687e823",
        at(15, "11:23:10.418"),
        "KEYWORD Test message",
        "KEYWORD",
        "38598111",
    ),
    got(
        "ae4359fd-9ad6-4cdf-763d-ac1c5347d839",
        at(15, "11:21:07.311"),
        "Test message without keyword.",
        None,
        "38598111",
    ),
)
MARCH = (
    got("5908971644001839114", at(1, "12:54:44.560", 3), "HEY hello world", "HEY"),
    got("5904932597450690569", at(1, "12:54:42.231", 3), "HEY how are you", "HEY"),
    got("5904217701796992008", at(1, "12:54:40.111", 3), "KEY hello world", "KEY"),
)
SHORT_CODE = tuple(replace(row, sender="385998779613", to="13372") for row in MARCH)
MAY = (
    got(
        "606386740726357762", at(20, "10:06:46.880", 5), "Message without keyword", None
    ),
    got("3634590217319761028", at(20, "10:06:17.713", 5), "Logs test", None),
)
INBOX: dict[str, tuple[InboxRow, ...]] = {
    "inbox_reports.answer.json": (KEY,),
    "inbox_reports.answer.xml": (KEY,),
    "inbox_reports_two.answer.json": INBOX_TWO,
    "inbox_reports_two.answer.xml": INBOX_TWO,
    "inbox_logs.answer.json": MARCH,
    "inbox_logs.answer.xml": SHORT_CODE,
    "inbox_logs_keyword.answer.json": MARCH[:2],
    "inbox_logs_keyword.answer.xml": SHORT_CODE[:2],
    "inbox_logs_no_keyword.answer.json": MAY,
    "inbox_logs_no_keyword.answer.xml": MAY,
}


@pytest.mark.parametrize("name", INBOX)
def test_received_messages_are_understood(name: str) -> None:
    """Every sample gives its rows, in JSON and in XML."""
    parsed = parse_rows(read(name), RESULTS, parse_inbox_row)
    assert parsed == Rows(rows=INBOX[name])


SWISS = LookupRow(
    to=FIRST,
    mcc_mnc="22801",
    original_network=NetworkRow(network_prefix="79", country_prefix="41"),
    ported=False,
    roaming=False,
    status=NOT_DELIVERED,
    error=ABSENT,
)
CROATIAN = LookupRow(
    to="3859851212",
    mcc_mnc="21901",
    original_network=NetworkRow(network_prefix="98", country_prefix="385"),
    ported=False,
    roaming=False,
    status=NOT_DELIVERED,
    error=Fault(
        group_id=1,
        group_name="HANDSET_ERRORS",
        id=1,
        name="EC_UNKNOWN_SUBSCRIBER",
        description="Unknown Subscriber",
        permanent=True,
    ),
)
LOOKUPS: dict[str, tuple[str | None, tuple[LookupRow, ...]]] = {
    "intro_number_query.answer.json": (
        None,
        (replace(SWISS, imsi="228012120181810", status=DELIVERED, error=NO_ERROR),),
    ),
    "number_query.answer.json": (None, (SWISS,)),
    "number_query_many.answer.json": (
        "f5c4322c-10e7-a41e-5528-34fat43er4134",
        (CROATIAN, SWISS),
    ),
    "number_push.answer.json": (None, (SWISS,)),
    "number_push.answer.xml": (None, (SWISS,)),
}


@pytest.mark.parametrize("name", LOOKUPS)
def test_lookups_are_understood(name: str) -> None:
    """Rows are found under `results` and `ncResults` alike."""
    bulk_id, rows = LOOKUPS[name]
    parsed = parse_rows(read(name), RESULTS, parse_lookup_row)
    assert parsed == Rows(rows=rows, bulk_id=bulk_id)


@pytest.mark.parametrize(
    "name", ["number_query.answer.xml", "number_query_many.answer.xml"]
)
def test_samples_whose_elements_are_closed_under_another_name_are_unreadable(
    name: str,
) -> None:
    """Two samples of the document are no XML."""
    with pytest.raises(UnreadableAnswerError):
        read(name)


def test_a_lookup_in_xml_names_all_networks() -> None:
    """The sample of one number, its end tag mended."""
    body = sample("number_query.answer.xml").replace(b"<response>", b"<NCResponse>")
    answer = Answer(status=200, content_type="", charset="utf-8", body=body)
    assert parse_rows(read_document(answer), RESULTS, parse_lookup_row) == Rows(
        rows=(SWISS,)
    )


def ticket(to: str, message_id: str | None, status: State) -> LookupTicket:
    """Name a lookup whose result comes later."""
    return LookupTicket(to=to, message_id=message_id, status=status)


WAITING = State(
    group_id=1,
    group_name="PENDING",
    id=3,
    name="PENDING_WAITING_DELIVERY",
    description="Message sent, waiting for delivery report",
)
ONE_TICKET = (ticket(FIRST, "2b691c32-1233-4716-a763-4f70cc929eae", WAITING),)
REFUSED_TICKETS = (
    ticket(
        "12345678",
        "a70437bc-872c-5462-837a-4ede899af3bf",
        State(
            group_id=5,
            group_name="REJECTED",
            id=14,
            name="REJECTED_DESTINATION",
            description="By Destination",
            action="Remove destination from blacklist",
        ),
    ),
    ticket(
        "Alphanumeric",
        None,
        State(
            group_id=5,
            group_name="REJECTED",
            id=52,
            name="REJECTED_DESTINATION",
            description="Invalid destination address.",
            action="Check to parameter.",
        ),
    ),
)
TICKETS: dict[str, tuple[str | None, tuple[LookupTicket, ...]]] = {
    "number_notify.answer.json": (None, ONE_TICKET),
    "number_notify.answer.xml": (None, ONE_TICKET),
    "number_notify_many.answer.json": (
        "f5c4322c-10e7-a41e-5528-34fa0b032134",
        (
            ticket(FIRST, "c2598a78-ba88-423f-8ac3-5dac4af816cf", ENROUTE),
            *REFUSED_TICKETS,
        ),
    ),
    "number_notify_many.answer.xml": (
        None,
        (
            ticket(
                FIRST,
                "c2598a78-ba88-423f-8ac3-5dac4af816cf",
                replace(WAITING, group_name="Pending"),
            ),
            *REFUSED_TICKETS,
        ),
    ),
}


@pytest.mark.parametrize("name", TICKETS)
def test_lookups_whose_result_comes_later_are_understood(name: str) -> None:
    """Every sample gives its rows, in JSON and in XML."""
    bulk_id, rows = TICKETS[name]
    parsed = parse_rows(read(name), RESULTS, parse_lookup_ticket)
    assert parsed == Rows(rows=rows, bulk_id=bulk_id)


@pytest.mark.parametrize("name", ["balance.answer.json", "balance.answer.xml"])
def test_a_balance_is_understood(name: str) -> None:
    """Money is exact."""
    assert parse_balance(read(name)) == AccountBalance(
        balance=Decimal("47.79134"), currency="EUR"
    )


def test_every_answer_of_the_document_is_tested_here() -> None:
    """No sample is left out."""
    tested = {*SENDS, *REPORTS, *LOGS, *INBOX, *LOOKUPS, *TICKETS}
    assert len(tested) == 48
    assert all(json.dumps(read(name), default=str) for name in tested)
