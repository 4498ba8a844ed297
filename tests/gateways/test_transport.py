"""What the transport makes of answers, and what may be tried again."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime

import aiohttp
from aiohttp import web
from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    SignInAgainError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import Detail, Outcome
from custom_components.message_gateways.gateways.transport import (
    Answer,
    Transport,
    error_of,
    parse_retry_after,
    retry_in,
)

from .loopback import http_server

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)

STATUSES: list[tuple[int, float | None, type[GatewayError] | None, Outcome | None]] = [
    (200, None, None, None),
    (202, None, None, None),
    (204, None, None, None),
    (299, None, None, None),
    (300, None, CheckSettingsError, Outcome.NOT_SENT),
    (302, None, CheckSettingsError, Outcome.NOT_SENT),
    (308, None, CheckSettingsError, Outcome.NOT_SENT),
    (400, None, ChangeRequestError, Outcome.REJECTED),
    (401, None, SignInAgainError, Outcome.NOT_SENT),
    (403, None, SignInAgainError, Outcome.NOT_SENT),
    (404, None, ChangeRequestError, Outcome.REJECTED),
    (422, None, ChangeRequestError, Outcome.REJECTED),
    (429, None, TryLaterError, Outcome.NOT_SENT),
    (429, 7.0, TryLaterError, Outcome.NOT_SENT),
    (499, None, ChangeRequestError, Outcome.REJECTED),
    (500, None, AskWhatHappenedError, Outcome.UNKNOWN),
    (500, 7.0, AskWhatHappenedError, Outcome.UNKNOWN),
    (502, None, AskWhatHappenedError, Outcome.UNKNOWN),
    (503, None, AskWhatHappenedError, Outcome.UNKNOWN),
    (503, 7.0, TryLaterError, Outcome.NOT_SENT),
    (503, 0.0, TryLaterError, Outcome.NOT_SENT),
    (504, None, AskWhatHappenedError, Outcome.UNKNOWN),
    (600, None, AskWhatHappenedError, Outcome.UNKNOWN),
]


async def post(
    session: aiohttp.ClientSession,
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    *,
    explain: Callable[[Answer], Detail | None] | None = None,
    body_limit: int = 1000,
) -> Answer:
    """Post a small body to a handler, with short limits."""
    transport = Transport(session, total_timeout=5.0, body_limit=body_limit)
    async with http_server(handler) as url:
        return await transport.request(
            "POST",
            url / "send",
            label="send",
            headers={"Authorization": "Basic c2VjcmV0"},
            body=b'{"text":"Hello"}',
            content_type="application/json",
            explain=explain,
        )


def answering(
    body: bytes | str = b"", *, status: int = 200, **headers: str
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Give the same answer to every request; `_` in a header's name means `-`."""

    async def handler(_request: web.Request) -> web.StreamResponse:
        """Answer."""
        return web.Response(
            body=body,
            status=status,
            headers={name.replace("_", "-"): text for name, text in headers.items()},
        )

    return handler


@pytest.mark.parametrize(("status", "wait", "error", "outcome"), STATUSES)
def test_each_status_means_one_outcome(
    status: int,
    wait: float | None,
    error: type[GatewayError] | None,
    outcome: Outcome | None,
) -> None:
    """The table of the design."""
    detail = Detail(code="7")
    found = error_of(status, retry_after=wait, detail=detail)
    assert type(found) is (error or type(None))
    assert getattr(found, "outcome", None) is outcome
    if isinstance(found, TryLaterError):
        assert found.retry_after == wait
    if found is not None and not isinstance(found, CheckSettingsError):
        assert found.detail == detail


@pytest.mark.parametrize(
    ("status", "wait", "error"),
    [(status, wait, error) for status, wait, error, _ in STATUSES if status < 600],
)
async def test_a_real_answer_of_each_status_comes_out_as_its_error(
    client: aiohttp.ClientSession,
    status: int,
    wait: float | None,
    error: type[GatewayError] | None,
) -> None:
    """Whatever its body is."""
    headers = {} if wait is None else {"Retry_After": str(int(wait))}
    handler = answering("" if status == 204 else "<h1>?</h1>", status=status, **headers)
    if error is None:
        assert (await post(client, handler)).status == status
        return
    with pytest.raises(GatewayError) as raised:
        await post(client, handler)
    assert type(raised.value) is error
    if isinstance(raised.value, TryLaterError):
        assert raised.value.retry_after == wait


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


async def test_a_date_in_retry_after_counts_from_now(
    client: aiohttp.ClientSession,
) -> None:
    """By the clock of this machine."""
    at = datetime.now(UTC) + timedelta(seconds=100)
    handler = answering(status=503, Retry_After=format_datetime(at, usegmt=True))
    with pytest.raises(TryLaterError) as raised:
        await post(client, handler)
    assert raised.value.retry_after == pytest.approx(100, abs=5)


async def test_nonsense_in_retry_after_promises_nothing(
    client: aiohttp.ClientSession,
) -> None:
    """So a 503 with it stays unknown, and a 429 has no wait of its own."""
    with pytest.raises(AskWhatHappenedError):
        await post(client, answering(status=503, Retry_After="soon"))
    with pytest.raises(TryLaterError) as raised:
        await post(client, answering(status=429, Retry_After="soon"))
    assert raised.value.retry_after is None


async def test_a_request_arrives_as_it_was_written(
    client: aiohttp.ClientSession,
) -> None:
    """Body, kind, headers, and no wish for a packed answer."""
    seen: list[tuple[str, str, bytes, dict[str, str]]] = []

    async def handler(request: web.Request) -> web.StreamResponse:
        """Note the request."""
        body = await request.read()
        seen.append((request.method, request.path, body, dict(request.headers)))
        return web.json_response({"price": 0.1})

    answer = await post(client, handler)
    ((method, path, body, headers),) = seen
    assert (method, path, body) == ("POST", "/send", b'{"text":"Hello"}')
    assert headers["Content-Type"] == "application/json"
    assert headers["Authorization"] == "Basic c2VjcmV0"
    assert headers["Accept-Encoding"] == "identity"
    assert (answer.content_type, answer.charset) == ("application/json", "utf-8")
    assert answer.json() == {"price": Decimal("0.1")}


async def test_a_redirect_is_not_followed_and_no_password_goes_elsewhere(
    client: aiohttp.ClientSession,
) -> None:
    """Not even to another port of the same host."""
    reached: list[str | None] = []

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        """Note who comes, and with what."""
        reached.append(request.headers.get("Authorization"))
        return web.Response()

    async with http_server(elsewhere) as other:
        handler = answering(status=307, Location=str(other))
        with pytest.raises(CheckSettingsError) as raised:
            await post(client, handler)
    assert raised.value.outcome is Outcome.NOT_SENT
    assert reached == []


async def test_the_words_of_the_provider_come_before_ours(
    client: aiohttp.ClientSession,
) -> None:
    """Read from the body of the error by the gateway."""

    def explain(answer: Answer) -> Detail | None:
        """Read an error body."""
        return Detail(code="17", text=answer.json()["error"])

    handler = answering('{"error": "No such sender"}', status=400)
    with pytest.raises(ChangeRequestError) as raised:
        await post(client, handler, explain=explain)
    assert str(raised.value) == "17: No such sender"


@pytest.mark.parametrize("body", ["<h1>Bad Gateway</h1>", "", "[]", "{}", '"x"', "\0"])
async def test_an_error_body_of_any_shape_is_no_second_error(
    client: aiohttp.ClientSession, body: str
) -> None:
    """The status alone decides then."""

    def explain(answer: Answer) -> Detail | None:
        """Read an error body, without any care."""
        return Detail(text=answer.json()["requestError"]["text"])

    with pytest.raises(ChangeRequestError) as raised:
        await post(client, answering(body, status=400), explain=explain)
    assert raised.value.detail is None
    assert str(raised.value) == "HTTP 400"


async def test_a_success_is_not_explained(client: aiohttp.ClientSession) -> None:
    """Only errors have words to look for."""

    def explain(_answer: Answer) -> Detail | None:
        """Fail if asked."""
        raise AssertionError

    assert (await post(client, answering("{}"), explain=explain)).json() == {}


async def test_a_huge_answer_is_not_read_to_its_end(
    client: aiohttp.ClientSession,
) -> None:
    """A success that can't be read may have sent; an error keeps its status."""
    body = b"x" * 1001
    with pytest.raises(UnreadableAnswerError, match="too large"):
        await post(client, answering(body))
    with pytest.raises(SignInAgainError):
        await post(client, answering(body, status=401))
    assert (await post(client, answering(body[1:]))).body == body[1:]


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Grüße".encode(), "text/plain", "Grüße"),
        ("Grüße".encode("latin-1"), "text/plain; charset=iso-8859-1", "Grüße"),
        ("Grüße".encode(), 'text/plain; charset="UTF-8"', "Grüße"),
        (b"\xef\xbb\xbf{}", "application/json", "{}"),
        ("Grüße".encode("utf-16"), "text/plain; charset=utf-16", "Grüße"),
    ],
)
async def test_a_text_is_read_in_the_charset_it_declares(
    client: aiohttp.ClientSession, body: bytes, content_type: str, text: str
) -> None:
    """UTF-8 where it declares none, and without a byte order mark."""
    answer = await post(client, answering(body, Content_Type=content_type))
    assert answer.text() == text


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("Grüße".encode("latin-1"), "utf-8"),
        (b"text", "no-such-charset"),
        (b"text", "rot13"),
        (b"text", "zlib"),
        (b"text", "undefined"),
        (b"xn--\xff", "idna"),
        (b"text", "utf-8\0"),
        (b"text", ""),
    ],
)
def test_a_text_in_the_wrong_charset_is_unreadable(body: bytes, charset: str) -> None:
    """However Python would put it."""
    answer = Answer(status=200, content_type="text/plain", charset=charset, body=body)
    for read in (answer.text, answer.json):
        with pytest.raises(UnreadableAnswerError):
            read()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \r\n",
        b"<!doctype html><h1>It works</h1>",
        b'{"a": 1',
        b'{"a": NaN}',
        b"[-Infinity]",
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"[1" + b"0" * 5000 + b"]",
        b"[1e99999999999999999999]",
        b"\xff\xfe",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_json_is_unreadable(body: bytes) -> None:
    """And may have been sent."""
    answer = Answer(status=200, content_type="x/y", charset="utf-8", body=body)
    with pytest.raises(UnreadableAnswerError) as raised:
        answer.json()
    assert raised.value.outcome is Outcome.UNKNOWN


def test_json_keeps_sums_of_money_exact() -> None:
    """A price is never a float."""
    answer = Answer(
        status=200,
        content_type="application/json",
        charset="utf-8",
        body=b'\xef\xbb\xbf{"price": 0.1000, "n": 3}',
    )
    assert str(answer.json()["price"]) == "0.1000"
    assert answer.json()["n"] == 3
