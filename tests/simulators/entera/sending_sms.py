"""Send SMS (6)."""

from datetime import timedelta
import re
from typing import Any

from tests.simulators.entera.accounts import Account
from tests.simulators.entera.asked import Asked
from tests.simulators.entera.codes import Channel
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.fields import Fields, decoded
from tests.simulators.entera.macros import SMS_MACRO, replaced
from tests.simulators.entera.messages import Message
from tests.simulators.entera.replies import taken
from tests.simulators.entera.taking import (
    Addressee,
    Share,
    addressees,
    head_of,
    kind_of,
    take,
)
from tests.simulators.entera.world import World
from tests.simulators.segments import text_segments

LONGEST_ALIAS, LONGEST_BODY, LONGEST_EXPIRATION = 42, 2048, 2880
LONGEST_NAME, LONGEST_NUMBER = 11, 14
SENDER = re.compile(r"[ -~]+")
DIGITS = re.compile(r"[0-9]+")


def send_sms(world: World, asked: Asked, *, broadcast: bool) -> dict[str, Any]:
    """Send a text to recipients (6.1), a broadcast to address books too (6.2)."""
    fields = asked.fields
    text = _text(fields)
    sender = _sender(asked.account, fields)
    head = head_of(world, asked, longest_alias=LONGEST_ALIAS, with_notification=False)
    minutes = fields.number("MessageExpiration", LONGEST_EXPIRATION)
    recipients = addressees(world, asked, with_books=broadcast)
    merge = SMS_MACRO.search(text) is not None
    message = Message(
        login=asked.account.login,
        method="SendSmsBroadcast" if broadcast else "SendSms",
        channel=Channel.SMS,
        kind=kind_of(recipients, broadcast=broadcast, merge=merge),
        id=next(world.ids),
        task_id=world.new_task_id(),
        accepted_at=world.clock(),
        deliveries=(),
        alias=head.alias,
        external_id=head.external_id,
        send_at=head.send_at,
        units=text_segments(text),
        sender=sender,
        text=text,
        expiration=timedelta(minutes=minutes) or None,
    )
    shares = [_share(world, asked.account, one, text, merge) for one in recipients]
    return taken(TaskId=take(world, asked, message, shares).task_id)


def _share(
    world: World,
    account: Account,
    to: Addressee,
    text: str,
    merge: bool,
) -> Share:
    """Return what one recipient gets."""
    own = None
    if merge:
        own = replaced(
            text,
            SMS_MACRO,
            phone=to.phone,
            metadata=to.metadata,
            missing=world.settings.missing_macro,
        )
    segments = text_segments(own if own is not None else text)
    return Share(to=to, units=segments, price=account.sms_price * segments, text=own)


def _text(fields: Fields) -> str:
    """Return the text, Base64Body before Body. Raises ApiError (1, 3, 4)."""
    encoded, plain = fields.text("Base64Body"), fields.text("Body")
    if encoded:
        try:
            plain = decoded(encoded).decode()
        except UnicodeDecodeError as error:
            raise ApiError(3) from error
    if not plain:
        raise ApiError(3)
    if len(plain) > LONGEST_BODY:
        raise ApiError(4)
    return plain


def _sender(account: Account, fields: Fields) -> str:
    """Return the sender. Raises ApiError: 3, 4 too long, 9 not the account's."""
    sender = fields.required("Sender")
    if not SENDER.fullmatch(sender):
        raise ApiError(3)
    numeric = DIGITS.fullmatch(sender) is not None
    if len(sender) > (LONGEST_NUMBER if numeric else LONGEST_NAME):
        raise ApiError(4)
    if account.senders and sender not in account.senders:
        raise ApiError(9)
    return sender
