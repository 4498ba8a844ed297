"""Send SMS: checks in the order of the document, then one id for each segment."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
import re

from tests.simulators.devino.accounts import Account
from tests.simulators.devino.behaviours import behaviour_of, normalised
from tests.simulators.devino.errors import ApiError
from tests.simulators.devino.messages import Message
from tests.simulators.devino.params import Params, in_utc
from tests.simulators.devino.taking import Schedule, take_sms
from tests.simulators.devino.world import World
from tests.simulators.devino.zones import zone_of
from tests.simulators.segments import text_segments

LONGEST_TEXT = 2000
SENDER = re.compile(r"[0-9]{1,15}|[ -~]{1,11}")
BY_ZONE = "SendByTimeZone(System.String, System.String, System.String, DateTime)"


def send(world: World, params: Params, *, many: bool, by_zone: bool) -> list[str]:
    """Take an SMS for one number or many and return the ids of all segments.

    `by_zone` means SendDate as the clock on each recipient's wall, else it is UTC.
    Raises ApiError; nothing is sent then.
    """
    params.required("SessionID")
    numbers = addresses(params, many=many)
    text, from_ = params.required("Data"), params.required("SourceAddress")
    written = params.required_date("SendDate", BY_ZONE) if by_zone else None
    account = world.account_of(params)
    check_credit(account, account.price * text_segments(text) * len(numbers))
    digits = [_checked_number(number) for number in numbers]
    check_bulk(world, numbers)
    if not SENDER.fullmatch(from_) or not _is_his(account, from_):
        raise ApiError(6, "Invalid source address")
    if len(text) > LONGEST_TEXT:
        raise ApiError(2, f"Длина сообщения больше {LONGEST_TEXT} символов")
    validity = params.minutes("Validity")
    written = written or params.date("SendDate")
    take = partial(take_sms, world, account, from_=from_, text=text, validity=validity)
    return [
        id_
        for to in digits
        for id_ in _told(
            world, take(to=to, schedule=_schedule(written, to, by_zone=by_zone))
        )
    ]


def addresses(params: Params, *, many: bool) -> tuple[str, ...]:
    """Return the numbers as they were written. Raises ApiError (Code 1)."""
    if not many:
        return (params.required("DestinationAddress"),)
    numbers = params.all("DestinationAddresses")
    if not numbers:
        raise ApiError.missing("DestinationAddresses")
    return numbers


def check_credit(account: Account, cost: Decimal) -> None:
    """Refuse what there is no money for. Raises ApiError (Code 5)."""
    if cost > account.credit:
        raise ApiError(5)


def check_bulk(world: World, numbers: tuple[str, ...]) -> None:
    """Refuse more numbers than the settings allow. Raises ApiError (Code 2)."""
    most = world.settings.most_in_bulk
    if most is not None and len(numbers) > most:
        raise ApiError(2, f"Нельзя указывать более {most} номеров.")


def _checked_number(number: str) -> str:
    """Return the digits of a number. Raises ApiError when it refuses the request."""
    digits = normalised(number)
    if digits is None:
        raise ApiError(2, "Неверно введен адрес получателя")
    refused = behaviour_of(digits).refused
    if refused is not None:
        raise ApiError(refused)
    return digits


def _is_his(account: Account, sender: str) -> bool:
    """Tell whether an account may send from a name."""
    return not account.senders or sender in account.senders


def _schedule(
    written: datetime | None, number: str, *, by_zone: bool
) -> Schedule | None:
    """Return when an SMS to a number is to go, None for at once."""
    if written is None:
        return None
    if not by_zone:
        return Schedule(send_at=in_utc(written), written=written)
    moment = written.replace(tzinfo=zone_of(number)).astimezone(UTC)
    return Schedule(send_at=moment, written=written)


def _told(world: World, message: Message) -> tuple[str, ...]:
    """Return the ids that the answer has for a message: not always its own."""
    more = message.behaviour.ids_more
    if more > 0:
        return message.ids + world.new_sms_ids(message.to, more)
    return message.ids[: len(message.ids) + more]
