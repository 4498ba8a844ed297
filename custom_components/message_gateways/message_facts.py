"""What is shown of a message, beside its status."""

from datetime import datetime
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.util.json import JsonObjectType

from .engine.outbox_search import MessageDetails
from .engine.rows import InboundEvent, MessageRow
from .failures import failed
from .gateways.model import Channel
from .recipients import recipient_named


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


def name_of(entry: ConfigEntry, recipient: str | None) -> str | None:
    """Return the name of a saved recipient by its id."""
    subentry = entry.subentries.get(recipient or "")
    return subentry.title if subentry else None


def sent_row(entry: ConfigEntry, row: MessageRow) -> JsonObjectType:
    """Return what the response of a send says of a message."""
    return {
        "id": row.id,
        "account": entry.title,
        "recipient": name_of(entry, row.recipient),
        "channel": row.channel.value,
        "to": row.address,
        "reference": row.reference,
        "outcome": row.outcome.value if row.outcome else None,
        "status": row.status.value,
        "segments": row.segments,
        "price": float(row.price) if row.price is not None else None,
        "currency": row.currency,
        **of_its_channel(row),
        "error": row.reason if failed(row) or row.outcome == "not_sent" else None,
    }


def found_row(entry: ConfigEntry, row: MessageRow) -> JsonObjectType:
    """Return what is said of a message that was looked for."""
    return {
        **sent_row(entry, row),
        "reason": row.reason,
        "attempts": row.attempts,
        "can_be_followed": row.traceable,
        "created_at": row.created_at.isoformat(),
        "scheduled_at": _written(row.scheduled_at),
        "left_at": _written(row.left_at),
        "accepted_at": _written(row.accepted_at),
        "changed_at": row.changed_at.isoformat(),
    }


def detailed_row(
    entry: ConfigEntry, found: MessageDetails, *, with_text: bool
) -> JsonObjectType:
    """Return all that is known of a message, what it says only on request."""
    row, content = found.row, found.content
    told: JsonObjectType = {
        **found_row(entry, row),
        "give_up_at": row.give_up_at.isoformat(),
        "request_id": row.request_id,
        "gateway_ids": list(found.gateway_ids),
        "sender": content.sender,
        "label": content.label,
    }
    if with_text:
        told |= {"title": content.title, "text": content.text}
    return told


def received_row(entry: ConfigEntry, event: InboundEvent) -> JsonObjectType:
    """Return what is said of an inbound message, its text too."""
    message = event.message
    return {
        "event_id": event.id,
        "account": entry.title,
        "recipient": recipient_named(entry, event.sender_number),
        "channel": message.channel.value,
        "sender": event.sender,
        "to": message.to,
        "text": message.text,
        "keyword": message.keyword,
        "received_at": message.received_at.isoformat(),
    }


def _written(at: datetime | None) -> str | None:
    """Write a time, if there is one."""
    return at.isoformat() if at else None
