"""Pushes of received messages, and the replies that their answers may send."""

from collections.abc import Iterator
from functools import partial
import re
from urllib.parse import urlencode

from tests.simulators.devino.consequences import collect
from tests.simulators.devino.inbound import InboundMessage
from tests.simulators.devino.params import FORM
from tests.simulators.devino.taking import take_sms
from tests.simulators.devino.world import World
from tests.simulators.pushes import Push, PushAnswer

REPLY = re.compile(r"\{sms=(.*)\}", re.DOTALL)


def due_pushes(world: World) -> Iterator[Push]:
    """Make the pushes that are due now, one for each received message."""
    collect(world)
    for inbound in world.inbox:
        account = world.accounts[inbound.login]
        if account.inbound_url is None or inbound.push_begun:
            continue
        inbound.push_begun = True
        form = {
            "sourcePhone": inbound.from_,
            "number": inbound.to,
            "prefix": account.prefix,
            "text": inbound.text,
            "messageId": inbound.message_id,
        }
        yield Push(
            url=account.inbound_url,
            content_type=f"{FORM}; charset=utf-8",
            body=urlencode(form).encode(),
            done=partial(_pushed, world, inbound),
        )


def _pushed(world: World, inbound: InboundMessage, answer: PushAnswer) -> None:
    """Mark a message as pushed; send the reply that `{sms=reply text}` asks for."""
    inbound.pushed = True
    found = REPLY.fullmatch(answer.body.decode(errors="replace").strip())
    if found is None or answer.content_type != "text/plain":
        return
    account = world.accounts[inbound.login]
    take_sms(world, account, from_=inbound.to, to=inbound.from_, text=found[1])
