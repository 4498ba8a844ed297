"""Tests that of whatever is thrown at the parsers only a GatewayError comes out."""

from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.ictcore.answers.faults import (
    parse_fault,
    read_fault,
)
from custom_components.message_gateways.gateways.ictcore.answers.session import (
    parse_sign_in,
    seconds_of,
)
from custom_components.message_gateways.gateways.ictcore.answers.statistics import (
    parse_statistics,
)
from custom_components.message_gateways.gateways.ictcore.answers.transmissions import (
    parse_result,
    parse_spool,
    parse_transmission,
    parse_transmission_row,
)
from custom_components.message_gateways.gateways.ictcore.answers.values import (
    parse_id,
    parse_rows,
    parse_status,
)
from custom_components.message_gateways.gateways.transport import Answer

from .read_samples import LISTS, READ

NAMES = (
    *("transmission_id", "oAccount", "oContact", "account", "contact", "account_id"),
    *("contact_id", "settings", "aAttachment", "template_id", "last_run", "direction"),
    *("error", "code", "message", "token", "expires_in", "user_id", "active", "0", "1"),
    *("spool_id", "type", "name", "data", "date_created", "status", "pages"),
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.text(max_size=20)
    | st.sampled_from(("1", "-1", "1e999", "NaN", "99999999999999999999", "\ud800")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES), inner, max_size=8)
    ),
    max_leaves=30,
)
OBJECTS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=12)

# A machine that is busy with other things is no failure.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

OF_DOCUMENTS = (parse_fault, parse_id, parse_sign_in, parse_statistics, parse_status)
OF_OBJECTS = (
    *({row[0] for row in (*READ.values(), *LISTS.values())} - set(OF_DOCUMENTS)),
    *(parse_result, parse_spool, parse_transmission, parse_transmission_row),
)


@UNHURRIED
@given(document=VALUES | OBJECTS)
def test_a_document_of_any_shape_is_read_or_told(document: Any) -> None:
    """Nothing else is raised."""
    for parse in OF_DOCUMENTS:
        try:
            parse(document)
        except UnreadableAnswerError:
            continue


@UNHURRIED
@given(document=OBJECTS)
def test_an_object_of_any_shape_is_read_or_none(document: dict[str, Any]) -> None:
    """Alone or in a list."""
    for parse in OF_OBJECTS:
        found = parse(document)
        assert parse_rows([document], parse) == (() if found is None else (found,))


@UNHURRIED
@given(body=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_an_error_of_any_bytes_is_read_or_none(body: bytes) -> None:
    """Even of those that begin as one does."""
    for start in (b"", b"{", b'{"error":'):
        read_fault(
            Answer(status=400, content_type="", charset="utf-8", body=start + body)
        )


@UNHURRIED
@given(token=st.text(max_size=60))
def test_a_token_of_any_kind_is_read_or_none(token: str) -> None:
    """It need not be what it should be."""
    assert seconds_of(token) is None
    seconds_of(f"a.{token}.c")
