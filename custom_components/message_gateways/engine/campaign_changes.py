"""What becomes of a campaign: pure decisions, each tested by a table."""

from dataclasses import replace
from datetime import datetime, timedelta

from ..gateways.campaigns import Campaign, CampaignStatus
from ..gateways.errors import GatewayError, SignInAgainError, TryLaterError
from ..gateways.model import Outcome
from .attempts import SIGN_IN_PAUSE
from .campaign_table import CampaignRow, CampaignState

LATEST_START = timedelta(hours=1)
TRY_AGAIN = timedelta(minutes=1)
# What the gateway has begun with but never ends says no more after that.
LAST_CONTACTS = timedelta(hours=1)
GONE = "the campaign is not on the gateway any more"
TOO_LATE = "it could not be started in time"
_STATES = {
    CampaignStatus.RUNNING: CampaignState.RUNNING,
    CampaignStatus.PAUSED: CampaignState.PAUSED,
    CampaignStatus.COMPLETED: CampaignState.COMPLETED,
}
_ENDS = (CampaignState.COMPLETED, CampaignState.EXPIRED, CampaignState.FAILED)


def learnt(row: CampaignRow, found: Campaign | None, now: datetime) -> CampaignRow:
    """Decide what the gateway's own words make of a campaign, None: it has none."""
    if found is None:
        return _gone(row, now)
    state = _STATES.get(found.status, row.state)
    if row.state is CampaignState.SCHEDULED and state is CampaignState.PAUSED:
        # It goes on at its time.
        state = row.state
    after = replace(
        row,
        state=state,
        # Before the start the gateway has not counted them yet.
        total=found.total or row.total,
        done=row.done if found.done is None else found.done,
        starts_at=row.starts_at if state is CampaignState.SCHEDULED else None,
        reason=row.reason if state is row.state else None,
    )
    if after != row:
        after = replace(after, changed_at=now)
    return replace(after, over=_is_over(after, now))


def started(row: CampaignRow, now: datetime) -> CampaignRow:
    """Return a campaign that was started."""
    return replace(
        row,
        state=CampaignState.RUNNING,
        starts_at=None,
        changed_at=now,
        over=False,
        reason=None,
    )


def not_started(
    row: CampaignRow, error: GatewayError | None, starts_at: datetime, now: datetime
) -> CampaignRow:
    """Return a campaign whose scheduled start did not come about, for now or ever."""
    reason = str(error) if error is not None else row.reason
    if error is not None and error.outcome is Outcome.REJECTED:
        state = CampaignState.FAILED
    elif now >= starts_at + LATEST_START:
        state = CampaignState.EXPIRED
        reason = f"{TOO_LATE}: {reason}" if reason else TOO_LATE
    else:
        return replace(row, reason=reason)
    return replace(row, state=state, starts_at=None, changed_at=now, reason=reason)


def pause_after(error: GatewayError) -> timedelta:
    """Return how long to wait before a start is tried again."""
    seconds = 0.0
    if isinstance(error, TryLaterError):
        seconds = error.retry_after or 0.0
    elif isinstance(error, SignInAgainError):
        seconds = SIGN_IN_PAUSE
    return max(TRY_AGAIN, timedelta(seconds=seconds))


def _gone(row: CampaignRow, now: datetime) -> CampaignRow:
    """Return a campaign that somebody has removed from the gateway."""
    if row.state in _ENDS:
        return replace(row, over=True)
    return replace(
        row,
        state=CampaignState.FAILED,
        starts_at=None,
        changed_at=now,
        over=True,
        reason=GONE,
    )


def _is_over(row: CampaignRow, now: datetime) -> bool:
    """Tell whether nothing more is to be learnt; the last contacts may take a while."""
    if row.state is not CampaignState.COMPLETED:
        return False
    all_done = (row.done or 0) >= (row.total or 0)
    return all_done or not timedelta() <= now - row.changed_at < LAST_CONTACTS
