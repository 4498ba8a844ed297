"""Ask a gateway what became of messages whose request may have reached it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
import logging

from ..gateways.base import Resolves
from ..gateways.errors import GatewayError
from ..gateways.model import (
    Content,
    Doubt,
    Message,
    Receipt,
    Resolution,
    Status,
    Verdict,
)
from .rows import MessageRow
from .transitions import Change, settle

_LOGGER = logging.getLogger(__name__)

ASK_AGAIN = timedelta(seconds=30)
ASK_FOR = timedelta(hours=48)


async def ask_after(
    gateway: Resolves,
    rows: Sequence[MessageRow],
    contents: Mapping[int, Content],
    now: datetime,
    *,
    follows: Callable[[Content], bool],
) -> tuple[list[tuple[MessageRow, Change]], GatewayError | None]:
    """Return how each message goes on, and the error if nobody could be asked."""
    doubts = [
        Doubt(
            message=Message(
                id=row.id,
                to=row.address,
                content=contents[row.content],
                repeated=row.repeated,
                batch=row.batch,
            ),
            since=row.left_at or row.created_at,
        )
        for row in rows
    ]
    error = None
    resolutions: Sequence[Resolution] = ()
    try:
        resolutions = await gateway.resolve(doubts, now)
    except GatewayError as err:
        error = err
    except Exception:
        # A mistake of ours must not leave messages that nobody asks after again.
        _LOGGER.exception("Unexpected error while asking after messages")
        error = GatewayError("unexpected error")
    found = {resolution.message_id: resolution for resolution in resolutions}
    changes = []
    for row in rows:
        resolution = found.get(row.id)
        change = conclude(
            row,
            resolution.verdict if resolution else Verdict.ASK_LATER,
            resolution.receipt if resolution else None,
            now,
            follows=follows(contents[row.content]),
        )
        changes.append((row, change))
    return changes, error


def conclude(
    row: MessageRow,
    verdict: Verdict,
    receipt: Receipt | None,
    now: datetime,
    *,
    follows: bool,
) -> Change:
    """Decide how a message of unknown outcome goes on."""
    if verdict is Verdict.FOUND and receipt is not None:
        return settle(
            row,
            receipt,
            now,
            follows=follows,
            resolves=False,
            retry_after=None,
            jitter=0.0,
        )
    if verdict is Verdict.SEND_AGAIN and now < row.give_up_at and not row.fail_at_once:
        return Change(status=Status.QUEUED, due=now, detail=row.detail, repeated=True)
    stays = Change(status=Status.UNKNOWN, detail=row.detail)
    # A scheduled message may have left long after it was taken.
    if verdict is Verdict.ASK_LATER and now < (row.left_at or row.created_at) + ASK_FOR:
        return replace(stays, due=now + ASK_AGAIN)
    return stays
