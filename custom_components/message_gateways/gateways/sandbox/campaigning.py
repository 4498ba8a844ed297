"""The campaigns of the sandbox: one message to many, so many a minute."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
import secrets

from ..campaigns import Campaign, CampaignPlan, CampaignStatus
from ..errors import ChangeRequestError, InvalidInputError
from ..model import Channel, Detail, Message, Receipt
from .books import FULL, Books
from .parts import Part, parts_of

USUAL_PACE = 60
MOST_CAMPAIGNS = 100

NOBODY_THERE = Detail(name="NOBODY", text="Nobody in the address book can get this")
OVER = Detail(name="OVER", text="The campaign is over")


@dataclass(slots=True)
class _Run:
    """A campaign at work; `next_at` is when the next of its people is due."""

    people: Sequence[Part]
    channel: Channel
    book_id: str | None
    per_minute: int
    created_at: datetime
    status: CampaignStatus = CampaignStatus.NEW
    done: int = 0
    next_at: datetime | None = None


class Campaigning:
    """Campaigns, moved on whenever somebody asks for anything."""

    def __init__(
        self, books: Books, take: Callable[[Message, datetime], Receipt]
    ) -> None:
        """Hand over messages of their time, to the people of address books."""
        self._books = books
        self._take = take
        self._runs: dict[str, _Run] = {}

    def move_on(self, now: datetime) -> None:
        """Send what was due until now."""
        for run in self._runs.values():
            while run.next_at is not None and run.next_at <= now:
                part = run.people[run.done]
                message = Message(id=part.id, to=part.address, content=part.content)
                self._take(message, run.next_at)
                run.done += 1
                run.next_at += timedelta(minutes=1) / run.per_minute
                if run.done == len(run.people):
                    run.status, run.next_at = CampaignStatus.COMPLETED, None

    def list(self) -> Sequence[Campaign]:
        """List the campaigns."""
        return [
            Campaign(
                id=campaign_id,
                status=run.status,
                channel=run.channel,
                book_id=run.book_id,
                total=len(run.people),
                done=run.done,
                per_minute=run.per_minute,
                created_at=run.created_at,
            )
            for campaign_id, run in self._runs.items()
        ]

    def create(self, plan: CampaignPlan, now: datetime) -> str:
        """Create a campaign; raises ChangeRequestError."""
        if bool(plan.book_id) is bool(plan.addresses):
            raise InvalidInputError("campaign_needs_contacts")
        if plan.content.send_at is not None:
            raise InvalidInputError("campaign_not_scheduled")
        if len(self._runs) >= MOST_CAMPAIGNS:
            raise ChangeRequestError("too many campaigns", detail=FULL)
        campaign_id = f"sbx1-{secrets.token_hex(4)}"
        people = self._people(plan, campaign_id)
        if not people:
            raise ChangeRequestError("nobody to send to", detail=NOBODY_THERE)
        self._runs[campaign_id] = _Run(
            people=people,
            channel=plan.content.channel,
            book_id=plan.book_id,
            per_minute=plan.per_minute or USUAL_PACE,
            created_at=now,
        )
        return campaign_id

    def start(self, campaign_id: str, now: datetime) -> None:
        """Start a campaign, or let it go on; raises ChangeRequestError."""
        run = self._run(campaign_id)
        if run.status is CampaignStatus.COMPLETED:
            raise ChangeRequestError("the campaign is over", detail=OVER)
        if run.status is not CampaignStatus.RUNNING:
            run.status, run.next_at = CampaignStatus.RUNNING, now
            self.move_on(now)

    def stop(self, campaign_id: str) -> None:
        """Pause a campaign that runs; raises InvalidInputError."""
        run = self._run(campaign_id)
        if run.status is CampaignStatus.RUNNING:
            run.status, run.next_at = CampaignStatus.PAUSED, None

    def delete(self, campaign_id: str) -> None:
        """Delete a campaign; raises InvalidInputError."""
        self._run(campaign_id)
        del self._runs[campaign_id]

    def _people(self, plan: CampaignPlan, campaign_id: str) -> Sequence[Part]:
        """List who gets a campaign; raises InvalidInputError."""
        content = plan.content
        if plan.book_id:
            content = replace(content, address_books=(plan.book_id,))
            whole = Message(id=campaign_id, to="", content=content)
            return parts_of(whole, self._books)
        return [
            part
            for place, address in enumerate(dict.fromkeys(plan.addresses), start=1)
            for part in parts_of(
                Message(id=f"{campaign_id}.{place}", to=address, content=content),
                self._books,
            )
        ]

    def _run(self, campaign_id: str) -> _Run:
        """Return a campaign; raises InvalidInputError."""
        found = self._runs.get(campaign_id)
        if found is None:
            raise InvalidInputError("campaign_unknown", campaign=campaign_id)
        return found
