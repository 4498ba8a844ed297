"""Turn the API's rows into what every gateway speaks."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from ..model import (
    BAD_ENDS,
    Channel,
    Detail,
    InboundMessage,
    Message,
    Outcome,
    Receipt,
    Report,
)
from ..sms import measure
from .codes import is_out_of_credit, status_of
from .models import InboundRow, MessageRow

NOT_FOLLOWED = Detail(
    text="The gateway gave no message id, so delivery can't be followed"
)


def detail_of(row: MessageRow) -> Detail | None:
    """Return the provider's words on a message."""
    if not (row.status or row.description):
        return None
    return Detail(name=row.status, text=row.description)


def to_receipt(message: Message, rows: Sequence[MessageRow]) -> Receipt:
    """Tell what the answer to a call that was OK says about its message."""
    refused = [row for row in rows if status_of(row.status) in BAD_ENDS]
    if rows and len(refused) == len(rows):
        return Receipt(
            message_id=message.id,
            outcome=Outcome.REJECTED,
            detail=detail_of(refused[0]),
            out_of_credit=any(is_out_of_credit(row.status) for row in refused),
        )
    ids = tuple(dict.fromkeys(row.id for row in rows if row.id))
    return Receipt(
        message_id=message.id,
        outcome=Outcome.ACCEPTED,
        gateway_ids=ids,
        segments=measure(message.content.text).segments,
        detail=None if ids else NOT_FOLLOWED,
        traceable=bool(ids),
    )


def to_report(message_id: str, row: MessageRow) -> Report:
    """Turn a message that was asked for into a report."""
    return Report(
        gateway_id=message_id,
        status=status_of(row.status),
        at=row.at,
        detail=detail_of(row),
    )


def inbound_key(row: InboundRow) -> str:
    """Return what is the same each time the API gives this message."""
    at = row.at.isoformat() if row.at else row.written_at
    parts = (row.sender, row.to, row.text, at)
    return sha256("\0".join(part or "" for part in parts).encode()).hexdigest()


def received_at(row: InboundRow, utc_offset: timedelta) -> datetime | None:
    """Return when a message came in; a wall clock's time is of the account's zone."""
    if row.at is None or row.at.tzinfo:
        return row.at
    try:
        return row.at.replace(tzinfo=UTC) - utc_offset
    except OverflowError:
        return None


def to_inbound(row: InboundRow, key: str, at: datetime) -> InboundMessage:
    """Turn a received message into ours."""
    return InboundMessage(
        key=key,
        channel=Channel.SMS,
        sender=row.sender or "",
        to=row.to,
        text=row.text or "",
        received_at=at,
        keyword=row.keyword,
        wall_clock=row.at is None or row.at.tzinfo is None,
    )
