"""What the tests of the gateway have in common."""

from collections.abc import Sequence
from typing import Any, Protocol

from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Message,
    Outcome,
    Receipt,
    Sent,
)
from custom_components.message_gateways.gateways.ogangi.gateway import OgangiGateway
from custom_components.message_gateways.gateways.ogangi.options import (
    Options,
    read_options,
)
from tests.simulators.clock import SettableClock
from tests.simulators.ogangi import Fault, FaultKind, OgangiSimulator

ANN = "+447700900123"
BOB = "+447700900124"
OK = "<status>OK</status>"


class MakeGateway(Protocol):
    """Make a gateway with options, written as forms bring them."""

    def __call__(self, **options: Any) -> OgangiGateway:
        """Make it."""


def options_of(**options: Any) -> Options:
    """Read options, with the code of the simulator's account."""
    return read_options({"sender": "2020", **options})


def message(message_id: str = "a", to: str = ANN, **content: Any) -> Message:
    """Name a message."""
    return Message(
        id=message_id,
        to=to,
        content=Content(**{"channel": Channel.SMS, "text": "Dinner?", **content}),
    )


def follow(receipts: Sequence[Receipt], clock: SettableClock) -> list[Sent]:
    """Follow what was accepted and can be followed."""
    return [
        Sent(
            message_id=one.message_id,
            to=ANN,
            gateway_ids=one.gateway_ids,
            request_id=one.request_id,
            accepted_at=clock(),
        )
        for one in receipts
        if one.outcome is Outcome.ACCEPTED and one.traceable
    ]


def will_say(simulator: OgangiSimulator, body: str, **others: Any) -> None:
    """Let the simulator answer the next request with a body."""
    fault = Fault(kind=FaultKind.OTHER_JSON, body=body, **others)
    simulator.faults.add(fault)


def paths(simulator: OgangiSimulator) -> list[str]:
    """Return what was asked, without the method's folder, key and signature."""
    return [
        asked.raw_path.partition("/rest/api/")[2]
        .removeprefix("tools/")
        .rsplit("/", 2)[0]
        for asked in simulator.requests
    ]
