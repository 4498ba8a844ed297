"""The operations of the API by method and path."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from tests.simulators.infobip.accounts import Account, authorised
from tests.simulators.infobip.bodies import checked_body, listed
from tests.simulators.infobip.errors import ApiError
from tests.simulators.infobip.forms import Order, advanced_order, order, text
from tests.simulators.infobip.inbox import inbox_logs, inbox_reports
from tests.simulators.infobip.lookup import notify, query
from tests.simulators.infobip.replies import Reply
from tests.simulators.infobip.reports import logs, reports
from tests.simulators.infobip.sending import Batch, send
from tests.simulators.infobip.settings import Dialect
from tests.simulators.infobip.statuses import ACCEPTED, ENROUTE, Status
from tests.simulators.infobip.world import World
from tests.simulators.received import ReceivedRequest

type Operation = Callable[[World, Account, ReceivedRequest], Reply]

BASE = "/restapi"
SLIP_IN_SAMPLES = 7


def text_single(world: World, account: Account, received: ReceivedRequest) -> Reply:
    """Send one text to one number or many."""
    body = checked_body(received.content_type, received.body)
    return _sent(world, account, [order(body, binary=False)], root="SMSResponse")


def text_multi(world: World, account: Account, received: ReceivedRequest) -> Reply:
    """Send many texts."""
    orders = [order(entry, binary=False) for entry in _entries(received)]
    return _sent(world, account, orders, root="SendSMSResponse")


def text_advanced(world: World, account: Account, received: ReceivedRequest) -> Reply:
    """Send texts with all options."""
    orders = [advanced_order(entry, world.settings) for entry in _entries(received)]
    bulk_id = text(received.body.get("bulkId"), "bulkId") or None
    return _sent(world, account, orders, root="SendSMSResponse", bulk_id=bulk_id)


def binary_single(world: World, account: Account, received: ReceivedRequest) -> Reply:
    """Send one binary content to one number or many."""
    body = checked_body(received.content_type, received.body)
    return _sent(world, account, [order(body, binary=True)], root="SMSResponse")


def binary_multi(world: World, account: Account, received: ReceivedRequest) -> Reply:
    """Send many binary contents; answers PENDING_ENROUTE, with the slip of the samples.

    (The reseller's JSON has groupId 7 in the first row. The group's name is right.)
    """
    orders = [order(entry, binary=True) for entry in _entries(received)]
    reply = _sent(world, account, orders, root="SMSResponse", taken=ENROUTE)
    if world.settings.dialect is Dialect.INFOBIP:
        return reply
    first, *others = reply.data["messages"]
    if first["status"]["id"] == ENROUTE.id:
        first = first | {"status": first["status"] | {"groupId": SLIP_IN_SAMPLES}}
    return replace(
        reply, data=reply.data | {"messages": [first, *others]}, xml=reply.data
    )


def balance(_world: World, account: Account, _received: ReceivedRequest) -> Reply:
    """Tell what is left of the account's money."""
    data = {"balance": float(account.credit), "currency": account.currency}
    return Reply(data=data, root="AccountBalance")


OPERATIONS: dict[tuple[str, str], Operation] = {
    ("POST", "/sms/1/text/single"): text_single,
    ("POST", "/sms/1/text/multi"): text_multi,
    ("POST", "/sms/1/text/advanced"): text_advanced,
    ("POST", "/sms/1/binary/single"): binary_single,
    ("POST", "/sms/1/binary/multi"): binary_multi,
    # As the samples print these two paths.
    ("POST", "/1/sms/binary/single"): binary_single,
    ("POST", "/1/sms/binary/multi"): binary_multi,
    ("GET", "/sms/1/reports"): reports,
    ("GET", "/sms/1/logs"): logs,
    # As some of the samples have it.
    ("POST", "/sms/1/logs"): logs,
    ("GET", "/sms/1/inbox/reports"): inbox_reports,
    ("GET", "/sms/1/inbox/logs"): inbox_logs,
    ("GET", "/account/1/balance"): balance,
    ("POST", "/number/1/query"): query,
    ("POST", "/number/1/notify"): notify,
}


def operate(world: World, received: ReceivedRequest) -> Reply:
    """Carry out a request. Raises ApiError."""
    account = authorised(world.accounts, received.headers.get("Authorization"))
    if account is None:
        raise ApiError(401)
    world.collect_replies()
    operation = OPERATIONS.get((received.method, _path(received)))
    if operation is None:
        known = {path for _, path in OPERATIONS}
        raise ApiError(405 if _path(received) in known else 404)
    return operation(world, account, received)


def _path(received: ReceivedRequest) -> str:
    """Return the path of a request below the base, without a slash at its end."""
    return received.path.removeprefix(BASE).rstrip("/")


def _entries(received: ReceivedRequest) -> list[object]:
    """Return the entries of a request with many messages. Raises ApiError."""
    body = checked_body(received.content_type, received.body)
    entries = listed(body.get("messages"), "messages")
    if not entries:
        raise ApiError.bad_request("Missing messages")
    return entries


def _sent(
    world: World,
    account: Account,
    orders: list[Order],
    *,
    root: str,
    bulk_id: str | None = None,
    taken: Status = ACCEPTED,
) -> Reply:
    """Send and answer, with bulkId when there are many messages or it was given."""
    bulk = {"bulkId": bulk_id or str(uuid4())}
    batch = Batch(world=world, account=account, bulk_id=bulk["bulkId"], taken=taken)
    rows = send(batch, orders)
    told = bulk if bulk_id or len(rows) > 1 else {}
    return Reply(data=told | {"messages": rows}, root=root)
