"""What comes of sent messages by itself: SMS for undelivered Viber, replies."""

from datetime import datetime, timedelta

from tests.simulators.devino.codes import DELIVERED, VIBER_DELIVERED, VIBER_RESENT
from tests.simulators.devino.messages import Channel, Message
from tests.simulators.devino.taking import take_sms
from tests.simulators.devino.world import World


def collect(world: World) -> None:
    """Let everything happen that is due."""
    for message in tuple(world.messages):
        if message.wants_resend and message.resent is None:
            _resend(world, message)
        if message.behaviour.replies and not message.replied:
            _reply(world, message)


def _resend(world: World, message: Message) -> None:
    """Send as SMS what Viber did not deliver, from a sender of the same name."""
    last = world.way(message).last
    due = last.since + timedelta(seconds=world.settings.delays.resend)
    if last.code in VIBER_RESENT and due <= world.clock():
        message.resent = take_sms(
            world,
            world.accounts[message.login],
            from_=message.from_,
            to=message.to,
            text=message.text,
            accepted_at=due,
            resent_for=message.message_id,
        )


def _reply(world: World, message: Message) -> None:
    """Let the reply to a delivered message arrive."""
    delivered = _delivered(world, message)
    if delivered is None:
        return
    due = delivered + timedelta(seconds=world.settings.delays.reply)
    if due <= world.clock():
        message.replied = True
        world.receive(
            world.accounts[message.login],
            from_=message.to,
            to=message.from_ if message.from_.isdigit() else None,
            text=world.settings.reply_text,
            received_at=due,
        )


def _delivered(world: World, message: Message) -> datetime | None:
    """Return when a message was delivered, None when it was not."""
    sms = message.channel is Channel.SMS
    return world.way(message).since(DELIVERED if sms else VIBER_DELIVERED)
