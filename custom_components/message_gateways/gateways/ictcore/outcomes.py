"""What became of a transmission that was to be sent, and how receipts say it."""

from collections.abc import Sequence

from ..errors import ChangeRequestError, GatewayError
from ..model import Detail, Message, Outcome, Receipt
from .codes import LOCKED, SEND_FAILED

type Result = Receipt | GatewayError


def accepted(message: Message, transmission_id: int) -> Receipt:
    """Say that the server has a message."""
    return Receipt(
        message_id=message.id,
        outcome=Outcome.ACCEPTED,
        gateway_ids=(str(transmission_id),),
    )


def has_failed(error: GatewayError) -> bool:
    """Tell whether the server says that it tried and could not (field-notes.md 6).

    The transmission stays in `processing` for ever then.
    """
    text = error.detail.text if error.detail else None
    return text is not None and any(one in text for one in SEND_FAILED)


def is_locked(error: GatewayError) -> bool:
    """Tell whether the server has begun to send it, or is done with it."""
    detail = error.detail
    return (
        isinstance(error, ChangeRequestError)
        and detail is not None
        and detail.code == LOCKED
    )


def failed(message: Message, error: GatewayError) -> Receipt:
    """Say that sending was tried and failed."""
    return Receipt(
        message_id=message.id,
        outcome=Outcome.REJECTED,
        detail=error.detail,
        failed=True,
    )


def receipts(
    messages: Sequence[Message], results: Sequence[Result]
) -> Sequence[Receipt]:
    """Give each message its receipt; raises the error that holds for all of them."""
    first = results[0]
    if isinstance(first, GatewayError) and all(_is_same(first, one) for one in results):
        raise first
    return [
        _receipt(message, result)
        for message, result in zip(messages, results, strict=True)
    ]


def _receipt(message: Message, result: Result) -> Receipt:
    """Turn an error into a receipt of one message."""
    if isinstance(result, Receipt):
        return result
    return Receipt(
        message_id=message.id,
        outcome=result.outcome,
        detail=result.detail or Detail(text=result.reason),
    )


def _is_same(error: GatewayError, other: Result) -> bool:
    """Tell whether two messages met the same error."""
    return type(error) is type(other) and str(error) == str(other)
