"""What is known of an account's messages, as its entities show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
import sqlite3

from ..gateways.model import Channel
from . import counters, outbox_queries as queries
from .counters import Counters
from .rows import MessageRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """Figures of an account, and the message that changed last for each recipient."""

    counters: Counters = field(default_factory=Counters)
    pending: int = 0
    youngest_followed: datetime | None = None
    youngest_call: datetime | None = None
    next_to_leave: datetime | None = None
    last: MessageRow | None = None
    last_by_recipient: Mapping[str, MessageRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The part of the state that is counted by the database."""

    counters: Counters
    pending: int
    youngest_followed: datetime | None
    youngest_call: datetime | None
    next_to_leave: datetime | None


def read_figures(connection: sqlite3.Connection, now: datetime) -> Figures:
    """Count."""
    return Figures(
        counters=counters.read(connection),
        pending=queries.pending(connection),
        youngest_followed=queries.youngest_followed(connection, now),
        youngest_call=queries.youngest_followed(connection, now, Channel.VOICE),
        next_to_leave=queries.next_to_leave(connection, now),
    )
