"""Tests that of whatever is thrown at the parsers only a GatewayError comes out."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
import json
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.message_gateways.gateways.errors import (
    GatewayError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.infobip.answers import (
    RESULTS,
    explain,
    find_rows,
    parse_balance,
    parse_inbox_row,
    parse_log_row,
    parse_lookup_row,
    parse_lookup_ticket,
    parse_report_row,
    parse_rows,
    parse_send_row,
)
from custom_components.message_gateways.gateways.infobip.convert import (
    to_facts,
    to_inbound,
    to_report,
)
from custom_components.message_gateways.gateways.infobip.push import parse_push
from custom_components.message_gateways.gateways.push_info import PushKind
from custom_components.message_gateways.gateways.transport import Answer

NOW = datetime(2026, 2, 12, tzinfo=UTC)
NAMES = (
    *("messages", "results", "ncResults", "bulkId", "messageId", "to", "from", "text"),
    *("cleanText", "keyword", "receivedAt", "sentAt", "doneAt", "smsCount", "price"),
    *("pricePerMessage", "currency", "status", "error", "groupId", "groupName", "id"),
    *("name", "description", "action", "permanent", "mccMnc", "mccmnc", "imsi"),
    *("originalNetwork", "ported", "roaming", "networkName", "balance"),
    *("requestError", "serviceException", "variables", "validationErrors"),
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.text(max_size=20)
    | st.sampled_from(("1", "-1", "1e999", "NaN", "true", "0001-01-01T00:00:00+23:59")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES), inner, max_size=8)
    ),
    max_leaves=30,
)
DOCUMENTS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8)

# A machine that is busy with other things is no failure.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

type RowParser = Callable[[Mapping[str, Any]], object]

PARSERS: tuple[RowParser, ...] = (
    parse_send_row,
    parse_report_row,
    parse_log_row,
    parse_inbox_row,
    parse_lookup_row,
    parse_lookup_ticket,
)


@pytest.mark.parametrize("parser", PARSERS)
@UNHURRIED
@given(document=DOCUMENTS)
def test_a_row_of_any_shape_is_read_or_left(
    parser: RowParser, document: dict[str, Any]
) -> None:
    """Neither a row nor a document of rows raises anything but a GatewayError."""
    parser(document)
    try:
        found = parse_rows(document, ("messages", *RESULTS), parser)
        parse_balance(document)
    except GatewayError:
        return
    assert found.total == len(find_rows(document, ("messages", *RESULTS)))


@UNHURRIED
@given(document=DOCUMENTS)
def test_whatever_was_read_can_be_turned_into_ours(document: dict[str, Any]) -> None:
    """What one place has parsed surprises no other."""
    if (log := parse_log_row(document)) is not None:
        to_report(log)
    if (received := parse_inbox_row(document)) is not None:
        to_inbound(received, NOW).text.encode()
    if (found := parse_lookup_row(document)) is not None:
        to_facts(found)


@UNHURRIED
@given(document=VALUES, wrapped=st.booleans(), pushed=st.sampled_from(list(PushKind)))
def test_a_push_of_any_json_is_read_or_refused(
    document: Any, *, wrapped: bool, pushed: PushKind
) -> None:
    """A push comes from outside and may be anything."""
    body = json.dumps({"results": document} if wrapped else document, default=str)
    try:
        parse_push(pushed, body.encode(), "application/json")
    except UnreadableAnswerError:
        return


@UNHURRIED
@given(body=st.binary(max_size=200), kind=st.text(max_size=30))
def test_a_push_of_any_bytes_is_read_or_refused(body: bytes, kind: str) -> None:
    """Neither do bytes or a content type of any kind raise something else."""
    with pytest.raises(UnreadableAnswerError):
        parse_push(PushKind.REPORTS, body, kind)


@UNHURRIED
@given(document=DOCUMENTS)
def test_an_error_of_any_json_has_words_or_none(document: dict[str, Any]) -> None:
    """The words of an error are read without knowing its shape."""
    body = json.dumps({"requestError": {"serviceException": document}}, default=str)
    detail = explain(
        Answer(status=400, content_type="", charset="utf-8", body=body.encode())
    )
    assert detail is None or str(detail)
