"""One request and its answer, in whatever form an answer says no."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
import json
from typing import Any

from yarl import URL

from ...errors import CheckSettingsError, GatewayError
from ...model import Detail
from ...transport import Answer, Transport
from ..answers.faults import read_fault
from ..models.session import Fault
from .refusals import refusal, refusal_in_success
from .written import Pairs, encoded

JSON = "application/json"
PASSWORD = "password"  # noqa: S105 - the name of a field
SECRET = frozenset(
    {PASSWORD, "passwd", "passwd_pin", "data", "subject", "body", "body_alt", "text"}
)
SHORTEST_SECRET = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked; `about` names what a 404 in the wrong words is really about.

    `changes` is false for what may be asked twice. Limits of None are the usual ones.
    """

    method: str
    path: str
    query: Pairs = field(default=(), repr=False)
    document: Mapping[str, Any] | None = field(default=None, repr=False)
    upload: bytes | None = field(default=None, repr=False)
    upload_type: str | None = None
    changes: bool = True
    about: str | None = None
    seconds: float | None = None
    body_limit: int | None = None

    @property
    def body(self) -> bytes | None:
        """Return the bytes to send; ASCII, whatever is written."""
        if self.document is None:
            return self.upload
        return json.dumps(self.document).encode()


@dataclass(slots=True)
class Heard:
    """What an answer with an HTTP error said; `silent`: nothing at all."""

    secrets: tuple[str, ...] = field(default=(), repr=False)
    status: int = 0
    fault: Fault | None = None
    silent: bool = False

    def begin(self, secrets: tuple[str, ...]) -> None:
        """Forget an answer before this one, and know what must not be repeated."""
        self.secrets, self.status = secrets, 0
        self.fault, self.silent = None, False

    def explain(self, answer: Answer) -> Detail | None:
        """Remember the answer and return the provider's words."""
        self.status, self.silent = answer.status, not answer.body.strip()
        fault = read_fault(answer)
        self.fault = fault and without(self.secrets, fault)
        return self.fault.detail if self.fault else None


class Exchange:
    """Ask an API at an address; raises GatewayError."""

    def __init__(
        self, transport: Transport, base_url: str, secrets: Iterable[str] = ()
    ) -> None:
        """Take the address before `/authenticate`, slash at its end or not.

        `secrets` are what no error is to repeat, whatever was asked.
        """
        self._secrets = tuple(one for one in secrets if len(one) >= SHORTEST_SECRET)
        self._transport = transport
        self._base_url = base_url.strip().rstrip("/")

    async def ask(
        self, request: Request, token: str | None, heard: Heard | None = None
    ) -> Answer:
        """Send one request and return an answer that is no error."""
        heard = heard or Heard()
        heard.begin(secrets_of(request.document, token, self._secrets))
        # Only this exact type makes the server answer in JSON and say so.
        headers = {"Accept": JSON}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        body = request.body
        try:
            answer = await self._transport.request(
                request.method,
                self._address(request),
                label=f"{request.method} {request.path}",
                headers=headers,
                body=body,
                content_type=JSON if request.upload is None else request.upload_type,
                repeatable=not request.changes,
                explain=heard.explain,
                total_timeout=request.seconds,
                body_limit=request.body_limit,
            )
        except GatewayError as err:
            raise refusal(err, heard.status, heard.fault, request.about) from None
        fault = read_fault(answer)
        if fault is not None:
            raise refusal_in_success(without(heard.secrets, fault), request.about)
        return answer

    def _address(self, request: Request) -> URL:
        """Put an address together; raises CheckSettingsError."""
        try:
            url = URL(self._base_url + request.path).with_user(None).with_query(None)
            query = encoded(request.query)
            return URL(f"{url}?{query}" if query else str(url), encoded=True)
        except ValueError:
            raise CheckSettingsError("the address is not valid") from None


def secrets_of(
    document: Mapping[str, Any] | None,
    token: str | None,
    others: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return what of a request must not come back in an error, the longest first."""
    found = {token, *others} if token else set(others)
    found.update(_secrets_in(document or {}))
    return tuple(sorted(found, key=len, reverse=True))


def without(secrets: tuple[str, ...], fault: Fault) -> Fault:
    """Take secrets out of the words of a fault, which may repeat the request."""
    text = fault.text
    for secret in secrets:
        text = text and text.replace(secret, "…")
    return replace(fault, text=text)


def _secrets_in(document: Mapping[str, Any]) -> Iterator[str]:
    """Find passwords and texts, those of objects within included."""
    for name, value in document.items():
        if isinstance(value, Mapping):
            yield from _secrets_in(value)
        elif isinstance(value, str) and (
            (name == PASSWORD and value)
            or (name in SECRET and len(value) >= SHORTEST_SECRET)
        ):
            yield value
