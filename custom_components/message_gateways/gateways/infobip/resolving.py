"""Decide what became of messages whose request had no answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ..model import Doubt, Receipt, Resolution, Verdict
from ..numbers import bare
from .convert import to_receipt
from .models import LogRow
from .requests import LogFilter

LOG_DELAY = timedelta(minutes=2)
LOG_REACH = timedelta(hours=47)
EARLIER = timedelta(minutes=1)
LIMIT = 1000


def resolve_text(doubt: Doubt, rows: Sequence[LogRow], now: datetime) -> Resolution:
    """Decide by the rows of the log that bear the id of the message.

    Not there after two minutes, it is sent again under the same id, which the gateway
    takes once only. Once the log no longer reaches back so far, it says nothing.
    """
    found = [
        # A refusal as a repetition tells that the gateway has the message.
        to_receipt(replace(doubt.message, repeated=True), row, row.bulk_id)
        for row in rows
        if row.message_id == doubt.message.id and row.status
    ]
    if found:
        return _found(doubt, max(found, key=lambda one: bool(one.request_id)))
    age = now - doubt.since
    if age < LOG_DELAY:
        return _verdict(doubt, Verdict.ASK_LATER)
    return _verdict(
        doubt, Verdict.SEND_AGAIN if age < LOG_REACH else Verdict.STAYS_UNKNOWN
    )


def binary_question(doubt: Doubt) -> LogFilter:
    """Ask for what went to the number since a minute before the request."""
    return LogFilter(
        to=bare(doubt.message.to), sent_since=doubt.since - EARLIER, limit=LIMIT
    )


def resolve_binary(
    doubt: Doubt, rivals: Sequence[Doubt], rows: Sequence[LogRow], now: datetime
) -> Resolution:
    """Decide by number and time, as the API takes no id of ours for bytes.

    `rivals` are all doubts of this kind: of two to one number neither can be told.
    """
    to = bare(doubt.message.to)
    alone = sum(bare(one.message.to) == to for one in rivals) == 1
    candidates = [row for row in rows if _fits(doubt, row)]
    if alone and len(candidates) == 1:
        row = candidates[0]
        return _found(doubt, to_receipt(doubt.message, row, row.bulk_id))
    if now - doubt.since < LOG_DELAY:
        return _verdict(doubt, Verdict.ASK_LATER)
    return _verdict(doubt, Verdict.STAYS_UNKNOWN)


def _fits(doubt: Doubt, row: LogRow) -> bool:
    """Tell whether a row may be the message."""
    sender = doubt.message.content.sender
    return (
        row.status is not None
        and row.to is not None
        and bare(row.to) == bare(doubt.message.to)
        and (sender is None or row.sender in {None, sender})
        and (
            row.sent_at is None
            or doubt.since - EARLIER <= row.sent_at <= doubt.since + LOG_DELAY
        )
    )


def _found(doubt: Doubt, receipt: Receipt) -> Resolution:
    """Say that the message is there."""
    return Resolution(
        message_id=doubt.message.id, verdict=Verdict.FOUND, receipt=receipt
    )


def _verdict(doubt: Doubt, verdict: Verdict) -> Resolution:
    """Say how a message goes on that is not there."""
    return Resolution(message_id=doubt.message.id, verdict=verdict)
