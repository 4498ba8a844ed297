"""A hundred thousand messages do not slow the next one down."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from decimal import Decimal
from functools import partial
import json
from pathlib import Path
import sqlite3
import time

import pytest

from custom_components.message_gateways.engine import (
    inbox_pairs,
    inbox_search,
    inbox_table,
    lookups,
    outbox_queries as queries,
    outbox_search,
    outbox_table as table,
    state,
)
from custom_components.message_gateways.engine.departures import depart, left_behind
from custom_components.message_gateways.engine.inbox_search import InboundFilter
from custom_components.message_gateways.engine.limits import Limits
from custom_components.message_gateways.engine.outbox_search import MessageFilter
from custom_components.message_gateways.engine.period import figures_of
from custom_components.message_gateways.engine.periods import periods_of
from custom_components.message_gateways.engine.report_table import apply_reports
from custom_components.message_gateways.engine.retention import purge
from custom_components.message_gateways.engine.rows import Target
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.model import (
    Channel,
    InboundMessage,
    NumberFacts,
    Report,
    Status,
)

from . import guarding
from .making import (
    ANNA,
    HELLO,
    NOW,
    ROW,
    accept,
    change,
    insert,
    one_a_request,
    open_database,
)

STORED = 100_000
# Generous for a slow machine; without its index each takes many times longer.
FAST = 0.5

type Work = Callable[[sqlite3.Connection], object]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Open a database with many messages that are done and some that are not."""
    path: Path = tmp_path_factory.mktemp("scale") / "account.db"
    db = open_database(path)
    db.execute("BEGIN")
    targets = [(f"m{i}", Target(address=ANNA, recipient="r1")) for i in range(STORED)]
    table.insert(db, HELLO, targets, one_a_request(), now=NOW, scheduled_at=None)
    db.execute(
        "UPDATE messages SET status = 'delivered', accepted_at = created_at, "
        "changed_at = created_at + seq"
    )
    db.execute("UPDATE changes SET announced = 1")
    db.execute(
        "INSERT INTO parts (gateway_id, message, status) "
        "SELECT 'g' || seq, seq, 'delivered' FROM messages"
    )
    # A month of hours, in which many addresses were sent to.
    db.execute(
        """
        INSERT INTO guard_hours (scope, hour, messages, amount)
        SELECT iif(value = 0, 'account', 'to +4477009' || value), hours.hour, 1, 1
        FROM json_each(?), (SELECT ? + value * 3600 AS hour FROM json_each(?)) AS hours
        """,
        (
            json.dumps(list(range(140))),
            periods_of(NOW, UTC).month,
            json.dumps(list(range(30 * 24))),
        ),
    )
    db.execute("UPDATE messages SET fingerprint = 'f', leaves_at = created_at + seq")
    accept(db, insert(db, *(f"followed{i}" for i in range(50))))
    insert(db, *(f"scheduled{i}" for i in range(50)), scheduled_at=NOW)
    insert(db, *(f"sending{i}" for i in range(5)))
    change(db, insert(db, "doubtful"), Change(status=Status.UNKNOWN, due=NOW))
    db.execute(
        "INSERT INTO inbox (id, key, channel, sender, sender_number, text, "
        "received_at, stored_at, announced) SELECT id, id, channel, address, address, "
        "'Yes', created_at + seq, created_at, 1 FROM messages"
    )
    # As many with the content of the next one, and all of this moment.
    db.execute("UPDATE inbox SET digest = ?", (inbox_pairs.digest_of(_yes(""), ANNA),))
    db.execute(
        "INSERT INTO lookups (id, body, stored_at, announced, digest) "
        "SELECT id, '{}', created_at, 1, CAST(id AS BLOB) FROM messages"
    )
    db.execute("COMMIT")
    yield db
    db.close()


def take_and_accept(db: sqlite3.Connection) -> None:
    """Do all that one message needs."""
    name = f"new{time.perf_counter_ns()}"
    accept(db, insert(db, name))
    apply_reports(db, [Report(gateway_id=f"{name}-0", status=Status.DELIVERED)], NOW)


def _find(wanted: MessageFilter, db: sqlite3.Connection) -> object:
    """Look messages up from somewhere in the middle."""
    return outbox_search.find(db, wanted, (NOW.timestamp(), STORED // 2), 1000)


def _find_inbound(wanted: InboundFilter, db: sqlite3.Connection) -> object:
    """Look inbound messages up from somewhere in the middle."""
    half = NOW.timestamp() + STORED // 2
    return inbox_search.find(db, wanted, (half, STORED), 1000)


def _yes(key: str, *, by_content: bool = False) -> InboundMessage:
    """Write a message of somebody who has sent the same very often."""
    return InboundMessage(
        key=key,
        channel=Channel.SMS,
        sender=ANNA,
        to=None,
        text="Yes",
        received_at=NOW,
        by_content=by_content,
    )


def _keep_inbound(db: sqlite3.Connection, *, by_content: bool = False) -> None:
    """Take in a message."""
    message = _yes(f"in{time.perf_counter_ns()}", by_content=by_content)
    inbox_table.keep(db, [message], {ANNA: ANNA}, NOW)
    inbox_table.mark_received(db, [message], NOW)


def take_guarded(db: sqlite3.Connection) -> None:
    """Do all that one message needs that is ruled on, of which the price is known."""
    (row,) = guarding.take(db, Limits(), content=replace(HELLO, text="Guarded"))
    accept(db, [row])
    apply_reports(
        db,
        [
            Report(
                gateway_id=f"{row.id}-0", status=Status.DELIVERED, price=Decimal("0.05")
            )
        ],
        NOW,
    )


LOOKUP = NumberFacts(number=ANNA, status=Status.DELIVERED)
HOT: dict[str, Work] = {
    "due": lambda db: queries.due(db, NOW, 1000),
    "next_due": queries.next_due,
    "by_ids": lambda db: queries.by_ids(db, ["m7", "m70000"]),
    "contents": lambda db: queries.contents(db, [1]),
    "queued_for_recipients": queries.queued_for_recipients,
    "followed": queries.followed,
    "followed_before": lambda db: queries.followed_before(db, NOW),
    "pending": queries.pending,
    "youngest_followed": lambda db: queries.youngest_followed(db, NOW),
    "next_to_leave": lambda db: queries.next_to_leave(db, NOW),
    "latest": lambda db: queries.latest(db, ["r1", "r2"]),
    "read_figures": lambda db: state.read_figures(db, NOW),
    "unannounced": lambda db: inbox_table.unannounced_changes(db, 200),
    **{
        f"find by {name}": partial(_find, wanted)
        for name, wanted in {
            "time": MessageFilter(since=NOW, until=NOW + timedelta(days=1)),
            "status": MessageFilter(statuses=[Status.FAILED, Status.QUEUED]),
            "address": MessageFilter(addresses=[ANNA], statuses=[Status.FAILED]),
            "recipient": MessageFilter(recipients=["r1", "r2"], addresses=[ANNA]),
            "channel": MessageFilter(channels=[Channel.FAX]),
        }.items()
    },
    **{
        f"find inbound by {name}": partial(_find_inbound, wanted)
        for name, wanted in {
            "time": InboundFilter(since=NOW, until=NOW + timedelta(days=1)),
            "sender": InboundFilter(senders=[ANNA], channels=[Channel.SMS]),
            "keyword": InboundFilter(keyword="WATER"),
        }.items()
    },
    "an inbound message": _keep_inbound,
    "an inbound message without id": partial(_keep_inbound, by_content=True),
    "a lookup": lambda db: lookups._keep(db, [LOOKUP], NOW),
    "lookups to tell of": lookups._unannounced,
    "lookups told of": lambda db: lookups._mark(db, [7]),
    "details": lambda db: outbox_search.details(db, "m70000"),
    "figures": lambda db: figures_of(db, NOW, NOW + timedelta(days=1)),
    "claim": lambda db: table.claim(db, [ROW], one_a_request()),
    "depart": lambda db: depart(db, [ROW], NOW),
    "left_behind": lambda db: left_behind(db, NOW, resolves=True),
    "release_waiting": lambda db: table.release_waiting(db, NOW),
    "one message": take_and_accept,
    "one message that is guarded": take_guarded,
}


def statements_of(db: sqlite3.Connection, work: Work) -> list[str]:
    """Run work and list its statements, without what they were given."""
    seen: list[str] = []
    db.set_trace_callback(seen.append)
    try:
        work(db)
    finally:
        db.set_trace_callback(None)
    return [each for each in seen if not each.startswith(("--", "BEGIN", "ROLLBACK"))]


@pytest.mark.parametrize("name", HOT)
def test_no_question_reads_all_messages(full: sqlite3.Connection, name: str) -> None:
    """Each is answered by an index, and quickly."""
    full.execute("BEGIN")
    try:
        statements = statements_of(full, HOT[name])
        assert statements
        for statement in set(statements):
            plan = [
                row["detail"] for row in full.execute(f"EXPLAIN QUERY PLAN {statement}")
            ]
            for step in plan:
                # A partial index that holds only what is under way may be read whole.
                assert not step.startswith("SCAN") or _reads_little(step), plan
        begun = time.process_time()
        HOT[name](full)
        took = time.process_time() - begun
    finally:
        full.execute("ROLLBACK")
    print(f"\n{name}: {took * 1000:.2f} ms among {STORED:,} messages")  # noqa: T201 - figures to read
    assert took < FAST


def _reads_little(step: str) -> bool:
    """Tell whether a scan is of something small."""
    return step in {"SCAN CONSTANT ROW", "SCAN counters"} or step.endswith(
        (
            "json_each VIRTUAL TABLE INDEX 1:",
            "INDEX messages_due",
            "INDEX messages_sending",
            "INDEX messages_followed",
            # Of this one only the end is read: see the test of sorting.
            "INDEX messages_changed",
            "INDEX changes_unannounced",
            "INDEX lookups_unannounced",
        )
    )


@pytest.mark.parametrize(
    "name", [name for name in HOT if name == "latest" or name.startswith("find ")]
)
def test_the_newest_are_found_without_sorting(
    full: sqlite3.Connection, name: str
) -> None:
    """By the end of an index."""
    for statement in set(statements_of(full, HOT[name])):
        plan = [
            row["detail"] for row in full.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
        assert not any("TEMP B-TREE" in step for step in plan), plan


def test_a_thousand_messages_are_taken_in_at_once(full: sqlite3.Connection) -> None:
    """One write for all of them."""
    full.execute("BEGIN")
    begun = time.process_time()
    rows = insert(full, *(f"bulk{i}" for i in range(1000)))
    accept(full, rows)
    took = time.process_time() - begun
    full.execute("ROLLBACK")
    print(f"\n1,000 messages taken and accepted: {took * 1000:.0f} ms")  # noqa: T201 - figures to read
    assert took < 5


def test_a_thousand_messages_are_ruled_on_at_once(full: sqlite3.Connection) -> None:
    """With a month of hours behind them."""
    full.execute("BEGIN")
    numbers = [f"+4477009{i:05}" for i in range(1000)]
    begun = time.process_time()
    rows = guarding.take(full, Limits(), *numbers)
    took = time.process_time() - begun
    full.execute("ROLLBACK")
    assert all(row.status is Status.SENDING for row in rows)
    print(f"\n1,000 messages ruled on and taken: {took * 1000:.0f} ms")  # noqa: T201 - figures to read
    assert took < 5


def test_a_purge_of_nearly_everything_takes_seconds_at_most(
    full: sqlite3.Connection,
) -> None:
    """It holds up other writes only so long."""
    full.execute("BEGIN")
    begun = time.process_time()
    deleted, _ = purge(
        full, now=NOW + timedelta(days=60), age=timedelta(days=30), rows=10_000
    )
    took = time.process_time() - begun
    full.execute("ROLLBACK")
    print(f"\n{deleted:,} messages deleted: {took:.2f} s")  # noqa: T201 - figures to read
    assert deleted == STORED
    assert took < 60
