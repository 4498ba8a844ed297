"""What is shown of a message, beside its status."""

from typing import Any

from .engine.rows import MessageRow
from .gateways.model import Channel


def describe(row: MessageRow | None) -> dict[str, Any] | None:
    """Return what belongs to the status of a message."""
    if row is None:
        return None
    return {
        "message_id": row.id,
        "channel": row.channel,
        "number": row.address,
        "reason": row.reason,
        "segments": row.segments,
        "price": float(row.price) if row.price is not None else None,
        "currency": row.currency,
        "can_be_followed": row.traceable,
        "changed_at": row.changed_at.isoformat(),
        **of_its_channel(row),
    }


def of_its_channel(row: MessageRow) -> dict[str, Any]:
    """Return what only messages of some channels have: pages, keys."""
    match row.channel:
        case Channel.FAX:
            return {"pages": row.pages}
        case Channel.VOICE:
            return {"key": row.key_pressed}
        case _:
            return {}
