"""Make one request of a gateway, and decide what it makes of each message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
import logging
import random

from homeassistant.util import dt as dt_util

from ..gateways.base import Gateway
from ..gateways.errors import GatewayError, SignInAgainError, TopUpError, TryLaterError
from ..gateways.model import Content, Detail, Message, Outcome, Receipt
from .rows import MessageRow
from .transitions import Change, settle

_LOGGER = logging.getLogger(__name__)

# Credentials that were refused are not tried over and over: some gateways lock.
SIGN_IN_PAUSE = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What one request brought: receipts, or an error that holds for all."""

    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    error: GatewayError | None = None

    @property
    def meaning(self) -> GatewayError | None:
        """Return what the request says about the account."""
        if self.error is None and any(
            receipt.out_of_credit for receipt in self.receipts.values()
        ):
            return TopUpError("the account has no credit")
        return self.error

    @property
    def retry_after(self) -> float | None:
        """Return the seconds the gateway wants to be left alone."""
        if isinstance(self.error, TryLaterError):
            return self.error.retry_after
        return SIGN_IN_PAUSE if isinstance(self.error, SignInAgainError) else None

    def receipt(self, row: MessageRow) -> Receipt:
        """Return what the request says about a message, whatever the answer lacks."""
        if row.id in self.receipts:
            return self.receipts[row.id]
        if self.error is None:
            return Receipt(
                message_id=row.id,
                outcome=Outcome.UNKNOWN,
                detail=Detail(text="the answer does not mention it"),
            )
        return Receipt(
            message_id=row.id,
            outcome=self.error.outcome,
            detail=self.error.detail or Detail(text=self.error.reason),
        )


async def attempt_send(
    gateway: Gateway, content: Content, rows: Sequence[MessageRow]
) -> Attempt:
    """Make one request; every error becomes part of the result."""
    content = _without_past(content)
    messages = [
        Message(
            id=row.id,
            to=row.address,
            content=content,
            repeated=row.repeated,
            batch=row.batch,
        )
        for row in rows
    ]
    try:
        receipts = await gateway.send(messages)
    except GatewayError as err:
        return Attempt(error=err)
    except Exception:
        # A mistake of ours must not end in a message that nobody knows of.
        _LOGGER.exception("Unexpected error while sending")
        return Attempt(error=GatewayError("unexpected error"))
    return Attempt(receipts={receipt.message_id: receipt for receipt in receipts})


def _without_past(content: Content) -> Content:
    """Leave out a time to send at that is over: it goes out late, but at once.

    What clocks say where a recipient is, only the gateway knows.
    """
    at = content.leaves_at
    if at is None or content.recipient_time_zone or at > dt_util.utcnow():
        return content
    return replace(content, send_at=None)


def decide(
    rows: Sequence[MessageRow],
    attempt: Attempt,
    now: datetime,
    *,
    follows: bool,
    resolves: bool,
) -> list[tuple[MessageRow, Change]]:
    """Decide what an attempt makes of each of its messages."""
    return [
        (
            row,
            settle(
                row,
                attempt.receipt(row),
                now,
                follows=follows,
                resolves=resolves,
                retry_after=attempt.retry_after,
                jitter=random.random(),  # noqa: S311 - spreads tries, guards nothing
            ),
        )
        for row in rows
    ]
