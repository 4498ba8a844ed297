"""Received messages, and the filters by which they are listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
import re

NAMES = frozenset({"carrier", "to", "from", "keyword", "order"})


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """One received message; `keyword` is the pattern of the campaign it belongs to."""

    instance_id: str
    from_: str
    to: str
    text: str
    keyword: str
    carrier: str
    received_at: datetime


def filters_of(written: str) -> dict[str, tuple[str, ...]]:
    """Read `name=value&name=value,value`. Raises ValueError."""
    found = {}
    for part in written.split("&"):
        name, equals, value = part.partition("=")
        if not equals or name not in NAMES:
            raise ValueError("Bad filter")
        found[name] = tuple(value.split(","))
    return found


def listed(
    inbox: list[InboundMessage], filters: Mapping[str, tuple[str, ...]]
) -> list[InboundMessage]:
    """List messages by filters, oldest first unless `order=desc`. Raises ValueError."""
    try:
        found = [one for one in inbox if _fits(one, filters)]
    except re.error as error:
        raise ValueError("Bad pattern") from error
    found.sort(key=lambda one: one.received_at)
    return found[::-1] if filters.get("order") == ("desc",) else found


def _fits(one: InboundMessage, filters: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether all filters let a message through."""
    carriers = {value.lower() for value in filters.get("carrier", ())}
    return (
        (not carriers or one.carrier.lower() in carriers)
        and one.to in filters.get("to", (one.to,))
        and one.from_ in filters.get("from", (one.from_,))
        and any(
            re.fullmatch(each, one.text) for each in filters.get("keyword", ("(?s).*",))
        )
    )
