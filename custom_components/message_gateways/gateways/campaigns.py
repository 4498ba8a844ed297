"""Campaigns: one content for many people, which a gateway works through by itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .model import Channel, Content


class CampaignStatus(StrEnum):
    """Where a campaign stands."""

    NEW = "new"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPlan:
    """One content for many people, so many a minute; None leaves that to the gateway.

    It goes to an address book of the gateway, by its id, or to addresses of ours.
    """

    content: Content
    book_id: str | None = None
    addresses: tuple[str, ...] = ()
    per_minute: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign that the gateway works on; None where it did not say.

    `total` are the contacts it goes to, `done` those it is done with.
    """

    id: str
    status: CampaignStatus
    channel: Channel | None = None
    book_id: str | None = None
    total: int | None = None
    done: int | None = None
    per_minute: int | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """What is not over yet: messages by our ids and the gateway's, and campaigns."""

    message_ids: frozenset[str] = frozenset()
    gateway_ids: frozenset[str] = frozenset()
    campaign_ids: frozenset[str] = frozenset()
