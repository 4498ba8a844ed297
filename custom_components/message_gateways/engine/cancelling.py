"""Cancel messages: those that wait with us, and those a gateway takes back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..gateways.base import Cancels, Gateway
from ..gateways.errors import InvalidInputError
from ..gateways.info import GatewayInfo
from ..gateways.model import FOLLOWED, Detail, Status
from . import outbox_queries as queries
from .outbox import Outbox
from .rows import MessageRow
from .store import Store
from .transitions import Change

TOO_LATE = Detail(text="It is not waiting any more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """A message that was to be cancelled; `refusal` says why it was not."""

    row: MessageRow
    refusal: Detail | None = None


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

        Raises InvalidInputError where the gateway takes nothing back, GatewayError
        where it could not be asked, and StoreError.
        """
        rows = await self._outbox.rows(ids)
        begun = [row for row in rows if row.status in FOLLOWED and row.followed]
        for row in begun:
            if self._takes_back(row) is None:
                raise InvalidInputError(
                    "cancel_not_offered", gateway=self._info.name, channel=row.channel
                )
        await self._note([row for row in rows if row.status is Status.QUEUED])
        refusals = await self._take_back(begun)
        return [
            Cancelled(
                row=row,
                refusal=None
                if row.status is Status.CANCELLED
                else refusals.get(row.id, TOO_LATE),
            )
            for row in await self._outbox.rows(ids)
        ]

    def _takes_back(self, row: MessageRow) -> Cancels | None:
        """Return the gateway if it can take back a message of this kind."""
        gateway = self._gateway
        if self._info.channels[row.channel].cancels and isinstance(gateway, Cancels):
            return gateway
        return None

    async def _take_back(self, rows: Sequence[MessageRow]) -> dict[str, Detail]:
        """Let the gateway cancel what it has; returns why it did not."""
        gateway = self._takes_back(rows[0]) if rows else None
        if gateway is None:
            return {}
        ids = [row.id for row in rows]
        sent = await self._store.read(lambda db: queries.followed(db, ids))
        found = {one.message_id: one for one in await gateway.cancel(sent)}
        await self._note(
            [row for row in rows if row.id in found and found[row.id].cancelled]
        )
        return {
            each.message_id: each.detail
            for each in found.values()
            if not each.cancelled and each.detail
        }

    async def _note(self, rows: Sequence[MessageRow]) -> None:
        """Keep that messages were cancelled."""
        change = Change(status=Status.CANCELLED)
        await self._outbox.change([(row, change) for row in rows])
