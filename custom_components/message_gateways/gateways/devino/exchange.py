"""One request and its answer, in whatever form an answer says no."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yarl import URL

from ..apart import apart
from ..errors import CheckSettingsError, GatewayError
from ..model import Detail
from ..redact import hiding
from ..transport import Answer, Transport
from .answers import parse_fault, read_fault
from .models import Fault
from .refusals import refusal, refusal_in_success
from .requests import Pairs, encoded

FORM = "application/x-www-form-urlencoded"
HEADERS = {"Accept": "application/json"}
SECRET = frozenset({"sessionid", "login", "password"})


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
        self, transport: Transport, base_url: str, *, secrets: tuple[str, ...] = ()
    ) -> None:
        """Take the address before `/User/…`, with or without a slash at its end.

        `secrets` must not come back in an error, whatever is asked for.
        """
        self.secrets = secrets
        self._transport = transport
        self._base_url = base_url.strip().rstrip("/")

    async def get[T](
        self,
        path: str,
        pairs: Pairs,
        parse: Callable[[Any], T],
        *,
        body_limit: int | None = None,
    ) -> T:
        """Ask for something; the pairs may hold a secret, and are in no log."""
        with hiding((*self.secrets, *secrets_of(pairs))):
            answer = await self._exchange(
                "GET", path, query=encoded(pairs), body_limit=body_limit
            )
            return await apart(len(answer.body), _read, answer, parse)

    async def post[T](self, path: str, pairs: Pairs, parse: Callable[[Any], T]) -> T:
        """Hand something over as a form."""
        with hiding((*self.secrets, *secrets_of(pairs))):
            answer = await self._exchange("POST", path, body=encoded(pairs).encode())
            return await apart(len(answer.body), _read, answer, parse)

    async def _exchange(
        self,
        method: str,
        path: str,
        *,
        query: str = "",
        body: bytes | None = None,
        body_limit: int | None = None,
    ) -> Answer:
        """Send one request and return an answer that is no HTTP error."""
        heard = _Heard()
        try:
            return await self._transport.request(
                method,
                self._address(path, query),
                label=f"{method} {path}",
                headers=HEADERS,
                body=body,
                content_type=None if body is None else FORM,
                explain=heard.explain,
                body_limit=body_limit,
            )
        except GatewayError as err:
            raise refusal(err, heard.status, heard.fault) from None

    def _address(self, path: str, query: str) -> URL:
        """Put an address together; raises CheckSettingsError."""
        try:
            url = URL(self._base_url + path).with_user(None).with_query(None)
            return URL(f"{url}?{query}" if query else str(url), encoded=True)
        except ValueError:
            raise CheckSettingsError("the address is not valid") from None


def _read[T](answer: Answer, parse: Callable[[Any], T]) -> T:
    """Read an answer that may yet say no; raises GatewayError."""
    document = answer.json()
    fault = parse_fault(document)
    if fault is not None:
        raise refusal_in_success(fault)
    return parse(document)


def secrets_of(pairs: Pairs) -> tuple[str, ...]:
    """Return what of a request must not come back in an error."""
    return tuple(value for name, value in pairs if name.lower() in SECRET)
