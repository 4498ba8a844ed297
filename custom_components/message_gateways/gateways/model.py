"""What every gateway understands: messages out, what became of them, messages in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import override


class Channel(StrEnum):
    """A way a message can take."""

    SMS = "sms"
    VIBER = "viber"
    VOICE = "voice"
    FAX = "fax"
    EMAIL = "email"


class Outcome(StrEnum):
    """What one request told us about one message."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


GOOD_ENDS = frozenset({Status.DELIVERED, Status.READ})
BAD_ENDS = frozenset({Status.FAILED, Status.REJECTED, Status.EXPIRED, Status.CANCELLED})
FOLLOWED = frozenset({Status.ACCEPTED, Status.SENT})
LAST_ZONE = timezone(timedelta(hours=-12))
CUT = "…"
LONGEST_CODE = 100
LONGEST_WORDS = 300


_LIMITS = {"code": LONGEST_CODE, "name": LONGEST_CODE, "text": LONGEST_WORDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What the provider itself said, cut to what anybody reads: code, name and text."""

    code: str | None = None
    name: str | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        """Cut what is too long: it is kept with every message of a request."""
        for name, limit in _LIMITS.items():
            words = getattr(self, name)
            if words is not None and len(words) > limit:
                object.__setattr__(self, name, words[: limit - len(CUT)] + CUT)

    @override
    def __str__(self) -> str:
        """Write the provider's words as one line."""
        head = " ".join(part for part in (self.code, self.name) if part)
        return ": ".join(part for part in (head, self.text) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document that goes with a message, whole and in memory."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPresses:
    """What is asked of a called person; what is zero is left to the gateway.

    `digits` is how many keys may be pressed, `answer` how long it rings, `first_digit`
    and `between_digits` how long keys are waited for, `call` how long it all may take.
    """

    digits: int = 0
    answer: timedelta = timedelta()
    first_digit: timedelta = timedelta()
    between_digits: timedelta = timedelta()
    call: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What all messages of one request have in common; equal contents are gathered.

    `carrier` is the recipient's mobile operator, as the gateway names it; `flags` are
    for a job of the provider that works on sent messages. `send_at` hands the schedule
    over to the gateway; with `recipient_time_zone` it is what clocks say where the
    recipient is. With `sms_fallback` what Viber does not deliver goes out as an SMS,
    where it is None as the account says; `optional` is a free text that the provider
    keeps with a Viber message.

    `title` is the subject of a fax or an email, `html` an email's other form. `audio`
    is a WAV that is played to a called person, made before the message is kept; `keys`
    is what that person is asked for. `label` is the provider's tag or alias, which
    people see there. With `notice` the provider mails a report of its
    own. With `merge` text or document are a template, whose macros the provider
    replaces. `address_books` are the ids of the books that a
    message without an address goes to. `gateway_account` is which of the gateway's own
    accounts sends; `tries` is how often the gateway itself tries.
    """

    channel: Channel
    text: str = ""
    sender: str | None = None
    validity: timedelta | None = None
    flash: bool = False
    language: str | None = None
    single_shift: bool = False
    locking_shift: bool = False
    transliteration: str | None = None
    binary: bytes | None = None
    data_coding: int = 0
    esm_class: int = 0
    carrier: str | None = None
    flags: str | None = None
    send_at: datetime | None = None
    recipient_time_zone: bool = False
    sms_fallback: bool | None = None
    optional: str | None = None
    title: str = ""
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    audio: bytes | None = field(default=None, repr=False)
    keys: KeyPresses | None = None
    label: str | None = None
    notice: bool = False
    merge: bool = False
    address_books: tuple[str, ...] = ()
    gateway_account: str | None = None
    tries: int | None = None

    @property
    def leaves_at(self) -> datetime | None:
        """Return when the gateway sends it; of a wall clock anywhere, the latest."""
        if self.send_at is None:
            return None
        if self.recipient_time_zone:
            return self.send_at.replace(tzinfo=LAST_ZONE)
        return self.send_at.replace(tzinfo=self.send_at.tzinfo or UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One outgoing message to one address, with an id of our own.

    Where `to` is empty it goes to the address books of its content. `repeated` says
    that an earlier request may have brought it to the gateway. `batch` is our key of
    the request that it leaves with, at most 32 hexadecimal digits: equal for all
    messages of the request, on disk before it leaves, and new for every request.
    """

    id: str
    to: str
    content: Content
    repeated: bool = False
    batch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a gateway's answer said about one message of a request.

    `traceable` is false where the message can't be followed; `out_of_credit` tells
    a refusal for want of money from others, `failed` one that came after the gateway
    had tried: the message is failed then, not rejected.
    """

    message_id: str
    outcome: Outcome
    gateway_ids: tuple[str, ...] = ()
    request_id: str | None = None
    segments: int | None = None
    detail: Detail | None = None
    traceable: bool = True
    out_of_credit: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An accepted message that is followed until its status is final.

    Its `gateway_ids` are those of which something is still to be learnt.
    """

    message_id: str
    to: str
    gateway_ids: tuple[str, ...]
    request_id: str | None
    accepted_at: datetime
    content: Content | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A delivery report; `price` and `pages` are for all that the gateway's id is for.

    `event` names what is told of once beside the status (`link_followed`,
    `key_pressed`), or None. `final` says whether there is nothing more to learn; None
    where the status says it. `key_pressed` are the keys of a call that asked for some:
    empty where none was pressed, None where nothing is known.
    """

    gateway_id: str
    status: Status
    at: datetime | None = None
    segments: int | None = None
    price: Decimal | None = None
    currency: str | None = None
    detail: Detail | None = None
    event: str | None = None
    final: bool | None = None
    key_pressed: str | None = None
    pages: int | None = None

    @property
    def is_final(self) -> bool:
        """Tell whether the gateway need not be asked again."""
        if self.final is None:
            return self.status in GOOD_ENDS | BAD_ENDS
        return self.final


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """What became of the wish to cancel a message; the detail says why it was not.

    Where it is `unclear` the answer got lost, and it may have been.
    """

    message_id: str
    cancelled: bool
    detail: Detail | None = None
    unclear: bool = False


class Verdict(StrEnum):
    """How a message of unknown outcome goes on."""

    FOUND = "found"
    SEND_AGAIN = "send_again"
    ASK_LATER = "ask_later"
    STAYS_UNKNOWN = "stays_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A message whose request may have reached the gateway, and when it left."""

    message: Message
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What asking after a doubtful message brought; a receipt if it was found."""

    message_id: str
    verdict: Verdict
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """A message that came in; `key` is the same each time the gateway gives it.

    `by_content`: it has neither id nor time, and its key is new each time, so nothing
    but sender and text tells it from others. `wall_clock`: when it was received is not
    sure, since nobody says where that clock hangs.
    """

    key: str
    channel: Channel
    sender: str
    to: str | None
    text: str
    received_at: datetime
    keyword: str | None = None
    segments: int | None = None
    by_content: bool = False
    wall_clock: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What is left on the account."""

    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A mobile network as a number lookup names it."""

    name: str | None = None
    prefix: str | None = None
    country: str | None = None
    country_prefix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFacts:
    """What a lookup found out about a number; None where the gateway did not say."""

    number: str
    status: Status
    reachable: bool | None = None
    ported: bool | None = None
    roaming: bool | None = None
    mccmnc: str | None = None
    imsi: str | None = None
    serving_msc: str | None = None
    original_network: Network | None = None
    ported_network: Network | None = None
    roaming_network: Network | None = None
    detail: Detail | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value that the gateway offers for a field, and its name for people."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPin:
    """A PIN that a gateway made up and sent; `pin` is for its caller's eyes only."""

    message_id: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """What one push of a gateway carried."""

    reports: tuple[Report, ...] = ()
    inbound: tuple[InboundMessage, ...] = ()
    lookups: tuple[NumberFacts, ...] = ()
    unreadable: int = field(default=0)
