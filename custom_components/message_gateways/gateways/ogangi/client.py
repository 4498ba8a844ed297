"""Every operation of the API, one method each (api.dokuwiki.txt, field-notes.md)."""

from collections.abc import Callable, Mapping, Sequence
import json
from typing import Any

from yarl import URL

from ..apart import apart
from ..errors import CheckSettingsError, GatewayError, SignInAgainError
from ..redact import hiding
from ..transport import LIST_LIMIT, Answer, Transport
from .answers import explain, parse_inbound, parse_messages, parse_pin, read_answer
from .codes import Verdict, verdict_of
from .models import (
    ANY_CARRIER,
    EventFields,
    FiredEvent,
    InboundFilter,
    InboundPage,
    MessageRow,
    MtRequest,
    PinRequest,
    SmsRequest,
)
from .signature import encode, signed_path
from .xml import Element

JSON = "application/json"


class OgangiClient:
    """The API of one workspace; every method raises GatewayError.

    Numbers go without their plus. Keys, numbers and texts are in the addresses of the
    calls, so that logs and errors name no more than the method.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        base_url: str,
        instance_id: str,
        public_key: str,
        private_key: str,
    ) -> None:
        """Take the address before `/rest/api/…`, with or without a slash at its end."""
        self._transport = transport
        self._base_url = base_url.strip().rstrip("/")
        self._instance_id = instance_id
        self._public_key = public_key
        self._private_key = private_key
        self.secrets = (public_key, private_key)

    async def send_sms(self, request: SmsRequest) -> tuple[MessageRow, ...]:
        """Send a text by a carrier that is known (Send SMS)."""
        return await self._get(
            "tools/sendSMS",
            request.carrier,
            request.sender,
            encode(request.to),
            encode(request.text),
            repeatable=False,
            parse=parse_messages,
        )

    async def send_mt(self, request: MtRequest) -> None:
        """Send a text; no id comes back (Send SMS, Campaign Manager).

        With flags it is Send SMS With Flags.
        """
        await self._get(
            "sendMT",
            request.sender,
            request.carrier or ANY_CARRIER,
            request.to,
            encode(request.text),
            *([] if request.flags is None else [request.flags]),
            repeatable=False,
            parse=_nothing,
        )

    async def send_pin(self, request: PinRequest) -> str:
        """Send a PIN and return it (Generate Mobile PIN)."""
        return await self._get(
            "tools/sendSMSPinMobileNumberConfirm",
            request.carrier,
            request.sender,
            request.to,
            encode(request.text),
            str(request.length),
            repeatable=False,
            parse=parse_pin,
        )

    async def fire_message(self, number: str, text: str) -> None:
        """Let a text of a number come in (Fire Message)."""
        await self._get(
            "fireMessage", number, encode(text), repeatable=False, parse=_nothing
        )

    async def fire_event(self, event: FiredEvent, fields: EventFields) -> None:
        """Let a text of a number come in at one of our codes (Fire Message, POST)."""
        values = {
            fields.to: event.to,
            fields.text: event.text,
            fields.sender: event.sender,
        }
        await self._request(
            "POST",
            "fireMessage",
            body={"event": {"fld-val-list": values}},
            parse=_nothing,
        )

    async def inbound(
        self, page: int, size: int, asked: InboundFilter | None = None
    ) -> InboundPage:
        """List received messages (List Incoming Messages).

        Whether pages start at 0 or 1 is not documented.
        """
        written = (asked or InboundFilter()).written()
        return await self._get(
            "tools/getMOMessages",
            str(page),
            str(size),
            written,
            repeatable=True,
            parse=parse_inbound,
            body_limit=LIST_LIMIT,
        )

    async def message(self, message_id: str) -> MessageRow | None:
        """Look at a message that sendSMS sent (tools/getMessage, field notes)."""
        found = await self._get(
            "tools/getMessage", message_id, repeatable=True, parse=parse_messages
        )
        return next(iter(found), None)

    async def _get[T](
        self,
        method: str,
        *params: str,
        repeatable: bool,
        parse: Callable[[Element], T],
        body_limit: int | None = None,
    ) -> T:
        """Make a call; a GET that sends something is not repeated by itself."""
        return await self._request(
            "GET",
            method,
            params,
            repeatable=repeatable,
            parse=parse,
            body_limit=body_limit,
        )

    async def _request[T](
        self,
        verb: str,
        method: str,
        params: Sequence[str] = (),
        *,
        parse: Callable[[Element], T],
        body: Mapping[str, Any] | None = None,
        repeatable: bool = False,
        body_limit: int | None = None,
    ) -> T:
        """Make a signed call and read its answer."""
        path = signed_path(
            method,
            (self._instance_id, *params),
            public_key=self._public_key,
            private_key=self._private_key,
        )
        try:
            base = str(URL(self._base_url).with_user(None)).rstrip("/")
            # As it was signed: nothing is encoded again or made prettier.
            url = URL(base + path, encoded=True)
        except ValueError:
            raise CheckSettingsError("the address is not valid") from None
        signature = path.rpartition("/")[2]
        with hiding((*self.secrets, signature)):
            answer = await self._exchange(
                verb, url, method, body, repeatable=repeatable, body_limit=body_limit
            )
            return await apart(len(answer.body), lambda: parse(read_answer(answer)))

    async def _exchange(
        self,
        verb: str,
        url: URL,
        method: str,
        body: Mapping[str, Any] | None,
        *,
        repeatable: bool,
        body_limit: int | None,
    ) -> Answer:
        """Send a signed call and return an answer that is no HTTP error."""
        try:
            return await self._transport.request(
                verb,
                url,
                label=method,
                headers={"Accept": "application/xml"},
                body=None if body is None else json.dumps(body).encode(),
                content_type=None if body is None else JSON,
                repeatable=repeatable,
                explain=explain,
                body_limit=body_limit,
            )
        except GatewayError as err:
            refused = err.detail is not None and (
                verdict_of(err.detail.name) is Verdict.BAD_SIGNATURE
            )
            if not refused:
                raise
            detail = err.detail
        # The status says more than the HTTP status that came with it.
        raise SignInAgainError("the keys were refused", detail=detail)


def _nothing(_document: Element) -> None:
    """Want no more of an answer than that it is OK."""
