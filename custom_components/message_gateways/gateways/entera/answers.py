"""Parse answers: the one place that sees foreign shapes."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ..errors import UnreadableAnswerError
from ..fields import boolean, count, decimal, mapping, text, words
from ..transport import Answer
from .models import Book, Fault, Record, SmsRecipient, SmsTask, Task, TaskRecipient

type Document = Mapping[str, Any]


def parse_fault(document: Any) -> Fault | None:
    """Return what an answer refuses with, None where it says yes.

    Raises UnreadableAnswerError for what is no answer of this API, or says both.
    """
    fields = mapping(document)
    result = boolean(fields.get("Result"))
    code = count(fields.get("ErrorCode"))
    if result is None and code is None:
        raise UnreadableAnswerError("the answer says neither yes nor no")
    if result is not False and not code:
        return None
    if result and code:
        raise UnreadableAnswerError("the answer says both yes and no")
    return Fault(code=code or None, text=words(fields.get("Message")))


def read_fault(answer: Answer) -> Fault | None:
    """Read what the body of an HTTP error refuses with, if it is one of this API."""
    try:
        return parse_fault(answer.json())
    except UnreadableAnswerError:
        return None


def parse_task_id(document: Document) -> str:
    """Parse the id of what was taken; raises UnreadableAnswerError."""
    found = words(document.get("TaskId"))
    if found is None:
        raise UnreadableAnswerError("the answer has no task id")
    return found


def parse_book_id(document: Document) -> int:
    """Parse the id of a new address book; raises UnreadableAnswerError."""
    return _id(document, "AddressBookId")


def parse_record_id(document: Document) -> int:
    """Parse the id of a new record; raises UnreadableAnswerError."""
    return _id(document, "RecordId")


def parse_books(document: Document) -> tuple[Book, ...]:
    """Parse address books; raises UnreadableAnswerError."""
    return _rows(document.get("AddressBooks"), _book)


def parse_tasks(document: Document) -> tuple[Task, ...]:
    """Parse faxes or calls; raises UnreadableAnswerError."""
    return _rows(document.get("ResultCollection"), _task)


def parse_sms_tasks(document: Document) -> tuple[SmsTask, ...]:
    """Parse SMS; raises UnreadableAnswerError."""
    return _rows(document.get("Incoming"), _sms_task)


def parse_time(value: Any) -> datetime | None:
    """Read a time without a zone, with any digits of a second; the year 1 is none."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return found if found.year > 1 else None


def _id(document: Document, name: str) -> int:
    """Parse a number that must be there."""
    found = count(document.get(name))
    if found is None:
        raise UnreadableAnswerError(f"the answer has no {name}")
    return found


def _rows[RowT](
    value: Any, parse: Callable[[Document], RowT | None]
) -> tuple[RowT, ...]:
    """Parse a list without what is no row of it; none at all is an empty one."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UnreadableAnswerError("the answer has no list")
    found = (parse(mapping(row)) for row in value)
    return tuple(row for row in found if row is not None)


def _book(row: Document) -> Book | None:
    """Parse an address book."""
    book_id = count(row.get("Id"))
    if book_id is None:
        return None
    records = row.get("Records")
    return Book(
        id=book_id,
        description=text(row.get("Description")) or "",
        records_count=count(row.get("RecordsCount")),
        is_group=boolean(row.get("IsGroup")),
        records=_rows(records, _record) if isinstance(records, list) else None,
    )


def _record(row: Document) -> Record | None:
    """Parse a person in an address book."""
    record_id, phone = count(row.get("Id")), words(row.get("Phone"))
    if record_id is None or phone is None:
        return None
    metadata = row.get("Metadata")
    return Record(
        id=record_id,
        book_id=count(row.get("AddressBookId")),
        phone=phone,
        metadata=tuple(text(one) or "" for one in metadata)
        if isinstance(metadata, list)
        else (),
    )


def _task(row: Document) -> Task | None:
    """Parse a request for faxes or calls."""
    task_id = words(row.get("TaskId"))
    if task_id is None:
        return None
    recipients = row.get("Recipients")
    return Task(
        task_id=task_id,
        id=count(row.get("Id")),
        type=count(row.get("Type")),
        incoming_at=parse_time(row.get("IncomingDate")),
        department_id=count(row.get("DepartmentId")),
        user_id=count(row.get("UserId")),
        originator=words(row.get("Originator")),
        mail_id=words(row.get("MailId")),
        subject=words(row.get("Subject")),
        scheduled_for=parse_time(row.get("ScheduleDate")),
        external_id=words(row.get("ExternalId")),
        priority=count(row.get("Priority")),
        attachments_count=count(row.get("AttachmentsCount")),
        recipients_count=count(row.get("RecipientsCount")),
        pages=count(row.get("Pages")),
        print_attempts=count(row.get("PrintAttempts")),
        status=count(row.get("Status")),
        price=decimal(row.get("Price")),
        cancelled=boolean(row.get("Cancelled")) or False,
        recipients=_rows(recipients, _task_recipient)
        if isinstance(recipients, list)
        else (),
    )


def _task_recipient(row: Document) -> TaskRecipient | None:
    """Parse what became of one number."""
    number = words(row.get("Recipient"))
    if number is None:
        return None
    return TaskRecipient(
        number=number,
        id=count(row.get("Id")),
        task_id=words(row.get("TaskId")),
        status=count(row.get("Status")),
        pages=count(row.get("Pages")),
        attempts=count(row.get("DeliveryAttempts")),
        disconnect_reason=count(row.get("DisconnectReason")),
        isdn_cause=count(row.get("IsdnCause")),
        price=decimal(row.get("Price")),
        processed_at=parse_time(row.get("ProcessedDate")),
        keys=words(row.get("DtmfData")),
    )


def _sms_task(row: Document) -> SmsTask | None:
    """Parse a request for SMS."""
    task_id = words(row.get("TaskId"))
    if task_id is None:
        return None
    recipients = row.get("Recipients")
    return SmsTask(
        task_id=task_id,
        type=count(row.get("Type")),
        incoming_at=parse_time(row.get("IncomingDate")),
        direction=count(row.get("Direction")),
        department_id=count(row.get("DepartmentId")),
        user_id=count(row.get("UserId")),
        sender=words(row.get("Sender")),
        alias=words(row.get("SmsAlias")),
        external_id=words(row.get("ExternalId")),
        scheduled_for=parse_time(row.get("ScheduleDate")),
        status=count(row.get("Status")),
        sms_count=count(row.get("SmsCount")),
        recipients_count=count(row.get("RecipientsCount")),
        price=decimal(row.get("TotalCost")),
        originator=words(row.get("OriginatorIP")),
        recipients=_rows(recipients, _sms_recipient)
        if isinstance(recipients, list)
        else (),
        text=text(row.get("MessageBody")),
    )


def _sms_recipient(row: Document) -> SmsRecipient | None:
    """Parse what became of one number."""
    number = words(row.get("Destination"))
    if number is None:
        return None
    return SmsRecipient(
        number=number,
        task_id=words(row.get("TaskId")),
        status=count(row.get("Status")),
        sms_count=count(row.get("SmsCount")),
        gsm_code=count(row.get("GsmCode")),
        price=decimal(row.get("Price")),
        processed_at=parse_time(row.get("ProcessedDate")),
        text=text(row.get("MessageBody")),
    )
