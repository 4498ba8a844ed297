"""The campaigns of one account: create, start, stop, delete, and follow them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..gateways.base import HasCampaigns
from ..gateways.campaigns import CampaignPlan
from ..gateways.errors import ChangeRequestError, GatewayError, InvalidInputError
from ..gateways.model import Content
from . import campaign_table as table
from .campaign_changes import learnt, started
from .campaign_coordinator import CampaignsCoordinator
from .campaign_schedule import CampaignSchedule
from .campaign_table import CampaignRow, CampaignsState, CampaignState
from .store import Store, StoreError
from .tasks import Tasks

type Ready = Callable[[Content, Sequence[str]], Awaitable[Content]]


class Campaigns:
    """What this account has the gateway send to many by itself."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        store: Store,
        gateway: HasCampaigns,
        *,
        tasks: Tasks,
        ready: Ready,
        heard: Callable[[GatewayError | None], None],
        ended: Callable[[], None],
    ) -> None:
        """`ready` prepares a content for addresses; `ended` is told of ends."""
        self._store = store
        self._gateway = gateway
        self._tasks = tasks
        self._ready = ready
        self._heard = heard
        self._ended = ended
        # What the gateway says now must not be mixed up with what it said before.
        self._one_by_one = asyncio.Lock()
        self.coordinator = CampaignsCoordinator(hass, entry, heard, self._poll)
        self.schedule = CampaignSchedule(
            hass,
            store,
            name=entry.title,
            spawn=tasks.spawn,
            start=self._start_scheduled,
            changed=self._publish,
        )

    async def open(self) -> None:
        """Read what is shown; raises StoreError."""
        self.coordinator.show(await self._store.read(table.state))

    @callback
    def begin(self) -> list[CALLBACK_TYPE]:
        """Follow what goes on and start what is scheduled; returns what ends it."""
        self.schedule.begin()
        return [
            self.schedule.end,
            self.coordinator.async_add_listener(_nothing),
        ]

    async def create(
        self,
        content: Content,
        *,
        label: str = "",
        book_id: str | None = None,
        addresses: Sequence[str] = (),
        per_minute: int | None = None,
        starts_at: datetime | None = None,
    ) -> CampaignRow:
        """Create a campaign for an address book of the gateway, or for addresses.

        With `starts_at` it is started then; without, `start` does it. Raises
        InvalidInputError where a rule is broken, another GatewayError where the gateway
        did not create it, and StoreError where it could not be kept; in all cases
        nothing is sent.
        """
        ready = await self._ready(content, addresses)
        plan = CampaignPlan(
            content=ready,
            book_id=book_id,
            addresses=tuple(dict.fromkeys(addresses)),
            per_minute=per_minute,
        )
        return await self._tasks.run(self._create(plan, label, starts_at))

    async def start(
        self, campaign_id: str, *, at: datetime | None = None
    ) -> CampaignRow:
        """Start a campaign or let it go on, now or at a time.

        Raises InvalidInputError where there is none, another GatewayError where the
        gateway did not start it, and StoreError.
        """
        if at is not None:
            return await self._tasks.run(self._plan_start(campaign_id, at))
        return await self._tasks.run(self._start(campaign_id))

    async def stop(self, campaign_id: str) -> CampaignRow:
        """Pause a campaign, or drop its scheduled start; raises as `start` does."""
        return await self._tasks.run(self._stop(campaign_id))

    async def delete(self, campaign_id: str) -> None:
        """Delete a campaign with all that was made for it; raises as `start` does."""
        await self._tasks.run(self._delete(campaign_id))

    async def list(self) -> Sequence[CampaignRow]:
        """Ask where the campaigns stand and return them, the newest first.

        Raises GatewayError and StoreError.
        """
        await self._tasks.run(self._look())
        return await self.known()

    async def known(self) -> Sequence[CampaignRow]:
        """Return the campaigns as they were last heard of, the newest first."""
        return await self._store.read(table.every)

    async def _create(
        self, plan: CampaignPlan, label: str, starts_at: datetime | None
    ) -> CampaignRow:
        """Create a campaign and write it down."""
        campaign_id = await self._asked(self._gateway.create_campaign(plan))
        now = dt_util.utcnow()
        row = CampaignRow(
            id=campaign_id,
            label=label,
            channel=plan.content.channel,
            state=CampaignState.SCHEDULED if starts_at else CampaignState.NEW,
            total=len(plan.addresses) or None,
            done=0,
            created_at=now,
            starts_at=starts_at,
            changed_at=now,
        )
        try:
            await self._keep(row)
        except StoreError:
            with suppress(GatewayError):
                await self._gateway.delete_campaign(campaign_id)
            raise
        if starts_at is not None:
            await self.schedule.set_alarm()
        return row

    async def _plan_start(self, campaign_id: str, at: datetime) -> CampaignRow:
        """Have a campaign started at a time."""
        async with self._one_by_one:
            row = replace(
                await self._row(campaign_id),
                state=CampaignState.SCHEDULED,
                starts_at=at,
                changed_at=dt_util.utcnow(),
                over=False,
                reason=None,
            )
            await self._keep(row)
        await self.schedule.set_alarm()
        return row

    async def _start(self, campaign_id: str) -> CampaignRow:
        """Start a campaign."""
        async with self._one_by_one:
            row = await self._row(campaign_id)
            await self._asked(self._gateway.start_campaign(campaign_id))
            return await self._keep(started(row, dt_util.utcnow()))

    async def _start_scheduled(self, row: CampaignRow) -> None:
        """Start a campaign at its time, unless somebody thought better of it."""
        async with self._one_by_one:
            if row == await self._row(row.id):
                await self._asked(self._gateway.start_campaign(row.id))
                await self._keep(started(row, dt_util.utcnow()))

    async def _stop(self, campaign_id: str) -> CampaignRow:
        """Pause a campaign that runs, and no other: it would never start then."""
        async with self._one_by_one:
            row = await self._row(campaign_id)
            state = CampaignState.NEW
            if row.state is not CampaignState.SCHEDULED:
                await self._learn()
                row = await self._row(campaign_id)
                if row.state is not CampaignState.RUNNING:
                    await self._publish()
                    return row
                await self._asked(self._gateway.stop_campaign(campaign_id))
                state = CampaignState.PAUSED
            return await self._keep(
                replace(row, state=state, starts_at=None, changed_at=dt_util.utcnow())
            )

    async def _delete(self, campaign_id: str) -> None:
        """Delete a campaign; one that somebody else deleted is forgotten."""
        async with self._one_by_one:
            await self._row(campaign_id)
            try:
                await self._asked(self._gateway.delete_campaign(campaign_id))
            except ChangeRequestError:
                found = await self._asked(self._gateway.campaigns())
                if any(one.id == campaign_id for one in found):
                    raise
            await self._store.write(lambda db: table.forget(db, campaign_id))
        await self._publish()
        self._ended()

    async def _look(self) -> None:
        """Ask where campaigns stand, and show it."""
        async with self._one_by_one:
            await self._learn()
        await self._publish()

    async def _poll(self) -> CampaignsState:
        """Ask where campaigns stand, and return what is shown of it."""
        async with self._one_by_one:
            await self._learn()
        return await self._store.read(table.state)

    async def _learn(self) -> None:
        """Take in what the gateway says of all that is not over."""
        # What is created meanwhile may not be in the gateway's list yet.
        before = await self._store.read(table.not_over)
        if not before:
            return
        campaigns = await self._asked(self._gateway.campaigns())
        found = {one.id: one for one in campaigns}
        now = dt_util.utcnow()
        after = [learnt(row, found.get(row.id), now) for row in before]
        changed = [new for old, new in zip(before, after, strict=True) if old != new]
        if not changed:
            return
        await self._store.write(lambda db: table.keep_all(db, changed))
        if any(row.over for row in changed):
            self._ended()

    async def _row(self, campaign_id: str) -> CampaignRow:
        """Return a campaign of ours; raises InvalidInputError."""
        row = await self._store.read(lambda db: table.by_id(db, campaign_id))
        if row is None:
            raise InvalidInputError("campaign_unknown", campaign=campaign_id)
        return row

    async def _keep(self, row: CampaignRow) -> CampaignRow:
        """Write a campaign down and show it."""
        await self._store.write(lambda db: table.keep(db, row))
        await self._publish()
        return row

    async def _publish(self) -> None:
        """Show what is known."""
        self.coordinator.show(await self._store.read(table.state))

    async def _asked[ResultT](self, asking: Awaitable[ResultT]) -> ResultT:
        """Ask the gateway, and tell how it stands."""
        try:
            result = await asking
        except InvalidInputError:
            raise
        except GatewayError as err:
            self._heard(err)
            raise
        self._heard(None)
        return result


@callback
def _nothing() -> None:
    """Listen, so that polling goes on."""
