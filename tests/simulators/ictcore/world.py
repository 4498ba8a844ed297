"""Everything the simulator knows."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.simulators.clock import Clock
from tests.simulators.ictcore.agenda import Agenda
from tests.simulators.ictcore.channels import Channel
from tests.simulators.ictcore.fates import Fate
from tests.simulators.ictcore.schema import Tables
from tests.simulators.ictcore.settings import Release, Settings
from tests.simulators.ictcore.tables import Row, Table, epoch


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What left the server once: text, subject and plain text, or a file's bytes."""

    at: datetime
    transmission_id: int
    spool_id: int
    account_id: int
    channel: Channel
    from_: str | None
    to: str | None
    text: str | None = None
    subject: str | None = None
    plain: str | None = None
    media: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Whose a token is and until when."""

    user_id: str
    until: datetime


@dataclass(slots=True, kw_only=True)
class World:
    """Hold the state that all operations work on.

    `links` are pairs of contact and group ids, `media` the bytes of files by their
    names, `fates` what control commands said about addresses.
    """

    clock: Clock
    settings: Settings
    agenda: Agenda
    tables: Tables = field(default_factory=Tables)
    tokens: dict[str, Token] = field(default_factory=dict)
    roles: set[tuple[str, str]] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    sent: list[Outgoing] = field(default_factory=list)
    fates: dict[str, Fate] = field(default_factory=dict)
    last_application: int = 0

    @property
    def now(self) -> datetime:
        """Return the time of what happens now."""
        return self.agenda.now

    @property
    def h(self) -> bool:
        """Tell whether this is release 2.1.0."""
        return self.settings.release is Release.H

    def after(self, seconds: float) -> datetime:
        """Return the time in so many seconds."""
        return self.now + timedelta(seconds=seconds)

    def insert(self, table: Table, user_id: str | None, **values: Any) -> int:
        """Save a row with its stamps and return its id."""
        stamps = {"user_id": user_id, "date_created": epoch(self.now)}
        return table.insert(stamps | values)

    def new_application(self) -> str:
        """Return the id of one more deployed application."""
        self.last_application += 1
        return str(self.last_application)

    def spools_of(self, transmission_id: str) -> list[Row]:
        """Return the attempts of a transmission, oldest first."""
        return self.tables.spools.where(transmission_id=transmission_id)

    def forget(self) -> None:
        """Forget all but users, accounts, providers, tokens and settings."""
        kept = (self.tables.users, self.tables.accounts, self.tables.providers)
        for table in self.tables:
            if table not in kept:
                table.clear()
        for held in (self.links, self.media, self.sent, self.fates, self.agenda):
            held.clear()
