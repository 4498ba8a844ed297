"""What is ten times as long takes about ten times as long, not a hundred times."""

from collections.abc import Callable, Mapping
import json

import pytest

from .fuzzing import Parser, seconds_for
from .parsers_of_input import CSV, URLS
from .test_fuzzing import PARSERS

SMALL = 4_000
TIMES = 10
# A hundred times would be quadratic; what is left is for a machine with much to do.
MOST_TIMES = 50
TOO_SHORT = 0.002

ROW = {
    "messageId": "m",
    "to": "447700900123",
    "from": "Shop",
    "text": "x",
    "status": {"groupName": "DELIVERED", "id": 5},
    "Id": 1,
    "TaskId": "t",
    "transmission_id": 1,
}
GROWN: Mapping[str, Callable[[int], bytes]] = {
    "many rows": lambda size: json.dumps({"results": [ROW] * (size // 150)}).encode(),
    "a list": lambda size: json.dumps([ROW] * (size // 150)).encode(),
    "many ids": lambda size: json.dumps(
        [str(one) for one in range(size // 6)]
    ).encode(),
    "one long text": lambda size: json.dumps({"text": "x" * size}).encode(),
    "one long number": lambda size: b'{"balance": ' + b"9" * size + b"}",
    "deep lists": lambda size: b"[" * size,
    "deep objects": lambda size: b'{"a":' * (size // 5),
    "many names": lambda size: json.dumps(
        {f"n{place}": place for place in range(size // 12)}
    ).encode(),
    "wide xml": lambda size: b"<r>" + b"<message><id>1</id></message>" * (size // 29),
    "deep xml": lambda size: b"<a>" * (size // 3) + b"</a>" * (size // 3),
    "many attributes": lambda size: (
        b"<r " + b" ".join(b'a%d="1"' % place for place in range(size // 8)) + b"/>"
    ),
    "open tags": lambda size: b"<" * size,
    "open comments": lambda size: b"<!--" * (size // 4),
    "a form": lambda size: b"mobile=1&mo=2&" * (size // 14),
    "per cents": lambda size: b"mobile=" + b"%" * size + b"&mo=x",
    "digits": lambda size: b"+" + b"4" * size,
    "spaces": lambda size: b" " * size + b"x",
    "line breaks": lambda size: b"\r\n" * (size // 2),
    "quotes": lambda size: b'"' * size,
    "at signs": lambda size: b"a@" * (size // 2),
    "stops": lambda size: b"a." * (size // 2),
    "marks": lambda size: "e\u0301\u0302".encode() * (size // 5),
    "contacts": lambda size: (
        CSV[0] + b"+447700900123,a@example.com,A,x\r\n" * (size // 33)
    ),
    "columns": lambda size: b",".join(b"value_%d" % one for one in range(size // 10)),
    "an address": lambda size: URLS[0] + b"/a" * (size // 2),
    "macros": lambda size: b"%1" * (size // 2),
    "chunks": lambda size: (
        b"RIFF\xff\xff\xff\xffWAVE" + b"abcd\x00\x00\x00\x00" * (size // 8)
    ),
}


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_time_grows_with_the_size_and_no_faster(parser: Parser) -> None:
    """The best of some tries, since a machine may be busy with other things."""
    too_slow = {}
    for name, grow in GROWN.items():
        long = grow(SMALL * TIMES)
        if seconds_for(parser, long) < TOO_SHORT:
            continue
        short = grow(SMALL)
        begun = min(seconds_for(parser, short) for _ in range(3))
        took = min(seconds_for(parser, long) for _ in range(3))
        if took > max(begun * MOST_TIMES, TOO_SHORT):
            too_slow[name] = f"{begun:.5f} s, then {took:.5f} s"
    assert too_slow == {}
