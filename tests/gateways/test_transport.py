"""What the transport makes of answers, and what may be tried again."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime

import aiohttp
from aiohttp import web
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
)

from .loopback import http_server

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
        assert found.retry_after == (wait or 0.0)
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
        assert raised.value.retry_after == (wait or 0.0)


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
    assert raised.value.retry_after == 0.0


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
