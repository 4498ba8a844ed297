"""Read lists of several accounts page by page, newest first."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime

from homeassistant.core import ServiceCall
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType
import voluptuous as vol

from .const import CONF_CHANNEL
from .data import MessageGatewaysConfigEntry
from .engine.paging import TOP, Place, place_of
from .failures import invalid_input, translated
from .gateways.errors import InvalidInputError
from .gateways.model import Channel

ATTR_SINCE = "since"
ATTR_UNTIL = "until"
ATTR_LIMIT = "limit"
ATTR_AFTER = "after"
USUAL_LIMIT = 50
MOST_ROWS = 1000
# With room around them for time zones and months; no message is older, or newer.
EARLIEST = datetime(1000, 1, 1, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)

PERIOD_FIELDS: VolDictType = {
    vol.Optional(ATTR_SINCE): cv.datetime,
    vol.Optional(ATTR_UNTIL): cv.datetime,
}
LIST_FIELDS: VolDictType = {
    **PERIOD_FIELDS,
    vol.Optional(CONF_CHANNEL): vol.All(
        cv.ensure_list,
        [vol.In([channel.value for channel in Channel])],
        vol.Length(min=1),
    ),
    vol.Optional(ATTR_LIMIT, default=USUAL_LIMIT): vol.All(
        vol.Coerce(int), vol.Range(min=1, max=MOST_ROWS)
    ),
    vol.Optional(ATTR_AFTER): cv.string,
}

type Page = Callable[
    [MessageGatewaysConfigEntry, tuple[float, int], int],
    Awaitable[Iterable[tuple[Place, JsonObjectType]]],
]


def period_of(call: ServiceCall) -> tuple[datetime | None, datetime | None]:
    """Return begin and end of a period; what has no time zone is of the house."""
    since, until = (
        _in_utc(call.data[key]) if key in call.data else None
        for key in (ATTR_SINCE, ATTR_UNTIL)
    )
    if since is not None and until is not None and since >= until:
        raise invalid_input(InvalidInputError("period_backwards"))
    return since, until


def refuse_nobody(call: ServiceCall, *fields: str) -> None:
    """Refuse fields that are there and name nobody: everybody is not meant."""
    for field in fields:
        if field in call.data:
            raise invalid_input(InvalidInputError("nobody_named", field=field))


def _in_utc(at: datetime) -> datetime:
    """Return a moment in UTC; one at the end of all time may have no name there."""
    if at.year <= EARLIEST.year:
        return EARLIEST
    if at.year >= LATEST.year:
        return LATEST
    return dt_util.as_utc(at)


async def async_page(
    call: ServiceCall, entries: Iterable[MessageGatewaysConfigEntry], page: Page
) -> JsonObjectType:
    """Return one page of several accounts, and where the next one begins.

    `page` gives the rows of an account from before a time and number, newest first.
    """
    limit: int = call.data[ATTR_LIMIT]
    try:
        begin = place_of(call.data[ATTR_AFTER]) if ATTR_AFTER in call.data else TOP
    except InvalidInputError as err:
        raise invalid_input(err) from err
    pages = await asyncio.gather(
        # One more than is shown tells whether there is another page.
        *(
            translated(page(entry, begin.before(entry.entry_id), limit + 1))
            for entry in entries
        )
    )
    found = [each for rows in pages for each in rows]
    found.sort(key=lambda each: each[0], reverse=True)
    shown = found[:limit]
    return {
        "messages": [row for _, row in shown],
        "next": shown[-1][0].cursor() if len(found) > limit else None,
    }
