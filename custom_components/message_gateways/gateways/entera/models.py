"""What the API answers, as documented; None where an answer did not say.

Times are as they came, without a zone: the document does not name one.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ..model import Detail
from .codes import ERRORS, INBOUND_TYPES, OUTBOUND_DIRECTION, Meaning, meaning_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What an answer said that says no; `code` is None where it gave none."""

    code: int | None = None
    text: str | None = None

    @property
    def meaning(self) -> Meaning:
        """Tell what it means for the request."""
        return Meaning.REFUSED if self.code is None else meaning_of(self.code)

    @property
    def detail(self) -> Detail | None:
        """Return the provider's words, or those of its document."""
        known = None if self.code is None else ERRORS.get(self.code)
        text = self.text or (known.text if known else None)
        if self.code is None and text is None:
            return None
        return Detail(code=None if self.code is None else str(self.code), text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A person in an address book; `metadata` are name, position, email and so on."""

    id: int
    book_id: int | None = None
    phone: str
    metadata: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An address book; `records` is None where the list of all leaves them out."""

    id: int
    description: str = ""
    records_count: int | None = None
    is_group: bool | None = None
    records: tuple[Record, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecipient:
    """What became of a fax or a call to one number."""

    number: str
    id: int | None = None
    task_id: str | None = None
    status: int | None = None
    pages: int | None = None
    attempts: int | None = None
    disconnect_reason: int | None = None
    isdn_cause: int | None = None
    price: Decimal | None = None
    processed_at: datetime | None = None
    keys: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A request for faxes or calls, as it stands."""

    task_id: str
    id: int | None = None
    type: int | None = None
    incoming_at: datetime | None = None
    department_id: int | None = None
    user_id: int | None = None
    originator: str | None = None
    mail_id: str | None = None
    subject: str | None = None
    scheduled_for: datetime | None = None
    external_id: str | None = None
    priority: int | None = None
    attachments_count: int | None = None
    recipients_count: int | None = None
    pages: int | None = None
    print_attempts: int | None = None
    status: int | None = None
    price: Decimal | None = None
    cancelled: bool = False
    recipients: tuple[TaskRecipient, ...] = ()

    @property
    def inbound(self) -> bool:
        """Tell whether it came in, as some rows of the lists did."""
        return self.type in INBOUND_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsRecipient:
    """What became of an SMS to one number."""

    number: str
    task_id: str | None = None
    status: int | None = None
    sms_count: int | None = None
    gsm_code: int | None = None
    price: Decimal | None = None
    processed_at: datetime | None = None
    text: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsTask:
    """A request for SMS, as it stands."""

    task_id: str
    type: int | None = None
    incoming_at: datetime | None = None
    direction: int | None = None
    department_id: int | None = None
    user_id: int | None = None
    sender: str | None = None
    alias: str | None = None
    external_id: str | None = None
    scheduled_for: datetime | None = None
    status: int | None = None
    sms_count: int | None = None
    recipients_count: int | None = None
    price: Decimal | None = None
    originator: str | None = None
    recipients: tuple[SmsRecipient, ...] = ()
    text: str | None = field(default=None, repr=False)

    @property
    def inbound(self) -> bool:
        """Tell whether it came in, as some rows of the list did."""
        other_way = self.direction not in {None, OUTBOUND_DIRECTION}
        return other_way or self.type in INBOUND_TYPES
