"""Tests that of whatever is thrown at the parsers only a GatewayError comes out."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.message_gateways.gateways.entera.answers import (
    parse_book_id,
    parse_books,
    parse_fault,
    parse_record_id,
    parse_sms_tasks,
    parse_task_id,
    parse_tasks,
    parse_time,
)
from custom_components.message_gateways.gateways.entera.cancelling import is_all_of
from custom_components.message_gateways.gateways.entera.following import reports_of
from custom_components.message_gateways.gateways.entera.models import (
    SmsTask,
    Task,
)
from custom_components.message_gateways.gateways.entera.resolving import resolve
from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.model import Channel, Doubt

from .words import BATCH, message, sent

NOW = datetime(2026, 2, 12, tzinfo=UTC)
NAMES = (
    *("Result", "ErrorCode", "Message", "TaskId", "AddressBookId", "RecordId"),
    *("AddressBooks", "ResultCollection", "Incoming", "Recipients", "Records"),
    *("Id", "Type", "Direction", "Phone", "Metadata", "ExternalId", "Status"),
    *("Recipient", "Destination", "Pages", "SmsCount", "Price", "TotalCost"),
    *("DtmfData", "DisconnectReason", "GsmCode", "ProcessedDate", "Cancelled"),
    *("RecipientsCount", "IncomingDate", "ScheduleDate"),
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.text(max_size=20)
    | st.sampled_from((BATCH, "447700900123", "0001-01-01T00:00:00", "1e999", "6")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES), inner, max_size=8)
    ),
    max_leaves=30,
)
OBJECTS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=12)

# A machine that is busy with other things is no failure.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PARSERS: tuple[Callable[[Any], object], ...] = (
    parse_book_id,
    parse_books,
    parse_record_id,
    parse_sms_tasks,
    parse_task_id,
    parse_tasks,
)


@pytest.mark.parametrize("parser", PARSERS)
@UNHURRIED
@given(document=OBJECTS)
def test_an_object_of_any_shape_is_read_or_told(
    parser: Callable[[Any], object], document: Any
) -> None:
    """Nothing else is raised."""
    try:
        parser(document)
    except UnreadableAnswerError:
        return


@UNHURRIED
@given(document=VALUES | OBJECTS)
def test_any_document_says_yes_or_no_or_is_told(document: Any) -> None:
    parse_time(document)
    try:
        fault = parse_fault(document)
    except UnreadableAnswerError:
        return
    assert fault is None or fault.meaning


@UNHURRIED
@given(rows=st.lists(OBJECTS, max_size=3), row=OBJECTS)
def test_whatever_was_read_can_be_turned_into_ours(
    rows: list[dict[str, Any]], row: dict[str, Any]
) -> None:
    """What one place has parsed surprises no other."""
    task = row | {"TaskId": "t", "Recipients": rows}
    shares = {one: sent(f"t/{one}", at=NOW) for one in ("", "447700900123")}
    doubts = [Doubt(message=message(), since=NOW)]
    found: list[Task | SmsTask] = [
        *parse_tasks({"ResultCollection": [task]}),
        *parse_sms_tasks({"Incoming": [task]}),
    ]
    for one in found:
        for channel in (Channel.SMS, Channel.FAX, Channel.VOICE):
            for report in reports_of(one, channel, shares, UTC):
                assert report.gateway_id.startswith("t/")
        assert is_all_of(one, [""])
        assert len(resolve(doubts, [one], NOW)) == 1
