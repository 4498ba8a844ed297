"""Accounts and the sessions they log in to."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
import secrets
import string

SESSION_CHARACTERS = string.ascii_uppercase + string.digits
SESSION_LENGTH = 36


@dataclass(slots=True, kw_only=True)
class Account:
    """One customer: log-in, money, number.

    `price` is for one SMS segment, `viber_price` for one Viber message. `number` is
    where replies go. `senders` are the names that may be sent from (empty: any that is
    well-formed). Inbound messages are pushed to `inbound_url` too (None: they are not),
    with `prefix`.
    """

    login: str
    password: str
    credit: Decimal = Decimal(1000)
    price: Decimal = Decimal("2.5")
    viber_price: Decimal = Decimal("1.5")
    number: str = "447700900900"
    senders: tuple[str, ...] = ()
    inbound_url: str | None = None
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who is logged in until when."""

    login: str
    until: datetime


@dataclass(slots=True)
class Sessions:
    """Keep sessions by id, expired ones too: they are refused in words of their own."""

    _by_id: dict[str, Session] = field(default_factory=dict)

    def open(self, login: str, until: datetime) -> str:
        """Open a session and return its id of 36 characters."""
        session_id = "".join(
            secrets.choice(SESSION_CHARACTERS) for _ in range(SESSION_LENGTH)
        )
        self._by_id[session_id] = Session(login=login, until=until)
        return session_id

    def find(self, session_id: str) -> Session | None:
        """Return a session, expired or not, None when there never was one."""
        return self._by_id.get(session_id)

    def expire(self, now: datetime) -> None:
        """Let all sessions end now."""
        for session_id, session in self._by_id.items():
            self._by_id[session_id] = Session(
                login=session.login, until=min(now, session.until)
            )
