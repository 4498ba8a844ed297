"""Campaigns: `/campaigns` (field-notes.md 7)."""

from ..answers.campaigns import parse_campaign
from ..answers.values import parse_id
from ..models.campaigns import Campaign, CampaignFields, CampaignFilter, NewCampaign
from ..models.schedules import Schedule
from .calls import Calls
from .schedules import schedule_body
from .written import body_of, pairs_of, place

ABOUT = "Campaign"


class Campaigns:
    """One program for all contacts of a group."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def create(self, campaign: NewCampaign) -> int:
        """Make a campaign, which sends nothing yet, and return its id."""
        return await self._calls.create_one(place("campaigns"), body_of(campaign))

    async def list(self, asked: CampaignFilter | None = None) -> tuple[Campaign, ...]:
        """Return campaigns, with how many contacts they have and are done with."""
        return await self._calls.get_rows(
            place("campaigns"), parse_campaign, pairs_of(asked)
        )

    async def get(self, campaign_id: int) -> Campaign:
        """Return a campaign, without the counts of its contacts."""
        return await self._calls.get_one(_one(campaign_id), parse_campaign, about=ABOUT)

    async def update(self, campaign_id: int, changes: CampaignFields) -> Campaign:
        """Change what is given of a campaign and return what it is now."""
        return await self._calls.change_one(
            _one(campaign_id),
            body_of(changes, CampaignFields),
            parse_campaign,
            known=campaign_id,
            about=ABOUT,
        )

    async def delete(self, campaign_id: int) -> None:
        """Delete a campaign."""
        await self._calls.remove(_one(campaign_id), about=ABOUT)

    async def start(self, campaign_id: int) -> None:
        """Start a campaign, or let it go on; starting twice is not refused.

        Its transmissions are those of the contacts in its group at the first start.
        """
        parse_id(await self._calls.change(_one(campaign_id, "start"), about=ABOUT))

    async def stop(self, campaign_id: int) -> None:
        """Pause a campaign."""
        parse_id(await self._calls.change(_one(campaign_id, "stop"), about=ABOUT))

    async def schedule_start(self, campaign_id: int, schedule: Schedule) -> int:
        """Plan a start and return the task's id; the server never carries it out."""
        return await self._plan(campaign_id, "start", schedule)

    async def schedule_stop(self, campaign_id: int, schedule: Schedule) -> int:
        """Plan a stop and return the task's id; the server never carries it out."""
        return await self._plan(campaign_id, "stop", schedule)

    async def unschedule(self, campaign_id: int) -> None:
        """Forget all that is planned for a campaign; the guide's POST is a 404."""
        await self._calls.act("DELETE", _one(campaign_id, "schedule"), about=ABOUT)

    async def _plan(self, campaign_id: int, what: str, schedule: Schedule) -> int:
        """Plan something."""
        return await self._calls.create_one(
            _one(campaign_id, what, "schedule"), schedule_body(schedule), about=ABOUT
        )


def _one(campaign_id: int, *more: str) -> str:
    """Return the path of one campaign."""
    return place("campaigns", campaign_id, *more)
