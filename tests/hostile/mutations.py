"""Make hostile inputs of good ones: seeded, so that what was found is found again."""

from collections.abc import Callable, Sequence
from functools import lru_cache
import json
from random import Random
import re
from typing import Any

LONGEST = 20_000

NASTY_TEXTS = (
    *("", " ", "0", "-1", "1e400", "-1e400", "1E999999999", "NaN", "Infinity", "-0"),
    *(
        "9" * 30,
        "9" * 5000,
        "0" * 400,
        "1" + "0" * 18,
        "2147483648",
        "-9223372036854775809",
    ),
    *("0000-00-00T00:00:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"),
    *("99999-01-01T00:00:00Z", "2026-02-30", "2026-02-12T24:00:00", "/Date(1e99)/"),
    *("/Date(99999999999999999)/", "/Date(-99999999999999999+9999)/", "\\Date(-1)\\"),
    *(
        "\x00",
        "a\x00b",
        "\ud800",
        "\udfff\ud800",
        "\ufeff",
        "\u202e",
        "\r\n",
        "a\r\nX: b",
    ),
    *(
        "{{ states('x') }}",
        "=cmd|'/c calc'!A0",
        "../../etc/passwd",
        "%00",
        "%n%s",
        "&x;",
    ),
    *(
        "true",
        "null",
        "[]",
        "{}",
        "<b>",
        "]]>",
        "٣٤",
        "①",
        "１２",
        "²",
        "🌻",
        "e\u0301" * 50,
    ),
    *(
        "x" * 3000,
        "<" * 500,
        "[" * 500,
        '"' * 300,
        "\\" * 301,
        "&amp;" * 100,
        "'" * 200,
    ),
)
NASTY_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**31, 2**63, -(2**63) - 1, 10**40, 1e308, -0.0, 1.5),
    *([], {}, [[]], [None], {"": None}, [{}], {"a": {"b": {"c": []}}}, ""),
)
NASTY_OCTETS = (
    *(b"\x00", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf"),
    *(b"\xf4\x90\x80\x80", b"\r\n", b"\\ud800", b"\\u0000", b"\\udc00\\ud800"),
    *(b"1e400", b"-", b"NaN", b"Infinity", b"-Infinity", b"9" * 5000, b"1e999999999"),
    *(b"[" * 200, b'{"a":' * 200, b"<a>" * 50, b"</a>", b"<!DOCTYPE x [", b"&lt;"),
    *(b'<!ENTITY a "aa">', b"&a;", b"&#0;", b"&#xD800;", b"<![CDATA[", b"<?xml?>"),
    *(b'<?xml version="1.0" encoding="utf-7"?>', b"<?xml encoding='idna'?>", b"<!--"),
    *(
        b"%00",
        b"%ED%A0%80",
        b"%",
        b"&",
        b"&&&=;",
        b"+",
        b"\xe2\x80\xae",
        b"null",
        b"{}",
    ),
)

_TOKEN = re.compile(
    rb'"(?:[^"\\]|\\.){0,200}"|-?[0-9]+(?:\.[0-9]+)?|>[^<>]{1,200}<|=[^&]{0,200}'
)

type Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]


def mutate(random: Random, samples: Sequence[bytes]) -> bytes:
    """Make one hostile input, of at most 20,000 octets."""
    data = random.choice(samples)
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        data = random.choice(_MUTATIONS)(random, data, samples)
    return data[:LONGEST]


def _flip(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Change one octet."""
    place = random.randrange(len(data) + 1)
    return data[:place] + bytes([random.randrange(256)]) + data[place + 1 :]


def _insert(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Put something nasty anywhere."""
    place = random.randrange(len(data) + 1)
    return data[:place] + random.choice(NASTY_OCTETS) + data[place:]


def _leave_out(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Leave a piece out, often the end."""
    begin = random.randrange(len(data) + 1)
    end = len(data) if random.random() < 0.3 else begin + random.randrange(40)
    return data[:begin] + data[end:]


def _repeat(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Write a piece several times."""
    begin = random.randrange(len(data) + 1)
    piece = data[begin : begin + random.randrange(1, 80)]
    return data[:begin] + piece * random.choice((2, 3, 30)) + data[begin:]


def _splice(random: Random, data: bytes, samples: Sequence[bytes]) -> bytes:
    """Go on with another sample."""
    other = random.choice(samples)
    return (
        data[: random.randrange(len(data) + 1)]
        + other[random.randrange(len(other) + 1) :]
    )


def _put_for_token(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Put something nasty in place of a value, in JSON, XML or a form."""
    tokens = list(_TOKEN.finditer(data))
    if not tokens:
        return data
    token = random.choice(tokens)
    nasty = random.choice(NASTY_TEXTS)
    found = token.group()
    match found[:1]:
        case b'"':
            new = json.dumps(nasty, ensure_ascii=random.random() < 0.8)
        case b">":
            new = f">{nasty}<"
        case b"=":
            new = f"={nasty}"
        case _:
            new = nasty
    return data[: token.start()] + new.encode(errors="replace") + data[token.end() :]


def _reshape(random: Random, data: bytes, samples: Sequence[bytes]) -> bytes:
    """Change the shape of a JSON document: what stands where, and of what kind."""
    if not _is_json(data):
        return _put_for_token(random, data, samples)
    root: dict[str, Any] = {"": json.loads(data)}
    holder: Any = root
    place: Any = ""
    for _ in range(random.randrange(6)):
        inside = holder[place]
        if not inside or not isinstance(inside, list | dict):
            break
        holder = inside
        place = random.choice(
            list(inside) if isinstance(inside, dict) else range(len(inside))
        )
    match random.randrange(6):
        case 0:
            holder[place] = [holder[place]] * random.choice((1, 2, 50))
        case 1:
            holder[place] = {random.choice(NASTY_TEXTS): holder[place]}
        case 2 if holder is not root:
            del holder[place]
        case 3:
            holder[place] = random.choice(NASTY_TEXTS)
        case 4 if isinstance(holder, dict) and holder is not root:
            holder[random.choice(list(holder))] = holder[place]
        case _:
            holder[place] = random.choice(NASTY_VALUES)
    return json.dumps(root[""]).encode()


@lru_cache(maxsize=4096)
def _is_json(data: bytes) -> bool:
    """Tell whether a document can be read and written again."""
    try:
        json.dumps(json.loads(data))
    except ValueError, RecursionError:
        return False
    return True


_MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _insert,
    _leave_out,
    _repeat,
    _splice,
    *(_put_for_token,) * 3,
    *(_reshape,) * 5,
)
