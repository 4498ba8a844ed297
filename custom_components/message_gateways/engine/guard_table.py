"""Rule on messages and count those that may leave, as one piece of a transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
import sqlite3

from ..gateways.model import Content, Detail
from . import codec
from .count_table import ACCOUNT, add, scope_of, spent, tally
from .guard import (
    Leaving,
    Request,
    Ruling,
    judge,
    nanos,
    quiet_reason,
    quiet_schedule,
)
from .limits import UNIT_OF, Limits
from .periods import periods_of
from .price_table import price_of
from .quantities import quantity_of
from .quiet_hours import quiet_until
from .rows import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """By what messages are judged: the limits, the time, the zone of the house."""

    limits: Limits
    now: datetime
    zone: tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What is the same for all messages of one content."""

    fingerprint: str
    quantity: int


def admit(
    connection: sqlite3.Connection,
    content: Content,
    targets: Sequence[Target],
    house: House,
    *,
    scheduled_at: datetime | None = None,
) -> list[Ruling]:
    """Rule on messages, one after the other, and count those that may leave."""
    facts: dict[Content, _Facts] = {}
    seen: set[tuple[str, str, str | None]] = set()
    rulings = []
    for target in targets:
        own = target.content(content)
        if own not in facts:
            facts[own] = _Facts(fingerprint=fingerprint(own), quantity=quantity_of(own))
        known = facts[own]
        leaving = _leaving(own, target, house, scheduled_at)
        periods = periods_of(leaving.at, house.zone)
        price = price_of(connection, own.channel, target.address, house.limits)
        cost = price.amount * known.quantity * target.copies if price else None
        # Somebody who is two recipients may be sent to as both at once.
        key = (known.fingerprint, target.address, target.recipient)
        refusal = _too_quiet(own, target, house) or judge(
            Request(
                critical=target.critical,
                copies=target.copies,
                duplicate=key in seen
                or _is_repeated(
                    connection,
                    known.fingerprint,
                    target.address,
                    leaving.at,
                    house.limits.duplicate_window,
                ),
                account=tally(connection, ACCOUNT, periods),
                address=tally(connection, scope_of(target.address), periods),
                spent=spent(connection, periods),
                cost=cost,
                unit=UNIT_OF[own.channel],
            ),
            house.limits,
        )
        rulings.append(
            Ruling(
                leaving=leaving,
                refusal=refusal,
                hour=periods.hour,
                cost=cost,
                currency=price.currency if price else None,
                fingerprint=known.fingerprint,
            )
        )
        if refusal is None:
            if house.limits.duplicate_window:
                seen.add(key)
            amount = nanos(cost) if cost else 0
            add(connection, ACCOUNT, periods.hour, target.copies, amount)
            add(connection, scope_of(target.address), periods.hour, 1)
    return rulings


def _leaving(
    content: Content, target: Target, house: House, scheduled_at: datetime | None
) -> Leaving:
    """Return when a message leaves; what its gateway schedules is left to that."""
    asked, quiet = scheduled_at or house.now, house.limits.quiet
    waits = scheduled_at is not None
    if content.leaves_at is not None:
        return Leaving(at=max(asked, content.leaves_at), waits=waits)
    until = None
    if quiet is not None and not target.critical:
        until = quiet_until(asked, quiet, house.zone)
    if until is None:
        return Leaving(at=asked, waits=waits)
    return Leaving(
        at=until, waits=True, reason=quiet_reason(until.astimezone(house.zone))
    )


def _too_quiet(content: Content, target: Target, house: House) -> Detail | None:
    """Say that a gateway would send at a time when we may not: nobody holds it there.

    What clocks say where a recipient is, only the gateway knows.
    """
    at, quiet = content.leaves_at, house.limits.quiet
    if at is None or quiet is None or target.critical or content.recipient_time_zone:
        return None
    until = quiet_until(at, quiet, house.zone)
    return quiet_schedule(until.astimezone(house.zone)) if until else None


def fingerprint(content: Content) -> str:
    """Return what is the same for contents that say the same.

    What was spoken of a text sounds different each time.
    """
    if content.text:
        content = replace(content, audio=None)
    return codec.digest(codec.dump(content))[:32]


def _is_repeated(
    connection: sqlite3.Connection,
    fingerprint: str,
    address: str,
    leaves_at: datetime,
    window: timedelta,
) -> bool:
    """Tell whether the same leaves for the same address at about the same time.

    What came to a bad end may be sent again; address books may have come to one for
    some of their people only.
    """
    if not window:
        return False
    found = connection.execute(
        """
        SELECT 1 FROM messages
        WHERE fingerprint = ? AND address = ? AND leaves_at > ? AND leaves_at < ?
            AND (status NOT IN ('rejected', 'failed', 'expired', 'cancelled')
                OR address = '' AND accepted_at IS NOT NULL)
        LIMIT 1
        """,
        (
            fingerprint,
            address,
            (leaves_at - window).timestamp(),
            (leaves_at + window).timestamp(),
        ),
    ).fetchone()
    return found is not None
