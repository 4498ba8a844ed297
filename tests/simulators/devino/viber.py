"""Send Viber messages: one id each, and one bad number refuses all."""

from collections.abc import Iterable
from datetime import timedelta
import re

from tests.simulators.devino.accounts import Account
from tests.simulators.devino.behaviours import behaviour_of, normalised
from tests.simulators.devino.codes import ViberError
from tests.simulators.devino.errors import ApiError
from tests.simulators.devino.params import Params
from tests.simulators.devino.sending import check_bulk, check_credit
from tests.simulators.devino.taking import take_viber
from tests.simulators.devino.world import World

LONGEST_TEXT = 1000
LEAST_VALIDITY, MOST_VALIDITY = timedelta(minutes=1), timedelta(minutes=1440)
SENDER = re.compile(r"[A-Za-z0-9]{1,11}")


def send(world: World, params: Params, *, many: bool, resend: bool) -> list[str]:
    """Take a Viber message for one number or many and return an id for each.

    With `resend` what is not delivered goes out as SMS. Raises ApiError; nothing is
    sent then.
    """
    params.required("SessionID")
    numbers = params.all("DestinationAddresses" if many else "DestinationAddress")
    numbers = numbers if many else numbers[:1]
    if not numbers:
        raise ApiError.viber(ViberError.ADDRESS_MISSING)
    text = _required(params, "Data", ViberError.CONTENT_MISSING)
    from_ = _required(params, "SourceAddress", ViberError.SUBJECT_MISSING)
    account = world.account_of(params)
    check_credit(account, account.viber_price * len(numbers))
    digits = [_checked_number(number) for number in numbers]
    check_bulk(world, numbers)
    _check_sender(account, from_)
    if len(text) > LONGEST_TEXT:
        # None of the documented texts fits.
        raise ApiError(2, f"Длина сообщения больше {LONGEST_TEXT} символов")
    validity = _validity(params)
    optionals = _optionals(params, len(numbers), many=many)
    return [
        take_viber(
            world,
            account,
            from_=from_,
            to=to,
            text=text,
            validity=validity,
            optional=optional,
            wants_resend=resend,
        ).message_id
        for to, optional in zip(digits, optionals, strict=True)
    ]


def _required(params: Params, name: str, error: ViberError) -> str:
    """Return a parameter that has to be there. Raises ApiError."""
    value = params.first(name)
    if value is None:
        raise ApiError.viber(error)
    return value


def _checked_number(number: str) -> str:
    """Return the digits of a number. Raises ApiError when it refuses the request."""
    digits = normalised(number)
    if digits is None:
        raise ApiError.viber(ViberError.ADDRESS_FORMAT)
    behaviour = behaviour_of(digits)
    if behaviour.viber_refused is not None:
        raise ApiError.viber(behaviour.viber_refused)
    if behaviour.refused is not None:
        raise ApiError(behaviour.refused)
    return digits


def _check_sender(account: Account, sender: str) -> None:
    """Refuse a sender that is malformed or not the account's. Raises ApiError."""
    if not SENDER.fullmatch(sender):
        raise ApiError.viber(ViberError.SUBJECT_FORMAT)
    if account.senders and sender not in account.senders:
        raise ApiError.viber(ViberError.SUBJECT_UNKNOWN)


def _validity(params: Params) -> timedelta | None:
    """Return how long a message may take, None when not said. Raises ApiError."""
    if params.first("Validity") is None:
        return None
    try:
        validity = params.minutes("Validity")
    except ApiError as error:
        raise ApiError.viber(ViberError.VALIDITY_FORMAT) from error
    if validity is None or not LEAST_VALIDITY <= validity <= MOST_VALIDITY:
        raise ApiError.viber(ViberError.VALIDITY_FORMAT)
    return validity


def _optionals(params: Params, recipients: int, *, many: bool) -> Iterable[str | None]:
    """Return the free text of each message. Raises ApiError (Code 2)."""
    if not many:
        return (params.first("Optional"),)
    texts = params.every("Optionals")
    if not texts:
        return (None,) * recipients
    if len(texts) != recipients:
        raise ApiError(2, "Количество Optionals не равно количеству получателей")
    return (text or None for text in texts)
