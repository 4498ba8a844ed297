"""The operations of the API by path; methods are checked, case of paths is not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.simulators.entera.accounts import Account
from tests.simulators.entera.address_book import (
    create_book,
    delete_book,
    delete_record,
    save_record,
    show_book,
    show_books,
    update_record,
)
from tests.simulators.entera.asked import Asked
from tests.simulators.entera.cancelling import cancel
from tests.simulators.entera.codes import Channel
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.outbound import outbound
from tests.simulators.entera.sending_fax import Way, send_fax
from tests.simulators.entera.sending_ivr import send_ivr
from tests.simulators.entera.sending_sms import send_sms
from tests.simulators.entera.world import World
from tests.simulators.received import ReceivedRequest

type Operation = Callable[[World, Asked], dict[str, Any]]

BASE = "/api/v2/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One of the 14 methods of the API, by HTTP method what it does."""

    name: str
    operations: dict[str, Operation]


METHODS = {
    method.name.lower(): method
    for method in (
        Method(
            name="AddressBook",
            operations={
                "GET": show_books,
                "POST": create_book,
                "DELETE": delete_book,
            },
        ),
        Method(
            name="AddressBookRecord",
            operations={
                "GET": show_book,
                "POST": save_record,
                "PUT": update_record,
                "DELETE": delete_record,
            },
        ),
        *(
            Method(name=way.value, operations={"POST": partial(send_fax, way=way)})
            for way in Way
        ),
        Method(name="SendSms", operations={"POST": partial(send_sms, broadcast=False)}),
        Method(
            name="SendSmsBroadcast",
            operations={"POST": partial(send_sms, broadcast=True)},
        ),
        Method(name="SendIvr", operations={"POST": partial(send_ivr, broadcast=False)}),
        Method(
            name="SendIvrBroadcast",
            operations={"POST": partial(send_ivr, broadcast=True)},
        ),
        *(
            Method(name=name, operations={"POST": partial(cancel, channel=channel)})
            for name, channel in (
                ("CancelFax", Channel.FAX),
                ("CancelIvr", Channel.IVR),
            )
        ),
        *(
            Method(name=name, operations={"GET": partial(outbound, channel=channel)})
            for name, channel in (
                ("OutboundFax", Channel.FAX),
                ("OutboundSms", Channel.SMS),
                ("OutboundIvr", Channel.IVR),
            )
        ),
    )
}


class NoSuchOperationError(Exception):
    """Say that a path, or its method, is not of the API."""


def operate(world: World, received: ReceivedRequest) -> dict[str, Any]:
    """Carry out a request and return what its answer says.

    Raises ApiError and NoSuchOperationError.
    """
    path = received.path.lower()
    method = METHODS.get(path.removeprefix(BASE).rstrip("/"))
    if method is None or not path.startswith(BASE):
        raise NoSuchOperationError
    operation = method.operations.get(received.method)
    if operation is None:
        raise NoSuchOperationError
    account = account_of(world, received)
    if method.name in account.forbidden:
        raise ApiError(17)
    return operation(world, Asked(account=account, received=received))


def account_of(world: World, received: ReceivedRequest) -> Account:
    """Return who makes a request. Raises ApiError (2, 18, 8)."""
    account = world.accounts.get(received.headers.get("Login", ""))
    if account is None or received.headers.get("Password") != account.password:
        raise ApiError(2)
    if not account.active:
        raise ApiError(18)
    if not account.has_plan:
        raise ApiError(8)
    return account
