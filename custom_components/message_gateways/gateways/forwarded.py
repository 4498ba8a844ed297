"""Read our own form of a push, which a forwarder writes for any gateway.

`{"reports": [{"id", "status", …}], "messages": [{"from", "text", …}]}`; the README has
all fields.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from .errors import UnreadableAnswerError
from .fields import count, decimal, mapping, moment, text, words
from .model import Channel, Detail, InboundMessage, Push, Report, Status
from .push_documents import as_answer

STATUSES = frozenset(
    {
        Status.ACCEPTED,
        Status.SENT,
        Status.DELIVERED,
        Status.READ,
        Status.FAILED,
        Status.REJECTED,
        Status.EXPIRED,
        Status.CANCELLED,
    }
)


def parse_forwarded(body: bytes, content_type: str, now: datetime) -> Push:
    """Read one push; raises UnreadableAnswerError."""
    document = as_answer(body, content_type).json()
    if not isinstance(document, Mapping):
        raise UnreadableAnswerError("the push is no object")
    reports = [_report(mapping(row)) for row in _rows(document, "reports")]
    messages = [_message(mapping(row), now) for row in _rows(document, "messages")]
    if not {"reports", "messages"} & document.keys():
        raise UnreadableAnswerError("the push has neither reports nor messages")
    return Push(
        reports=tuple(row for row in reports if row is not None),
        inbound=tuple(row for row in messages if row is not None),
        unreadable=reports.count(None) + messages.count(None),
    )


def _rows(document: Mapping[str, Any], name: str) -> list[Any]:
    """Return the rows under a name; raises UnreadableAnswerError."""
    found = document.get(name, [])
    if not isinstance(found, list):
        raise UnreadableAnswerError(f"the push has no list of {name}")
    return found


def _report(row: Mapping[str, Any]) -> Report | None:
    """Read a report, None where it has no id or no status."""
    gateway_id = words(row.get("id"))
    status = (words(row.get("status")) or "").lower()
    if gateway_id is None or status not in STATUSES:
        return None
    code, reason = words(row.get("code")), words(row.get("reason"))
    return Report(
        gateway_id=gateway_id,
        status=Status(status),
        at=moment(row.get("at")),
        segments=count(row.get("segments")),
        price=decimal(row.get("price")),
        currency=words(row.get("currency")),
        detail=Detail(code=code, text=reason) if code or reason else None,
    )


def _message(row: Mapping[str, Any], now: datetime) -> InboundMessage | None:
    """Read a received message, None where it has no sender, no text or no channel."""
    sender, said = words(row.get("from")), text(row.get("text"))
    channel = (words(row.get("channel")) or Channel.SMS).lower()
    if sender is None or said is None or channel not in set(Channel):
        return None
    to, at = words(row.get("to")), moment(row.get("at"))
    key = words(row.get("id"))
    if key is None and at is not None:
        parts = (channel, sender, to or "", said, at.isoformat())
        key = sha256("\0".join(parts).encode()).hexdigest()
    return InboundMessage(
        key=key or f"push-{uuid4().hex}",
        channel=Channel(channel),
        sender=sender,
        to=to,
        text=said,
        received_at=at or now,
        keyword=words(row.get("keyword")),
        by_content=key is None,
    )
