"""Campaigns: one program for all contacts of a group (field-notes.md 7)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFields:
    """What can be said about a campaign; `cpm` is a number of contacts a minute.

    Status `paused` before the first start makes that start complete with nothing sent.
    """

    program_id: int | None = None
    group_id: int | None = None
    account_id: int | None = None
    cpm: int | None = None
    try_allowed: int | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCampaign(CampaignFields):
    """A campaign to make; the server alone would take an empty one."""

    program_id: int
    group_id: int
    account_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign(CampaignFields):
    """A campaign; only lists count its contacts, all of them and those done."""

    campaign_id: int
    source: str | None = None
    user_id: int | None = None
    contact_total: int | None = None
    contact_done: int | None = None
    program_type: str | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFilter:
    """Which campaigns are asked for."""

    campaign_id: int | None = None
    program_id: int | None = None
    group_id: int | None = None
    status: str | None = None
    user_id: int | None = None
    before: datetime | None = None
    after: datetime | None = None
