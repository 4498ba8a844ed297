"""Parse campaigns."""

from collections.abc import Mapping
from typing import Any

from ...fields import words
from ..models.campaigns import Campaign
from .values import key, number, stamp


def parse_campaign(
    fields: Mapping[str, Any], known: int | None = None
) -> Campaign | None:
    """Parse a campaign, or None where it has no id and none is known."""
    campaign_id = key(fields.get("campaign_id")) or known
    if campaign_id is None:
        return None
    return Campaign(
        campaign_id=campaign_id,
        program_id=key(fields.get("program_id")),
        group_id=key(fields.get("group_id")),
        account_id=key(fields.get("account_id")),
        cpm=number(fields.get("cpm")),
        try_allowed=number(fields.get("try_allowed")),
        status=words(fields.get("status")),
        source=words(fields.get("source")),
        user_id=key(fields.get("user_id")) or key(fields.get("created_by")),
        contact_total=number(fields.get("contact_total")),
        contact_done=number(fields.get("contact_done")),
        program_type=words(fields.get("program_type")),
        created_at=stamp(fields.get("date_created")),
    )
