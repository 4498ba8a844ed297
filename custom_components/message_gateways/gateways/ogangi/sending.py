"""Choose how a message goes out, by what is known of its recipient."""

from enum import StrEnum

from ..errors import ChangeRequestError, NotOfferedError
from ..model import Message
from ..numbers import bare
from .models import ANY_CARRIER, MtRequest, PinRequest, SmsRequest

NO_SENDER = "a short or long code to send from is needed"
NO_CARRIER = "the name of the carrier is needed"


class Method(StrEnum):
    """Which call sends texts."""

    AUTO = "auto"
    SEND_SMS = "send_sms"
    SEND_MT = "send_mt"


def text_request(
    message: Message, method: Method, carrier: str | None
) -> SmsRequest | MtRequest:
    """Build the call for a message; `carrier` is the account's. Raises GatewayError.

    sendSMS can be followed, but has to be told the name of the carrier; flags go with
    sendMT alone. A carrier meant for sendSMS is a name, which sendMT would not take.
    """
    content = message.content
    own, usual = named(content.carrier), named(carrier)
    if content.flags is not None and method is Method.SEND_SMS:
        raise NotOfferedError("flags go with sendMT only")
    if (
        method is Method.SEND_MT
        or content.flags is not None
        or (method is Method.AUTO and not (own or usual))
    ):
        return MtRequest(
            sender=_sender(message),
            to=bare(message.to),
            text=content.text,
            carrier=own or (usual if method is Method.SEND_MT else None),
            flags=content.flags,
        )
    return SmsRequest(
        carrier=_needed(own or usual, NO_CARRIER),
        sender=_sender(message),
        to=bare(message.to),
        text=content.text,
    )


def pin_request(message: Message, length: int, carrier: str | None) -> PinRequest:
    """Build the call for a PIN; raises ChangeRequestError."""
    if length < 1:
        raise ChangeRequestError("a PIN has at least one character")
    return PinRequest(
        carrier=_needed(named(message.content.carrier) or named(carrier), NO_CARRIER),
        sender=_sender(message),
        to=bare(message.to),
        text=message.content.text,
        length=length,
    )


def named(carrier: str | None) -> str | None:
    """Return a carrier that was named; `null` stands for any."""
    found = (carrier or "").strip()
    return None if found.lower() in {"", ANY_CARRIER} else found


def _sender(message: Message) -> str:
    """Return the code that a message goes out from; raises ChangeRequestError."""
    return bare(_needed(message.content.sender, NO_SENDER))


def _needed(value: str | None, reason: str) -> str:
    """Return a value that can't be left out; raises ChangeRequestError."""
    if not value:
        raise ChangeRequestError(reason)
    return value
