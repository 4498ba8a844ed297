"""Turn the API's rows into what every gateway speaks."""

from datetime import datetime
from hashlib import sha256

from ..model import (
    BAD_ENDS,
    Channel,
    Detail,
    InboundMessage,
    Message,
    Network,
    NumberFacts,
    Outcome,
    Receipt,
    Report,
    Status,
)
from ..numbers import with_plus
from .codes import Group, is_duplicate, is_out_of_credit
from .models import Fault, InboxRow, LookupRow, NetworkRow, ReportRow, SendRow, State

_REACHABLE = {Group.DELIVERED: True, Group.UNDELIVERABLE: False}


def detail_of(state: State | None, fault: Fault | None = None) -> Detail | None:
    """Return the provider's words; its error adds to the text of its status."""
    status = state.detail if state else None
    error = fault.detail if fault else None
    if status is None or error is None:
        return status or error
    parts = (status.text, error.name, error.text)
    return Detail(
        code=status.code,
        name=status.name,
        text=". ".join(part for part in parts if part) or None,
    )


def to_receipt(
    message: Message, row: SendRow | ReportRow | None, request_id: str | None
) -> Receipt:
    """Tell what a row, or none, says about a message that was handed over."""
    if row is None or row.status is None:
        return Receipt(message_id=message.id, outcome=Outcome.UNKNOWN)
    is_text = message.content.binary is None
    own_id = message.id if is_text else None
    gateway_id = row.message_id or own_id
    detail = row.status.detail
    if is_duplicate(detail) and message.repeated and is_text:
        # The gateway has had it from an earlier request of ours, under the same id.
        return Receipt(
            message_id=message.id, outcome=Outcome.ACCEPTED, gateway_ids=(message.id,)
        )
    refused = row.status.meaning in BAD_ENDS
    return Receipt(
        message_id=message.id,
        outcome=Outcome.REJECTED if refused else Outcome.ACCEPTED,
        gateway_ids=(gateway_id,) if gateway_id else (),
        request_id=request_id,
        segments=row.sms_count,
        detail=detail if refused else None,
        traceable=gateway_id is not None,
        out_of_credit=refused and is_out_of_credit(detail),
    )


def is_of_a_repeat(row: ReportRow) -> bool:
    """Tell the refusal of a message sent twice, which says nothing about the first."""
    return is_duplicate(detail_of(row.status))


def to_report(row: ReportRow) -> Report:
    """Turn a row of the reports or logs into a report."""
    price = None
    if row.price and row.price.per_message is not None and row.sms_count is not None:
        price = row.price.per_message * row.sms_count
    return Report(
        gateway_id=row.message_id,
        status=row.status.meaning if row.status else Status.ACCEPTED,
        at=row.done_at or row.sent_at,
        segments=row.sms_count,
        price=price,
        currency=row.price.currency if row.price else None,
        detail=detail_of(row.status, row.error),
    )


def inbound_key(row: InboxRow) -> str:
    """Return what is the same each time the API gives this message."""
    if row.message_id:
        return row.message_id
    received = row.received_at.isoformat() if row.received_at else ""
    parts = (row.sender, row.to, row.text or row.clean_text, received)
    return sha256("\0".join(part or "" for part in parts).encode()).hexdigest()


def to_inbound(row: InboxRow, now: datetime) -> InboundMessage:
    """Turn a received message into ours; one without a readable time came just now."""
    return InboundMessage(
        key=inbound_key(row),
        channel=Channel.SMS,
        sender=row.sender or "",
        to=row.to,
        text=row.clean_text or "" if row.text is None else row.text,
        received_at=row.received_at or now,
        keyword=row.keyword,
        segments=row.sms_count,
    )


def to_facts(row: LookupRow) -> NumberFacts:
    """Turn the result of a lookup into ours."""
    status = row.status
    group = status.group if status else Group.PENDING
    return NumberFacts(
        number=with_plus(row.to),
        status=status.meaning if status else Status.UNKNOWN,
        reachable=_REACHABLE.get(group),
        ported=row.ported,
        roaming=row.roaming,
        mccmnc=row.mcc_mnc,
        imsi=row.imsi,
        serving_msc=row.serving_msc,
        original_network=_network(row.original_network),
        ported_network=_network(row.ported_network),
        roaming_network=_network(row.roaming_network),
        detail=detail_of(status, row.error),
    )


def _network(row: NetworkRow | None) -> Network | None:
    """Turn a network into ours."""
    if row is None:
        return None
    return Network(
        name=row.network_name,
        prefix=row.network_prefix,
        country=row.country_name,
        country_prefix=row.country_prefix,
    )
