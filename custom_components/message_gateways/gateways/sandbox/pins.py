"""PINs that the sandbox makes up."""

from dataclasses import replace
import secrets

from ..errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    TopUpError,
    TryLaterError,
)
from ..model import Message, Outcome, Receipt

DIGITS = "0123456789"
LONGEST_PIN = 32


def new_pin(length: int) -> str:
    """Make up a PIN of so many digits; raises ChangeRequestError."""
    if not 1 <= length <= LONGEST_PIN:
        raise ChangeRequestError(f"a PIN has 1 to {LONGEST_PIN} digits")
    return "".join(secrets.choice(DIGITS) for _ in range(length))


def with_pin(message: Message, pin: str) -> Message:
    """Write a PIN after the text of a message."""
    text = f"{message.content.text} {pin}".strip()
    return replace(message, content=replace(message.content, text=text))


def failure_of(receipt: Receipt) -> GatewayError | None:
    """Return why a message was not taken, or None if it was."""
    detail = receipt.detail
    match receipt.outcome:
        case Outcome.ACCEPTED:
            return None
        case Outcome.REJECTED if receipt.out_of_credit:
            return TopUpError("the account has not enough credit", detail=detail)
        case Outcome.REJECTED:
            return ChangeRequestError("the message was refused", detail=detail)
        case Outcome.NOT_SENT:
            return TryLaterError("the message was not sent", detail=detail)
        case _:
            return AskWhatHappenedError("the answer got lost", detail=detail)
