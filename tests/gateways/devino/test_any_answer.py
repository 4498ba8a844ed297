"""Tests that of whatever is thrown at the parsers only a GatewayError comes out."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.message_gateways.gateways.devino.answers import (
    parse_balance,
    parse_date,
    parse_fault,
    parse_ids,
    parse_inbound,
    parse_session_id,
    parse_sms_state,
    parse_statistics,
    parse_viber_state,
    read_fault,
)
from custom_components.message_gateways.gateways.devino.convert import (
    sms_report,
    to_inbound,
    viber_report,
)
from custom_components.message_gateways.gateways.devino.receipts import divided
from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.transport import Answer

from .words import messages, sent

NOW = datetime(2026, 2, 12, tzinfo=UTC)
NAMES = (
    *("Code", "Desc", "State", "CreationDateUtc", "SubmittedDateUtc"),
    *("ReportedDateUtc", "TimeStampUtc", "StateDescription", "Price", "ResentSms"),
    *("Id", "ID", "Data", "SourceAddress", "DestinationAddress", "CreateDateUtc"),
    *("Sent", "Delivered", "Errors", "InProcess", "Expired", "Rejected", "Total"),
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.text(max_size=20)
    | st.integers().map("/Date({})/".format)
    | st.sampled_from(("1", "-1", "1e999", "NaN", "0001-01-01T00:00:00+23:59")),
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
    parse_balance,
    parse_date,
    parse_fault,
    parse_ids,
    parse_inbound,
    parse_session_id,
    parse_sms_state,
    parse_statistics,
    parse_viber_state,
)


@pytest.mark.parametrize("parser", PARSERS)
@UNHURRIED
@given(document=VALUES | OBJECTS)
def test_a_document_of_any_shape_is_read_or_told(
    parser: Callable[[Any], object], document: Any
) -> None:
    """Nothing else is raised."""
    try:
        parser(document)
    except UnreadableAnswerError:
        return


@UNHURRIED
@given(
    document=OBJECTS,
    state=st.integers(-100, 300),
    fallback=st.booleans(),
    resent=st.lists(st.integers(-100, 300), max_size=3),
)
def test_whatever_was_read_can_be_turned_into_ours(
    document: dict[str, Any], state: int, resent: list[int], *, fallback: bool
) -> None:
    """What one place has parsed surprises no other."""
    message = sent("x", at=NOW)
    rows = [document | {"State": one} for one in resent]
    sms = parse_sms_state(document | {"State": state})
    viber = parse_viber_state(document | {"State": state, "ResentSms": rows})
    assert sms_report(message, "x", sms, NOW).detail
    report = viber_report(message, "x", viber, NOW, fallback=fallback)
    assert report.detail
    for row in parse_inbound([document]):
        to_inbound(row, NOW).text.encode()


@UNHURRIED
@given(body=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_an_error_of_any_bytes_is_read_or_none(body: bytes) -> None:
    """Even of those that begin as one does."""
    for start in (b"", b"{ Code: ", b'{"Code":1,"Desc":"'):
        read_fault(
            Answer(status=400, content_type="", charset="utf-8", body=start + body)
        )


@UNHURRIED
@given(
    count=st.integers(1, 20), ids=st.lists(st.text(min_size=1), min_size=1, max_size=60)
)
def test_every_message_gets_its_ids_or_all_get_none(count: int, ids: list[str]) -> None:
    """No id is given to two messages, and none is lost while others are given."""
    receipts = divided(messages(count), ids)
    given_out = [one for receipt in receipts for one in receipt.gateway_ids]
    assert len(receipts) == count
    assert given_out in ([], ids)
    assert {one.traceable for one in receipts} == {bool(given_out)}
    assert len({len(one.gateway_ids) for one in receipts}) == 1
