"""What can be asked of the API, how it is written, and what is too much of it."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import json
from typing import Any

from ..errors import InvalidInputError
from ..model import Attachment, KeyPresses
from . import limits

type Written = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """A person for an address book (api.md 3.2.1); book 0 is the user's own.

    `id` names the record to write over; 0 adds one.
    """

    phone: str
    metadata: tuple[str, ...] = ()
    id: int = 0
    book_id: int = 0

    def written(self) -> Written:
        """Write it; raises InvalidInputError."""
        if len(self.phone) > limits.PHONE:
            raise InvalidInputError(
                "address_too_long", number=self.phone, limit=str(limits.PHONE)
            )
        # With its brackets, quotes and commas (api.md 6.2.1).
        size = len(as_json(list(self.metadata)))
        if size > limits.METADATA:
            raise InvalidInputError(
                "contact_values_too_long",
                characters=str(size),
                limit=str(limits.METADATA),
            )
        return {
            "AddressBookId": self.book_id,
            "Id": self.id,
            "Metadata": list(self.metadata),
            "Phone": self.phone,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBook:
    """An address book with its first records (api.md 3.1.3)."""

    description: str
    records: tuple[NewRecord, ...] = ()

    def written(self) -> Written:
        """Write it; raises InvalidInputError."""
        if len(self.description) > limits.DESCRIPTION:
            raise InvalidInputError(
                "address_book_name_too_long", limit=str(limits.DESCRIPTION)
            )
        return {
            "Description": self.description,
            "Id": 0,
            "Records": [one.written() for one in self.records],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Fax:
    """Documents to numbers and, in a broadcast or a merge, address books (api.md 4).

    `scheduled_for` is the wall clock of the account.
    """

    recipients: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...]
    alias: str | None = None
    external_id: str | None = None
    scheduled_for: datetime | None = None
    address_book_ids: tuple[int, ...] = ()
    notice: bool = False

    def written(self, *, broadcast: bool = False) -> Written:
        """Write it; raises InvalidInputError."""
        return (
            _common(self, limits.ALIAS)
            | (_broadcast(self) if broadcast else {})
            | {"Attachments": [_document(one) for one in self.attachments]}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """A text to numbers and, in a broadcast, address books (api.md 6).

    `expiration` is in minutes. With `plain` the text goes as it stands, else in
    base 64, as the document recommends.
    """

    recipients: tuple[str, ...] = ()
    text: str = field(repr=False)
    sender: str
    alias: str | None = None
    external_id: str | None = None
    scheduled_for: datetime | None = None
    expiration: int | None = None
    address_book_ids: tuple[int, ...] = ()
    plain: bool = False

    def written(self, *, broadcast: bool = False) -> Written:
        """Write it; raises InvalidInputError."""
        if len(self.text) > limits.BODY:
            raise InvalidInputError(
                "text_too_long", characters=str(len(self.text)), limit=str(limits.BODY)
            )
        _check_sender(self.sender)
        _check_expiration(self.expiration)
        body = (
            {"Body": self.text} if self.plain else {"Base64Body": _encoded(self.text)}
        )
        books = {"AddressBookIds": list(self.address_book_ids)} if broadcast else {}
        return (
            _common(self, limits.SMS_ALIAS)
            | books
            | body
            | _given(MessageExpiration=self.expiration, Sender=self.sender)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ivr:
    """A sound to play to numbers and, in a broadcast, address books (api.md 8)."""

    recipients: tuple[str, ...] = ()
    sound: Attachment
    alias: str | None = None
    external_id: str | None = None
    scheduled_for: datetime | None = None
    keys: KeyPresses = field(default_factory=KeyPresses)
    address_book_ids: tuple[int, ...] = ()
    notice: bool = False

    def written(self, *, broadcast: bool = False) -> Written:
        """Write it; raises InvalidInputError."""
        sound = "MainMessage" if broadcast else "Attachments"
        return (
            _common(self, limits.ALIAS)
            | (_broadcast(self) if broadcast else {})
            | {sound: [_document(self.sound)]}
            | _asked(self.keys)
        )


def as_json(value: Any) -> str:
    """Write JSON as the API counts it: compact, characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def clock(value: datetime) -> str:
    """Write a wall clock as the text of the document says (api.md 6.1, 8.1)."""
    return value.strftime("%d-%m-%Y %H:%M:%S")


def _common(request: Fax | Sms | Ivr, longest_alias: int) -> Written:
    """Write what all requests have; raises InvalidInputError."""
    if len(request.alias or "") > longest_alias:
        raise InvalidInputError("label_too_long", limit=str(longest_alias))
    if len(request.external_id or "") > limits.EXTERNAL_ID:
        raise InvalidInputError("reference_too_long", limit=str(limits.EXTERNAL_ID))
    for number in request.recipients:
        if len(number) > limits.RECIPIENT:
            raise InvalidInputError(
                "address_too_long", number=number, limit=str(limits.RECIPIENT)
            )
    at = request.scheduled_for
    return _given(
        Alias=request.alias,
        ExternalId=request.external_id,
        Recipients=list(request.recipients),
        ScheduleDate=None if at is None else clock(at),
    )


def _broadcast(request: Fax | Ivr) -> Written:
    """Write what a broadcast has beside."""
    return {
        "AddressBookIds": list(request.address_book_ids),
        "NotificationType": int(request.notice),
    }


def _document(attachment: Attachment) -> Written:
    """Write a document or a sound; raises InvalidInputError."""
    if len(attachment.name) > limits.NAME:
        raise InvalidInputError(
            "attachment_name_too_long", name=attachment.name, limit=str(limits.NAME)
        )
    content = b64encode(attachment.data).decode()
    return {"Name": attachment.name, "Base64Content": content}


def _asked(keys: KeyPresses) -> Written:
    """Write what is asked of a called person; raises InvalidInputError.

    A zero stands for what the system does by default, so it is left out.
    """
    if not 0 <= keys.digits <= limits.KEYS:
        raise InvalidInputError("too_many_keys", limit=str(limits.KEYS))
    if not timedelta() <= keys.call <= limits.CALL:
        raise InvalidInputError("call_too_long", limit=_seconds(limits.CALL))
    if not timedelta() <= keys.answer <= limits.ANSWER:
        raise InvalidInputError("answer_time_too_long", limit=_seconds(limits.ANSWER))
    if not timedelta() <= keys.between_digits <= limits.BETWEEN_DIGITS:
        raise InvalidInputError(
            "next_key_time_too_long", limit=_seconds(limits.BETWEEN_DIGITS)
        )
    if not timedelta() <= keys.first_digit <= limits.FIRST_DIGIT:
        raise InvalidInputError(
            "first_key_time_too_long", limit=_seconds(limits.FIRST_DIGIT)
        )
    return _given(
        MaxCallDuration=_milliseconds(keys.call),
        CallAnswerTimeout=_milliseconds(keys.answer),
        InterDigitTimeout=_milliseconds(keys.between_digits),
        FirstDigitTimeout=_milliseconds(keys.first_digit),
        MaxDTMFDigits=keys.digits or None,
    )


def _check_sender(sender: str) -> None:
    """Check how long a sender is; raises InvalidInputError."""
    longest = limits.SENDER_DIGITS if sender.isdecimal() else limits.SENDER_LETTERS
    if not 1 <= len(sender) <= longest:
        raise InvalidInputError(
            "sender_not_possible",
            sender=sender,
            letters=f"1-{limits.SENDER_LETTERS}",
            digits=f"1-{limits.SENDER_DIGITS}",
        )


def _check_expiration(minutes: int | None) -> None:
    """Check how long is tried; raises InvalidInputError."""
    longest = limits.EXPIRATION // timedelta(minutes=1)
    if minutes is not None and not 1 <= minutes <= longest:
        raise InvalidInputError("validity_not_possible", limit=str(longest))


def _encoded(text: str) -> str:
    """Write a text in base 64; half a surrogate pair is nothing that can be sent."""
    return b64encode(text.encode("utf-8", "replace")).decode()


def _milliseconds(value: timedelta) -> int | None:
    """Count a time in milliseconds; None for none."""
    return value // timedelta(milliseconds=1) or None


def _seconds(value: timedelta) -> str:
    """Write a limit in seconds."""
    return f"{value.total_seconds():g}"


def _given(**fields: Any) -> Written:
    """Leave out what was not given."""
    return {name: value for name, value in fields.items() if value is not None}
