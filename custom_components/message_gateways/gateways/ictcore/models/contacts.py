"""Contacts and groups (field-notes.md 3)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFields:
    """What can be said about a contact; the server requires nothing."""

    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    custom1: str | None = None
    custom2: str | None = None
    custom3: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(ContactFields):
    """A contact; lists have its names, number and email address only."""

    contact_id: int
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFilter:
    """Which contacts are asked for; `before` and `after` are times of creation.

    `phone` is compared with the end, `email` whole, names anywhere.
    """

    contact_id: int | None = None
    phone: str | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    group_id: int | None = None
    user_id: int | None = None
    before: datetime | None = None
    after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFields:
    """What can be said about a group."""

    name: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroup(GroupFields):
    """A group to make; a strict database requires its name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(GroupFields):
    """A group; only lists count its contacts, only a single one has the rest."""

    group_id: int
    contact_total: int | None = None
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFilter:
    """Which groups are asked for; `name` is looked for anywhere in it."""

    group_id: int | None = None
    name: str | None = None
    user_id: int | None = None
    before: datetime | None = None
    after: datetime | None = None
