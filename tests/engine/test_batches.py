"""Messages that leave in one request have one key, which no other request has."""

from dataclasses import replace
import re

import pytest

from custom_components.message_gateways.engine.batches import Batches
from custom_components.message_gateways.engine.rows import lanes
from custom_components.message_gateways.gateways.model import Channel

from .making import ROW

LIMITS = {Channel.SMS: 3, Channel.FAX: 1}


def keys(batches: Batches, content: int, count: int, channel: Channel) -> list[str]:
    """Give so many messages of a content their keys."""
    return [batches.key_for(content, channel) for _ in range(count)]


def test_as_many_as_fit_in_a_request_have_the_same_key() -> None:
    found = keys(Batches(LIMITS), 1, 7, Channel.SMS)
    assert [found.count(each) for each in dict.fromkeys(found)] == [3, 3, 1]
    assert found[0] == found[2] != found[3]


def test_where_one_fits_each_has_its_own_key() -> None:
    assert len(set(keys(Batches(LIMITS), 1, 5, Channel.FAX))) == 5


def test_another_content_leaves_in_another_request() -> None:
    """However they are mixed."""
    batches = Batches(LIMITS)
    first, second, third = (
        batches.key_for(content, Channel.SMS) for content in (1, 2, 1)
    )
    assert first == third != second


def test_no_key_is_used_twice() -> None:
    """A message that is sent again leaves in a request of its own."""
    once, again = (Batches(LIMITS).key_for(1, Channel.SMS) for _ in range(2))
    assert once != again


def test_a_key_has_32_hexadecimal_digits() -> None:
    """Gateways keep up to 42 characters of it."""
    assert re.fullmatch("[0-9a-f]{32}", Batches(LIMITS).key_for(1, Channel.SMS))


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (["a", "b"], [["a"], ["b"]]),
        (["a", "b", "a"], [["a", "a"], ["b"]]),
        (["a", "b", "ab", "c"], [["a", "b", "ab"], ["c"]]),
        ([], []),
    ],
)
def test_what_goes_to_the_same_address_lines_up(
    groups: list[str], expected: list[list[str]]
) -> None:
    """In the order in which it was taken."""
    rows = [[replace(ROW, address=each) for each in group] for group in groups]
    assert [
        ["".join(row.address for row in group) for group in lane]
        for lane in lanes(rows)
    ] == expected
