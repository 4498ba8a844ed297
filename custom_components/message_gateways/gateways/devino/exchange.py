"""One request and its answer, in whatever form an answer says no."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote_plus

from yarl import URL

from ..errors import CheckSettingsError, GatewayError
from ..model import Detail
from ..transport import Answer, Transport
from .answers import parse_fault, read_fault
from .models import Fault
from .refusals import refusal, refusal_in_success
from .requests import Pairs, encoded

FORM = "application/x-www-form-urlencoded"
HEADERS = {"Accept": "application/json"}
SECRET = frozenset({"sessionid", "password"})


@dataclass(slots=True)
class _Heard:
    """What an answer with an HTTP error said."""

    secrets: tuple[str, ...]
    status: int = 0
    fault: Fault | None = None

    def explain(self, answer: Answer) -> Detail | None:
        """Remember the answer and return the provider's words."""
        self.status = answer.status
        fault = read_fault(answer)
        self.fault = without(self.secrets, fault) if fault else None
        return self.fault.detail if self.fault else None


class Exchange:
    """Ask an API at an address; every method raises GatewayError."""

    def __init__(self, transport: Transport, base_url: str) -> None:
        """Take the address before `/User/…`, with or without a slash at its end."""
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
        heard = _Heard(secrets=secrets_of(pairs))
        try:
            answer = await self._transport.request(
                method,
                self._address(path, query),
                label=f"{method} {path}",
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
            raise refusal_in_success(without(heard.secrets, fault))
        return document

    def _address(self, path: str, query: str) -> URL:
        """Put an address together; raises CheckSettingsError."""
        try:
            url = URL(self._base_url + path).with_user(None).with_query(None)
            return URL(f"{url}?{query}" if query else str(url), encoded=True)
        except ValueError:
            raise CheckSettingsError("the address is not valid") from None


def secrets_of(pairs: Pairs) -> tuple[str, ...]:
    """Return what of a request must not come back in an error, however written."""
    values = [value for name, value in pairs if name.lower() in SECRET and value]
    written = [quote_plus(one, safe) for one in values for safe in ("", "!")]
    return tuple(dict.fromkeys((*values, *written)))


def without(secrets: tuple[str, ...], fault: Fault) -> Fault:
    """Take secrets out of the words of a fault, which may repeat the request."""
    text = fault.text
    for secret in secrets:
        text = text and text.replace(secret, "…")
    return replace(fault, text=text)
