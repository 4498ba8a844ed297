"""Choose the call that a content needs, and write its request."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from ..errors import NotOfferedError
from ..model import Channel, Content, Message
from ..numbers import bare
from .client import DevinoClient
from .requests import Sms, Viber

type SendSms = Callable[[Sms], Awaitable[tuple[str, ...]]]
type SendViber = Callable[[Viber], Awaitable[tuple[str, ...]]]


async def send_some(
    client: DevinoClient, messages: Sequence[Message], *, fallback: bool
) -> tuple[str, ...]:
    """Send messages of equal content in one request; raises GatewayError.

    `fallback`: every Viber message goes out by SMS where Viber fails.
    """
    content = messages[0].content
    to = tuple(bare(one.to) for one in messages)
    match content.channel:
        case Channel.SMS:
            return await sms_call(client, content, many=len(to) > 1)(
                sms_request(content, to)
            )
        case Channel.VIBER:
            own = content.sms_fallback
            resend = fallback if own is None else own
            return await viber_call(client, many=len(to) > 1, resend=resend)(
                viber_request(content, to)
            )
        case channel:
            raise NotOfferedError(f"there is no channel {channel}")


def sms_call(client: DevinoClient, content: Content, *, many: bool) -> SendSms:
    """Choose among the four calls for SMS."""
    if content.recipient_time_zone and content.send_at is not None:
        if many:
            return client.send_sms_by_time_zone_to_addresses
        return client.send_sms_by_time_zone
    return client.send_sms_bulk if many else client.send_sms


def viber_call(client: DevinoClient, *, many: bool, resend: bool) -> SendViber:
    """Choose among the four calls for Viber."""
    if resend:
        if many:
            return client.send_viber_with_resend_bulk
        return client.send_viber_with_resend
    return client.send_viber_bulk if many else client.send_viber


def sms_request(content: Content, to: tuple[str, ...]) -> Sms:
    """Write an SMS."""
    return Sms(
        to=to,
        text=content.text,
        sender=_sender(content),
        validity=minutes(content.validity),
        send_at=content.send_at,
    )


def viber_request(content: Content, to: tuple[str, ...]) -> Viber:
    """Write a Viber message."""
    return Viber(
        to=to,
        text=content.text,
        sender=_sender(content),
        validity=minutes(content.validity),
        optional=content.optional,
    )


def minutes(validity: timedelta | None) -> int | None:
    """Count a validity in minutes, rounded up, at least one."""
    return None if validity is None else max(-(-validity // timedelta(minutes=1)), 1)


def _sender(content: Content) -> str | None:
    """Write a sender, a number without its plus."""
    return bare(content.sender) if content.sender else None
