"""Live through what becomes of one message, second by second."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory

from custom_components.message_gateways.gateways.errors import GatewayError
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Doubt,
    Message,
    Outcome,
    Receipt,
    Sent,
    Status,
    Verdict,
)
from custom_components.message_gateways.gateways.sandbox.gateway import SandboxGateway

START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SECONDS = (0, 1, 2, 5, 8, 10, 11, 20, 29, 30, 31, 32, 59, 60, 61, 62, 599, 600)


def sms(to: str, text: str = "The door is open", **fields: Any) -> Message:
    """Write an SMS to a number, with an id made of it."""
    return written(Channel.SMS, to, text, **fields)


def written(
    channel: Channel, to: str, text: str = "The door is open", **fields: Any
) -> Message:
    """Write a message of a channel to an address, with an id made of it."""
    content = Content(channel=channel, text=text, **fields)
    kind = "" if channel is Channel.SMS else f"{channel}-"
    return Message(id=f"m-{kind}{to}", to=to, content=content)


def sent(message: Message, receipt: Receipt, at: datetime = START) -> Sent:
    """Follow an accepted message."""
    return Sent(
        message_id=message.id,
        to=message.to,
        gateway_ids=receipt.gateway_ids,
        request_id=receipt.request_id,
        accepted_at=at,
    )


async def send_one(gateway: SandboxGateway, message: Message) -> Receipt:
    """Send one message."""
    (receipt,) = await gateway.send([message])
    return receipt


async def standing(gateway: SandboxGateway, followed: Sequence[Sent]) -> list[Status]:
    """Tell where messages stand."""
    return [report.status for report in await gateway.fetch_reports(followed)]


class Story:
    """A message on its way: sent until it is taken, asked after, then followed."""

    def __init__(self, gateway: SandboxGateway, message: Message) -> None:
        """Begin with a message that is to be sent."""
        self._gateway = gateway
        self._message = message
        self._receipt = Receipt(message_id=message.id, outcome=Outcome.NOT_SENT)
        self._left_at = START

    async def turn(self, now: datetime) -> Sequence[str]:
        """Do what an account would do now, and say what it saw."""
        try:
            match self._receipt.outcome:
                case Outcome.NOT_SENT:
                    seen = [await self._send(now)]
                case Outcome.UNKNOWN:
                    seen = [await self._ask(now)]
                case _:
                    seen = await self._follow()
            inbound = await self._gateway.fetch_inbound(now)
        except GatewayError as err:
            return [type(err).__name__]
        return [*seen, *(f"reply {each.text}".rstrip() for each in inbound)]

    async def _send(self, now: datetime) -> str:
        """Send the message."""
        self._left_at = now
        (self._receipt,) = await self._gateway.send([self._message])
        words = [str(self._receipt.outcome)]
        if not self._receipt.traceable:
            words.append("for good")
        if self._receipt.out_of_credit:
            words.append("without credit")
        return " ".join(words)

    async def _ask(self, now: datetime) -> str:
        """Ask after the message."""
        doubt = Doubt(message=self._message, since=self._left_at)
        (resolution,) = await self._gateway.resolve([doubt], now)
        if resolution.verdict is Verdict.SEND_AGAIN:
            self._message = replace(self._message, repeated=True)
            return await self._send(now)
        if resolution.receipt is not None:
            self._receipt = resolution.receipt
        return str(resolution.verdict)

    async def _follow(self) -> list[str]:
        """Ask where the message stands."""
        followed = sent(self._message, self._receipt)
        return [
            " ".join(
                (
                    each.status,
                    *([] if each.key_pressed is None else [f"keys {each.key_pressed}"]),
                    *([each.detail.name] if each.detail and each.detail.name else []),
                )
            ).rstrip()
            for each in await self._gateway.fetch_reports([followed])
        ]


async def live_through(
    gateway: SandboxGateway,
    message: Message,
    freezer: FrozenDateTimeFactory,
    seconds: Sequence[int] = SECONDS,
) -> list[str]:
    """Tell what is seen of a message, each with the second in which it first is."""
    story = Story(gateway, message)
    told: dict[str, int] = {}
    for second in seconds:
        now = START + timedelta(seconds=second)
        freezer.move_to(now)
        for seen in await story.turn(now):
            told.setdefault(seen, second)
    return [f"{second} {seen}" for seen, second in told.items()]
