"""Turn the API's rows into what every gateway speaks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo
from decimal import Decimal

from ..contacts import AddressBook, Contact
from ..model import BAD_ENDS, GOOD_ENDS, Channel, Detail, Report, Status
from .codes import (
    DISCONNECT_REASONS,
    GSM_CODES,
    REASON_TEXTS,
    SMS_STATUSES,
    TASK_STATUSES,
    Reason,
    sms_status,
    task_status,
)
from .models import Book, Record, SmsRecipient, SmsTask, Task, TaskRecipient
from .zone import as_utc

ENDS = GOOD_ENDS | BAD_ENDS
_FURTHEST = (*GOOD_ENDS, Status.SENT, Status.ACCEPTED)


def sms_report(
    gateway_id: str, task: SmsTask, row: SmsRecipient, zone: tzinfo
) -> Report:
    """Report of one number of an SMS."""
    status = sms_status(row.status)
    return Report(
        gateway_id=gateway_id,
        status=status,
        at=as_utc(row.processed_at, zone),
        segments=row.sms_count or None,
        price=_price(status, row.price, task.price, alone=len(task.recipients) == 1),
        detail=_sms_detail(row),
    )


def fax_report(gateway_id: str, task: Task, row: TaskRecipient, zone: tzinfo) -> Report:
    """Report of one number of a fax."""
    alone = len(task.recipients) == 1
    status = _status(task, row)
    # Samples count pages for the task and none for its only recipient.
    pages = row.pages or (task.pages if alone else None)
    return Report(
        gateway_id=gateway_id,
        status=status,
        at=as_utc(row.processed_at, zone),
        price=_price(status, row.price, task.price, alone=alone),
        detail=_task_detail(row),
        pages=pages or None,
    )


def call_report(
    gateway_id: str,
    task: Task,
    row: TaskRecipient,
    zone: tzinfo,
    *,
    asked_for_keys: bool,
) -> Report:
    """Report of one called number, with the keys that were pressed.

    They are empty where some were asked for and none was pressed.
    """
    found = replace(fax_report(gateway_id, task, row, zone), pages=None)
    answered = found.status is Status.DELIVERED
    return replace(
        found,
        key_pressed=row.keys or ("" if answered and asked_for_keys else None),
        event="key_pressed" if row.keys else None,
    )


def whole_report(gateway_id: str, channel: Channel, task: Task | SmsTask) -> Report:
    """Report of a task whose recipients are not listed (yet)."""
    if isinstance(task, SmsTask):
        status, known = sms_status(task.status), SMS_STATUSES
        pages, segments = None, task.sms_count
    else:
        status, known = task_status(task.status), TASK_STATUSES
        pages, segments = task.pages, None
        if task.cancelled and status not in ENDS:
            status = Status.CANCELLED
    code = task.status
    state = None if code is None else known.get(code)
    return Report(
        gateway_id=gateway_id,
        status=status,
        segments=segments or None,
        price=task.price if task.price or status in ENDS else None,
        detail=_detail_of(code, state.text if state else None),
        pages=pages or None if channel is Channel.FAX else None,
    )


def combined(reports: Sequence[Report]) -> Report:
    """Make one report of several of the same number: the best of them is true.

    A list may hold a number twice; each row has a price of its own.
    """
    best = min(reports, key=lambda one: _rank(one.status))
    return replace(
        best,
        price=_sum([one.price for one in reports]),
        pages=_count([one.pages for one in reports]),
        segments=_count([one.segments for one in reports]),
    )


def whole_of(reports: Sequence[Report]) -> Report:
    """Make one report of all recipients: the worst end, once all have ended."""
    under_way = [one for one in reports if one.status not in ENDS]
    bad = [one for one in reports if one.status in BAD_ENDS]
    chosen = next(iter(under_way or bad or reports))
    return replace(combined(reports), status=chosen.status, detail=chosen.detail)


def to_address_book(book: Book) -> AddressBook:
    """Turn an address book into ours."""
    count = book.records_count
    if count is None and book.records is not None:
        count = len(book.records)
    return AddressBook(
        id=str(book.id), name=book.description, count=count, shared=book.is_group
    )


def to_contact(record: Record) -> Contact:
    """Turn a person into ours; the first values are name, position and email."""
    return Contact(id=str(record.id), number=record.phone, values=record.metadata)


def _status(task: Task, row: TaskRecipient) -> Status:
    """Tell where a number of a task stands, which may be cancelled as a whole."""
    status = task_status(row.status)
    return Status.CANCELLED if task.cancelled and status not in ENDS else status


def _price(
    status: Status, own: Decimal | None, whole: Decimal | None, *, alone: bool
) -> Decimal | None:
    """Choose a price; one of nothing is none before the end."""
    price = own or (whole if alone else None) or own
    return price if price or status in ENDS else None


def _task_detail(row: TaskRecipient) -> Detail | None:
    """Say why it ended as it did, else where it stands."""
    reason = None
    if row.disconnect_reason is not None:
        reason = DISCONNECT_REASONS.get(row.disconnect_reason)
    if reason is not None and reason is not Reason.OK:
        code = str(row.disconnect_reason)
        return Detail(code=code, name=reason, text=REASON_TEXTS[reason])
    state = None if row.status is None else TASK_STATUSES.get(row.status)
    return _detail_of(row.status, state.text if state else None)


def _sms_detail(row: SmsRecipient) -> Detail | None:
    """Say what the network said, else where it stands."""
    if row.gsm_code:
        return Detail(
            code=str(row.gsm_code), name="GSM", text=GSM_CODES.get(row.gsm_code)
        )
    state = None if row.status is None else SMS_STATUSES.get(row.status)
    return _detail_of(row.status, state.text if state else None)


def _detail_of(code: int | None, text: str | None) -> Detail | None:
    """Return a code with its text."""
    return None if code is None else Detail(code=str(code), text=text)


def _rank(status: Status) -> int:
    """Order statuses, the best end first, then what is under way, then the bad."""
    return _FURTHEST.index(status) if status in _FURTHEST else len(_FURTHEST)


def _sum(prices: Sequence[Decimal | None]) -> Decimal | None:
    """Add up the prices there are."""
    found = [one for one in prices if one is not None]
    return sum(found, Decimal()) if found else None


def _count(numbers: Sequence[int | None]) -> int | None:
    """Add up the counts there are."""
    return sum(one for one in numbers if one is not None) or None
