"""What may be tried again, and when."""

from datetime import UTC, datetime

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.gateways.model import Outcome
from custom_components.message_gateways.gateways.transport import (
    parse_retry_after,
    retry_in,
)

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("attempt", [1, 2, 50])
def test_only_what_was_not_sent_is_tried_again(outcome: Outcome, attempt: int) -> None:
    """Everything else would risk a second message or a second no."""
    seconds = retry_in(outcome, attempt, retry_after=None, jitter=0.5)
    assert (seconds is not None) is (outcome is Outcome.NOT_SENT)


@pytest.mark.parametrize(
    ("attempt", "retry_after", "jitter", "seconds"),
    [
        (1, None, 0.0, 2.5),
        (1, None, 1.0, 5.0),
        (2, None, 1.0, 10.0),
        (3, None, 0.5, 15.0),
        (6, None, 1.0, 160.0),
        (7, None, 1.0, 300.0),
        (10**9, None, 1.0, 300.0),
        (1, 0.0, 1.0, 5.0),
        (1, 60.0, 1.0, 60.0),
        (9, 60.0, 0.0, 150.0),
        (9, 3600.0, 1.0, 3600.0),
    ],
)
def test_the_wait_doubles_to_five_minutes_and_heeds_the_gateway(
    attempt: int, retry_after: float | None, jitter: float, seconds: float
) -> None:
    """Jitter spreads it over the upper half."""
    found = retry_in(Outcome.NOT_SENT, attempt, retry_after=retry_after, jitter=jitter)
    assert found == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("0", 0.0),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("86400", 3600.0),
        ("9" * 5000, 3600.0),
        ("Sat, 21 Nov 2026 08:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 09:00:30 +0100", 30.0),
        ("Sat, 21 Nov 2026 08:00:30 -0000", 30.0),
        ("Sat, 21 Nov 2026 07:59:00 GMT", 0.0),
        ("Sat, 21 Nov 2037 08:00:00 GMT", 3600.0),
        ("Sat, 21 Nov 0001 08:00:00 +2359", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 3600.0),
        ("Sat, 21 Nov 99999 08:00:00 GMT", None),
        ("Sat, 21 Nov 2026 08:00:00 +99999999999999999999", None),
        ("Sat, 99 Nov 2026 08:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(
    value: str | None, seconds: float | None
) -> None:
    """From 0 to 3600, or not at all."""
    assert parse_retry_after(value, NOW) == seconds


@given(value=st.text() | st.from_regex(r"\w{3}, \d+ Nov \d+ \d+:\d+:\d+ [+-]\d+"))
def test_no_retry_after_is_an_error(value: str) -> None:
    """A header may hold anything."""
    seconds = parse_retry_after(value, NOW)
    assert seconds is None or 0.0 <= seconds <= 3600.0
