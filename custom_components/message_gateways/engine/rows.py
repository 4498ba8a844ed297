"""Rows of the stores as the rest of the integration sees them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import sqlite3

from ..gateways.model import (
    FOLLOWED,
    Channel,
    Content,
    Detail,
    InboundMessage,
    KeyPresses,
    Outcome,
    Status,
)
from .speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One address to send to, what is its own, and how long it is tried.

    `carrier` is its mobile operator, `keys` what is asked of whoever is called,
    `speech` how a text is spoken to it and `audio` the sound of that. `reference` is
    an id of the user's own, which nobody else sees. What is `critical` passes quiet
    hours and every limit but those on the cost. Without an address it is address books
    of the gateway, with so many `copies`.
    """

    address: str
    recipient: str | None = None
    carrier: str | None = None
    keys: KeyPresses | None = None
    speech: Speech | None = None
    audio: bytes | None = field(default=None, repr=False)
    reference: str | None = None
    give_up_after: timedelta = timedelta(minutes=60)
    fail_at_once: bool = False
    critical: bool = False
    copies: int = 1

    def content(self, common: Content) -> Content:
        """Return what goes to this address, of what all have in common.

        Who is asked for keys when called can be sent other things as well.
        """
        called = common.channel is Channel.VOICE
        return replace(
            common,
            carrier=common.carrier or self.carrier,
            keys=common.keys or (self.keys if called else None),
            audio=common.audio or self.audio,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """A message in the outbox."""

    seq: int
    id: str
    content: int
    channel: Channel
    recipient: str | None
    address: str
    reference: str | None
    status: Status
    outcome: Outcome | None
    attempts: int
    repeated: bool
    due: datetime | None
    followed: bool
    fail_at_once: bool
    give_up_at: datetime
    scheduled_at: datetime | None
    created_at: datetime
    left_at: datetime | None
    accepted_at: datetime | None
    changed_at: datetime
    traceable: bool
    batch: str
    request_id: str | None
    segments: int | None
    pages: int | None
    key_pressed: str | None
    price: Decimal | None
    currency: str | None
    detail: Detail | None
    critical: bool = False

    @property
    def pending(self) -> bool:
        """Tell whether more is to come."""
        if self.status is Status.SENDING or self.due is not None:
            return True
        # A message that was delivered may be followed on, to hear that it was read.
        return self.followed and self.status in FOLLOWED

    @property
    def reason(self) -> str | None:
        """Return why it failed, in the provider's words where there are any."""
        return str(self.detail) if self.detail else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryEvent:
    """A change of a message, as it is announced; it holds no text."""

    seq: int
    type: str
    at: datetime
    reason: str | None
    row: MessageRow


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundEvent:
    """An inbound message, as it is announced.

    `sender_number` is the sender in the form in which recipients are kept.
    """

    seq: int
    id: str
    sender_number: str
    message: InboundMessage

    @property
    def sender(self) -> str:
        """Return whom to answer: most gateways leave the plus of a number out."""
        written = self.message.sender
        return self.sender_number if self.sender_number == f"+{written}" else written


def by_batch(rows: Iterable[MessageRow]) -> list[list[MessageRow]]:
    """Put messages together that leave in one request, in their order."""
    groups: defaultdict[str, list[MessageRow]] = defaultdict(list)
    for row in rows:
        groups[row.batch].append(row)
    return list(groups.values())


def by_content(rows: Sequence[MessageRow]) -> dict[int, list[MessageRow]]:
    """Put messages together that may leave in one request, in their order."""
    groups: defaultdict[int, list[MessageRow]] = defaultdict(list)
    for row in rows:
        groups[row.content].append(row)
    return groups


def lanes(groups: Iterable[list[MessageRow]]) -> list[list[list[MessageRow]]]:
    """Line groups of messages up behind each other that go to the same addresses.

    What was told first is to arrive first; what goes elsewhere need not wait for it.
    """
    lane_of: dict[str, list[list[MessageRow]]] = {}
    for group in groups:
        found = {
            id(lane): lane
            for row in group
            if (lane := lane_of.get(row.address)) is not None
        }
        lane, *others = found.values() or [[]]
        for other in others:
            lane += other
            lane_of |= {row.address: lane for some in other for row in some}
        lane.append(group)
        lane_of |= {row.address: lane for row in group}
    return list({id(lane): lane for lane in lane_of.values()}.values())


def storable(text: str) -> str:
    """Replace half characters, which no database takes."""
    return text.encode("utf-8", "replace").decode()


def moment(value: float | None) -> datetime | None:
    """Turn seconds since 1970 into a time."""
    return None if value is None else datetime.fromtimestamp(value, UTC)


def message_row(row: sqlite3.Row) -> MessageRow:
    """Read a row of the table `messages`."""
    created_at = datetime.fromtimestamp(row["created_at"], UTC)
    detail = None
    if row["code"] or row["name"] or row["reason"]:
        detail = Detail(code=row["code"], name=row["name"], text=row["reason"])
    return MessageRow(
        seq=row["seq"],
        id=row["id"],
        content=row["content"],
        channel=Channel(row["channel"]),
        recipient=row["recipient"],
        address=row["address"],
        reference=row["reference"],
        status=Status(row["status"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        attempts=row["attempts"],
        repeated=bool(row["repeated"]),
        due=moment(row["due"]),
        followed=bool(row["followed"]),
        fail_at_once=bool(row["fail_at_once"]),
        give_up_at=datetime.fromtimestamp(row["give_up_at"], UTC),
        scheduled_at=moment(row["scheduled_at"]),
        created_at=created_at,
        left_at=moment(row["left_at"]),
        accepted_at=moment(row["accepted_at"]),
        changed_at=datetime.fromtimestamp(row["changed_at"], UTC),
        traceable=bool(row["traceable"]),
        batch=row["batch"],
        request_id=row["request_id"],
        segments=row["segments"],
        pages=row["pages"],
        key_pressed=row["key_pressed"],
        price=Decimal(row["price"]) if row["price"] is not None else None,
        currency=row["currency"],
        detail=detail,
        critical=bool(row["critical"]),
    )
