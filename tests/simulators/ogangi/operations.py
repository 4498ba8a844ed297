"""The operations of the API by their methods."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.simulators.ogangi.accounts import Account
from tests.simulators.ogangi.behaviours import behaviour_of
from tests.simulators.ogangi.calls import Call, call_of
from tests.simulators.ogangi.firing import fire, fire_event
from tests.simulators.ogangi.lists import message_tree, mo_messages, one_message
from tests.simulators.ogangi.messages import Message
from tests.simulators.ogangi.replies import BAD_SIGNATURE, ERROR, Reply
from tests.simulators.ogangi.signature import decoded
from tests.simulators.ogangi.world import World
from tests.simulators.received import ReceivedRequest

NO_CARRIER = "null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a call wants sent."""

    from_: str
    carrier: str
    to: str
    text: str
    flags: str | None = None


def send_sms(world: World, account: Account, call: Call) -> Reply:
    """Send a text; the carrier is to be named."""
    _, carrier, from_, number, text = call.params
    order = Order(from_=from_, carrier=carrier, to=decoded(number), text=decoded(text))
    message, reply = _send(world, account, call, order)
    if message is None:
        return reply
    if message.behaviour.silent:
        return reply
    tree = message_tree(world, message)
    return replace(reply, result=[("messages", [("message", tree)])])


def send_mt(world: World, account: Account, call: Call) -> Reply:
    """Send a text, with flags or without; the answer has no result."""
    _, from_, carrier, number, text, *flags = call.params
    order = Order(
        from_=from_,
        carrier=carrier,
        to=number,
        text=decoded(text),
        flags=flags[0] if flags else None,
    )
    _, reply = _send(world, account, call, order, any_carrier=True)
    return reply


def send_pin(world: World, account: Account, call: Call) -> Reply:
    """Make up a PIN and send it; the carrier is to be named."""
    _, carrier, from_, number, text, length = call.params
    if not length.isdecimal() or not int(length):
        raise ValueError("Bad length")
    repeated = world.settings.pin * int(length)
    pin = repeated[: int(length)]
    order = Order(
        from_=from_, carrier=carrier, to=number, text=f"{decoded(text)} {pin}"
    )
    message, reply = _send(world, account, call, order)
    if message is None:
        return reply
    if message.refused:
        return Reply(method=call.name, status=ERROR, description=message.refused)
    return replace(reply, result=[("PinSMSConfirmation", [("pin", pin)])])


type Operation = Callable[[World, Account, Call], Reply]

OPERATIONS: dict[str, Operation] = {
    "tools/sendSMS": send_sms,
    "sendMT": send_mt,
    "tools/sendSMSPinMobileNumberConfirm": send_pin,
    "fireMessage": fire,
    "tools/getMOMessages": mo_messages,
    "tools/getMessage": one_message,
}


def operate(world: World, received: ReceivedRequest) -> Reply:
    """Carry out a request."""
    call = call_of(received)
    if call is None:
        return Reply(method="", status=ERROR, description="Not found", http_status=404)
    account = world.accounts.get(call.params[0])
    if account is None or not call.is_signed_by(account):
        return Reply(
            method=call.name, status=BAD_SIGNATURE, description="Invalid signature"
        )
    world.collect_replies()
    try:
        if received.method == "POST":
            return fire_event(world, account, received.body)
        return OPERATIONS[call.method](world, account, call)
    except ValueError as error:
        return Reply(method=call.name, status=ERROR, description=str(error))


def _send(
    world: World,
    account: Account,
    call: Call,
    order: Order,
    *,
    any_carrier: bool = False,
) -> tuple[Message | None, Reply]:
    """Send a message; without one the whole call has failed."""
    behaviour = behaviour_of(order.to)
    if behaviour.error:
        reply = Reply(method=call.name, status=ERROR, description=behaviour.error)
        return None, reply
    refused = behaviour.refused
    if order.from_ not in account.codes:
        refused = "BAD_FROM"
    elif order.carrier not in account.carriers and not (
        any_carrier and order.carrier == NO_CARRIER
    ):
        refused = "BAD_CARRIER/FROM"
    message = Message(
        instance_id=account.instance_id,
        message_id=world.new_id(),
        method=call.name,
        carrier=order.carrier,
        from_=order.from_,
        to=order.to,
        text=order.text,
        flags=order.flags,
        sent_at=world.clock(),
        behaviour=behaviour,
        refused=refused,
    )
    world.messages.append(message)
    return message, Reply(method=call.name)
