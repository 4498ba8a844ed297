"""The statements of the outbox; each function is one piece of a transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
import sqlite3
from types import MappingProxyType
from typing import Any

from ..gateways.model import Content, Detail, Outcome, Receipt, Status
from ..gateways.transport import LONGEST_RETRY
from . import codec
from .batches import Batches
from .booking import settle
from .columns import detail_values, note, storable_or_none
from .counters import count_change
from .guard import Ruling, nanos
from .rows import MessageRow, Target, message_row, storable
from .transitions import Change


def insert(
    connection: sqlite3.Connection,
    content: Content,
    targets: Sequence[tuple[str, Target]],
    batches: Batches,
    *,
    now: datetime,
    scheduled_at: datetime | None,
    rulings: Mapping[str, Ruling] = MappingProxyType({}),
) -> list[MessageRow]:
    """Take messages in, each with its id; without a schedule they are being sent.

    What the guard has ruled on goes by that: it may wait, or have come to its end.
    """
    content_ids = {
        each: _keep_content(connection, each)
        for each in {target.content(content) for _, target in targets}
    }
    rows = []
    for message_id, target in targets:
        content_id = content_ids[target.content(content)]
        batch = batches.key_for(content_id, content.channel)
        values = {
            "id": message_id,
            "content": content_id,
            "channel": content.channel,
            "recipient": target.recipient,
            "address": target.address,
            "reference": storable_or_none(target.reference),
            "fail_at_once": target.fail_at_once,
            "critical": target.critical,
            "copies": target.copies,
            "created": now.timestamp(),
            "batch": batch,
            **_begin(content, target, rulings.get(message_id), now, scheduled_at),
        }
        cursor = connection.execute(
            """
            INSERT INTO messages (
                id, content, channel, recipient, address, reference, status, outcome,
                attempts, due, fail_at_once, critical, give_up_at, scheduled_at,
                created_at, changed_at, batch, code, reason, leaves_at,
                fingerprint, guard_hour, booked, copies
            ) VALUES (
                :id, :content, :channel, :recipient, :address, :reference, :status,
                :outcome, :attempts, :due, :fail_at_once, :critical, :give_up, :due,
                :created, :created, :batch, :code, :reason, :leaves,
                :fingerprint, :hour, :booked, :copies
            )
            RETURNING *
            """,
            values,
        )
        row = message_row(cursor.fetchone())
        note(
            connection,
            row,
            row.status if row.status is Status.REJECTED else Status.QUEUED,
            now,
            row.reason,
        )
        if row.status is Status.REJECTED:
            count_change(connection, replace(row, status=Status.QUEUED), row)
        rows.append(row)
    return rows


def _begin(
    content: Content,
    target: Target,
    ruling: Ruling | None,
    now: datetime,
    scheduled_at: datetime | None,
) -> dict[str, Any]:
    """Return how a message begins: on its way, waiting, or refused."""
    waits_until = scheduled_at
    refusal = reason = None
    if ruling is not None:
        refusal, leaving = ruling.refusal, ruling.leaving
        reason = refusal or leaving.reason
        # What its gateway schedules leaves us at once.
        waits_until = leaving.at if leaving.waits else None
    status = Status.QUEUED if waits_until else Status.SENDING
    if refusal is not None:
        status = Status.REJECTED
    counts = ruling if refusal is None else None
    start = waits_until or now
    patience_from = waits_until or content.leaves_at or now
    return {
        "status": status,
        "outcome": Outcome.REJECTED if refusal else None,
        "attempts": int(status is Status.SENDING),
        "due": start.timestamp() if status is Status.QUEUED else None,
        "give_up": (patience_from + target.give_up_after).timestamp(),
        "code": reason.code if reason else None,
        "reason": reason.text if reason else None,
        "leaves": counts.leaving.at.timestamp() if counts else None,
        "fingerprint": counts.fingerprint if counts else None,
        "hour": counts.hour if counts else None,
        "booked": nanos(counts.cost) if counts and counts.cost else 0,
    }


def _keep_content(connection: sqlite3.Connection, content: Content) -> int:
    """Keep a content, once for all messages that have it, and return its id."""
    body = codec.dump(content)
    digest = codec.digest(body)
    connection.execute(
        "INSERT OR IGNORE INTO contents (digest, body) VALUES (?, ?)", (digest, body)
    )
    content_id: int = connection.execute(
        "SELECT id FROM contents WHERE digest = ?", (digest,)
    ).fetchone()[0]
    return content_id


def claim(
    connection: sqlite3.Connection,
    queued: Iterable[MessageRow],
    batches: Batches,
) -> list[MessageRow]:
    """Mark queued messages as being sent; those somebody else took are left out.

    None of them has left yet.
    """
    rows = []
    for row in queued:
        found = connection.execute(
            """
            UPDATE messages
            SET status = 'sending', attempts = attempts + 1, due = NULL,
                left_at = NULL, batch = ?
            WHERE seq = ? AND status = 'queued'
            RETURNING *
            """,
            (batches.key_for(row.content, row.channel), row.seq),
        ).fetchone()
        if found is not None:
            rows.append(message_row(found))
    return rows


def apply(
    connection: sqlite3.Connection,
    changes: Iterable[tuple[MessageRow, Change]],
    now: datetime,
) -> list[tuple[MessageRow, MessageRow]]:
    """Carry out decisions; returns each row before and after.

    A row that went on since the decision was made is left as it is.
    """
    done = []
    for before, change in changes:
        receipt, detail = change.receipt, change.detail
        values: dict[str, Any] = {
            "seq": before.seq,
            "old_status": before.status,
            "attempts": before.attempts,
            "status": change.status,
            "outcome": change.outcome,
            "due": change.due.timestamp() if change.due else None,
            "followed": change.followed,
            "repeated": change.repeated,
            "accepted": change.status is Status.ACCEPTED,
            "now": now.timestamp(),
            "traceable": receipt.traceable if receipt else before.traceable,
            "request_id": storable_or_none(receipt.request_id) if receipt else None,
            "segments": receipt.segments if receipt else None,
            **detail_values(detail),
        }
        found = connection.execute(
            """
            UPDATE messages
            SET status = :status, outcome = coalesce(:outcome, outcome), due = :due,
                followed = :followed, repeated = max(repeated, :repeated),
                accepted_at = coalesce(accepted_at, iif(:accepted, :now, NULL)),
                changed_at = iif(status = :status, changed_at, :now),
                traceable = :traceable,
                request_id = coalesce(:request_id, request_id),
                segments = coalesce(:segments, segments),
                code = :code, name = :name, reason = :reason
            WHERE seq = :seq AND status = :old_status AND attempts = :attempts
            RETURNING *
            """,
            values,
        ).fetchone()
        if found is None:
            continue
        after = message_row(found)
        if receipt is not None:
            _keep_parts(connection, before, receipt, change.status)
        count_change(connection, before, after)
        settle(connection, before, after)
        if after.status not in (before.status, Status.QUEUED, Status.SENDING):
            note(connection, after, after.status, now, after.reason)
        done.append((before, after))
    return done


def _keep_parts(
    connection: sqlite3.Connection, row: MessageRow, receipt: Receipt, status: Status
) -> None:
    """Remember the gateway's ids of a message, one row a part."""
    for gateway_id in receipt.gateway_ids:
        connection.execute(
            "INSERT OR IGNORE INTO parts (gateway_id, message, status) "
            "VALUES (?, ?, ?)",
            (storable(gateway_id), row.seq, status),
        )


def release_waiting(connection: sqlite3.Connection, now: datetime) -> int:
    """Make messages that waited for the gateway due at once.

    Where the gateway itself asked for a longer pause, that is kept.
    """
    longest = now + timedelta(seconds=LONGEST_RETRY)
    return connection.execute(
        """
        UPDATE messages SET due = ?
        WHERE due > ? AND due <= ? AND status = 'queued'
            AND (attempts > 0 OR scheduled_at <= ?)
        """,
        (*(now.timestamp(),) * 2, longest.timestamp(), now.timestamp()),
    ).rowcount


def oldest_first(connection: sqlite3.Connection, now: datetime) -> None:
    """Make the message due that has waited longest, and all of its content.

    What waits for its schedule, or as long as the gateway wants, does not count.
    """
    longest = now + timedelta(seconds=LONGEST_RETRY)
    waiting = """
        due <= :longest AND status = 'queued' AND give_up_at > :now
            AND (attempts > 0 OR scheduled_at <= :now)
    """
    connection.execute(
        f"""
        UPDATE messages SET due = min(due, :now)
        WHERE {waiting} AND content = (
            SELECT content FROM messages WHERE {waiting} ORDER BY seq LIMIT 1
        )
        """,  # noqa: S608 - only the condition above
        {"longest": longest.timestamp(), "now": now.timestamp()},
    )


def postpone(connection: sqlite3.Connection, seqs: Iterable[int], to: datetime) -> None:
    """Let queued messages wait, at most until their time is over."""
    connection.executemany(
        """
        UPDATE messages SET due = min(?, give_up_at)
        WHERE seq = ? AND status = 'queued'
        """,
        [(to.timestamp(), seq) for seq in seqs],
    )


def wait_out(
    connection: sqlite3.Connection,
    rows: Iterable[MessageRow],
    until: datetime,
    now: datetime,
    reason: Detail,
) -> None:
    """Let queued messages wait for a time, with as long to be tried from then on."""
    connection.executemany(
        """
        UPDATE messages
        SET due = :until, scheduled_at = :until, give_up_at = give_up_at + :more,
            code = :code, name = NULL, reason = :reason
        WHERE seq = :seq AND status = 'queued'
        """,
        [
            {
                "until": until.timestamp(),
                "more": (until - max(now, row.scheduled_at or now)).total_seconds(),
                "code": reason.code,
                "reason": reason.text,
                "seq": row.seq,
            }
            for row in rows
        ],
    )


def touch(connection: sqlite3.Connection, now: datetime) -> None:
    """Write something, to see whether the disk takes it."""
    connection.execute(
        "INSERT OR REPLACE INTO marks (name, value) VALUES ('touched', ?)",
        (str(now.timestamp()),),
    )
