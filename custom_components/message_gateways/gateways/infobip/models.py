"""What the API answers, as documented; None where an answer did not say."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..model import Detail, Status
from .codes import Group, group_of, status_of


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The `status` object of a message or a lookup."""

    group_id: int | None = None
    group_name: str | None = None
    id: int | None = None
    name: str | None = None
    description: str | None = None
    action: str | None = None

    @property
    def group(self) -> Group:
        """Tell the group of the status."""
        return group_of(self.group_id, self.group_name, self.id)

    @property
    def meaning(self) -> Status:
        """Tell what the status means to us."""
        return status_of(self.group_id, self.group_name, self.id)

    @property
    def detail(self) -> Detail:
        """Return the provider's own words."""
        return Detail(
            code=None if self.id is None else str(self.id),
            name=self.name,
            text=". ".join(
                part.rstrip(".") for part in (self.description, self.action) if part
            )
            or None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The `error` object of a message or a lookup: a GSM error, or none."""

    group_id: int | None = None
    group_name: str | None = None
    id: int | None = None
    name: str | None = None
    description: str | None = None
    permanent: bool | None = None

    @property
    def detail(self) -> Detail | None:
        """Return the provider's own words, or None where there was no error."""
        if not self.id:
            return None
        return Detail(code=str(self.id), name=self.name, text=self.description)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The price of one segment."""

    per_message: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendRow:
    """What an answer to a send says about one destination (SMSResponseDetails)."""

    to: str | None = None
    message_id: str | None = None
    status: State | None = None
    sms_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A delivery report (SentSMSReport); times in UTC."""

    message_id: str
    bulk_id: str | None = None
    to: str | None = None
    sent_at: datetime | None = None
    done_at: datetime | None = None
    sms_count: int | None = None
    price: Price | None = None
    status: State | None = None
    error: Fault | None = None
    callback_data: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow(ReportRow):
    """A row of the log of sent messages (SentSMSLog); times in UTC."""

    sender: str | None = None
    text: str | None = None
    mccmnc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """A message that came in (Messages, MOLog); time in UTC."""

    message_id: str | None = None
    sender: str | None = None
    to: str | None = None
    text: str | None = None
    clean_text: str | None = None
    keyword: str | None = None
    received_at: datetime | None = None
    sms_count: int | None = None
    price: Price | None = None
    callback_data: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRow:
    """A network as a lookup names it (Network)."""

    network_name: str | None = None
    network_prefix: str | None = None
    country_name: str | None = None
    country_prefix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupRow:
    """What a lookup says about a number (NCResponseDetails)."""

    to: str
    mcc_mnc: str | None = None
    imsi: str | None = None
    original_network: NetworkRow | None = None
    ported: bool | None = None
    ported_network: NetworkRow | None = None
    roaming: bool | None = None
    roaming_network: NetworkRow | None = None
    serving_msc: str | None = None
    status: State | None = None
    error: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupTicket:
    """What an answer says about a lookup whose result comes later."""

    to: str
    message_id: str | None = None
    status: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountBalance:
    """What is left on the account."""

    balance: Decimal
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows[T]:
    """The rows of an answer; `unreadable` counts those that were none."""

    rows: tuple[T, ...] = ()
    unreadable: int = 0
    bulk_id: str | None = None

    @property
    def total(self) -> int:
        """Count all rows, readable or not."""
        return len(self.rows) + self.unreadable
