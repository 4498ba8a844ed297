"""Call people (8)."""

from typing import Any

from tests.simulators.entera.accounts import Account
from tests.simulators.entera.asked import Asked
from tests.simulators.entera.calls import call_of
from tests.simulators.entera.codes import Channel
from tests.simulators.entera.documents import Attachment
from tests.simulators.entera.errors import ApiError
from tests.simulators.entera.fields import Fields, decoded
from tests.simulators.entera.messages import CallRule, Message
from tests.simulators.entera.replies import taken
from tests.simulators.entera.settings import BadMedia
from tests.simulators.entera.sounds import seconds_of
from tests.simulators.entera.taking import (
    Addressee,
    Share,
    addressees,
    head_of,
    kind_of,
    take,
)
from tests.simulators.entera.world import World

LONGEST_ALIAS, LONGEST_NAME = 255, 255


def send_ivr(world: World, asked: Asked, *, broadcast: bool) -> dict[str, Any]:
    """Call recipients (8.1), with a broadcast those of address books too (8.2)."""
    fields = asked.fields
    file = _sound(fields, "MainMessage" if broadcast else "Attachments")
    seconds = seconds_of(file.content)
    if seconds is None and world.settings.bad_media is BadMedia.REFUSE:
        raise ApiError(3)
    rule = CallRule(
        longest=fields.number("MaxCallDuration", 120_000) or 60_000,
        answer_timeout=fields.number("CallAnswerTimeout", 60_000) or 20_000,
        inter_digit_timeout=fields.number("InterDigitTimeout", 6_000) or 3_000,
        first_digit_timeout=fields.number("FirstDigitTimeout", 12_000) or 6_000,
        most_digits=fields.number("MaxDTMFDigits", 96) or 25,
        sound=seconds or 0,
    )
    head = head_of(
        world, asked, longest_alias=LONGEST_ALIAS, with_notification=broadcast
    )
    recipients = addressees(world, asked, with_books=broadcast)
    message = Message(
        login=asked.account.login,
        method="SendIvrBroadcast" if broadcast else "SendIvr",
        channel=Channel.IVR,
        kind=kind_of(recipients, broadcast=broadcast, merge=False),
        id=next(world.ids),
        task_id=world.new_task_id(),
        accepted_at=world.clock(),
        deliveries=(),
        alias=head.alias,
        external_id=head.external_id,
        send_at=head.send_at,
        notification=head.notification,
        names=(file.name,),
        broken=seconds is None,
        call=rule,
    )
    shares = [_share(asked.account, rule, one) for one in recipients]
    return taken(TaskId=take(world, asked, message, shares).task_id)


def _sound(fields: Fields, name: str) -> Attachment:
    """Return the one sound of a request. Raises ApiError (1, 3, 4)."""
    found = fields.objects(name)
    if len(found) != 1:
        raise ApiError(3)
    file = Attachment(
        name=found[0].required("Name", LONGEST_NAME),
        content=decoded(found[0].required("Base64Content")),
    )
    if file.type != ".wav":
        raise ApiError(3)
    return file


def _share(account: Account, rule: CallRule, to: Addressee) -> Share:
    """Return what a call costs: each begun minute, one at least."""
    minutes = call_of(rule, to.behaviour).minutes or 1
    return Share(to=to, units=0, price=account.minute_price * minutes)
