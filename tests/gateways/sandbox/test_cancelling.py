"""What has not begun can be taken back."""

from datetime import timedelta
from decimal import Decimal

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.model import Channel, Status
from custom_components.message_gateways.gateways.sandbox.gateway import SandboxGateway

from .stories import START, send_one, sent, sms, standing, written

ORDINARY = "+12025550123"
LATER = START + timedelta(hours=1)


@pytest.mark.parametrize("channel", Channel)
async def test_a_handed_over_schedule_is_cancelled_with_its_price_and_reply(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory, channel: Channel
) -> None:
    """Whatever the channel; doing it twice pays nothing twice."""
    number = "+447700900071" if channel is Channel.FAX else "+447700900050"
    message = written(channel, number, send_at=LATER)
    followed = sent(message, await send_one(gateway, message))
    for _ in range(2):
        (found,) = await gateway.cancel([followed])
        assert (found.message_id, found.cancelled) == (message.id, True)
    assert (await gateway.fetch_balance()).amount == Decimal(10)
    freezer.move_to(LATER + timedelta(minutes=1))
    assert await standing(gateway, [followed]) == [Status.CANCELLED]
    assert await gateway.fetch_inbound(None) == []
    counts = await gateway.fetch_statistics(START, LATER + timedelta(days=1))
    assert counts.total == 0


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.FAX])
@pytest.mark.parametrize(
    ("text", "last_second"), [("Hello", 0), ("#delay 60", 55), ("#delay 3", 0)]
)
async def test_a_call_is_cancelled_until_it_begins(
    gateway: SandboxGateway,
    freezer: FrozenDateTimeFactory,
    channel: Channel,
    text: str,
    last_second: int,
) -> None:
    """A second later the reason says why not, and it goes on."""
    early, late = (written(channel, f"+1202555010{digit}", text) for digit in range(2))
    in_time = sent(early, await send_one(gateway, early))
    too_late = sent(late, await send_one(gateway, late))
    freezer.move_to(START + timedelta(seconds=last_second))
    assert [one.cancelled for one in await gateway.cancel([in_time])] == [True]
    freezer.move_to(START + timedelta(seconds=last_second + 1))
    (refused,) = await gateway.cancel([too_late])
    assert not refused.cancelled
    assert str(refused.detail) == "BEGUN: The sandbox has begun to send it"
    freezer.move_to(START + timedelta(minutes=2))
    assert await standing(gateway, [in_time, too_late]) == [
        Status.CANCELLED,
        Status.DELIVERED,
    ]


async def test_an_sms_for_now_has_begun_at_once(gateway: SandboxGateway) -> None:
    """One refusal is no matter of another, and what is not ours is not known."""
    now, later = sms(ORDINARY), sms(ORDINARY + "1", send_at=LATER)
    rows = [sent(one, await send_one(gateway, one)) for one in (now, later)]
    foreign = sent(now, await send_one(gateway, sms("+447700900020")))
    found = await gateway.cancel([*rows, foreign])
    assert [one.cancelled for one in found] == [False, True, False]
    assert str(found[2].detail) == "NO_ID: The sandbox has no such message"
