"""The ids of the sandbox hold all that is needed after a restart."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.gateways.model import Channel, Status
from custom_components.message_gateways.gateways.sandbox.course import Why
from custom_components.message_gateways.gateways.sandbox.memory import Memory
from custom_components.message_gateways.gateways.sandbox.tracking import (
    TrackingId,
    parse,
)

from .stories import START


@given(
    st.builds(
        TrackingId,
        sent_at=st.integers(0, 10**13).map(
            lambda milliseconds: START + timedelta(milliseconds=milliseconds)
        ),
        end=st.sampled_from(Status),
        after=st.integers(0, 172_800),
        units=st.integers(1, 255),
        message_id=st.text(min_size=1),
        channel=st.sampled_from(Channel),
        keys=st.none() | st.text("0123456789*#", max_size=96),
        why=st.none() | st.sampled_from(Why),
    )
)
def test_an_id_tells_what_it_was_made_of(tracking: TrackingId) -> None:
    """Whatever our own id looks like."""
    assert parse(str(tracking)) == tracking


def test_an_id_is_written_as_documented() -> None:
    """A user may see one in a response."""
    tracking = TrackingId(
        sent_at=START, end=Status.DELIVERED, after=2, units=1, message_id="01J-a"
    )
    assert str(tracking) == "sbx1-1795248000000-delivered2-1-01J-a"
    call = replace(tracking, channel=Channel.VOICE, keys="1", why=Why.BUSY)
    assert str(call) == "sbx1-1795248000000-delivered2-1c=1!busy-01J-a"


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
        "sbx1-1795248000000-failed5-1c!tired-a",
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
