"""Take messages: check them, charge for them, tell their status."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from tests.simulators.infobip.accounts import Account
from tests.simulators.infobip.behaviours import behaviour_of
from tests.simulators.infobip.forms import Destination, Order
from tests.simulators.infobip.messages import Message
from tests.simulators.infobip.statuses import ACCEPTED, STATUSES, Status
from tests.simulators.infobip.transliteration import transliterate
from tests.simulators.infobip.world import World
from tests.simulators.segments import binary_segments, text_segments

SOURCE, CREDITS, DUPLICATE = 11, 12, 23
INVALID_HEADER, TOO_LONG, NO_NUMBER = 24, 25, 52
HEADER_INDICATOR = 0x40
SHORTEST_SENDER, LONGEST_NAME, LONGEST_NUMBER = 3, 11, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What the messages of a request share; `taken` is an accepted one's status."""

    world: World
    account: Account
    bulk_id: str
    taken: Status = ACCEPTED


def send(batch: Batch, orders: list[Order]) -> list[dict[str, Any]]:
    """Take or refuse each message of a request; return the rows of `messages`."""
    return [
        _send_one(batch, order, destination)
        for order in orders
        for destination in order.destinations
    ]


def _send_one(batch: Batch, order: Order, destination: Destination) -> dict[str, Any]:
    """Take or refuse one message and return its row."""
    message = _message(batch, order, destination)
    behaviour = message.behaviour
    if behaviour.refused is not None and behaviour.refused.id == NO_NUMBER:
        return {"to": message.to, "status": behaviour.refused.to_json()}
    earlier = batch.world.find(batch.account, message.message_id)
    message.refused = _refusal(batch, message, earlier)
    row = {
        "to": message.to,
        "status": (message.refused or batch.taken).to_json(),
        "smsCount": message.segments,
        "messageId": message.message_id,
    }
    if message.refused is not None and message.refused.id == DUPLICATE:
        return row
    if message.refused is not None:
        message.report_taken = True
    final = message.refused or behaviour.final
    if final is not None and final.free:
        message.price = Decimal(0)
    batch.account.credit -= message.price * message.segments
    # A refused message gave its id free again: it is replaced.
    batch.world.keep(message)
    return row


def _message(batch: Batch, order: Order, destination: Destination) -> Message:
    """Make the message to one destination."""
    options = order.options
    text = order.text
    if text is not None and options.transliteration:
        text = transliterate(text)
    if order.binary is not None:
        segments = binary_segments(len(order.binary), order.data_coding)
    else:
        segments = text_segments(
            text or "",
            options.language,
            single_shift=options.single_shift,
            locking_shift=options.locking_shift,
        )
    to = destination.to.removeprefix("+")
    return Message(
        user=batch.account.user,
        bulk_id=batch.bulk_id,
        message_id=destination.message_id or str(uuid4()),
        from_=order.from_ or batch.account.sender,
        to=to,
        text=text,
        binary=order.binary,
        data_coding=order.data_coding,
        esm_class=order.esm_class,
        options=options,
        accepted_at=batch.world.clock(),
        segments=segments,
        price=batch.account.price,
        currency=batch.account.currency,
        behaviour=behaviour_of(to),
    )


def _refusal(batch: Batch, message: Message, earlier: Message | None) -> Status | None:
    """Return the status a message is refused with, None when it is taken."""
    if message.behaviour.refused is not None:
        return message.behaviour.refused
    taken = earlier is not None and earlier.refused is None
    cost = message.price * message.segments
    reasons = (
        (SOURCE, not _sender_fits(message.from_)),
        (DUPLICATE, taken),
        (INVALID_HEADER, not _header_fits(message.binary, message.esm_class)),
        (TOO_LONG, message.segments > batch.world.settings.most_segments),
        (CREDITS, cost > batch.account.credit),
    )
    return next((STATUSES[status] for status, holds in reasons if holds), None)


def _sender_fits(sender: str) -> bool:
    """Tell whether a sender ID is of a length the API takes."""
    digits = sender.removeprefix("+")
    longest = LONGEST_NUMBER if digits.isdigit() else LONGEST_NAME
    return SHORTEST_SENDER <= len(digits if digits.isdigit() else sender) <= longest


def _header_fits(octets: bytes | None, esm_class: int) -> bool:
    """Tell whether the header that esm_class promises is inside the content."""
    if octets is None or not esm_class & HEADER_INDICATOR:
        return True
    return bool(octets) and octets[0] < len(octets)
