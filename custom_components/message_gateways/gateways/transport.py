"""The one HTTP client: limits of time and size, errors, and what may be retried."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
import logging
from typing import Any, override

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from yarl import URL

from .charsets import decode, decode_xml
from .errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    CheckSettingsError,
    GatewayError,
    SignInAgainError,
    TryLaterError,
    UnreadableAnswerError,
)
from .http_failures import map_failure
from .json_text import read_json
from .model import Detail, Outcome

_LOGGER = logging.getLogger(__name__)

TOTAL_TIMEOUT = 30.0
CONNECT_TIMEOUT = 10.0
# An answer about a thousand messages is shorter, even as XML.
BODY_LIMIT = 768 * 1024
LIST_LIMIT = 5 * 1024 * 1024
# What says no says it soon; more is read of no error.
ERROR_LIMIT = 64 * 1024
LONGEST_RETRY_AFTER = 3600.0
FIRST_RETRY = 5.0
LONGEST_RETRY = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A complete answer of a server."""

    status: int
    content_type: str
    charset: str
    body: bytes
    retry_after: float | None = None

    def text(self) -> str:
        """Decode the body; raises UnreadableAnswerError."""
        return decode(self.body, self.charset)

    def xml_text(self) -> str:
        """Decode the body, which may name its charset; raises UnreadableAnswerError."""
        return decode_xml(self.body, self.charset)

    def json(self) -> Any:
        """Parse the body as JSON, numbers exactly; raises UnreadableAnswerError."""
        if not self.body.strip():
            raise UnreadableAnswerError("the answer is empty")
        return read_json(self.text())


class _WatchedBody(aiohttp.BytesPayload):
    """A request body that knows whether any of it left."""

    started = False

    @override
    async def write_with_length(
        self, writer: AbstractStreamWriter, content_length: int | None
    ) -> None:
        """Note that the body is leaving."""
        self.started = True
        await super().write_with_length(writer, content_length)


async def _never_again(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Turn a cut connection into an error that the library does not try again after."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except aiohttp.ClientOSError, aiohttp.ServerDisconnectedError:
        raise aiohttp.ClientConnectionError from None


def retry_in(
    outcome: Outcome, attempt: int, *, retry_after: float | None, jitter: float
) -> float | None:
    """Return the seconds until the next try, or None where there is none.

    Only what surely was not sent is tried again. `attempt` counts from 1, `jitter`
    is between 0 and 1 and spreads the tries of many accounts.
    """
    if outcome is not Outcome.NOT_SENT:
        return None
    backoff: float = min(FIRST_RETRY * 2.0 ** min(attempt - 1, 10), LONGEST_RETRY)
    return max(backoff * (0.5 + jitter / 2), retry_after or 0.0)


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Read a Retry-After header as seconds from 0 to 3600, or None (RFC 9110)."""
    if not value:
        return None
    if value.strip().isdecimal():
        seconds = float(value.strip()[:9])
    else:
        try:
            at = parsedate_to_datetime(value)
        except ValueError, TypeError:
            return None
        seconds = (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds()
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)


def error_of(
    status: int, *, retry_after: float | None, detail: Detail | None
) -> GatewayError | None:
    """Tell what an HTTP status means for a message, or None for success."""
    reason = f"HTTP {status}"
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return CheckSettingsError("the server redirects elsewhere")
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return SignInAgainError(reason, detail=detail)
    if status == HTTPStatus.TOO_MANY_REQUESTS or (
        status == HTTPStatus.SERVICE_UNAVAILABLE and retry_after is not None
    ):
        return TryLaterError(reason, detail=detail, retry_after=retry_after or 0.0)
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return ChangeRequestError(reason, detail=detail)
    return AskWhatHappenedError(reason, detail=detail)


class Transport:
    """Send requests of one gateway; every failure comes out as a GatewayError."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        total_timeout: float = TOTAL_TIMEOUT,
        connect_timeout: float = CONNECT_TIMEOUT,
        body_limit: int = BODY_LIMIT,
    ) -> None:
        """Use a session that somebody else opens and closes; times in seconds."""
        self._session = session
        self._total_timeout = total_timeout
        self._connect_timeout = connect_timeout
        self._body_limit = body_limit

    async def request(
        self,
        method: str,
        url: URL,
        *,
        label: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        content_type: str | None = None,
        repeatable: bool = True,
        explain: Callable[[Answer], Detail | None] | None = None,
        total_timeout: float | None = None,
        body_limit: int | None = None,
    ) -> Answer:
        """Send one request and return a 2xx answer; raises GatewayError.

        `label` is what the log calls the request, since an address may hold secrets.
        `repeatable` is false for a GET that changes something: without it the HTTP
        library sends a GET once more by itself when the connection is cut.
        `explain` reads the provider's words out of an error body. `total_timeout`
        in seconds and `body_limit` in bytes are for what takes more than usual.
        """
        if self._session.closed:
            raise TryLaterError("the session is closed")
        watched = None
        if body is not None:
            watched = _WatchedBody(body, content_type=content_type)
        error: GatewayError | None
        try:
            answer = await self._exchange(
                method,
                url,
                headers,
                watched,
                repeatable=repeatable,
                limits=self._within(total_timeout or self._total_timeout),
                body_limit=body_limit or self._body_limit,
            )
        except GatewayError as err:
            error = err
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as err:
            error = map_failure(err, left=watched is None or watched.started)
        else:
            error = error_of(answer.status, retry_after=answer.retry_after, detail=None)
            if error is None:
                _LOGGER.debug("%s: HTTP %s", label, answer.status)
                return answer
            error.detail = _explained(explain, answer)
        _LOGGER.debug("%s: %s", label, error.reason)
        # Raised outside of the handlers: the library's own error, which may hold the
        # whole address, is not even the context of ours.
        raise error

    async def _exchange(
        self,
        method: str,
        url: URL,
        headers: Mapping[str, str],
        body: _WatchedBody | None,
        *,
        repeatable: bool,
        limits: aiohttp.ClientTimeout,
        body_limit: int,
    ) -> Answer:
        """Send and read, without following redirects or unpacking bodies."""
        async with self._session.request(
            method,
            url,
            data=body,
            # Compressed answers are not asked for: a small one can unpack to gigabytes.
            headers={**headers, "Accept-Encoding": "identity"},
            timeout=limits,
            allow_redirects=False,
            middlewares=None if repeatable else (_never_again,),
        ) as response:
            succeeded = error_of(response.status, retry_after=None, detail=None) is None
            if succeeded:
                content = await _read(response, body_limit)
            else:
                content = await _read_error(response)
            content_type, charset = _kind_of(response)
            return Answer(
                status=response.status,
                content_type=content_type,
                charset=charset,
                body=content,
                retry_after=parse_retry_after(
                    response.headers.get("Retry-After"), datetime.now(UTC)
                ),
            )

    def _within(self, total: float) -> aiohttp.ClientTimeout:
        """Return the limits of time; seconds."""
        return aiohttp.ClientTimeout(
            total=total,
            connect=self._connect_timeout,
            sock_connect=self._connect_timeout,
        )


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """Read a body up to the limit in bytes; raises UnreadableAnswerError."""
    content = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        content += chunk
        if len(content) > limit:
            response.close()
            raise UnreadableAnswerError("the answer is too large")
    return bytes(content)


async def _read_error(response: aiohttp.ClientResponse) -> bytes:
    """Read how the body of an error begins.

    The status alone says what happened; no more than its reason can be lost.
    """
    content = bytearray()
    with suppress(aiohttp.ClientError, TimeoutError, OSError):
        async for chunk in response.content.iter_chunked(ERROR_LIMIT):
            content += chunk
            if len(content) > ERROR_LIMIT:
                response.close()
                break
        return bytes(content[:ERROR_LIMIT])
    return b""


def _kind_of(response: aiohttp.ClientResponse) -> tuple[str, str]:
    """Return the declared content type and charset, or bytes and UTF-8."""
    try:
        return response.content_type, response.charset or "utf-8"
    except ValueError, LookupError:
        return "application/octet-stream", "utf-8"


def _explained(
    explain: Callable[[Answer], Detail | None] | None, answer: Answer
) -> Detail | None:
    """Read the provider's words; an error body of any shape is no second error."""
    if explain is None:
        return None
    try:
        return explain(answer)
    except Exception:  # noqa: BLE001 - the status must not get lost over its reason
        return None
