"""One request and its answer, in whatever form an answer says no."""

from dataclasses import dataclass
from typing import Any

from yarl import URL

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

    async def get(self, path: str, pairs: Pairs) -> Any:
        """Ask for something; the pairs may hold a secret, and are in no log."""
        return await self._ask("GET", path, pairs, query=encoded(pairs))

    async def post(self, path: str, pairs: Pairs) -> Any:
        """Hand something over as a form."""
        return await self._ask("POST", path, pairs, body=encoded(pairs).encode())

    async def _ask(
        self,
        method: str,
        path: str,
        pairs: Pairs,
        *,
        query: str = "",
        body: bytes | None = None,
    ) -> Any:
        """Send one request and return what the answer holds."""
        with hiding((*self.secrets, *secrets_of(pairs))):
            return await self._exchange(
                method, self._address(path, query), body, label=f"{method} {path}"
            )

    async def _exchange(
        self, method: str, url: URL, body: bytes | None, *, label: str
    ) -> Any:
        """Send a request and read its answer, whatever it says."""
        heard = _Heard()
        try:
            answer = await self._transport.request(
                method,
                url,
                label=label,
                headers=HEADERS,
                body=body,
                content_type=None if body is None else FORM,
                explain=heard.explain,
            )
        except GatewayError as err:
            raise refusal(err, heard.status, heard.fault) from None
        document = answer.json()
        fault = parse_fault(document)
        if fault is not None:
            raise refusal_in_success(fault)
        return document

    def _address(self, path: str, query: str) -> URL:
        """Put an address together; raises CheckSettingsError."""
        try:
            url = URL(self._base_url + path).with_user(None).with_query(None)
            return URL(f"{url}?{query}" if query else str(url), encoded=True)
        except ValueError:
            raise CheckSettingsError("the address is not valid") from None


def secrets_of(pairs: Pairs) -> tuple[str, ...]:
    """Return what of a request must not come back in an error."""
    return tuple(value for name, value in pairs if name.lower() in SECRET)
