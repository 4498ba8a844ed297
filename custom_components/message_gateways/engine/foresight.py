"""What would become of a send, without sending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..gateways.model import Channel, Content, Detail
from ..gateways.segments import segments_of
from .guard import Ruling
from .rows import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What would become of one message.

    `refusal` says why the guard would not send it; `reason` why it would leave later
    than it was asked for. `segments` are of an SMS, `price` is of all of it; both are
    None where they are not known.
    """

    address: str
    recipient: str | None
    segments: int | None
    price: Decimal | None
    currency: str | None
    refusal: Detail | None
    leaves_at: datetime
    reason: Detail | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """What would become of a send: one for each target, in their order."""

    targets: tuple[Foreseen, ...]


def foretold(
    content: Content, targets: Sequence[Target], rulings: Sequence[Ruling]
) -> Foresight:
    """Put together what is known before a send."""
    segments = segments_of(content) if content.channel is Channel.SMS else None
    return Foresight(
        targets=tuple(
            Foreseen(
                address=target.address,
                recipient=target.recipient,
                segments=segments,
                price=ruling.cost,
                currency=ruling.currency,
                refusal=ruling.refusal,
                leaves_at=ruling.leaving.at,
                reason=ruling.leaving.reason,
            )
            for target, ruling in zip(targets, rulings, strict=True)
        )
    )
