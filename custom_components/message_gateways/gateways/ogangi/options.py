"""What an account chooses, as it comes from forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
import re
from typing import Any

from .models import EventFields
from .sending import Method

UTC_OFFSET = re.compile(r"([+-]?)(0?[0-9]|1[0-4]):?([0-5][0-9])?")
_FARTHEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of an account.

    `sender` and `carrier` are for messages that name none; `utc_offset` is for dates
    that the gateway writes without any.
    """

    sender: str | None = None
    carrier: str | None = None
    method: Method = Method.AUTO
    event_fields: EventFields = field(default_factory=EventFields)
    utc_offset: timedelta = timedelta()


def read_options(config: Mapping[str, Any]) -> Options:
    """Read the options; one that was left empty has its default."""
    usual = EventFields()
    return Options(
        sender=config.get("sender") or None,
        carrier=config.get("carrier") or None,
        method=Method(config.get("method") or Method.AUTO),
        event_fields=EventFields(
            to=config.get("event_code_field") or usual.to,
            text=config.get("event_text_field") or usual.text,
            sender=config.get("event_number_field") or usual.sender,
        ),
        utc_offset=read_offset(config.get("utc_offset") or ""),
    )


def read_offset(written: str) -> timedelta:
    """Read an offset such as `-04:30`; what is none is that of UTC."""
    found = UTC_OFFSET.fullmatch(written.strip())
    if found is None:
        return timedelta()
    sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > _FARTHEST:
        return timedelta()
    return -offset if sign == "-" else offset
