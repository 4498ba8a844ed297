"""The operations of the API by path; methods are checked, case of paths is not."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from tests.simulators.devino import sending, viber
from tests.simulators.devino.consequences import collect
from tests.simulators.devino.errors import ApiError
from tests.simulators.devino.messages import Channel
from tests.simulators.devino.params import Params, in_utc
from tests.simulators.devino.rows import inbound_row, sms_row, viber_row
from tests.simulators.devino.statistics import statistics
from tests.simulators.devino.world import World
from tests.simulators.received import ReceivedRequest

type Operation = Callable[[World, Params], Any]

BASE = "/rest"
OLDEST = timedelta(days=365)
IN = "In(System.String, DateTime, DateTime)"


class NoSuchOperationError(Exception):
    """Say that a path, or its method, is not of the API."""


def session_id(world: World, params: Params) -> str:
    """Log in and return the id of a session."""
    login, password = params.required("Login"), params.required("Password")
    account = world.accounts.get(login)
    if account is None or account.password != password:
        raise ApiError(4, "Invalid user login or password")
    lifetime = timedelta(minutes=world.settings.session_minutes)
    return world.sessions.open(login, world.clock() + lifetime)


def balance(world: World, params: Params) -> float:
    """Tell what is left of the account's money."""
    return float(world.account_of(params).credit)


def sms_state(world: World, params: Params) -> dict[str, Any]:
    """Tell where one segment stands; an unheard-of id is not recorded yet (255)."""
    params.required("SessionID")
    id_ = params.required("MessageID")
    message = world.find(world.account_of(params), Channel.SMS, id_)
    segment = message.ids.index(id_) if message else 0
    return sms_row(world, message, segment)


def viber_state(world: World, params: Params) -> dict[str, Any]:
    """Tell where one Viber message stands; an unheard-of id is unknown (6)."""
    params.required("SessionID")
    id_ = params.required("MessageID")
    return viber_row(world, world.find(world.account_of(params), Channel.VIBER, id_))


def inbox(world: World, params: Params) -> list[dict[str, Any]]:
    """Show the messages received in a period, oldest first."""
    params.required("SessionID")
    start = in_utc(params.required_date("minDateUtc", IN))
    end = in_utc(params.required_date("maxDateUtc", IN))
    account = world.account_of(params)
    if world.clock() - start > OLDEST:
        raise ApiError(2, "Значение minDateUTC не может быть раньше чем год назад.")
    if end <= start:
        raise ApiError(2, "Значение maxDateUTC должно быть больше чем minDateUTC.")
    found = [
        inbound
        for inbound in world.inbox
        if inbound.login == account.login and start <= inbound.received_at <= end
    ]
    found.sort(key=lambda inbound: inbound.received_at)
    return [inbound_row(world, inbound) for inbound in found]


OPERATIONS: dict[tuple[str, str], Operation] = {
    ("GET", "/user/sessionid"): session_id,
    ("GET", "/user/balance"): balance,
    ("POST", "/sms/send"): partial(sending.send, many=False, by_zone=False),
    ("POST", "/sms/sendbytimezone"): partial(sending.send, many=False, by_zone=True),
    ("POST", "/sms/sendbulk"): partial(sending.send, many=True, by_zone=False),
    ("POST", "/sms/sendbytimezonetoaddresses"): partial(
        sending.send, many=True, by_zone=True
    ),
    ("GET", "/sms/state"): sms_state,
    ("GET", "/sms/in"): inbox,
    ("GET", "/sms/statistics"): statistics,
    ("POST", "/viber/send"): partial(viber.send, many=False, resend=False),
    ("POST", "/viber/sendbulk"): partial(viber.send, many=True, resend=False),
    ("POST", "/viber/sendwithresend"): partial(viber.send, many=False, resend=True),
    ("POST", "/viber/sendwithresendbulk"): partial(viber.send, many=True, resend=True),
    ("GET", "/viber/state"): viber_state,
}


def operate(world: World, received: ReceivedRequest) -> Any:
    """Carry out a request and return what its answer says.

    Raises ApiError and NoSuchOperationError.
    """
    path = received.path.lower().removeprefix(BASE).rstrip("/")
    operation = OPERATIONS.get((received.method, path))
    if operation is None:
        raise NoSuchOperationError
    collect(world)
    return operation(world, Params(received))
