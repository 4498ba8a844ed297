"""What all sends have in common: the head of a request, its recipients, the task."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from tests.simulators.entera.asked import Asked
from tests.simulators.entera.behaviours import Behaviour
from tests.simulators.entera.codes import Status
from tests.simulators.entera.dates import parse_schedule
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.messages import Delivery, Kind, Message
from tests.simulators.entera.numbers import normalised
from tests.simulators.entera.world import World

LONGEST_EXTERNAL_ID, LONGEST_RECIPIENT = 42, 32
NOTIFICATIONS = (0, 1)
# A schedule is written to the second, and clocks differ a little.
LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a request says besides its content and recipients."""

    alias: str
    external_id: str
    send_at: datetime | None
    notification: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One recipient: digits, the phone as their address book or the request has it."""

    number: str
    phone: str
    metadata: tuple[str, ...]
    behaviour: Behaviour


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one recipient gets and what it costs when delivered."""

    to: Addressee
    units: int
    price: Decimal
    text: str | None = None


def head_of(
    world: World, asked: Asked, *, longest_alias: int, with_notification: bool
) -> Head:
    """Read the head of a request. Raises ApiError (3, 4, 10)."""
    fields = asked.fields
    alias = fields.text("Alias", longest_alias)
    external_id = fields.text("ExternalId", LONGEST_EXTERNAL_ID)
    notification = fields.number("NotificationType") if with_notification else 0
    if notification not in NOTIFICATIONS:
        raise ApiError(3)
    send_at = None
    if written := fields.text("ScheduleDate"):
        send_at = parse_schedule(written, world.settings.zone)
        if send_at is None or send_at < world.clock() - LATE:
            raise ApiError(10)
    return Head(
        alias=alias,
        external_id=external_id,
        send_at=send_at,
        notification=notification,
    )


def addressees(world: World, asked: Asked, *, with_books: bool) -> list[Addressee]:
    """Return the recipients of a request, then those of its address books.

    Nobody is left out for being there twice. Raises ApiError: 3 without any, 11 when
    all are refused, the code that a number's behaviour says.
    """
    account, fields = asked.account, asked.fields
    numbers = fields.texts("Recipients", LONGEST_RECIPIENT)
    book_ids = fields.numbers("AddressBookIds") if with_books else ()
    if not numbers and not book_ids:
        raise ApiError(3)
    people = []
    for number in numbers:
        digits = normalised(number, account.country)
        record = world.record_of_number(account, digits) if digits else None
        metadata = record.metadata if record else ()
        people.append((digits, digits or number, metadata))
    for book_id in book_ids:
        people += [
            (normalised(one.phone, account.country), one.phone, one.metadata)
            for one in world.book(account, book_id).records
        ]
    found = [
        Addressee(
            number=digits or phone,
            phone=phone,
            metadata=metadata,
            behaviour=(
                world.behaviour_of(digits) if digits else Behaviour(refused=True)
            ),
        )
        for digits, phone, metadata in people
    ]
    return _not_refused(world, found)


def _not_refused(world: World, found: list[Addressee]) -> list[Addressee]:
    """Return the recipients that are taken. Raises ApiError."""
    for one in found:
        if one.behaviour.error is not None:
            raise ApiError(one.behaviour.error)
    taken = [one for one in found if not one.behaviour.refused]
    if not taken:
        raise ApiError(11)
    if not world.settings.refused_are_listed:
        return taken
    return [
        replace(one, behaviour=Behaviour(status=Status.ERROR))
        if one.behaviour.refused
        else one
        for one in found
    ]


def kind_of(recipients: Sequence[Addressee], *, broadcast: bool, merge: bool) -> Kind:
    """Return how a task is listed."""
    if merge:
        return Kind.MERGE
    return Kind.BULK if broadcast or len(recipients) > 1 else Kind.SINGLE


def take(
    world: World, asked: Asked, message: Message, shares: Sequence[Share]
) -> Message:
    """Take a task with its recipients into the world. Raises ApiError (12).

    The one recipient of a single task has the task's own id.
    """
    single = message.kind is Kind.SINGLE
    message.deliveries = tuple(
        Delivery(
            id=next(world.ids),
            task_id=message.task_id if single else world.new_task_id(),
            number=share.to.number,
            behaviour=share.to.behaviour,
            units=share.units,
            price=share.price,
            text=share.text,
        )
        for share in shares
    )
    world.keep(asked.account, message)
    return message
