"""Let a message come in by a call: fireMessage, by GET and by POST."""

from typing import Any

from tests.simulators.ogangi.accounts import Account
from tests.simulators.ogangi.behaviours import behaviour_of
from tests.simulators.ogangi.calls import Call
from tests.simulators.ogangi.replies import ERROR, Reply
from tests.simulators.ogangi.signature import decoded
from tests.simulators.ogangi.world import World

# What the page prints for the GET.
PRINTED = "activateCampaign"


def fire(world: World, account: Account, call: Call) -> Reply:
    """Let a text of a number come in. Raises ValueError."""
    _, number, text = call.params
    if error := behaviour_of(number).error:
        return Reply(method=PRINTED, status=ERROR, description=error)
    world.receive(account, from_=number, text=decoded(text))
    return Reply(method=PRINTED)


def fire_event(world: World, account: Account, body: Any) -> Reply:
    """Let a text come in that the fields of an event describe. Raises ValueError."""
    settings = world.settings
    names = (
        settings.sender_field,
        settings.keyword_field,
        settings.recipient_field,
    )
    match body:
        case {"event": {"fld-val-list": {**fields}}} if all(
            isinstance(fields.get(name), str) for name in names
        ):
            code, text, number = (str(fields[name]) for name in names)
        case _:
            raise ValueError("Bad event")
    world.receive(account, from_=number, to=code, text=text)
    return Reply(
        method="fireMessage",
        result=[
            ("fireMessage", [("id", "43"), ("mobileNumber", number), ("text", text)])
        ],
    )
