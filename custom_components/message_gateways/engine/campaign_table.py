"""The campaigns of an account: their rows, and the statements on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
import sqlite3

from ..gateways.model import Channel
from .columns import storable_or_none
from .rows import moment, storable


class CampaignState(StrEnum):
    """Where a campaign of ours stands; `expired` and `failed` were not started."""

    NEW = "new"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETED = "completed"
    EXPIRED = "expired"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """A campaign by the gateway's id; None where nothing is known.

    `total` are the contacts it goes to, `done` those it is done with. `over`: nothing
    more is to be learnt of it, and the gateway need not keep it.
    """

    id: str
    label: str
    channel: Channel
    state: CampaignState
    total: int | None = None
    done: int | None = None
    created_at: datetime
    starts_at: datetime | None = None
    changed_at: datetime
    over: bool = False
    reason: str | None = None

    @property
    def percent(self) -> float | None:
        """Return how much is done, from 0 to 100; None where that is not known."""
        if not self.total:
            return None
        return min(100.0, 100 * (self.done or 0) / self.total)

    @property
    def going_on(self) -> bool:
        """Tell whether the gateway is at work on it."""
        return not self.over and self.state in (
            CampaignState.RUNNING,
            CampaignState.COMPLETED,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignsState:
    """The campaign that changed last, and whether any is going on."""

    last: CampaignRow | None = None
    going_on: bool = False


def keep(connection: sqlite3.Connection, row: CampaignRow) -> None:
    """Write a campaign down, over the one with its id if there is one."""
    connection.execute(
        """
        INSERT INTO campaigns (
            id, label, channel, state, total, done, created_at, starts_at, changed_at,
            over, reason
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            label = excluded.label, channel = excluded.channel, state = excluded.state,
            total = excluded.total, done = excluded.done,
            created_at = excluded.created_at, starts_at = excluded.starts_at,
            changed_at = excluded.changed_at, over = excluded.over,
            reason = excluded.reason
        """,
        (
            storable(row.id),
            storable(row.label),
            row.channel,
            row.state,
            row.total,
            row.done,
            row.created_at.timestamp(),
            row.starts_at.timestamp() if row.starts_at else None,
            row.changed_at.timestamp(),
            row.over,
            storable_or_none(row.reason),
        ),
    )


def keep_all(connection: sqlite3.Connection, rows: Iterable[CampaignRow]) -> None:
    """Write several campaigns down."""
    for row in rows:
        keep(connection, row)


def change(
    connection: sqlite3.Connection, before: CampaignRow, after: CampaignRow
) -> bool:
    """Write a change down, unless the campaign has changed otherwise meanwhile."""
    if by_id(connection, before.id) != before:
        return False
    keep(connection, after)
    return True


def forget(connection: sqlite3.Connection, campaign_id: str) -> None:
    """Delete a campaign."""
    connection.execute("DELETE FROM campaigns WHERE id = ?", (campaign_id,))


def by_id(connection: sqlite3.Connection, campaign_id: str) -> CampaignRow | None:
    """Return a campaign by the gateway's id."""
    found = connection.execute(
        "SELECT * FROM campaigns WHERE id = ?", (campaign_id,)
    ).fetchone()
    return campaign_row(found) if found else None


def every(connection: sqlite3.Connection) -> list[CampaignRow]:
    """Return all campaigns, the newest first."""
    found = connection.execute("SELECT * FROM campaigns ORDER BY created_at DESC")
    return [campaign_row(row) for row in found.fetchall()]


def not_over(connection: sqlite3.Connection) -> list[CampaignRow]:
    """Return the campaigns of which more is to be learnt."""
    found = connection.execute("SELECT * FROM campaigns WHERE over = 0 ORDER BY seq")
    return [campaign_row(row) for row in found.fetchall()]


def scheduled(connection: sqlite3.Connection) -> list[tuple[CampaignRow, datetime]]:
    """Return the campaigns that wait for their time, with that time, earliest first."""
    found = connection.execute(
        """
        SELECT * FROM campaigns WHERE state = 'scheduled' AND starts_at IS NOT NULL
        ORDER BY starts_at
        """
    )
    return [
        (row, row.starts_at)
        for row in map(campaign_row, found.fetchall())
        if row.starts_at is not None
    ]


def state(connection: sqlite3.Connection) -> CampaignsState:
    """Return what is shown of the campaigns."""
    last = connection.execute(
        "SELECT * FROM campaigns ORDER BY changed_at DESC, seq DESC LIMIT 1"
    ).fetchone()
    return CampaignsState(
        last=campaign_row(last) if last else None,
        going_on=any(row.going_on for row in not_over(connection)),
    )


def campaign_row(row: sqlite3.Row) -> CampaignRow:
    """Read a row of the table `campaigns`."""
    return CampaignRow(
        id=row["id"],
        label=row["label"],
        channel=Channel(row["channel"]),
        state=CampaignState(row["state"]),
        total=row["total"],
        done=row["done"],
        created_at=datetime.fromtimestamp(row["created_at"], UTC),
        starts_at=moment(row["starts_at"]),
        changed_at=datetime.fromtimestamp(row["changed_at"], UTC),
        over=bool(row["over"]),
        reason=row["reason"],
    )
