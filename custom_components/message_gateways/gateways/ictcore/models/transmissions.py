"""Transmissions and their attempts, called spools (field-notes.md 6)."""

from dataclasses import dataclass, field
from datetime import datetime

from ..codes import Direction
from .accounts import Account
from .contacts import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmissionFields:
    """What can be said about a transmission, new or not.

    `status` can be set too: `completed` ends one that is scheduled.
    """

    title: str | None = None
    origin: str | None = None
    service_flag: int | None = None
    direction: Direction | None = None
    try_allowed: int | None = None
    status: str | None = None
    response: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTransmission(TransmissionFields):
    """A transmission to make, to a contact, a number or an email address: one of them.

    A number or an address makes a contact each time. Without an account the server
    takes the newest, which may not fit. Program None is for the shortcut alone.
    """

    account_id: int
    program_id: int | None = None
    contact_id: int | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission(TransmissionFields):
    """A transmission as it is asked for alone; its status is asked for elsewhere."""

    transmission_id: int
    program_id: int | None = None
    campaign_id: int | None = None
    user_id: int | None = None
    last_run: datetime | None = None
    is_deleted: bool | None = None
    account: Account | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmissionRow:
    """A transmission as it stands in a list."""

    transmission_id: int
    account_id: int | None = None
    account_phone: str | None = None
    account_email: str | None = None
    user_id: int | None = None
    username: str | None = None
    contact_id: int | None = None
    contact_phone: str | None = None
    contact_email: str | None = None
    status: str | None = None
    response: str | None = None
    direction: str | None = None
    last_run: datetime | None = None
    account: Account | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmissionFilter:
    """Which transmissions are asked for; times are those of creation.

    Ids are compared whole, `title`, `origin`, `direction`, `status`, `response` and
    what begins with account or contact anywhere, `phone` and `email` on either side.
    """

    transmission_id: int | None = None
    program_id: int | None = None
    account_id: int | None = None
    contact_id: int | None = None
    campaign_id: int | None = None
    user_id: int | None = None
    title: str | None = None
    origin: str | None = None
    direction: Direction | None = None
    status: str | None = None
    response: str | None = None
    service_flag: int | None = None
    phone: str | None = None
    email: str | None = None
    account_phone: str | None = None
    account_email: str | None = None
    contact_phone: str | None = None
    contact_email: str | None = None
    before: datetime | None = None
    after: datetime | None = None
    is_deleted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spool:
    """One attempt to deliver a transmission."""

    spool_id: int
    account_id: int | None = None
    transmission_id: int | None = None
    status: str | None = None
    response: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoolResult:
    """One step of an attempt; `data` of the type `dtmf` are keys pressed."""

    spool_result_id: int | None = None
    spool_id: int | None = None
    application_id: int | None = None
    type: str | None = None
    name: str | None = None
    data: str | None = field(default=None, repr=False)
    created_at: datetime | None = None
