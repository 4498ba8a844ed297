"""Bring the times of messages that are under way to a clock that was set back."""

from datetime import datetime, timedelta
import sqlite3

from .doubts import ASK_AGAIN

# Clocks that are kept right are set by less than this, all the time.
SMALLEST_STEP = timedelta(minutes=1)


def follow_clock(connection: sqlite3.Connection, now: datetime) -> int:
    """Date what happened in the future as just now, and all that counts from it.

    Otherwise messages would wait until the clock is again where it was. What waits for
    its schedule is left: that is a time of the clock. Returns how many rows changed.
    """
    latest = connection.execute(
        """
        SELECT max(max(coalesce(left_at, 0), coalesce(accepted_at, 0))) FROM messages
        WHERE due IS NOT NULL OR followed = 1 OR status = 'sending'
        """
    ).fetchone()[0]
    changed = 0
    if latest is not None and latest > (now + SMALLEST_STEP).timestamp():
        changed = connection.execute(
            """
            UPDATE messages
            SET due = due - :back, give_up_at = give_up_at - :back,
                left_at = left_at - :back, accepted_at = accepted_at - :back
            WHERE attempts > 0
                AND (due IS NOT NULL OR followed = 1 OR status = 'sending')
            """,
            {"back": latest - now.timestamp()},
        ).rowcount
    # The last question may be younger than what it was about.
    soon = (now + ASK_AGAIN).timestamp()
    return (
        changed
        + connection.execute(
            "UPDATE messages SET due = ? WHERE status = 'unknown' AND due > ?",
            (soon, soon),
        ).rowcount
    )
