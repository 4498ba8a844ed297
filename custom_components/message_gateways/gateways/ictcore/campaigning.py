"""Campaigns: one program for all contacts of a group, worked through by the server."""

from contextlib import suppress

from ..before_sending import before_sending
from ..campaigns import Campaign, CampaignPlan, CampaignStatus
from ..errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    GatewayError,
    InvalidInputError,
)
from ..model import Channel
from .bounded import each
from .checks import book_key, campaign_key
from .codes import ProgramType
from .finding import is_missing
from .models import campaigns as theirs
from .models.contacts import GroupFilter
from .models.transmissions import TransmissionFilter
from .sending import Job, Sending
from .tools import Tools

CHANNELS = {
    ProgramType.SEND_SMS: Channel.SMS,
    ProgramType.SEND_FAX: Channel.FAX,
    ProgramType.SEND_EMAIL: Channel.EMAIL,
    ProgramType.VOICE_MESSAGE: Channel.VOICE,
    ProgramType.VOICE_TTS: Channel.VOICE,
}


class Campaigning:
    """Create, start, stop, follow and delete campaigns."""

    def __init__(self, tools: Tools, sending: Sending) -> None:
        """Make programs and groups as for messages."""
        self._client = tools.client
        self._workshop = tools.workshop
        self._names = tools.names
        self._traces = tools.traces
        self._lists = tools.lists
        self._sending = sending

    async def list(self) -> list[Campaign]:
        """List the campaigns of all users; raises GatewayError."""
        return [to_campaign(one) for one in await self._client.campaigns.list()]

    async def create(self, plan: CampaignPlan) -> str:
        """Create a campaign; raises GatewayError, with nothing left behind.

        Nothing is sent before it is started.
        """
        if bool(plan.book_id) is bool(plan.addresses):
            raise InvalidInputError("campaign_needs_contacts")
        if plan.content.send_at is not None:
            raise InvalidInputError("campaign_not_scheduled")
        job = self._sending.job_of(plan.content)
        name, list_name = self._workshop.name_of(job.material), self._names.of_list()
        with self._traces.working_with(name, list_name):
            try:
                return str(await self._create(plan, job, list_name))
            except GatewayError as err:
                raise before_sending(err) from None

    async def start(self, campaign_id: str) -> None:
        """Start a campaign, or let it go on; raises GatewayError."""
        await self._client.campaigns.start(campaign_key(campaign_id))

    async def stop(self, campaign_id: str) -> None:
        """Pause a campaign; raises GatewayError."""
        await self._client.campaigns.stop(campaign_key(campaign_id))

    async def delete(self, campaign_id: str) -> int:
        """Delete a campaign, its transmissions, and the group made for it.

        Returns how many things were removed; its program is a leftover then. Raises
        GatewayError.
        """
        id_ = campaign_key(campaign_id)
        campaign = await self._client.campaigns.get(id_)
        await self._client.campaigns.stop(id_)
        rows = await self._client.transmissions.list(
            TransmissionFilter(campaign_id=id_)
        )
        removed = await each(
            self._delete_transmission, [row.transmission_id for row in rows]
        )
        await self._client.campaigns.delete(id_)
        of_group = 0
        if campaign.group_id is not None and await self._is_list(campaign.group_id):
            of_group = await self._lists.remove(campaign.group_id)
        return 1 + sum(removed) + of_group

    async def _create(self, plan: CampaignPlan, job: Job, list_name: str) -> int:
        """Make program, group and campaign; raises GatewayError."""
        program_id = await self._workshop.program_for(job.material)
        if plan.book_id:
            group_id = book_key(plan.book_id)
            await self._client.groups.get(group_id)
        else:
            group_id = await self._lists.make(
                list_name, plan.content.channel, plan.addresses
            )
        new = theirs.NewCampaign(
            program_id=program_id,
            group_id=group_id,
            account_id=job.account_id,
            cpm=plan.per_minute,
            try_allowed=plan.content.tries,
        )
        try:
            return await self._client.campaigns.create(new)
        except GatewayError as err:
            if plan.addresses:
                with suppress(GatewayError):
                    await self._discard(group_id, lost=err)
            raise

    async def _discard(self, group_id: int, *, lost: GatewayError) -> None:
        """Remove a group of ours, and the campaign whose answer was lost."""
        if isinstance(lost, AskWhatHappenedError):
            asked = theirs.CampaignFilter(group_id=group_id)
            for one in await self._client.campaigns.list(asked):
                await self._client.campaigns.delete(one.campaign_id)
        await self._lists.remove(group_id)

    async def _delete_transmission(self, transmission_id: int) -> int:
        """Delete a transmission, if it is still there; raises GatewayError."""
        try:
            await self._client.transmissions.delete(transmission_id)
        except ChangeRequestError as err:
            if not is_missing(err):
                raise
            return 0
        return 1

    async def _is_list(self, group_id: int) -> bool:
        """Tell whether a group was made for a campaign; raises GatewayError."""
        groups = await self._client.groups.list(GroupFilter(group_id=group_id))
        return any(
            (one.name or "").startswith(self._names.list_prefix)
            for one in groups
            if one.group_id == group_id
        )


def to_campaign(campaign: theirs.Campaign) -> Campaign:
    """Read a campaign; a status that is not known is taken for running."""
    kind = campaign.program_type
    return Campaign(
        id=str(campaign.campaign_id),
        status=next(
            (one for one in CampaignStatus if one == campaign.status),
            CampaignStatus.RUNNING,
        ),
        channel=next((CHANNELS[one] for one in CHANNELS if one == kind), None),
        book_id=None if campaign.group_id is None else str(campaign.group_id),
        total=campaign.contact_total,
        done=campaign.contact_done,
        per_minute=campaign.cpm,
        created_at=campaign.created_at,
    )
