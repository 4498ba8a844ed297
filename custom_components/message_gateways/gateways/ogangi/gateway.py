"""The API of OGangi at work as one of the gateways."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, override
from uuid import uuid4

import aiohttp

from ..apart import apart_rows
from ..base import (
    FiresInbound,
    Gateway,
    ReadsOnce,
    Receives,
    Reports,
    SendsPins,
    TakesPushes,
)
from ..base_address import without_scheme
from ..errors import ChangeRequestError, GatewayError
from ..model import (
    Channel,
    Detail,
    InboundMessage,
    Message,
    Outcome,
    Push,
    Receipt,
    Report,
    Sent,
    SentPin,
)
from ..numbers import bare
from ..push_info import PushKind
from ..redact import rows_without_secrets
from ..transport import Transport
from .client import OgangiClient
from .convert import received_at, to_inbound, to_receipt
from .following import Following
from .models import FiredEvent, MtRequest
from .options import Options, read_options
from .push import parse_form
from .receiving import Receiving
from .sending import pin_request, text_request


def utc_now() -> datetime:
    """Return the time in UTC."""
    return datetime.now(UTC)


class OgangiGateway(
    Gateway, Reports, Receives, ReadsOnce, TakesPushes, SendsPins, FiresInbound
):
    """Send, follow what can be followed, and receive with one workspace.

    The API takes no id of ours and lists nothing by number: a message of unknown
    outcome stays unknown.
    """

    def __init__(
        self,
        client: OgangiClient,
        options: Options | None = None,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Work with a client, by the options of its account."""
        self._client = client
        self._options = options or Options()
        self._clock = clock
        self._following = Following(client)
        self._receiving = Receiving(client, utc_offset=self._options.utc_offset)

    @override
    async def check(self) -> None:
        """Try the keys by listing one received message; raises GatewayError."""
        await self._receiving.check()

    @override
    async def send(self, messages: Sequence[Message]) -> Sequence[Receipt]:
        """Send messages, one request each, in order.

        Raises GatewayError when the first was surely not sent, and with it no other.
        """
        receipts: list[Receipt] = []
        for place, message in enumerate(messages):
            try:
                receipts.append(await self._send_one(message))
            except ChangeRequestError as err:
                receipts.append(_failed(message, err))
            except GatewayError as err:
                if len(messages) == 1 or (place == 0 and _nothing_left(err)):
                    raise
                receipts.append(_failed(message, err))
                if _nothing_left(err):
                    receipts += [_failed(one, err) for one in messages[place + 1 :]]
                    break
        return rows_without_secrets(receipts, self._client.secrets)

    @override
    async def fetch_reports(self, sent: Sequence[Sent]) -> Sequence[Report]:
        """Ask where messages stand, one request each; raises GatewayError."""
        reports = await self._following.fetch(sent)
        return rows_without_secrets(reports, self._client.secrets)

    @override
    async def fetch_inbound(self, since: datetime | None) -> Sequence[InboundMessage]:
        """Fetch what came in since a time, oldest first; raises GatewayError."""
        rows = await self._receiving.fetch(since)
        now, offset = self._clock(), self._options.utc_offset
        return await apart_rows(
            tuple(rows.items()),
            lambda those: [
                to_inbound(row, key, received_at(row, offset) or now)
                for key, row in those
            ],
        )

    @override
    def forget_progress(self) -> None:
        """Take no message for known, since those that were fetched were not kept."""
        self._receiving.forget_progress()

    @override
    def parse_push(self, kind: PushKind, body: bytes, content_type: str) -> Push:
        """Read one received message, which has no id; raises UnreadableAnswerError."""
        sender, text = parse_form(body)
        message = InboundMessage(
            key=f"push-{uuid4().hex}",
            channel=Channel.SMS,
            sender=sender,
            to=None,
            text=text,
            received_at=self._clock(),
            by_content=True,
        )
        return Push(inbound=(message,))

    @override
    async def send_pin(self, message: Message, *, length: int) -> SentPin:
        """Send a PIN of so many characters after a text; raises GatewayError."""
        request = pin_request(self._filled(message), length, self._options.carrier)
        return SentPin(message_id=message.id, pin=await self._client.send_pin(request))

    @override
    async def fire_inbound(
        self, *, sender: str, text: str, to: str | None = None
    ) -> None:
        """Let a text of a number come in, at a code of ours if one is named.

        Raises GatewayError.
        """
        if to is None:
            await self._client.fire_message(bare(sender), text)
            return
        event = FiredEvent(sender=bare(sender), to=bare(to), text=text)
        await self._client.fire_event(event, self._options.event_fields)

    async def _send_one(self, message: Message) -> Receipt:
        """Send one message; raises GatewayError."""
        options = self._options
        request = text_request(self._filled(message), options.method, options.carrier)
        if isinstance(request, MtRequest):
            await self._client.send_mt(request)
            return to_receipt(message, ())
        return to_receipt(message, await self._client.send_sms(request))

    def _filled(self, message: Message) -> Message:
        """Let a message without a sender have the account's."""
        if message.content.sender:
            return message
        content = replace(message.content, sender=self._options.sender)
        return replace(message, content=content)


def make(config: Mapping[str, Any], session: aiohttp.ClientSession) -> OgangiGateway:
    """Make the gateway of an account from its credentials and options."""
    client = OgangiClient(
        Transport(session),
        base_url=config["base_url"],
        instance_id=config["instance_id"],
        public_key=config["public_key"],
        private_key=config["private_key"],
    )
    return OgangiGateway(client, read_options(config))


def identity(config: Mapping[str, Any]) -> str:
    """Tell accounts apart: address without scheme, workspace and public key."""
    parts = (
        without_scheme(config["base_url"]),
        config["instance_id"],
        config["public_key"],
    )
    return "|".join(parts).lower()


def title(config: Mapping[str, Any]) -> str:
    """Name an account for people."""
    host = without_scheme(config["base_url"]).partition("/")[0]
    return f"{config['instance_id']} ({host})"


def _nothing_left(err: GatewayError) -> bool:
    """Tell whether an error says that nothing was sent, and will not be now."""
    return err.outcome is Outcome.NOT_SENT


def _failed(message: Message, err: GatewayError) -> Receipt:
    """Write the receipt of a message whose request failed."""
    return Receipt(
        message_id=message.id,
        outcome=err.outcome,
        detail=err.detail or Detail(text=err.reason),
    )
