"""What the API is asked and what it answers; None where an answer did not say."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..errors import ChangeRequestError

ANY_CARRIER = "null"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsRequest:
    """A text for sendSMS; `carrier` is the name of the mobile operator."""

    carrier: str
    sender: str
    to: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MtRequest:
    """A text for sendMT; without the id of a carrier the gateway looks for one.

    `flags` are for a job on the gateway's side.
    """

    sender: str
    to: str
    text: str
    carrier: str | None = None
    flags: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRequest:
    """A PIN of `length` characters; `carrier` is the operator's name, to the letter."""

    carrier: str
    sender: str
    to: str
    text: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FiredEvent:
    """A message that is to come in: from whom, at which code of ours, what it says."""

    sender: str
    to: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFields:
    """What a workspace calls the fields of a fired event; its administrator may say."""

    to: str = "sender_id_id"
    text: str = "keyword_value"
    sender: str = "recipient_address"


class Order(StrEnum):
    """Which messages come first."""

    NEWEST_FIRST = "desc"
    OLDEST_FIRST = "asc"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundFilter:
    """Which received messages are listed; `keywords` are patterns of Java."""

    carriers: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    order: Order = Order.NEWEST_FIRST

    def written(self) -> str:
        """Write the filter as one parameter.

        Raises ChangeRequestError for a value with what separates values.
        """
        named = {
            "carrier": self.carriers,
            "to": self.to,
            "from": self.senders,
            "keyword": self.keywords,
            "order": (self.order,),
        }
        for values in named.values():
            if any(not value or not {"&", ","}.isdisjoint(value) for value in values):
                raise ChangeRequestError("a filter can hold neither & nor a comma")
        return "&".join(
            f"{name}={','.join(values)}" for name, values in named.items() if values
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A sent message (sendSMS, getMessage); its time in UTC."""

    id: str | None = None
    blast_id: str | None = None
    type: str | None = None
    carrier: str | None = None
    sender: str | None = None
    to: str | None = None
    subject: str | None = None
    text: str | None = None
    status: str | None = None
    description: str | None = None
    encoding: str | None = None
    at: datetime | None = None
    time_zone: str | None = None
    client_id: str | None = None
    app_name: str | None = None
    platform: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundRow:
    """A received message (MOMessage): from the subscriber, to a code of ours.

    `at` is in UTC, or without a zone where the gateway did not name one.
    """

    sender: str | None = None
    to: str | None = None
    text: str | None = None
    encoding: str | None = None
    keyword: str | None = None
    carrier: str | None = None
    at: datetime | None = None
    written_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundPage:
    """A page of received messages; `records` is how many there are on all pages."""

    rows: tuple[InboundRow, ...] = ()
    records: int | None = None
