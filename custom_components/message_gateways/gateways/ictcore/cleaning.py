"""Remove what was made for messages and campaigns that are over."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

from ..campaigns import CampaignStatus, InUse
from ..errors import ChangeRequestError
from .bounded import each
from .campaigning import Campaigning
from .codes import MOST_TRANSMISSIONS, ProgramType
from .finding import is_missing, remove
from .models.contacts import ContactFilter, GroupFilter
from .models.programs import ProgramFilter
from .models.transmissions import TransmissionFilter, TransmissionRow
from .tools import Tools

A_FEW = 200
"""So many that are not known yet are looked at in one pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a transmission of ours is of; that does not change."""

    origin: str
    program_id: int | None


@dataclass(slots=True, kw_only=True)
class _Pass:
    """One look at all that is on the server."""

    in_use: InUse
    origins: Collection[str]
    programs: set[int] = field(default_factory=set)
    groups: set[int] = field(default_factory=set)
    removed: int = 0


class Cleaning:
    """Find leftovers by their names, and remove them."""

    def __init__(self, tools: Tools, campaigning: Campaigning) -> None:
        """Leave alone what the traces know of."""
        self._client = tools.client
        self._workshop = tools.workshop
        self._names = tools.names
        self._traces = tools.traces
        self._lists = tools.lists
        self._campaigning = campaigning
        self._known: dict[int, _Known] = {}

    async def clean_up(self, in_use: Callable[[], Awaitable[InUse]]) -> int:
        """Remove what is not in use; raises GatewayError, with some of it removed.

        Each step finds by itself what an earlier pass left half done.
        """
        self._traces.begin()
        used = await in_use()
        origins = {self._names.of_message(one) for one in used.message_ids}
        look = _Pass(in_use=used, origins=origins)
        whole = await self._transmissions(look)
        await self._contacts(look)
        if whole:
            await self._campaigns(look)
            await self._programs(look)
            await self._groups(look)
        return look.removed

    async def _transmissions(self, look: _Pass) -> bool:
        """Remove transmissions; tell whether all of them were seen."""
        rows = await self._client.transmissions.list(
            TransmissionFilter(origin=self._names.prefix)
        )
        ids = {row.transmission_id for row in rows}
        self._known = {id_: one for id_, one in self._known.items() if id_ in ids}
        new = [row for row in rows if row.transmission_id not in self._known]
        known = [row for row in rows if row.transmission_id in self._known]
        await each(lambda row: self._transmission(row, look), known + new[:A_FEW])
        return len(rows) < MOST_TRANSMISSIONS and len(new) <= A_FEW

    async def _transmission(self, row: TransmissionRow, look: _Pass) -> None:
        """Remove one transmission, or remember what it needs."""
        id_ = row.transmission_id
        known = self._known.get(id_)
        if known is None:
            try:
                whole = await self._client.transmissions.get(id_)
            except ChangeRequestError as err:
                # Without its contact it can be neither read nor deleted.
                if not is_missing(err):
                    raise
                known = _Known(origin="", program_id=None)
            else:
                known = _Known(origin=whole.origin or "", program_id=whole.program_id)
            self._known[id_] = known
        if not self._names.is_ours(known.origin):
            return
        if (
            str(id_) in look.in_use.gateway_ids
            or known.origin in look.origins
            or known.origin in self._traces
        ):
            if known.program_id is not None:
                look.programs.add(known.program_id)
            return
        look.removed += await remove(self._client, self._names, id_, row.contact)

    async def _contacts(self, look: _Pass) -> None:
        """Remove contacts whose transmission went and who stayed behind."""
        asked = ContactFilter(last_name=self._names.prefix)
        for one in await self._client.contacts.list(asked):
            used = TransmissionFilter(contact_id=one.contact_id)
            if not self._names.is_ours(one.last_name) or (
                await self._client.transmissions.list(used)
            ):
                continue
            await self._client.contacts.delete(one.contact_id)
            look.removed += 1

    async def _campaigns(self, look: _Pass) -> None:
        """Remove campaigns of ours that are over, and remember what others need."""
        ours = {
            one.program_id
            for one in await self._client.programs.list(
                ProgramFilter(name=self._names.prefix)
            )
            if self._names.is_ours(one.name)
        }
        for one in await self._client.campaigns.list():
            campaign_id = str(one.campaign_id)
            if (
                one.program_id in ours
                and one.status == CampaignStatus.COMPLETED
                and campaign_id not in look.in_use.campaign_ids
            ):
                look.removed += await self._campaigning.delete(campaign_id)
                continue
            if one.program_id is not None:
                look.programs.add(one.program_id)
            if one.group_id is not None:
                look.groups.add(one.group_id)

    async def _programs(self, look: _Pass) -> None:
        """Remove programs and what they need, name by name."""
        leftovers: dict[str, dict[ProgramType | None, list[int]]] = {}
        kept: set[str] = set()
        asked = ProgramFilter(name=self._names.prefix)
        for one in await self._client.programs.list(asked):
            if one.name is None or not self._names.is_ours(one.name):
                continue
            leftovers.setdefault(one.name, {}).setdefault(None, []).append(
                one.program_id
            )
            if one.program_id in look.programs:
                kept.add(one.name)
        for kind, shelf in self._workshop.shelves.items():
            for id_, name in (await shelf.names()).items():
                if self._names.is_ours(name):
                    leftovers.setdefault(name, {}).setdefault(kind, []).append(id_)
        for name, ids in leftovers.items():
            if name in kept:
                continue
            async with self._workshop.lock(name):
                if name not in self._traces:
                    look.removed += await self._workshop.remove(name, ids)

    async def _groups(self, look: _Pass) -> None:
        """Remove groups that were made for campaigns."""
        asked = GroupFilter(name=self._names.list_prefix)
        for one in await self._client.groups.list(asked):
            name = one.name or ""
            if (
                name.startswith(self._names.list_prefix)
                and one.group_id not in look.groups
                and name not in self._traces
            ):
                look.removed += await self._lists.remove(one.group_id)
