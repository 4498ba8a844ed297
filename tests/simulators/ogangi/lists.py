"""What can be asked for: one message, and pages of received messages."""

from tests.simulators.ogangi.accounts import Account
from tests.simulators.ogangi.calls import Call
from tests.simulators.ogangi.inbound import InboundMessage, filters_of, listed
from tests.simulators.ogangi.messages import Message
from tests.simulators.ogangi.replies import ERROR, Reply, Tree
from tests.simulators.ogangi.settings import PageZero
from tests.simulators.ogangi.statuses import STATUSES
from tests.simulators.ogangi.world import World


def message_tree(world: World, message: Message) -> Tree:
    """Return what the answer of sendSMS says of a message."""
    status = world.status(message)
    return [
        ("id", message.message_id),
        ("carrier", message.carrier),
        ("from", message.from_),
        ("to", message.to),
        ("text", message.text),
        ("status", status),
        ("statusDescription", STATUSES[status]),
        ("encoding", "UTF-8"),
        ("date", world.written(message.sent_at)),
        ("timezone", world.settings.zone_name),
        ("clientId", f"client-{message.instance_id}"),
    ]


def one_message(world: World, account: Account, call: Call) -> Reply:
    """Show a message sent by sendSMS."""
    for message in world.messages:
        if (
            message.instance_id == account.instance_id
            and message.message_id == call.params[1]
            and message.method == "sendSMS"
        ):
            status = world.status(message)
            tree: Tree = [
                ("blastId", "1"),
                ("id", message.message_id),
                ("type", "SMS"),
                ("from", message.from_),
                ("to", message.to),
                ("subject", ""),
                ("text", message.text),
                ("status", status),
                ("statusDescription", STATUSES[status]),
                (
                    "date",
                    world.written(
                        min(world.clock(), message.end(world.settings.delays))
                    ),
                ),
                ("timezone", world.settings.zone_name),
                ("clientId", f"client-{message.instance_id}"),
                ("appName", ""),
                ("platform", ""),
            ]
            return Reply(method=call.name, result=[("message", tree)])
    return Reply(method=call.name, status=ERROR, description="Message not found")


def mo_messages(world: World, account: Account, call: Call) -> Reply:
    """Show a page of received messages. Raises ValueError."""
    _, page_text, size_text, written = call.params
    if not page_text.isdecimal() or not size_text.isdecimal() or not int(size_text):
        raise ValueError("Bad page")
    settings = world.settings
    size = min(int(size_text), settings.largest_page)
    page = int(page_text) - settings.first_page
    own = [one for one in world.inbox if one.instance_id == account.instance_id]
    found = listed(own, filters_of(written))
    rows = found[page * size : (page + 1) * size]
    if page < 0:
        match settings.page_zero:
            case PageZero.ERROR:
                raise ValueError("Bad page")
            case PageZero.EMPTY:
                rows = []
            case PageZero.FIRST:
                rows = found[:size]
    tree: Tree = [("records", str(len(found)))] if settings.with_records else []
    tree += [("MOMessage", _inbound_tree(world, one)) for one in rows]
    return Reply(method=call.name, result=[("MOMessageList", tree)])


def _inbound_tree(world: World, one: InboundMessage) -> Tree:
    """Return what a list says of a received message."""
    return [
        ("text", one.text),
        ("from", one.from_),
        ("to", one.to),
        ("encoding", "UTF-8"),
        ("keyword", one.keyword),
        ("carrier", one.carrier),
        ("sendDate", world.written_inbound(one.received_at)),
    ]
