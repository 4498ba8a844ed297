"""One request and its answer, in whatever form an answer says no."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
import json
from typing import Any

from yarl import URL

from ..apart import apart
from ..errors import CheckSettingsError, GatewayError
from ..fields import mapping
from ..model import Detail
from ..redact import hiding
from ..transport import LIST_LIMIT, TOTAL_TIMEOUT, Answer, Transport
from .answers import Document, parse_fault, read_fault
from .codes import EMPTY
from .models import Fault
from .refusals import refusal, refusal_in_success

# The document's word for its JSON (api.md, "Content type").
CONTENT_TYPE = "text/plain"
# Octets in a second.
SLOW_LINE = 32 * 1024
LONGEST_UPLOAD = 300.0
SECRET = ("Body", "Base64Body", "Metadata")
LARGE = frozenset({"Attachments", "MainMessage"})


@dataclass(slots=True)
class _Heard:
    """What an answer with an HTTP error said."""

    status: int = 0
    fault: Fault | None = None

    def explain(self, answer: Answer) -> Detail | None:
        """Remember the answer and return the provider's words."""
        self.status = answer.status
        self.fault = read_fault(answer)
        return self.fault.detail if self.fault else None


class Exchange:
    """Ask an API at an address; every method raises GatewayError."""

    def __init__(
        self, transport: Transport, base_url: str, login: str, password: str
    ) -> None:
        """Take the address before `/SendSms`, with or without a slash at its end."""
        self._transport = transport
        self._base_url = base_url.strip().rstrip("/")
        self._headers = {
            "Accept": "application/json",
            "Login": login,
            "Password": password,
        }
        self.secrets = (login, password)

    async def get[T](
        self, method: str, parse: Callable[[Document], T], **asked: str
    ) -> T:
        """Ask for a list; one that is empty may be answered by an error."""
        return await self._ask("GET", method, asked, parse=parse)

    async def post[T](
        self,
        method: str,
        parse: Callable[[Document], T],
        body: Mapping[str, Any] | None = None,
        **asked: str,
    ) -> T:
        """Hand something over."""
        return await self._ask("POST", method, asked, parse=parse, body=body or {})

    async def put(self, method: str, body: Mapping[str, Any]) -> None:
        """Write something over."""
        await self._ask("PUT", method, {}, parse=no_more, body=body)

    async def delete(self, method: str, **asked: str) -> None:
        """Delete something."""
        await self._ask("DELETE", method, asked, parse=no_more)

    async def _ask[T](
        self,
        verb: str,
        method: str,
        asked: Mapping[str, str],
        *,
        parse: Callable[[Document], T],
        body: Mapping[str, Any] | None = None,
    ) -> T:
        """Send one request and return what the answer holds."""
        raw = None if body is None else await written(body)
        with hiding((*self.secrets, *secrets_of(body or {}))):
            url = self._address(method, asked)
            answer = await self._exchange(verb, method, url, raw)
            return await apart(
                len(answer.body),
                lambda: parse(_read(answer, may_be_empty=verb == "GET")),
            )

    async def _exchange(
        self, verb: str, method: str, url: URL, raw: bytes | None
    ) -> Answer:
        """Send a request and return an answer that is no HTTP error."""
        heard = _Heard()
        try:
            return await self._transport.request(
                verb,
                url,
                label=f"{verb} {method}",
                headers=self._headers,
                body=raw,
                content_type=None if raw is None else CONTENT_TYPE,
                repeatable=verb == "GET",
                explain=heard.explain,
                total_timeout=seconds_for(len(raw or b"")),
                body_limit=LIST_LIMIT if verb == "GET" else None,
            )
        except GatewayError as err:
            raise refusal(err, heard.status, heard.fault) from None

    def _address(self, method: str, asked: Mapping[str, str]) -> URL:
        """Put an address together; raises CheckSettingsError."""
        try:
            url = URL(f"{self._base_url}/{method}").with_user(None)
        except ValueError:
            raise CheckSettingsError("the address is not valid") from None
        return url.with_query(asked) if asked else url.with_query(None)


def no_more(_document: Document) -> None:
    """Want no more of an answer than that it says yes."""


def _read(answer: Answer, *, may_be_empty: bool) -> Document:
    """Read an answer that may yet say no; raises GatewayError."""
    document = answer.json()
    fault = parse_fault(document)
    if fault is None or (may_be_empty and fault.code == EMPTY):
        return mapping(document)
    raise refusal_in_success(fault)


def seconds_for(octets: int) -> float:
    """Return how long a request may take; documents are slow on a slow line."""
    return TOTAL_TIMEOUT + min(octets / SLOW_LINE, LONGEST_UPLOAD)


async def written(body: Mapping[str, Any]) -> bytes:
    """Write a body as JSON; one with documents or sounds off the event loop."""
    if body.keys() & LARGE:
        return await asyncio.to_thread(_written, body)
    return _written(body)


def _written(body: Mapping[str, Any]) -> bytes:
    """Write a body as JSON."""
    return json.dumps(body, separators=(",", ":")).encode()


def secrets_of(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the texts of a request, which must not come back in an error."""
    found: list[str] = []
    for name in SECRET:
        value = body.get(name)
        found += value if isinstance(value, list) else [value] if value else []
    return tuple(one for one in found if one)
