"""What delivery reports make of messages and figures."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
import sqlite3

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.message_gateways.engine import (
    counters,
    outbox_queries as queries,
)
from custom_components.message_gateways.engine.counters import Counters
from custom_components.message_gateways.engine.report_table import apply_reports
from custom_components.message_gateways.engine.transitions import Change, may_become
from custom_components.message_gateways.gateways.model import (
    BAD_ENDS,
    GOOD_ENDS,
    Detail,
    Outcome,
    Report,
    Status,
)

from .making import HELLO, NOW, accept, change, insert, receipt
from .tables import hear, only, report, told


def test_a_report_moves_a_message_on_and_a_late_one_never_back(
    db: sqlite3.Connection,
) -> None:
    """Reports come in any order."""
    accept(db, insert(db, "m1"))
    assert hear(db, report("m1-0", Status.SENT)) == [Status.SENT]
    assert only(db).followed
    assert hear(db, report("m1-0", Status.DELIVERED)) == [Status.DELIVERED]
    assert not only(db).followed
    for late in (Status.ACCEPTED, Status.SENT, Status.FAILED, Status.UNKNOWN):
        assert hear(db, report("m1-0", late)) == []
    assert hear(db, report("m1-0", Status.READ)) == [Status.READ]
    assert told(db) == [
        ("m1", each) for each in ("queued", "accepted", "sent", "delivered", "read")
    ]


def test_a_report_that_is_repeated_or_about_nobody_changes_nothing(
    db: sqlite3.Connection,
) -> None:
    """Polls bring the same again and again."""
    accept(db, insert(db, "m1"))
    priced = report("m1-0", Status.DELIVERED, "0.05")
    assert hear(db, priced) == [Status.DELIVERED]
    before = db.total_changes, counters.read(db), told(db)
    assert hear(db, priced, priced, report("nobody", Status.FAILED)) == []
    assert (counters.read(db), told(db)) == before[1:]


def test_a_message_is_delivered_when_its_last_part_is(db: sqlite3.Connection) -> None:
    """Its price is the sum, and so are its segments."""
    accept(db, insert(db, "m1"), parts=3, segments=3)
    assert hear(db, report("m1-1", Status.DELIVERED, "0.07")) == [Status.ACCEPTED]
    assert hear(db, report("m1-0", Status.SENT)) == []
    assert only(db).segments == 3
    assert hear(
        db,
        report("m1-2", Status.DELIVERED, "0.05"),
        report("m1-0", Status.DELIVERED, "0.03"),
    ) == [Status.DELIVERED]
    row = only(db)
    assert (row.price, row.currency, row.segments) == (Decimal("0.15"), "EUR", 3)
    assert counters.read(db).cost == {"EUR": Decimal("0.15")}


def test_the_part_that_failed_says_why(db: sqlite3.Connection) -> None:
    """Not the one whose report came last."""
    accept(db, insert(db, "m1"), parts=2)
    failed = replace(
        report("m1-0", Status.FAILED), detail=Detail(text="the phone is off")
    )
    fine = replace(report("m1-1", Status.DELIVERED), detail=Detail(text="delivered"))
    assert hear(db, failed, fine) == [Status.FAILED]
    assert only(db).reason == "the phone is off"
    assert hear(db, report("m1-0", Status.DELIVERED)) == [Status.DELIVERED]


def test_segments_are_not_fewer_while_parts_have_not_been_told_of(
    db: sqlite3.Connection,
) -> None:
    """A figure that only grows must not fall for a while."""
    accept(db, insert(db, "m1"), parts=3, segments=3)
    hear(db, report("m1-0", Status.SENT, "0.05"))
    assert counters.read(db).segments == 3


def test_a_report_about_a_refused_message_does_not_make_it_sent(
    db: sqlite3.Connection,
) -> None:
    """Some gateways give an id to what they refuse."""
    refused = Change(
        status=Status.REJECTED,
        outcome=Outcome.REJECTED,
        receipt=receipt(Outcome.REJECTED, "g1"),
    )
    change(db, insert(db, "m1"), refused)
    hear(db, report("g1", Status.REJECTED, "0.00"))
    assert only(db).accepted_at is None
    assert (counters.read(db).sent, counters.read(db).failed) == (0, 1)
    assert hear(db, report("g1", Status.DELIVERED)) == [Status.DELIVERED]
    assert counters.read(db).sent == 1


def test_a_report_about_a_message_of_unknown_outcome_ends_the_doubt(
    db: sqlite3.Connection,
) -> None:
    """It is not asked after any more."""
    rows = accept(db, insert(db, "m1"))
    change(db, rows, Change(status=Status.UNKNOWN, due=NOW))
    assert hear(db, report("m1-0", Status.DELIVERED)) == [Status.DELIVERED]
    assert only(db).due is None
    assert queries.pending(db) == 0


def test_the_figures_of_an_account_are_exact(db: sqlite3.Connection) -> None:
    """A tenth added ten times is one."""
    rows = accept(db, insert(db, *(f"m{i}" for i in range(12))), segments=2)
    for i in range(10):
        hear(db, report(f"m{i}-0", Status.DELIVERED, "0.1"))
    hear(db, report("m10-0", Status.FAILED))
    change(db, insert(db, "c1", scheduled_at=NOW), Change(status=Status.CANCELLED))
    change(db, insert(db, "x1", scheduled_at=NOW), Change(status=Status.EXPIRED))
    assert len(rows) == 12
    assert counters.read(db) == Counters(
        sent=12,
        delivered=10,
        failed=2,
        segments=12 * 2,
        cost={"EUR": Decimal("1.0")},
    )


def test_the_figure_of_segments_never_falls_and_is_exact_in_the_end(
    db: sqlite3.Connection,
) -> None:
    """Where reports count fewer than the answer did, it stands still for a while."""
    accept(db, insert(db, "m1", "m2"), segments=3)
    hear(db, report("m1-0", Status.DELIVERED, "0.1"))
    assert counters.read(db).segments == 6
    accept(db, insert(db, "m3"), segments=1)
    assert counters.read(db).segments == 6
    accept(db, insert(db, "m4"), segments=3)
    assert counters.read(db).segments == 1 + 3 + 1 + 3


def test_a_corrected_price_corrects_the_cost(db: sqlite3.Connection) -> None:
    """Also downwards, and in each currency."""
    accept(db, insert(db, "m1", "m2"))
    hear(db, report("m1-0", Status.SENT, "0.07"))
    hear(db, report("m1-0", Status.DELIVERED, "0.055"))
    dollars = replace(report("m2-0", Status.DELIVERED, "0.01"), currency="USD")
    hear(db, dollars)
    assert counters.read(db).cost == {
        "EUR": Decimal("0.055"),
        "USD": Decimal("0.01"),
    }


def test_what_failed_and_was_delivered_after_all_counts_as_both(
    db: sqlite3.Connection,
) -> None:
    """A figure that only grows can't take anything back."""
    accept(db, insert(db, "m1"))
    hear(db, report("m1-0", Status.FAILED))
    hear(db, report("m1-0", Status.DELIVERED))
    figures = counters.read(db)
    assert (figures.sent, figures.delivered, figures.failed) == (1, 1, 1)


def test_a_part_that_has_come_to_an_end_is_asked_after_no_more(
    db: sqlite3.Connection,
) -> None:
    """The others are, with what was sent."""
    accept(db, insert(db, "m1"), parts=3)
    hear(db, report("m1-1", Status.DELIVERED))
    (sent,) = queries.followed(db)
    assert sorted(sent.gateway_ids) == ["m1-0", "m1-2"]
    assert sent.content == HELLO


def test_a_part_that_failed_decides_and_the_others_still_tell_their_price(
    db: sqlite3.Connection,
) -> None:
    """It has failed at once; its cost is complete when all have come to an end."""
    accept(db, insert(db, "m1"), parts=2)
    assert hear(db, report("m1-0", Status.REJECTED)) == [Status.REJECTED]
    assert only(db).followed
    assert not only(db).pending
    assert queries.pending(db) == 0
    hear(db, report("m1-1", Status.DELIVERED, "0.05"))
    assert (only(db).status, only(db).price) == (Status.REJECTED, Decimal("0.05"))
    assert not only(db).followed


def test_a_delivered_message_may_be_followed_until_it_is_read(
    db: sqlite3.Connection,
) -> None:
    """It is not pending any more, but asked after; a link is told of once."""
    accept(db, insert(db, "m1"))
    assert hear(db, replace(report("m1-0", Status.DELIVERED), final=False)) == [
        Status.DELIVERED
    ]
    assert only(db).followed
    assert not only(db).pending
    hear(db, replace(report("m1-0", Status.READ), final=False))
    clicked = replace(report("m1-0", Status.READ), event="link_followed")
    assert hear(db, clicked) == [Status.READ]
    assert hear(db, clicked) == []
    assert not only(db).followed
    assert [kind for _, kind in told(db)][2:] == ["delivered", "read", "link_followed"]


def test_a_message_is_unknown_when_the_gateway_has_nothing_more_to_tell(
    db: sqlite3.Connection,
) -> None:
    """Of two parts, the last word on both is needed."""
    accept(db, insert(db, "m1"), parts=2)
    lost = replace(report("m1-0", Status.UNKNOWN), final=True)
    assert hear(db, lost) == []
    assert hear(db, replace(lost, gateway_id="m1-1")) == [Status.UNKNOWN]
    assert not only(db).followed


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["m1-0", "m1-1", "m2-0", "m2-1", "nobody"]),
        st.sampled_from([each for each in Status if each is not Status.QUEUED]),
        st.none() | st.decimals(0, 10, places=4),
    ),
    max_size=12,
)


@given(batches=st.lists(REPORTS, max_size=4))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_reported_the_figures_fit_the_messages(
    db: sqlite3.Connection,
    batches: Sequence[Sequence[tuple[str, Status, Decimal | None]]],
) -> None:
    """No order of reports leads backwards or counts twice."""
    db.execute("BEGIN")
    try:
        accept(db, insert(db, "m1", "m2"), parts=2, segments=2)
        for batch in batches:
            reports = [
                Report(gateway_id=name, status=status, price=price, currency="EUR")
                for name, status, price in batch
            ]
            for before, after in apply_reports(db, reports, NOW):
                assert before.status is after.status or may_become(
                    before.status, after.status, final=False
                )
                assert before != after
        rows = queries.by_ids(db, ["m1", "m2"])
        figures = counters.read(db)
        assert figures.sent == 2
        assert figures.delivered == sum(row.status in GOOD_ENDS for row in rows)
        assert figures.failed >= sum(
            row.status in BAD_ENDS - {Status.CANCELLED} for row in rows
        )
        assert sum(figures.cost.values()) == sum(row.price or 0 for row in rows)
    finally:
        db.execute("ROLLBACK")


@pytest.mark.parametrize(
    "decision",
    [
        Change(status=Status.UNKNOWN, outcome=Outcome.UNKNOWN, due=NOW),
        Change(status=Status.QUEUED, due=NOW, repeated=True),
        None,
    ],
    ids=["answer lost", "to be sent again", "on its way"],
)
def test_a_report_finds_a_message_by_our_own_id_where_no_answer_told_another(
    db: sqlite3.Connection, decision: Change | None
) -> None:
    """It is neither asked after nor sent again."""
    rows = insert(db, "m1")
    if decision:
        change(db, rows, decision)
    assert hear(db, report("m1", Status.SENT)) == [Status.SENT]
    assert only(db).followed
    assert hear(db, report("m1", Status.DELIVERED, "0.05")) == [Status.DELIVERED]
    row = only(db)
    assert (row.due, row.followed, row.price) == (None, False, Decimal("0.05"))
    assert counters.read(db).sent == counters.read(db).delivered == 1
    # The answer that comes after all changes nothing.
    assert change(db, rows, Change(status=Status.ACCEPTED, followed=True)) == []


def test_a_report_finds_by_our_own_id_no_message_that_the_gateway_calls_otherwise(
    db: sqlite3.Connection,
) -> None:
    """And none that never left."""
    accept(db, insert(db, "m1"))
    insert(db, "m2", scheduled_at=NOW)
    assert hear(db, report("m1", Status.FAILED), report("m2", Status.FAILED)) == []
