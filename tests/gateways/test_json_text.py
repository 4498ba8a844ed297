"""JSON is read in pieces just as it would be in one go."""

from decimal import Decimal
import json
from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import UnreadableAnswerError
from custom_components.message_gateways.gateways.json_text import (
    DEEPEST,
    MOST_SIGNS,
    PIECE,
    read_json,
)

LONG: dict[str, Any] = {
    "rows": {"bulkId": "b", "results": [{"id": one, "to": "1"} for one in range(9000)]},
    "rows in rows": [{"id": 1, "rows": [{"to": str(one)} for one in range(20_000)]}]
    * 3,
    "a long text": {"text": 'ä"\\\n' * PIECE, "more": [1, None, True]},
    "numbers": [10**40 + one for one in range(5_000)],
    "empty ones": [[], {}, "", [[]], {"": {}}] * 20_000,
    "a long name": {"n" * 2 * PIECE: 1, "x": [1] * PIECE},
}


@pytest.mark.parametrize("indent", [None, 3])
@pytest.mark.parametrize("name", LONG)
def test_a_long_text_means_what_it_says(name: str, indent: int | None) -> None:
    text = json.dumps(LONG[name], indent=indent)
    assert len(text) > PIECE
    assert read_json(f" \n{text}\r\n\t") == LONG[name]


def test_numbers_are_exact_and_whole_wherever_a_piece_ends() -> None:
    for ahead in range(40):
        text = "[" + " " * (PIECE - ahead) + "1234567.25, 89e1]" + " " * PIECE
        assert read_json(text) == [Decimal("1234567.25"), Decimal("89e1")]


def test_the_last_of_two_equal_names_counts() -> None:
    text = '{"a": 1, "b": "' + "x" * PIECE + '", "a": 2}'
    assert read_json(text)["a"] == 2


@pytest.mark.parametrize(
    "end",
    [
        *("", ",", "]]", "1", ",]", ":1]", "} ]", ",NaN]", ",Infinity]", ",tru]"),
        *(',"x]', ",'x']", ",{]", ',{"a"]', ',{"a":}]', ',{"a" 1}]', ",{1:2}]"),
        f",{'1' * 5000}]",
        "," + "[" * 100_000,
        "]" + " " * PIECE + "x",
    ],
)
def test_what_is_no_json_is_refused_at_the_end_of_a_long_text_too(end: str) -> None:
    text = "[" + "1," * PIECE + "1"
    assert len(read_json(f"{text}]")) == PIECE + 1
    with pytest.raises(UnreadableAnswerError):
        read_json(text + end)


def test_what_fills_the_memory_is_refused() -> None:
    """By how deep it is, and by how much of it there is."""
    inside = '"' + "x" * PIECE + '"'
    assert read_json("[" * DEEPEST + inside + "]" * DEEPEST)
    for text in (
        "[" * (DEEPEST + 1) + inside + "]" * (DEEPEST + 1),
        "[" + "1," * MOST_SIGNS + "1]",
        "[" + "[[]]," * (MOST_SIGNS // 2) + "1]",
    ):
        with pytest.raises(UnreadableAnswerError):
            read_json(text)
