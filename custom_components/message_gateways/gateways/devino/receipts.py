"""Tell apart what an answer says about each of many messages: pure decisions."""

from collections.abc import Sequence

from ..errors import GatewayError, TopUpError
from ..model import Detail, Message, Outcome, Receipt

NOT_TOLD_APART = Detail(
    text="The provider took it, but does not say which of its ids belong to which "
    "number, so its delivery can't be followed"
)
NO_NUMBER = Detail(text="This can't be a phone number")
NOT_TRIED = Detail(text="It was not sent, since the request before it failed")


def divided(messages: Sequence[Message], ids: Sequence[str]) -> list[Receipt]:
    """Give each message its ids of a flat list, or none where they don't divide.

    The ids of all segments of the first come first, then those of the second
    (api.ru.md, Sms/SendBulk).
    """
    each, left_over = divmod(len(ids), len(messages))
    repeated = len(set(ids)) != len(ids)
    if not each or left_over or repeated:
        return [
            Receipt(
                message_id=one.id,
                outcome=Outcome.ACCEPTED,
                detail=NOT_TOLD_APART,
                traceable=False,
            )
            for one in messages
        ]
    return [
        Receipt(
            message_id=one.id,
            outcome=Outcome.ACCEPTED,
            gateway_ids=tuple(ids[start : start + each]),
            segments=each,
        )
        for one, start in zip(messages, range(0, len(ids), each), strict=True)
    ]


def failed(messages: Sequence[Message], error: GatewayError) -> list[Receipt]:
    """Tell each message what became of the request that it was in."""
    return [
        Receipt(
            message_id=one.id,
            outcome=error.outcome,
            detail=error.detail or Detail(text=error.reason),
            out_of_credit=isinstance(error, TopUpError),
        )
        for one in messages
    ]


def refused(messages: Sequence[Message]) -> list[Receipt]:
    """Refuse what would make the provider refuse all others with it."""
    return [
        Receipt(message_id=one.id, outcome=Outcome.REJECTED, detail=NO_NUMBER)
        for one in messages
    ]


def not_tried(messages: Sequence[Message]) -> list[Receipt]:
    """Leave messages for later."""
    return [
        Receipt(message_id=one.id, outcome=Outcome.NOT_SENT, detail=NOT_TRIED)
        for one in messages
    ]
