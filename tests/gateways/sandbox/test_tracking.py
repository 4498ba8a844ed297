"""The ids of the sandbox hold all that is needed after a restart."""

from datetime import timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.gateways.model import Status
from custom_components.message_gateways.gateways.sandbox.memory import Memory
from custom_components.message_gateways.gateways.sandbox.tracking import (
    TrackingId,
    parse,
)

from .stories import START


@given(
    milliseconds=st.integers(0, 10**13),
    end=st.sampled_from(Status),
    after=st.integers(0, 172_800),
    segments=st.integers(1, 255),
    message_id=st.text(min_size=1),
)
def test_an_id_tells_what_it_was_made_of(
    milliseconds: int, end: Status, after: int, segments: int, message_id: str
) -> None:
    """Whatever our own id looks like."""
    tracking = TrackingId(
        sent_at=START + timedelta(milliseconds=milliseconds),
        end=end,
        after=after,
        segments=segments,
        message_id=message_id,
    )
    assert parse(str(tracking)) == tracking


def test_an_id_is_written_as_documented() -> None:
    """A user may see one in a response."""
    tracking = TrackingId(
        sent_at=START, end=Status.DELIVERED, after=2, segments=1, message_id="01J-a"
    )
    assert str(tracking) == "sbx1-1795248000000-delivered2-1-01J-a"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "sbx1",
        "sbx2-1795248000000-delivered2-1-a",
        "sbx1-1795248000000-delivered2-1-",
        "sbx1-1795248000000-vanished2-1-a",
        "sbx1-1795248000000-delivered-1-a",
        "sbx1-999999999999999-delivered2-1-a",
        "sbx1-1795248000000-delivered9999999999-1-a",
    ],
)
def test_a_foreign_id_is_none_of_ours(written: str) -> None:
    """Such an id is passed over."""
    assert parse(written) is None


def test_a_time_too_far_away_to_be_a_time_is_no_error() -> None:
    """The largest id that can be read can be asked for its stages."""
    tracking = parse("sbx1-99999999999999-delivered999999999-1-a")
    assert tracking is not None
    assert tracking.reached(START) is None


def test_a_memory_forgets_the_oldest_beyond_its_limit() -> None:
    """And keeps the first value of a key."""
    memory: Memory[int] = Memory(2)
    assert [memory.keep(key, at) for at, key in enumerate("abab")] == [0, 1, 0, 1]
    memory.keep("c", 2)
    assert [memory.get(key) for key in "abc"] == [None, 1, 2]
    assert "a" not in memory
