"""Bring the times of messages that are under way to a clock that was set."""

from datetime import datetime, timedelta
import json
import sqlite3

from .doubts import ASK_AGAIN

# Clocks that are kept right are set by less than this, all the time.
SMALLEST_STEP = timedelta(minutes=1)
MARK = "clock_set_back"
REMEMBERED = 10


def follow_clock(
    connection: sqlite3.Connection, now: datetime, before: datetime | None = None
) -> int:
    """Date what happened in the future as just now, and all that counts from it.

    Otherwise messages would wait until the clock is again where it was. What waits for
    its schedule is left: that is a time of the clock. One that was set back and, from
    what it showed `before`, is set forward again as far, was only wrong meanwhile: what
    was dated back is undone. Returns how many rows changed.
    """
    changed = 0
    steps = _steps_back(connection)
    back = _future(connection, now, before)
    if back > SMALLEST_STEP.total_seconds():
        changed = _set_back(connection, back)
        _remember(connection, [*steps, back])
    elif before is not None and steps:
        forth = (now - before + SMALLEST_STEP).total_seconds()
        undone = 0.0
        while steps and undone + steps[-1] <= forth:
            undone += steps.pop()
        if undone:
            changed = _set_forth(connection, undone, before)
            _remember(connection, steps)
    # The last question may be younger than what it was about.
    soon = (now + ASK_AGAIN).timestamp()
    return (
        changed
        + connection.execute(
            "UPDATE messages SET due = ? WHERE status = 'unknown' AND due > ?",
            (soon, soon),
        ).rowcount
    )


def _future(
    connection: sqlite3.Connection, now: datetime, before: datetime | None
) -> float:
    """Return how many seconds ahead the last is that is known to have happened."""
    latest: float | None = connection.execute(
        """
        SELECT max(max(coalesce(left_at, 0), coalesce(accepted_at, 0))) FROM messages
        WHERE due IS NOT NULL OR followed = 1 OR status = 'sending'
        """
    ).fetchone()[0]
    shown = before.timestamp() if before else 0.0
    return max(latest or 0.0, shown) - now.timestamp()


def _set_back(connection: sqlite3.Connection, seconds: float) -> int:
    """Date back what is under way."""
    return connection.execute(
        """
        UPDATE messages
        SET due = due - :by, give_up_at = give_up_at - :by,
            left_at = left_at - :by, accepted_at = accepted_at - :by
        WHERE attempts > 0
            AND (due IS NOT NULL OR followed = 1 OR status = 'sending')
        """,
        {"by": seconds},
    ).rowcount


def _set_forth(connection: sqlite3.Connection, seconds: float, before: datetime) -> int:
    """Undo that; what was sent meanwhile is as much younger than it seems.

    What became due by a wrong clock has its own time to be given up, by the right one.
    """
    return connection.execute(
        """
        UPDATE messages
        SET due = due + :by, give_up_at = give_up_at + :by,
            left_at = left_at + :by, accepted_at = accepted_at + :by
        WHERE attempts > 0
            AND (due IS NOT NULL OR followed = 1 OR status = 'sending')
            AND (status NOT IN ('queued', 'sending')
                OR scheduled_at IS NULL OR scheduled_at > :before)
        """,
        {"by": seconds, "before": before.timestamp()},
    ).rowcount


def _steps_back(connection: sqlite3.Connection) -> list[float]:
    """Return by how many seconds the clock was set back and not forward again."""
    found = connection.execute(
        "SELECT value FROM marks WHERE name = ?", (MARK,)
    ).fetchone()
    try:
        return [float(step) for step in json.loads(found["value"])] if found else []
    except ValueError, TypeError:
        # A damaged mark is worth less than what waits to be sent.
        return []


def _remember(connection: sqlite3.Connection, steps: list[float]) -> None:
    """Keep by how much the clock was set back, newest last."""
    connection.execute(
        "INSERT OR REPLACE INTO marks (name, value) VALUES (?, ?)",
        (MARK, json.dumps(steps[-REMEMBERED:])),
    )
