"""What a log-in brings, and what an answer says that is no answer."""

from dataclasses import dataclass, field
from datetime import timedelta

from ...model import Detail


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Who logged in; the token is valid for `lifetime`, if the server said so."""

    token: str = field(repr=False)
    user_id: int | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    email: str | None = None
    active: bool | None = None
    lifetime: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An error object; code 0 is an exception that the server did not expect."""

    code: int | None = None
    text: str | None = None

    @property
    def detail(self) -> Detail:
        """Return the provider's own words."""
        return Detail(code=str(self.code) if self.code else None, text=self.text)
