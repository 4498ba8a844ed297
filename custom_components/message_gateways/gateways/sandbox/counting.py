"""Count what the sandbox took, by where it stands."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from ..model import GOOD_ENDS, Status
from ..month import Statistics
from .tracking import TrackingId


def statistics(
    trackings: Iterable[TrackingId],
    refused: Iterable[datetime],
    *,
    since: datetime,
    until: datetime,
    now: datetime,
) -> Statistics:
    """Count the messages of a period, to each address one."""
    counts: Counter[Status] = Counter()
    for tracking in trackings:
        if since <= tracking.sent_at <= until:
            reached = tracking.reached(now)
            counts[reached[0] if reached else Status.ACCEPTED] += 1
    return Statistics(
        since=since,
        until=until,
        sent=counts[Status.SENT],
        delivered=sum(counts[status] for status in GOOD_ENDS),
        errors=counts[Status.FAILED],
        in_process=counts[Status.ACCEPTED],
        expired=counts[Status.EXPIRED],
        rejected=counts[Status.REJECTED]
        + sum(1 for at in refused if since <= at <= until),
    )
