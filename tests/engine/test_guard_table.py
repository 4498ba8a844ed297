"""What the guard counts, and what it lets in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
import sqlite3

from hypothesis import HealthCheck, given, settings, strategies as st

from custom_components.message_gateways.engine import (
    counters,
    inbox_table,
    outbox_table as table,
)
from custom_components.message_gateways.engine.count_table import prune
from custom_components.message_gateways.engine.limits import (
    Limits,
    QuietHours,
    Tally,
    Unit,
)
from custom_components.message_gateways.engine.retention import purge
from custom_components.message_gateways.engine.rows import MessageRow, Target
from custom_components.message_gateways.engine.schema import STEPS
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Outcome,
    Status,
)

from .guarding import FREE, LONG, PRICED, codes, take, take_targets, used
from .making import ANNA, BEN, HELLO, NOW, accept, change, open_database
from .tables import hear, report, told

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TWO_AN_HOUR = replace(FREE, address=Tally(hour=2, day=3, month=4))


def test_what_is_over_a_limit_is_kept_counted_and_told_of(
    db: sqlite3.Connection,
) -> None:
    """And never left."""
    rows = take(db, TWO_AN_HOUR, ANNA, ANNA, ANNA, BEN)
    assert codes(rows) == [None, None, "RECIPIENT_LIMIT_HOUR", None]
    assert [row.status for row in rows] == [
        Status.SENDING,
        Status.SENDING,
        Status.REJECTED,
        Status.SENDING,
    ]
    refused = rows[2]
    assert (refused.outcome, refused.attempts, refused.left_at, refused.due) == (
        Outcome.REJECTED,
        0,
        None,
        None,
    )
    assert [kind for _, kind in told(db)] == ["queued", "queued", "rejected", "queued"]
    (event,) = (
        each
        for each in inbox_table.unannounced_changes(db, 9)
        if each.type == "rejected"
    )
    assert event.reason is not None
    assert event.reason.startswith("RECIPIENT_LIMIT_HOUR: The limit of this hour")
    assert counters.read(db).failed == 1
    assert used(db).account == Tally(hour=3, day=3, month=3)


def test_hours_days_and_months_are_counted_apart(db: sqlite3.Connection) -> None:
    times = [0 * HOUR, HOUR, 2 * HOUR, DAY, DAY, 2 * DAY, 20 * DAY]
    rows = [take(db, TWO_AN_HOUR, now=NOW + each)[0] for each in (0 * HOUR, *times)]
    assert codes(rows) == [
        None,
        None,
        None,
        "RECIPIENT_LIMIT_DAY",
        None,
        "RECIPIENT_LIMIT_MONTH",
        "RECIPIENT_LIMIT_MONTH",
        None,
    ]


def test_all_recipients_together_have_a_limit(db: sqlite3.Connection) -> None:
    limits = replace(FREE, account=Tally(hour=2, day=9, month=9))
    assert codes(take(db, limits, ANNA, BEN, "+447700900125")) == [
        None,
        None,
        "LIMIT_HOUR",
    ]
    (critical,) = take(db, limits, critical=True)
    assert critical.status is Status.SENDING
    assert used(db).account.hour == 3


def test_what_is_scheduled_counts_when_it_leaves(db: sqlite3.Connection) -> None:
    later = NOW + 3 * HOUR
    take(db, TWO_AN_HOUR, ANNA, ANNA, scheduled_at=later)
    assert codes(take(db, TWO_AN_HOUR, scheduled_at=later)) == ["RECIPIENT_LIMIT_HOUR"]
    assert codes(take(db, TWO_AN_HOUR, ANNA, ANNA)) == [None, "RECIPIENT_LIMIT_DAY"]


def test_what_never_left_is_given_back(db: sqlite3.Connection) -> None:
    """A refusal of the gateway is not: somebody was asked."""
    for decision, counts in (
        (Change(status=Status.CANCELLED), 0),
        (Change(status=Status.EXPIRED), 0),
        (Change(status=Status.FAILED, outcome=Outcome.NOT_SENT), 0),
        (Change(status=Status.REJECTED, outcome=Outcome.REJECTED), 1),
        (Change(status=Status.UNKNOWN, outcome=Outcome.UNKNOWN), 1),
        (Change(status=Status.QUEUED, outcome=Outcome.NOT_SENT, due=NOW), 1),
    ):
        before = used(db).account.hour
        change(db, take(db, PRICED), decision)
        assert used(db).account.hour == before + counts, decision


def test_the_same_again_is_refused_for_a_while(db: sqlite3.Connection) -> None:
    second = timedelta(seconds=1)
    limits = Limits()
    assert codes(take(db, limits, ANNA, ANNA, BEN)) == [None, "DUPLICATE", None]
    assert codes(take(db, limits, now=NOW + 9 * second)) == ["DUPLICATE"]
    assert codes(take(db, limits, now=NOW + 9 * second, content=LONG)) == [None]
    assert codes(take(db, limits, now=NOW + 9 * second, critical=True)) == [None]
    assert codes(take(db, limits, now=NOW + 19 * second)) == [None]
    # Those of before a clock that was set back are near as well.
    assert codes(take(db, limits, now=NOW + 10 * second)) == ["DUPLICATE"]
    assert codes(take(db, limits, scheduled_at=NOW + HOUR)) == [None]
    assert codes(take(db, limits, scheduled_at=NOW + HOUR + second)) == ["DUPLICATE"]


def test_what_failed_may_be_sent_again_at_once(db: sqlite3.Connection) -> None:
    rows = take(db, Limits())
    change(db, rows, Change(status=Status.REJECTED, outcome=Outcome.REJECTED))
    assert codes(take(db, Limits())) == [None]


def test_somebody_who_is_two_recipients_can_be_sent_to_as_both(
    db: sqlite3.Connection,
) -> None:
    """Somebody may be part of the family."""
    targets = [Target(address=ANNA, recipient=each) for each in ("r1", "r2", "r1")]
    assert codes(take_targets(db, Limits(), targets)) == [None, None, "DUPLICATE"]


def test_the_same_words_are_the_same_however_they_are_spoken(
    db: sqlite3.Connection,
) -> None:
    call = Content(channel=Channel.VOICE, text="Smoke")
    take(db, Limits(), content=replace(call, audio=b"one"))
    assert codes(take(db, Limits(), content=replace(call, audio=b"two"))) == [
        "DUPLICATE"
    ]
    sound = Content(channel=Channel.VOICE, audio=b"one")
    take(db, Limits(), content=sound)
    assert codes(take(db, Limits(), content=replace(sound, audio=b"two"))) == [None]


def test_in_quiet_hours_a_message_waits_and_says_why(db: sqlite3.Connection) -> None:
    """What is critical does not; what its gateway would send in them is refused."""
    limits = replace(FREE, quiet=QuietHours(begin=time(7), end=time(9)))
    (row,) = take(db, limits)
    end = NOW.replace(hour=9)
    assert (row.status, row.due, row.scheduled_at) == (Status.QUEUED, end, end)
    assert row.give_up_at == end + HOUR
    assert row.reason == "QUIET_HOURS: It waits until 09:00, when the quiet hours end"
    (row,) = take(db, limits, scheduled_at=NOW + HOUR / 2)
    assert row.due == end
    (row,) = take(db, limits, scheduled_at=NOW + 2 * HOUR)
    assert (row.due, row.reason) == (NOW + 2 * HOUR, None)
    (row,) = take(db, limits, critical=True)
    assert row.status is Status.SENDING
    handed = replace(HELLO, send_at=NOW + DAY)
    (row,) = take(db, limits, content=handed)
    assert row.status is Status.REJECTED
    assert "The schedule lies in the quiet hours, which end at 09:00" in str(row.reason)
    (row,) = take(db, limits, content=handed, critical=True)
    assert row.status is Status.SENDING
    assert used(db, NOW + DAY).account.hour == 1
    (row,) = take(db, limits, content=replace(HELLO, send_at=NOW + 2 * HOUR))
    assert row.status is Status.SENDING


def test_what_was_counted_outlives_its_messages(db: sqlite3.Connection) -> None:
    """For as long as a limit looks at it."""
    change(
        db,
        take(db, PRICED, ANNA, BEN),
        Change(status=Status.REJECTED, outcome=Outcome.REJECTED),
    )
    accept(db, take(db, PRICED))
    db.execute("UPDATE changes SET announced = 1")
    db.execute("UPDATE messages SET followed = 0")
    deleted, _ = purge(db, now=NOW + 2 * DAY, age=DAY, rows=100)
    assert deleted == 3
    assert used(db).account.month == 3
    assert used(db).spent.month == Decimal("0.05")
    prune(db, NOW + 34 * DAY)
    assert used(db).account.month == 3
    prune(db, NOW + 36 * DAY)
    assert used(db).account.month == 0


def test_a_message_that_waits_longer_keeps_its_time_to_be_tried(
    db: sqlite3.Connection,
) -> None:
    """It counts from the end of the quiet hours."""
    (row,) = change(
        db,
        take(db, FREE),
        Change(status=Status.QUEUED, outcome=Outcome.NOT_SENT, due=NOW),
    )
    reason = take(db, replace(FREE, quiet=QuietHours(begin=time(7), end=time(9))))[
        0
    ].detail
    assert reason is not None
    table.wait_out(db, [row], NOW + HOUR, NOW, reason)
    found = db.execute("SELECT * FROM messages WHERE seq = ?", (row.seq,)).fetchone()
    assert found["due"] == (NOW + HOUR).timestamp()
    assert found["give_up_at"] == (NOW + 2 * HOUR).timestamp()
    assert found["code"] == "QUIET_HOURS"


def test_messages_of_before_there_was_a_guard_go_on(path: Path) -> None:
    """Their price is learnt, and they count nowhere."""
    before = sqlite3.connect(path)
    before.executescript(STEPS[0])
    before.executescript(
        """
        INSERT INTO contents (id, digest, body) VALUES (1, 'd', '{"channel": "sms"}');
        INSERT INTO messages (
            id, content, channel, address, status, attempts, followed, give_up_at,
            created_at, accepted_at, changed_at, batch, segments
        ) VALUES ('m1', 1, 'sms', '+447700900123', 'accepted', 1, 1, 1, 1, 1, 1, '', 1);
        INSERT INTO parts (gateway_id, message, status) VALUES ('m1-0', 1, 'accepted');
        PRAGMA user_version = 1;
        """
    )
    before.close()
    db = open_database(path)
    assert hear(db, report("m1-0", Status.DELIVERED, "0.03")) == [Status.DELIVERED]
    assert used(db).spent.month == 0
    take(db, FREE)
    assert used(db).spent.month == Decimal("0.03")
    db.close()


SENDS = st.lists(
    st.tuples(
        st.sampled_from([ANNA, BEN, "+447700900125"]),
        st.integers(0, 4 * 24 * 60),
        st.integers(0, 3 * 24 * 60),
        st.sampled_from(["leaves", "is refused", "never leaves"]),
        st.sampled_from([None, "0.05"]),
    ),
    max_size=40,
)
TIGHT = replace(
    FREE,
    account=Tally(hour=3, day=6, month=12),
    address=Tally(hour=2, day=4, month=8),
    prices={Unit.SEGMENT: Decimal("0.05")},
    cost_a_day=Decimal("0.20"),
    cost_a_month=Decimal("0.50"),
)


@given(sends=SENDS)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_in_whatever_order_no_more_leave_than_is_allowed(
    db: sqlite3.Connection,
    sends: Sequence[tuple[str, int, int, str, str | None]],
) -> None:
    """Nor for more money, where prices are as expected."""
    db.execute("BEGIN")
    try:
        left: list[tuple[MessageRow, datetime]] = []
        cost: dict[datetime, Decimal] = {}
        for address, minute, delay, fate, price in sends:
            now = NOW + timedelta(minutes=minute)
            at = now + timedelta(minutes=delay) if delay % 2 else None
            (row,) = take(db, TIGHT, address, now=now, scheduled_at=at)
            if row.status is Status.REJECTED:
                continue
            if fate == "never leaves":
                change(db, [row], Change(status=Status.CANCELLED), now)
                continue
            left.append((row, at or now))
            day = (at or now).replace(hour=0, minute=0)
            cost.setdefault(day, Decimal())
            if fate == "is refused":
                refused = Change(status=Status.REJECTED, outcome=Outcome.REJECTED)
                change(db, [row], refused, now)
                continue
            accept(db, [row], now=now)
            hear(db, report(f"{row.id}-0", Status.DELIVERED, price), now=now)
            cost[day] += Decimal(price or "0.05")
        for pattern, account, each in (
            ("%Y%m%d%H", 3, 2),
            ("%Y%m%d", 6, 4),
            ("%Y%m", 12, 8),
        ):
            counts: dict[str, int] = {}
            for row, at in left:
                for key in (f"{at:{pattern}}", f"{at:{pattern}} {row.address}"):
                    counts[key] = counts.get(key, 0) + 1
            for key, count in counts.items():
                assert count <= (each if " " in key else account), key
        assert all(spent <= Decimal("0.20") for spent in cost.values())
    finally:
        db.execute("ROLLBACK")
