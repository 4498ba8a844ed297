"""What of a gateway's pushes is data: their kinds, and how each is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class PushKind(StrEnum):
    """What comes to one address; `FORWARDED` is our own form, for any gateway."""

    REPORTS = "reports"
    INBOUND = "inbound"
    LOOKUPS = "lookups"
    FORWARDED = "forwarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class PushInfo:
    """How pushes of one kind are taken.

    `by_query`: they may come by GET, as a query. `reply` writes a text as the answer
    that the provider sends on to whoever wrote, None where it sends none.
    """

    by_query: bool = False
    reply: Callable[[str], str] | None = None
