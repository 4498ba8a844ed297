"""Users: who may log in (field-notes.md 7)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFields:
    """What can be said about a user; a password has an operation of its own."""

    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    company: str | None = None
    country_id: int | None = None
    timezone_id: int | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser(UserFields):
    """A user to make; it may do nothing until it has a role.

    The field is `password`: the guide's `passwd` is stored as it is, and a log-in
    of such a user fails.
    """

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class User(UserFields):
    """A user; one that is asked for alone has no username."""

    user_id: int
    language_id: str | None = None
    owner_id: int | None = None
