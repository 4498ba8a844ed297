"""Our own form of a push, and Devino's: anything may come."""

from datetime import UTC, datetime
from functools import partial
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.gateways.devino.push import (
    parse_push,
    write_reply,
)
from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.forwarded import parse_forwarded
from custom_components.message_gateways.gateways.model import Push, Status
from custom_components.message_gateways.gateways.push_info import PushKind

NOW = datetime(2026, 2, 12, 8, 50, tzinfo=UTC)
JSON = "application/json"
NAMES = st.sampled_from(
    ["id", "from", "text", "at", "status", "state", "price", "messageId", "segments"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5)
    ),
    max_leaves=20,
)


def forwarded(document: Any) -> Push:
    """Read our own form."""
    return parse_forwarded(json.dumps(document).encode(), JSON, NOW)


def test_a_message_is_known_by_its_id_else_by_its_time_else_by_its_content() -> None:
    row = {"from": "+447700900123", "text": "yes"}
    by_id, again = (
        forwarded({"messages": [row | {"id": 7}]}).inbound[0] for _ in range(2)
    )
    assert (by_id.key, by_id.by_content) == ("7", False)
    assert again == by_id
    timed, later = (
        forwarded({"messages": [row | {"at": at}]}).inbound[0]
        for at in ("2026-02-12T08:50:00Z", "2026-02-12T08:51:00Z")
    )
    assert timed.key != later.key
    assert not timed.by_content
    assert forwarded({"messages": [row]}).inbound[0].by_content


def test_a_viber_failure_ends_nothing_by_push() -> None:
    """An SMS may follow, of which only a poll knows."""
    for state in ("4", "undelivered", "expired"):
        body = f"messageId=x&state={state}".encode()
        (report,) = parse_push(PushKind.REPORTS, body, "", NOW).reports
        assert (report.status, report.is_final) == (Status.SENT, False)


def test_a_reply_is_written_as_the_provider_wants_it() -> None:
    assert write_reply("Yes {we} are") == "{sms=Yes {we} are}"


@given(
    document=VALUES,
    wrapped=st.sampled_from([None, "reports", "messages", "results"]),
    kind=st.sampled_from([PushKind.REPORTS, PushKind.INBOUND]),
)
def test_any_json_is_read_or_refused(
    document: Any, wrapped: str | None, kind: PushKind
) -> None:
    body = json.dumps({wrapped: document} if wrapped else document).encode()
    for read in (
        partial(parse_forwarded, body, JSON, NOW),
        partial(parse_push, kind, body, JSON, NOW),
    ):
        try:
            push = read()
        except UnreadableAnswerError:
            continue
        assert isinstance(push, Push)


@given(body=st.binary(max_size=200), content_type=st.text(max_size=30))
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str) -> None:
    for kind in (PushKind.REPORTS, PushKind.INBOUND):
        try:
            parse_push(kind, body, content_type, NOW)
        except UnreadableAnswerError:
            continue
    with pytest.raises(UnreadableAnswerError):
        parse_forwarded(body, content_type, NOW)
