"""Messages that the tests of the ICTCore gateway send, and what they leave behind."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
import wave

from custom_components.message_gateways.gateways.campaigns import InUse
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from custom_components.message_gateways.gateways.model import (
    Attachment,
    Channel,
    Content,
    Doubt,
    Message,
    Outcome,
    Receipt,
    Report,
    Sent,
)
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.ictcore.pdf import pdf

ANN, BEN = "447700900123", "447700900124"
ANNA = "ann@example.com"


def wav() -> bytes:
    """Return a short silence."""
    written = BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(1600))
    return written.getvalue()


PAGE = Attachment(name="page.pdf", content_type="application/pdf", data=pdf(2))
SMS = Content(channel=Channel.SMS, text="Dinner is ready")
FAX = Content(channel=Channel.FAX, title="Order", attachments=(PAGE,))
CALL = Content(channel=Channel.VOICE, text="Dinner is ready", audio=wav())
EMAIL = Content(channel=Channel.EMAIL, title="Dinner", text="It is ready.\nCome!")
EVERY = (SMS, FAX, CALL, EMAIL)


def to_of(content: Content, number: str = ANN) -> str:
    """Return an address that fits a content."""
    return ANNA if content.channel is Channel.EMAIL else number


def message(
    message_id: str = "m0",
    to: str | None = None,
    content: Content = SMS,
    *,
    repeated: bool = False,
) -> Message:
    """Name a message."""
    return Message(
        id=message_id, to=to or to_of(content), content=content, repeated=repeated
    )


def messages(*to: str, content: Content = SMS) -> list[Message]:
    """Name messages, the first is m0."""
    return [message(f"m{place}", one, content) for place, one in enumerate(to)]


def follow(
    receipts: Sequence[Receipt], at: datetime, content: Content | None = SMS
) -> list[Sent]:
    """Follow what was accepted."""
    return [
        Sent(
            message_id=one.message_id,
            to=ANN,
            gateway_ids=one.gateway_ids,
            request_id=one.request_id,
            accepted_at=at,
            content=content,
        )
        for one in receipts
        if one.outcome is Outcome.ACCEPTED
    ]


async def told(
    gateway: IctcoreGateway,
    clock: SettableClock,
    some: Sequence[Message],
    seconds: float = 120,
) -> list[Report]:
    """Send messages and ask after them so many seconds later."""
    receipts = await gateway.send(some)
    assert {one.outcome for one in receipts} == {Outcome.ACCEPTED}
    accepted = clock()
    clock.advance(seconds)
    return list(
        await gateway.fetch_reports(follow(receipts, accepted, some[0].content))
    )


def using(
    *message_ids: str,
    gateway_ids: Collection[str] = (),
    campaign_ids: Collection[str] = (),
) -> Callable[[], Awaitable[InUse]]:
    """Tell what is not over, when asked."""

    async def in_use() -> InUse:
        """Tell it."""
        return InUse(
            message_ids=frozenset(message_ids),
            gateway_ids=frozenset(gateway_ids),
            campaign_ids=frozenset(campaign_ids),
        )

    return in_use


def left(simulator: IctcoreSimulator) -> dict[str, int]:
    """Count what there is on the server that sending makes."""
    tables = simulator.world.tables
    counts = {
        "texts": len(tables.texts),
        "templates": len(tables.templates),
        "documents": len(tables.documents),
        "recordings": len(tables.recordings),
        "programs": len(tables.programs),
        "transmissions": len(tables.transmissions),
        "contacts": len(tables.contacts),
        "groups": len(tables.groups),
        "campaigns": len(tables.campaigns),
    }
    return {name: count for name, count in counts.items() if count}


@dataclass(slots=True)
class Waiting:
    """Wait by moving a clock, and remember how often."""

    clock: SettableClock
    seconds: list[float] = field(default_factory=list)

    async def pause(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds.append(seconds)
        self.clock.advance(seconds)


def doubt(clock: SettableClock, of: Message | None = None) -> Doubt:
    """Doubt a message."""
    return Doubt(message=of or message(), since=clock())
