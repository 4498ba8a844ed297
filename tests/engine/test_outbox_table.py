"""The statements of the outbox, on a real file."""

from dataclasses import replace
from datetime import datetime, timedelta
import re
import sqlite3

import pytest

from custom_components.message_gateways.engine import (
    counters,
    inbox_table,
    outbox_queries as queries,
    outbox_table as table,
)
from custom_components.message_gateways.engine.batches import Batches
from custom_components.message_gateways.engine.counters import Counters
from custom_components.message_gateways.engine.rows import Target, by_batch
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.model import (
    Channel,
    Detail,
    Outcome,
    Report,
    Status,
)

from .making import (
    ANNA,
    BEN,
    HELLO,
    NOW,
    accept,
    change,
    insert,
    one_a_request,
    receipt,
)
from .tables import MINUTE, SECOND, hear, only, told

HALF = "\ud83d"


def test_what_is_sent_now_is_on_disk_as_being_sent(db: sqlite3.Connection) -> None:
    """Before its request leaves."""
    target = Target(address=BEN, recipient="r1", fail_at_once=True)
    (row,) = insert(db, "m1", target=target)
    assert (row.status, row.attempts, row.due) == (Status.SENDING, 1, None)
    assert (row.address, row.recipient, row.fail_at_once) == (BEN, "r1", True)
    assert row.give_up_at == NOW + timedelta(minutes=60)
    assert only(db) == row
    assert queries.contents(db, [row.content]) == {row.content: HELLO}
    assert told(db) == [("m1", "queued")]


def test_what_is_scheduled_waits_and_its_time_to_give_up_counts_from_then(
    db: sqlite3.Connection,
) -> None:
    """It has not left, and nothing was tried."""
    later = NOW + timedelta(days=3)
    target = Target(address=ANNA, give_up_after=timedelta(minutes=5))
    (row,) = insert(db, "m1", scheduled_at=later, target=target)
    assert (row.status, row.attempts, row.due, row.left_at) == (
        Status.QUEUED,
        0,
        later,
        None,
    )
    assert (row.give_up_at, row.scheduled_at) == (later + timedelta(minutes=5), later)


def test_equal_contents_are_kept_once(db: sqlite3.Connection) -> None:
    """A text that goes to a thousand people is on disk once."""
    first, second = insert(db, "m1", "m2")
    (third,) = insert(db, "m3")
    (other,) = insert(db, "m4", content=replace(HELLO, text="Other"))
    assert first.content == second.content == third.content != other.content


def test_an_id_can_not_be_used_twice(db: sqlite3.Connection) -> None:
    """Not even by mistake."""
    insert(db, "m1")
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "m1")


def test_only_what_is_queued_is_claimed_and_only_once(db: sqlite3.Connection) -> None:
    """Two who want to send the same message do not both get it."""
    waiting = insert(db, "m1", "m2", scheduled_at=NOW)
    (sending,) = insert(db, "m3")
    rows = (*waiting, sending)
    claimed = table.claim(db, rows, one_a_request())
    assert [row.id for row in claimed] == ["m1", "m2"]
    assert {(row.status, row.attempts, row.due, row.left_at) for row in claimed} == {
        (Status.SENDING, 1, None, None)
    }
    assert table.claim(db, rows, one_a_request()) == []


def test_what_leaves_in_one_request_has_one_key_and_every_request_a_new_one(
    db: sqlite3.Connection,
) -> None:
    """As many messages as fit; another text is another request."""
    two = Batches(dict.fromkeys(Channel, 2))
    targets = [(name, Target(address=ANNA)) for name in ("a", "b", "c")]
    rows = table.insert(db, HELLO, targets, two, now=NOW, scheduled_at=NOW)
    rows += table.insert(
        db,
        replace(HELLO, text="Other"),
        [("d", Target(address=ANNA))],
        two,
        now=NOW,
        scheduled_at=NOW,
    )
    a, b, c, d = (row.batch for row in rows)
    assert a == b
    assert len({a, c, d}) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", each) for each in (a, c, d))
    assert [len(each) for each in by_batch(rows)] == [2, 1, 1]
    again = table.claim(db, rows, Batches(dict.fromkeys(Channel, 2)))
    assert {row.batch for row in again}.isdisjoint({a, c, d})


def test_a_receipt_is_kept_whole(db: sqlite3.Connection) -> None:
    """Everything the gateway said about it."""
    rows = insert(db, "m1")
    detail = Detail(code="0", name="OK", text="Taken")
    given = replace(
        receipt(Outcome.ACCEPTED, "g1", "g2"),
        request_id="r9",
        segments=2,
        detail=detail,
    )
    (row,) = change(
        db,
        rows,
        Change(
            status=Status.ACCEPTED,
            outcome=Outcome.ACCEPTED,
            followed=True,
            receipt=given,
            detail=detail,
        ),
        NOW + SECOND,
    )
    assert (row.status, row.outcome, row.segments, row.request_id, row.detail) == (
        Status.ACCEPTED,
        Outcome.ACCEPTED,
        2,
        "r9",
        detail,
    )
    assert row.accepted_at == row.changed_at == NOW + SECOND
    (sent,) = queries.followed(db)
    assert (sent.message_id, sent.to, sorted(sent.gateway_ids), sent.request_id) == (
        "m1",
        ANNA,
        ["g1", "g2"],
        "r9",
    )
    assert told(db) == [("m1", "queued"), ("m1", "accepted")]


@pytest.mark.parametrize(
    ("status", "events"),
    [
        (Status.QUEUED, ["queued"]),
        (Status.UNKNOWN, ["queued", "unknown"]),
        (Status.FAILED, ["queued", "failed"]),
        (Status.EXPIRED, ["queued", "expired"]),
        (Status.CANCELLED, ["queued", "cancelled"]),
        (Status.REJECTED, ["queued", "rejected"]),
    ],
)
def test_each_change_is_announced_once_and_a_new_try_is_none(
    db: sqlite3.Connection, status: Status, events: list[str]
) -> None:
    """With the reason, and never with the text."""
    rows = insert(db, "m1")
    decision = Change(status=status, detail=Detail(text="why"))
    rows = change(db, rows, decision)
    change(db, rows, decision)
    assert told(db) == [("m1", each) for each in events]
    if len(events) > 1:
        assert inbox_table.unannounced_changes(db, 10)[-1].reason == "why"


def test_a_decision_about_a_message_that_went_on_meanwhile_changes_nothing(
    db: sqlite3.Connection,
) -> None:
    """Cancelled while it was looked at, it does not expire; tried again, it is new."""
    (row,) = insert(db, "m1", scheduled_at=NOW)
    change(db, [row], Change(status=Status.CANCELLED))
    assert change(db, [row], Change(status=Status.EXPIRED)) == []
    assert only(db).status is Status.CANCELLED

    (row,) = insert(db, "m2")
    (doubtful,) = change(db, [row], Change(status=Status.UNKNOWN, due=NOW))
    change(db, [doubtful], Change(status=Status.QUEUED, due=NOW, repeated=True))
    (again,) = table.claim(db, [row], one_a_request())
    change(db, [again], Change(status=Status.UNKNOWN, due=NOW))
    assert change(db, [doubtful], Change(status=Status.QUEUED, due=NOW)) == []
    assert only(db, "m2").status is Status.UNKNOWN
    assert told(db)[-1] == ("m2", "unknown")


def test_what_may_have_reached_the_gateway_once_stays_marked(
    db: sqlite3.Connection,
) -> None:
    """Whatever becomes of the next tries."""
    rows = insert(db, "m1")
    for decision in (
        Change(status=Status.QUEUED, due=NOW, repeated=True),
        Change(status=Status.UNKNOWN),
        Change(status=Status.QUEUED, due=NOW),
    ):
        rows = change(db, rows, decision)
        assert rows[0].repeated


def test_looking_again_is_no_change(db: sqlite3.Connection) -> None:
    """The time of the last change stays, so it does not become the newest message."""
    rows = change(db, insert(db, "m1"), Change(status=Status.UNKNOWN, due=NOW))
    (row,) = change(
        db, rows, Change(status=Status.UNKNOWN, due=NOW + MINUTE), NOW + SECOND
    )
    assert (row.changed_at, row.due) == (NOW, NOW + MINUTE)


def test_half_characters_of_a_gateway_do_no_harm(db: sqlite3.Connection) -> None:
    """A database takes none, and JSON may hold them."""
    detail = Detail(code=HALF, name=HALF, text=f"bad {HALF} luck")
    given = replace(
        receipt(Outcome.ACCEPTED, f"g{HALF}"), request_id=HALF, detail=detail
    )
    (row,) = change(
        db,
        insert(db, "m1"),
        Change(status=Status.ACCEPTED, receipt=given, detail=detail, followed=True),
    )
    assert (row.reason, row.request_id) == ("? ?: bad ? luck", "?")
    heard = Report(
        gateway_id=f"g{HALF}", status=Status.FAILED, currency=HALF, detail=detail
    )
    assert hear(db, heard) == [Status.FAILED]


def test_what_waits_for_the_gateway_is_released_and_no_other(
    db: sqlite3.Connection,
) -> None:
    """A schedule is kept, and so is a long pause that the gateway asked for."""
    for name, due in (("soon", NOW + MINUTE), ("pause", NOW + timedelta(hours=1))):
        change(db, insert(db, name), Change(status=Status.QUEUED, due=due))
    change(db, insert(db, "asked"), Change(status=Status.UNKNOWN, due=NOW + MINUTE))
    insert(db, "scheduled", scheduled_at=NOW + MINUTE)
    assert table.release_waiting(db, NOW) == 1
    assert [row.id for row in queries.due(db, NOW, 10)] == ["soon"]
    assert table.release_waiting(db, NOW) == 0


def test_what_is_due_comes_in_order_and_not_too_much_at_once(
    db: sqlite3.Connection,
) -> None:
    """First what was to be done first."""
    insert(db, "later", scheduled_at=NOW + MINUTE)
    insert(db, "b", "c", scheduled_at=NOW)
    insert(db, "a", scheduled_at=NOW - MINUTE)
    assert queries.next_due(db) == NOW - MINUTE
    assert [row.id for row in queries.due(db, NOW, 10)] == ["a", "b", "c"]
    assert [row.id for row in queries.due(db, NOW, 2)] == ["a", "b"]


def test_pending_counts_what_more_is_to_come_of(db: sqlite3.Connection) -> None:
    """Each message once, as the row itself says."""
    insert(db, "sending")
    insert(db, "scheduled", scheduled_at=NOW)
    accept(db, insert(db, "followed"))
    change(db, insert(db, "doubtful"), Change(status=Status.UNKNOWN, due=NOW))
    change(db, insert(db, "unknown"), Change(status=Status.UNKNOWN))
    change(db, insert(db, "failed"), Change(status=Status.FAILED))
    names = ["sending", "scheduled", "followed", "doubtful", "unknown", "failed"]
    assert queries.pending(db) == 4
    assert sum(row.pending for row in queries.by_ids(db, names)) == 4


def test_the_last_message_is_the_one_that_changed_last(db: sqlite3.Connection) -> None:
    """Of the account and of each recipient; of equals the newer."""
    for name, recipient in (("a", "r1"), ("b", "r2"), ("c", "r1"), ("d", None)):
        insert(db, name, target=Target(address=ANNA, recipient=recipient))
    last, by_recipient = queries.latest(db, ["r1", "r2", "nobody"])
    assert last is not None
    assert last.id == "d"
    assert {key: row.id for key, row in by_recipient.items()} == {"r1": "c", "r2": "b"}
    accept(db, [only(db, "a")], now=NOW + SECOND)
    last, by_recipient = queries.latest(db, ["r1"])
    assert last is not None
    assert (last.id, by_recipient["r1"].id) == ("a", "a")


def test_nothing_is_the_last_message_of_a_new_account(db: sqlite3.Connection) -> None:
    """Every question has an answer on an empty file."""
    assert queries.latest(db, ["r1"]) == (None, {})
    assert queries.next_due(db) is None
    assert queries.youngest_followed(db, NOW) is None
    assert (queries.pending(db), queries.followed(db)) == (0, [])
    assert counters.read(db) == Counters()


def test_what_was_followed_for_too_long_is_found_by_when_it_was_accepted(
    db: sqlite3.Connection,
) -> None:
    """A schedule long ago does not count."""
    accept(db, insert(db, "old"), now=NOW)
    accept(db, insert(db, "young", now=NOW - timedelta(days=9)), now=NOW + SECOND)
    found = queries.followed_before(db, NOW + SECOND)
    assert [row.id for row in found] == ["old"]
    assert queries.youngest_followed(db, NOW) == NOW + SECOND


def test_what_the_gateway_sends_later_is_followed_from_then_on(
    db: sqlite3.Connection,
) -> None:
    """Its answer can only come after its time."""
    for name, leaves in (("soon", NOW - MINUTE), ("late", NOW + MINUTE)):
        content = replace(HELLO, send_at=leaves)
        accept(db, insert(db, name, content=content), now=NOW - timedelta(days=2))
    assert [row.id for row in queries.followed_before(db, NOW)] == ["soon"]


def test_times_come_back_as_they_were(db: sqlite3.Connection) -> None:
    """To the microsecond, or two decisions would differ."""
    odd = datetime(2026, 11, 21, 8, 0, 0, 123457, tzinfo=NOW.tzinfo)
    (row,) = insert(db, "m1", now=odd, scheduled_at=odd + timedelta(microseconds=1))
    assert (row.created_at, row.due) == (odd, odd + timedelta(microseconds=1))
