"""What tests that talk to the simulator do again and again."""

from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.model import Message, Outcome, Report
from tests.simulators.clock import SettableClock

from .words import follow


async def told(
    gateway: EnteraGateway,
    clock: SettableClock,
    some: list[Message],
    seconds: float = 120,
) -> list[Report]:
    """Send messages and ask after them so many seconds later."""
    receipts = await gateway.send(some)
    assert {one.outcome for one in receipts} == {Outcome.ACCEPTED}
    accepted = clock()
    clock.advance(seconds)
    return list(
        await gateway.fetch_reports(follow(receipts, accepted, some[0].content))
    )
