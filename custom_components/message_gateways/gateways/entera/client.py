"""Every operation of the API, one method each (api.md, field-notes.md)."""

from datetime import date
from typing import Protocol

from ..errors import UnreadableAnswerError
from ..transport import Transport
from .answers import (
    parse_book_id,
    parse_books,
    parse_record_id,
    parse_sms_tasks,
    parse_task_id,
    parse_tasks,
)
from .exchange import Exchange, no_more
from .models import Book, SmsTask, Task
from .requests import Fax, Ivr, NewBook, NewRecord, Sms


class EnteraClient:
    """The API of one account; every method raises GatewayError.

    Those that send return the id of a task, which is for all its recipients, and check
    the document's limits first (InvalidInputError). Periods are days of the gateway's
    clock, both included.
    """

    def __init__(
        self, transport: Transport, base_url: str, login: str, password: str
    ) -> None:
        """Take the address before `/SendSms`, with or without a slash at its end."""
        self._exchange = Exchange(transport, base_url, login, password)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what must not come back in the words of the provider."""
        return self._exchange.secrets

    async def address_books(self) -> tuple[Book, ...]:
        """List all address books, some without their records (3.1.1)."""
        return await self._exchange.get("AddressBook", parse_books)

    async def address_book(self, book_id: int) -> Book | None:
        """Return an address book with its records (3.1.2)."""
        books = await self._exchange.get(
            "AddressBookRecord", parse_books, AddressBookId=str(book_id)
        )
        return next((one for one in books if one.id == book_id), None)

    async def create_address_book(self, book: NewBook) -> int:
        """Create an address book and return its id (3.1.3)."""
        return await self._exchange.post("AddressBook", parse_book_id, book.written())

    async def delete_address_book(self, book_id: int) -> None:
        """Delete an address book (3.1.4)."""
        await self._exchange.delete("AddressBook", AddressBookId=str(book_id))

    async def add_record(self, record: NewRecord) -> int:
        """Add a person to an address book and return the record's id (3.2.1)."""
        return await self._exchange.post(
            "AddressBookRecord", parse_record_id, record.written()
        )

    async def update_record(self, record: NewRecord) -> None:
        """Write a record over the one that has its id (3.2.2, PUT)."""
        await self._exchange.put("AddressBookRecord", record.written())

    async def update_record_by_post(self, record: NewRecord) -> None:
        """Write a record over the one that has its id (3.2.2, POST)."""
        await self._exchange.post("AddressBookRecord", no_more, record.written())

    async def delete_record(self, record_id: int) -> None:
        """Delete a record (3.2.3)."""
        await self._exchange.delete("AddressBookRecord", RecordId=str(record_id))

    async def send_fax(self, fax: Fax) -> str:
        """Send a fax to numbers (4.1)."""
        return await self._exchange.post("SendFax", parse_task_id, fax.written())

    async def send_fax_broadcast(self, fax: Fax) -> str:
        """Send a fax to address books and numbers (4.2)."""
        written = fax.written(broadcast=True)
        return await self._exchange.post("SendFaxBroadcast", parse_task_id, written)

    async def send_merge_fax(self, fax: Fax) -> str:
        """Send a fax of one template, filled in for each person (4.3)."""
        written = fax.written(broadcast=True)
        return await self._exchange.post("SendMergeFax", parse_task_id, written)

    async def cancel_fax(self, task_id: str) -> None:
        """Cancel a fax that has not begun, for all its recipients (4.4)."""
        await self._exchange.post("CancelFax", no_more, TaskId=task_id)

    async def fax_task(self, task_id: str) -> Task | None:
        """Return where a fax stands (5.1.1)."""
        return _one(await self._tasks("OutboundFax", TaskId=task_id), task_id)

    async def last_faxes(self, count: int) -> tuple[Task, ...]:
        """Return where the last faxes stand, so many of them (5.1.2)."""
        return await self._tasks("OutboundFax", LastMessages=str(count))

    async def faxes(self, since: date, until: date) -> tuple[Task, ...]:
        """Return where the faxes stand that were handed over in a period (5.1.3)."""
        return await self._tasks("OutboundFax", **_period(since, until))

    async def send_sms(self, sms: Sms) -> str:
        """Send an SMS to numbers (6.1)."""
        return await self._exchange.post("SendSms", parse_task_id, sms.written())

    async def send_sms_broadcast(self, sms: Sms) -> str:
        """Send an SMS to address books and numbers (6.2)."""
        written = sms.written(broadcast=True)
        return await self._exchange.post("SendSmsBroadcast", parse_task_id, written)

    async def sms_task(self, task_id: str) -> SmsTask | None:
        """Return where an SMS stands (7.1.1)."""
        return _one(await self._sms_tasks(TaskId=task_id), task_id)

    async def last_sms(self, count: int) -> tuple[SmsTask, ...]:
        """Return where the last SMS stand, so many of them (7.1.2)."""
        return await self._sms_tasks(LastMessages=str(count))

    async def sms(self, since: date, until: date) -> tuple[SmsTask, ...]:
        """Return where the SMS stand that were handed over in a period (7.1.3)."""
        return await self._sms_tasks(**_period(since, until))

    async def send_ivr(self, ivr: Ivr) -> str:
        """Call numbers and play a sound (8.1)."""
        return await self._exchange.post("SendIvr", parse_task_id, ivr.written())

    async def send_ivr_broadcast(self, ivr: Ivr) -> str:
        """Call address books and numbers and play a sound (8.2)."""
        written = ivr.written(broadcast=True)
        return await self._exchange.post("SendIvrBroadcast", parse_task_id, written)

    async def cancel_ivr(self, task_id: str) -> None:
        """Cancel calls that have not begun, to all recipients (8.3)."""
        await self._exchange.post("CancelIvr", no_more, TaskId=task_id)

    async def ivr_task(self, task_id: str) -> Task | None:
        """Return how calls went (9.1.1)."""
        return _one(await self._tasks("OutboundIvr", TaskId=task_id), task_id)

    async def last_ivr(self, count: int) -> tuple[Task, ...]:
        """Return how the last calls went, so many of them (9.1.2)."""
        return await self._tasks("OutboundIvr", LastMessages=str(count))

    async def ivr(self, since: date, until: date) -> tuple[Task, ...]:
        """Return how the calls went that were handed over in a period (9.1.3)."""
        return await self._tasks("OutboundIvr", **_period(since, until))

    async def _tasks(self, method: str, **asked: str) -> tuple[Task, ...]:
        """Ask for a list of faxes or calls."""
        return await self._exchange.get(method, parse_tasks, **asked)

    async def _sms_tasks(self, **asked: str) -> tuple[SmsTask, ...]:
        """Ask for a list of SMS."""
        return await self._exchange.get("OutboundSms", parse_sms_tasks, **asked)


class _HasTaskId(Protocol):
    """What stands in a list under the id of its task."""

    @property
    def task_id(self) -> str:
        """Return the id."""


def _one[TaskT: _HasTaskId](tasks: tuple[TaskT, ...], task_id: str) -> TaskT | None:
    """Return the task that was asked for, None for an empty list.

    Raises UnreadableAnswerError for others alone.
    """
    found = next((one for one in tasks if one.task_id == task_id), None)
    if tasks and found is None:
        raise UnreadableAnswerError("the answer is about another task")
    return found


def _period(since: date, until: date) -> dict[str, str]:
    """Write a period, day by day."""
    return {"DateFrom": f"{since:%d-%m-%Y}", "DateTo": f"{until:%d-%m-%Y}"}
