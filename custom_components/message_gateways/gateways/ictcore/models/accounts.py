"""Accounts: who transmissions come from (field-notes.md 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ..codes import AccountType


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFields:
    """What can be said about an account; the server requires nothing."""

    username: str | None = None
    passwd: str | None = field(default=None, repr=False)
    passwd_pin: str | None = field(default=None, repr=False)
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    active: bool | None = None
    type: AccountType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account, without the password hash and the PIN that the server shows."""

    account_id: int
    type: str | None = None
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    active: bool | None = None
    user_id: int | None = None
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFilter:
    """Which accounts are asked for; texts are looked for anywhere."""

    account_id: int | None = None
    type: AccountType | None = None
    username: str | None = None
    phone: str | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    user_id: int | None = None
    before: datetime | None = None
    after: datetime | None = None
