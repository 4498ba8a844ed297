"""Tests that the received messages in the document are understood."""

from dataclasses import replace
from datetime import datetime

import pytest

from custom_components.message_gateways.gateways.infobip.answers import (
    RESULTS,
    parse_inbox_row,
    parse_rows,
)
from custom_components.message_gateways.gateways.infobip.models import InboxRow, Rows

from .words import FIRST, at, read


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
