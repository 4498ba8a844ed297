"""The objects that answers are made of."""

from datetime import datetime, timedelta
from typing import Any

from tests.simulators.devino.codes import (
    DELIVERED,
    NOT_RECORDED,
    SENT,
    SMS_STATES,
    VIBER_SENDING,
    VIBER_SENT,
    VIBER_STATES,
    VIBER_UNKNOWN,
)
from tests.simulators.devino.dates import NO_DATE, date_text
from tests.simulators.devino.inbound import InboundMessage
from tests.simulators.devino.messages import Message
from tests.simulators.devino.states import Step
from tests.simulators.devino.world import World


def sms_row(world: World, message: Message | None, segment: int = 0) -> dict[str, Any]:
    """Return the state of a segment: 255 without a record or after 48 hours."""
    if message is None or world.clock() - message.sent_at > world.settings.history:
        return _row(world, None, NOT_RECORDED, SMS_STATES[NOT_RECORDED].text)
    way = world.way(message, segment)
    state = SMS_STATES[way.last.code]
    if state.code == NOT_RECORDED:
        return _row(world, None, state.code, state.text)
    submitted = way.since(SENT)
    row = _row(world, message.accepted_at, state.code, state.text, submitted)
    if submitted is not None or state.final:
        row["Price"] = float(message.price_of(segment))
    if state.final:
        row |= _reported(world, way.last, reached=state.code == DELIVERED)
    return row


def viber_row(world: World, message: Message | None) -> dict[str, Any]:
    """Return the state of a Viber message, with the SMS it was resent by."""
    if message is None:
        row = _row(world, None, VIBER_UNKNOWN, VIBER_STATES[VIBER_UNKNOWN])
        return row | {"ResentSms": None}
    way = world.way(message)
    code, submitted = way.last.code, way.since(VIBER_SENT)
    row = _row(world, message.accepted_at, code, VIBER_STATES[code], submitted)
    if submitted is not None:
        row["Price"] = float(message.price)
    if code not in {VIBER_SENDING, VIBER_SENT}:
        row |= _reported(world, way.last, reached=True)
    return row | {"ResentSms": _resent(world, message)}


def inbound_row(world: World, inbound: InboundMessage) -> dict[str, Any]:
    """Return a received message."""
    id_ = inbound.message_id
    return {
        "Data": inbound.text,
        "SourceAddress": inbound.from_,
        "DestinationAddress": inbound.to,
        "ID": int(id_) if world.settings.inbound_id_is_number else id_,
        world.settings.inbound_date: date_text(
            inbound.received_at, world.settings.zone
        ),
    }


def _resent(world: World, message: Message) -> list[dict[str, Any]] | None:
    """Return the segments of the SMS a message was resent by.

    None when that was not asked for, an empty list while there are none: clients meet
    both.
    """
    if not message.wants_resend:
        return None
    sms = message.resent
    if sms is None:
        return []
    return [
        sms_row(world, sms, segment) | {"Id": id_}
        for segment, id_ in enumerate(sms.ids)
    ]


def _row(
    world: World,
    created: datetime | None,
    code: int,
    text: str,
    submitted: datetime | None = None,
) -> dict[str, Any]:
    """Return a state that nothing was reported of yet."""
    zone = world.settings.zone
    return {
        "State": code,
        "CreationDateUtc": None if created is None else date_text(created, zone),
        "SubmittedDateUtc": None if submitted is None else date_text(submitted, zone),
        "ReportedDateUtc": None,
        "TimeStampUtc": NO_DATE,
        "StateDescription": text,
        "Price": None,
    }


def _reported(world: World, last: Step, *, reached: bool) -> dict[str, Any]:
    """Return the fields of a report that came in a moment after it was made.

    What failed has no date of delivery.
    """
    zone = world.settings.zone
    got = last.since + timedelta(milliseconds=500)
    return {
        "ReportedDateUtc": date_text(last.since, zone) if reached else None,
        "TimeStampUtc": date_text(min(got, max(world.clock(), last.since)), zone),
    }
