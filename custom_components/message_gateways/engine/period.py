"""What an account did in a period, counted from the messages that are still kept."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
import sqlite3

from ..gateways.model import BAD_ENDS, GOOD_ENDS, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """The figures of a period; `cost` is by currency, "" for one that is unknown."""

    messages: int
    sent: int
    delivered: int
    failed: int
    segments: int
    pages: int
    by_status: dict[Status, int]
    cost: dict[str, Decimal]


def figures_of(
    connection: sqlite3.Connection, since: datetime, until: datetime
) -> PeriodFigures:
    """Count the messages that were taken in from `since` until before `until`."""
    groups = connection.execute(
        """
        SELECT status, accepted_at IS NOT NULL AS accepted, currency, price,
            count(*) AS messages, sum(segments) AS segments, sum(pages) AS pages
        FROM messages WHERE created_at >= ? AND created_at < ?
        GROUP BY 1, 2, 3, 4
        """,
        (since.timestamp(), until.timestamp()),
    ).fetchall()
    by_status: Counter[Status] = Counter()
    cost: defaultdict[str, Decimal] = defaultdict(Decimal)
    sent = segments = pages = 0
    for group in groups:
        messages: int = group["messages"]
        by_status[Status(group["status"])] += messages
        pages += group["pages"] or 0
        if group["accepted"]:
            sent += messages
            segments += group["segments"] or 0
        if group["price"] is not None:
            # Exactly: a database adds up money in binary fractions.
            cost[group["currency"] or ""] += Decimal(group["price"]) * messages
    return PeriodFigures(
        messages=by_status.total(),
        sent=sent,
        delivered=sum(by_status[each] for each in GOOD_ENDS),
        failed=sum(by_status[each] for each in BAD_ENDS - {Status.CANCELLED}),
        segments=segments,
        pages=pages,
        by_status={each: by_status[each] for each in Status if by_status[each]},
        cost=dict(cost),
    )
