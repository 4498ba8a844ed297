"""Cancel messages: those that wait with us, and those a gateway takes back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..gateways.base import Cancels, Gateway
from ..gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    InvalidInputError,
)
from ..gateways.info import GatewayInfo
from ..gateways.model import FOLLOWED, Cancellation, Status
from . import outbox_queries as queries
from .outbox import Outbox
from .rows import MessageRow
from .store import Store
from .transitions import Change, unsent


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """A message that was to be cancelled; `refusal` says why it was not."""

    row: MessageRow
    refusal: GatewayError | None = None


class Canceller:
    """Cancel messages of one account."""

    def __init__(
        self, store: Store, outbox: Outbox, gateway: Gateway, info: GatewayInfo
    ) -> None:
        """Work on an open store."""
        self._store = store
        self._outbox = outbox
        self._gateway = gateway
        self._info = info

    async def cancel(self, ids: Collection[str]) -> list[Cancelled]:
        """Cancel messages by our ids, and say of each what became of it.

        An id that is not known has no row. What one message is refused for keeps no
        other from being cancelled; raises StoreError alone.
        """
        rows = await self._outbox.rows(ids)
        await self._outbox.change(
            [
                (row, unsent(row, Status.CANCELLED))
                for row in rows
                if row.status is Status.QUEUED
            ]
        )
        refusals = await self._take_back(
            [row for row in rows if row.status in FOLLOWED]
        )
        return [
            Cancelled(
                row=row,
                refusal=None
                if row.status is Status.CANCELLED
                else refusals.get(row.id) or _too_late(row),
            )
            for row in await self._outbox.rows(ids)
        ]

    async def _take_back(self, rows: Sequence[MessageRow]) -> dict[str, GatewayError]:
        """Let the gateway cancel what it has; returns why it did not."""
        taker = self._gateway if isinstance(self._gateway, Cancels) else None
        offered = {key for key, row in self._info.channels.items() if row.cancels}
        if taker is None:
            offered = set()
        refusals: dict[str, GatewayError] = {
            row.id: InvalidInputError(
                "cancel_not_offered", gateway=self._info.name, channel=row.channel
            )
            for row in rows
            if row.channel not in offered
        }
        begun = [row for row in rows if row.channel in offered and row.followed]
        if taker is not None and begun:
            refusals |= await self._ask(taker, begun)
        return refusals

    async def _ask(
        self, gateway: Cancels, rows: Sequence[MessageRow]
    ) -> dict[str, GatewayError]:
        """Ask for messages back; returns why some stay."""
        ids = [row.id for row in rows]
        sent = await self._store.read(lambda db: queries.followed(db, ids))
        if not sent:
            # They came to an end meanwhile.
            return {}
        try:
            found = {one.message_id: one for one in await gateway.cancel(sent)}
        except GatewayError as err:
            return dict.fromkeys(ids, err)
        change = Change(status=Status.CANCELLED)
        await self._outbox.change(
            [
                (row, change)
                for row in rows
                if row.id in found and found[row.id].cancelled
            ]
        )
        return {
            each.message_id: _refusal(each)
            for each in found.values()
            if not each.cancelled and each.detail
        }


def _refusal(found: Cancellation) -> GatewayError:
    """Say why a gateway did not cancel a message, or that nobody knows."""
    if found.unclear:
        return AskWhatHappenedError("the answer got lost", detail=found.detail)
    return ChangeRequestError("refused", detail=found.detail)


def _too_late(row: MessageRow) -> GatewayError:
    """Say where a message is that waits no more."""
    return InvalidInputError("cancel_too_late", status=row.status)
