"""Turn the API's rows into what every gateway speaks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from ..model import (
    BAD_ENDS,
    GOOD_ENDS,
    Channel,
    Detail,
    InboundMessage,
    Report,
    Sent,
    Status,
)
from ..month import Statistics
from ..numbers import with_plus
from .codes import (
    KNOWN_FOR,
    LINK_FOLLOWED,
    SMS_STATES,
    VIBER_STATES,
    sms_status,
    viber_status,
)
from .models import InboundSms, MessageState, ResentSms, SmsStatistics, ViberState

# How long an SMS may be in coming after Viber gave up.
RESENT_WITHIN = timedelta(hours=1)
_UNDER_WAY = (Status.UNKNOWN, Status.ACCEPTED, Status.SENT)


def sent_at(sent: Sent) -> datetime:
    """Return when a message goes out; of a wall clock anywhere, the latest moment."""
    at = sent.content.leaves_at if sent.content else None
    return max(at, sent.accepted_at) if at else sent.accepted_at


def sms_report(sent: Sent, gateway_id: str, row: MessageState, now: datetime) -> Report:
    """Turn the state of a segment into a report."""
    age = now - sent_at(sent)
    status = sms_status(row.state, age)
    return Report(
        gateway_id=gateway_id,
        status=status,
        at=row.at,
        price=row.price,
        detail=_sms_detail(row),
        final=_is_final(status, age),
    )


def viber_report(
    sent: Sent, gateway_id: str, row: ViberState, now: datetime, *, fallback: bool
) -> Report:
    """Turn the state of a Viber message, and of its SMS, into a report.

    `fallback`: where Viber fails an SMS is to come, so that is no end yet.
    """
    age = now - sent_at(sent)
    status = viber_status(row.state, age)
    prices = [one.price for one in (row, *row.resent_sms) if one.price is not None]
    price = sum(prices, Decimal()) if prices else None
    if row.resent_sms and status not in GOOD_ENDS:
        return _resent_report(gateway_id, row.resent_sms, price, age)
    gone_by = now - (row.at or sent.accepted_at)
    if fallback and status in BAD_ENDS and gone_by < RESENT_WITHIN:
        status = Status.SENT
    return Report(
        gateway_id=gateway_id,
        status=status,
        at=row.at,
        price=price,
        detail=_viber_detail(row),
        event="link_followed" if row.state == LINK_FOLLOWED else None,
        final=_is_final(
            status, age, may_be_read=status in GOOD_ENDS and row.state != LINK_FOLLOWED
        ),
    )


def to_inbound(row: InboundSms, now: datetime) -> InboundMessage:
    """Turn a message that came in into ours."""
    return InboundMessage(
        key=inbound_key(row),
        channel=Channel.SMS,
        sender=with_plus(row.sender or ""),
        to=with_plus(row.to) if row.to else None,
        text=row.text or "",
        received_at=row.created_at or now,
    )


def inbound_key(row: InboundSms) -> str:
    """Return what is the same each time the API gives this message."""
    if row.id:
        return row.id
    created = row.created_at.isoformat() if row.created_at else ""
    parts = (row.sender, row.to, row.text, created)
    return sha256("\0".join(part or "" for part in parts).encode()).hexdigest()


def to_statistics(row: SmsStatistics, since: datetime, until: datetime) -> Statistics:
    """Turn the counts of a period into ours."""
    return Statistics(
        since=since,
        until=until,
        sent=row.sent,
        delivered=row.delivered,
        errors=row.errors,
        in_process=row.in_process,
        expired=row.expired,
        rejected=row.rejected,
    )


def combined(statuses: Sequence[Status]) -> Status:
    """Return where a message stands whose segments stand differently.

    One that failed for good fails it; else it is as far as its last segment.
    """
    bad = [one for one in statuses if one in BAD_ENDS]
    if bad:
        return bad[0]
    return next((one for one in _UNDER_WAY if one in statuses), Status.DELIVERED)


def _is_final(status: Status, age: timedelta, *, may_be_read: bool = False) -> bool:
    """Tell whether the provider has nothing more to say of what is that old."""
    if age >= KNOWN_FOR and (may_be_read or status is Status.UNKNOWN):
        return True
    return status in GOOD_ENDS | BAD_ENDS and not may_be_read


def _resent_report(
    gateway_id: str, rows: Sequence[ResentSms], price: Decimal | None, age: timedelta
) -> Report:
    """Report of the SMS that went out in place of a Viber message."""
    statuses = [sms_status(row.state, age) for row in rows]
    status = combined(statuses)
    row = rows[statuses.index(status)]
    detail = _sms_detail(row)
    return Report(
        gateway_id=gateway_id,
        status=status,
        at=row.at,
        price=price,
        detail=Detail(code=detail.code, name="SMS", text=detail.text),
        final=_is_final(status, age),
    )


def _sms_detail(row: MessageState) -> Detail:
    """Return the provider's words, or those of its document."""
    known = SMS_STATES.get(row.state)
    text = row.description or (known.text if known else None)
    return Detail(code=str(row.state), text=text)


def _viber_detail(row: MessageState) -> Detail:
    """Return the provider's words, or those of its document."""
    known = VIBER_STATES.get(row.state)
    text = row.description or (known.text if known else None)
    return Detail(code=str(row.state), name="Viber", text=text)
