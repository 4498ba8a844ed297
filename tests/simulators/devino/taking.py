"""Take messages into the world: those that clients send, and what comes of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulators.devino.accounts import Account
from tests.simulators.devino.behaviours import behaviour_of
from tests.simulators.devino.messages import Channel, Message
from tests.simulators.devino.world import World
from tests.simulators.segments import text_segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When an SMS is to go: in UTC, and as it was written."""

    send_at: datetime
    written: datetime


def take_sms(
    world: World,
    account: Account,
    *,
    from_: str,
    to: str,
    text: str,
    accepted_at: datetime | None = None,
    validity: timedelta | None = None,
    schedule: Schedule | None = None,
    resent_for: str | None = None,
) -> Message:
    """Take an SMS; without money enough for it, it is kept as refused."""
    segments = text_segments(text)
    message = Message(
        login=account.login,
        channel=Channel.SMS,
        ids=world.new_sms_ids(to, segments),
        from_=from_,
        to=to,
        text=text,
        accepted_at=accepted_at or world.clock(),
        price=account.price,
        behaviour=behaviour_of(to),
        validity=validity,
        send_at=schedule.send_at if schedule else None,
        written_date=schedule.written if schedule else None,
        resent_for=resent_for,
        refused=account.price * segments > account.credit,
    )
    world.keep(account, message)
    return message


def take_viber(
    world: World,
    account: Account,
    *,
    from_: str,
    to: str,
    text: str,
    validity: timedelta | None,
    optional: str | None,
    wants_resend: bool,
) -> Message:
    """Take a Viber message."""
    message = Message(
        login=account.login,
        channel=Channel.VIBER,
        ids=(world.new_viber_id(),),
        from_=from_,
        to=to,
        text=text,
        accepted_at=world.clock(),
        price=account.viber_price,
        behaviour=behaviour_of(to),
        validity=validity,
        optional=optional,
        wants_resend=wants_resend,
    )
    world.keep(account, message)
    return message
