"""What becomes of a campaign."""

from dataclasses import replace
from datetime import timedelta
import sqlite3

import pytest

from custom_components.message_gateways.engine import campaign_table as table
from custom_components.message_gateways.engine.campaign_changes import (
    GONE,
    LAST_CONTACTS,
    LATEST_START,
    TOO_LATE,
    TRY_AGAIN,
    learnt,
    not_started,
    pause_after,
    started,
)
from custom_components.message_gateways.engine.campaign_table import (
    CampaignRow,
    CampaignState,
)
from custom_components.message_gateways.engine.retention import purge
from custom_components.message_gateways.gateways.campaigns import (
    Campaign,
    CampaignStatus,
)
from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    GatewayError,
    SignInAgainError,
    TryLaterError,
)
from custom_components.message_gateways.gateways.model import Channel

from .making import NOW

LATER = NOW + timedelta(minutes=5)
ROW = CampaignRow(
    id="7",
    label="Street",
    channel=Channel.SMS,
    state=CampaignState.NEW,
    total=20,
    done=0,
    created_at=NOW,
    changed_at=NOW,
)
SCHEDULED = replace(ROW, state=CampaignState.SCHEDULED, starts_at=LATER)
RUNNING = replace(ROW, state=CampaignState.RUNNING)
COMPLETED = replace(ROW, state=CampaignState.COMPLETED, done=19)


def said(
    status: CampaignStatus, done: int | None = 0, total: int | None = 20
) -> Campaign:
    """Write what a gateway says of it."""
    return Campaign(id="7", status=status, done=done, total=total)


@pytest.mark.parametrize(
    ("row", "found", "after"),
    [
        (ROW, said(CampaignStatus.NEW, 0, 0), ROW),
        (ROW, said(CampaignStatus.NEW, None, None), ROW),
        (SCHEDULED, said(CampaignStatus.NEW), SCHEDULED),
        (SCHEDULED, said(CampaignStatus.PAUSED), SCHEDULED),
        (
            SCHEDULED,
            said(CampaignStatus.RUNNING, 1),
            replace(RUNNING, done=1, changed_at=LATER),
        ),
        (RUNNING, said(CampaignStatus.NEW), RUNNING),
        (
            RUNNING,
            said(CampaignStatus.RUNNING, 5, 21),
            replace(RUNNING, done=5, total=21, changed_at=LATER),
        ),
        (
            RUNNING,
            said(CampaignStatus.PAUSED, 5),
            replace(RUNNING, state=CampaignState.PAUSED, done=5, changed_at=LATER),
        ),
        (
            RUNNING,
            said(CampaignStatus.COMPLETED, 19),
            replace(COMPLETED, changed_at=LATER),
        ),
        (
            RUNNING,
            said(CampaignStatus.COMPLETED, 20),
            replace(COMPLETED, done=20, changed_at=LATER, over=True),
        ),
        (
            replace(ROW, total=None, state=CampaignState.EXPIRED, reason=TOO_LATE),
            said(CampaignStatus.RUNNING, 0, 3),
            replace(RUNNING, total=3, changed_at=LATER),
        ),
    ],
)
def test_what_the_gateway_says_is_taken_over(
    row: CampaignRow, found: Campaign, after: CampaignRow
) -> None:
    """Except where it is older than what we did."""
    assert learnt(row, found, LATER) == after


@pytest.mark.parametrize(
    ("passed", "over"),
    [
        (timedelta(), False),
        (LAST_CONTACTS - timedelta(seconds=1), False),
        (LAST_CONTACTS, True),
        (-timedelta(days=1), True),
    ],
)
def test_the_last_contacts_are_waited_for_but_not_for_ever(
    passed: timedelta, *, over: bool
) -> None:
    """Nor for a clock that was set back."""
    found = learnt(COMPLETED, said(CampaignStatus.COMPLETED, 19), NOW + passed)
    assert found == replace(COMPLETED, over=over)


@pytest.mark.parametrize("state", CampaignState)
def test_a_campaign_that_is_gone_is_over(state: CampaignState) -> None:
    """It has failed, unless it had come to an end."""
    row = replace(ROW, state=state, starts_at=LATER, reason="Busy")
    if state in (
        CampaignState.COMPLETED,
        CampaignState.EXPIRED,
        CampaignState.FAILED,
    ):
        assert learnt(row, None, LATER) == replace(row, over=True)
    else:
        assert learnt(row, None, LATER) == replace(
            row,
            state=CampaignState.FAILED,
            starts_at=None,
            changed_at=LATER,
            over=True,
            reason=GONE,
        )


def test_a_campaign_that_was_started_has_no_more_schedule() -> None:
    """And nothing to complain of."""
    row = replace(SCHEDULED, reason="Busy", over=True)
    assert started(row, LATER) == replace(RUNNING, changed_at=LATER)


AWAY = TryLaterError("no connection")


@pytest.mark.parametrize(
    ("error", "reason", "passed", "state", "told"),
    [
        (AWAY, None, timedelta(), CampaignState.SCHEDULED, "no connection"),
        (
            AWAY,
            None,
            LATEST_START,
            CampaignState.EXPIRED,
            f"{TOO_LATE}: no connection",
        ),
        (None, None, LATEST_START, CampaignState.EXPIRED, TOO_LATE),
        (None, "Busy", LATEST_START, CampaignState.EXPIRED, f"{TOO_LATE}: Busy"),
        (
            ChangeRequestError("no such campaign"),
            None,
            timedelta(),
            CampaignState.FAILED,
            "no such campaign",
        ),
    ],
)
def test_a_start_that_did_not_come_about(
    error: GatewayError | None,
    reason: str | None,
    passed: timedelta,
    state: CampaignState,
    told: str,
) -> None:
    """It is tried again until it is too late, unless the gateway says no."""
    row = replace(SCHEDULED, reason=reason)
    now = LATER + passed
    found = not_started(row, error, LATER, now)
    if state is CampaignState.SCHEDULED:
        assert found == replace(row, reason=told)
    else:
        assert found == replace(
            row, state=state, starts_at=None, changed_at=now, reason=told
        )


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (AWAY, TRY_AGAIN),
        (TryLaterError("busy", retry_after=1.0), TRY_AGAIN),
        (TryLaterError("busy", retry_after=600.0), timedelta(minutes=10)),
        (SignInAgainError("who are you?"), timedelta(minutes=5)),
    ],
)
def test_how_long_a_start_waits_to_be_tried_again(
    error: GatewayError, pause: timedelta
) -> None:
    """As long as the gateway wants, and never less than a minute."""
    assert pause_after(error) == pause


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [
        (0, 20, 0.0),
        (5, 20, 25.0),
        (21, 20, 100.0),
        (None, 20, 0.0),
        (5, 0, None),
        (5, None, None),
    ],
)
def test_how_much_is_done(
    done: int | None, total: int | None, percent: float | None
) -> None:
    """In percent, where it is known of how many."""
    assert replace(ROW, done=done, total=total).percent == percent


def test_a_campaign_is_kept_as_it_is_and_changed_only_as_it_was(
    db: sqlite3.Connection,
) -> None:
    """What somebody else has changed meanwhile is left."""
    table.keep(db, SCHEDULED)
    assert table.by_id(db, "7") == SCHEDULED
    assert table.scheduled(db) == [(SCHEDULED, LATER)]
    assert table.change(db, SCHEDULED, RUNNING)
    assert not table.change(db, SCHEDULED, ROW)
    assert table.every(db) == [RUNNING]
    assert table.state(db) == table.CampaignsState(last=RUNNING, going_on=True)
    table.forget(db, "7")
    assert not table.change(db, RUNNING, ROW)
    assert table.state(db) == table.CampaignsState()


def test_campaigns_that_are_over_are_deleted_when_they_are_old(
    db: sqlite3.Connection,
) -> None:
    """And no others."""
    old = NOW - timedelta(days=31)
    table.keep_all(
        db,
        [
            replace(COMPLETED, id="old", changed_at=old, over=True),
            replace(COMPLETED, id="young", over=True),
            replace(ROW, id="waits", changed_at=old),
        ],
    )
    purge(db, now=NOW, age=timedelta(days=30), rows=1000)
    assert {row.id for row in table.every(db)} == {"young", "waits"}
