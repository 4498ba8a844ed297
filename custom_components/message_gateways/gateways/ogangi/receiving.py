"""Fetch messages that came in: newest first, page by page until known ground."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from ..apart import apart_rows
from ..errors import ChangeRequestError
from .client import OgangiClient
from .convert import inbound_key, received_at
from .models import InboundPage, InboundRow
from .remembered import Remembered

PAGE_SIZE = 100
MOST_PAGES = 50
# A wall clock of which nobody said where it hangs may be this far behind UTC.
FARTHEST_BEHIND = timedelta(hours=12)


class Receiving:
    """Fetch the received messages of an account."""

    def __init__(self, client: OgangiClient, *, utc_offset: timedelta) -> None:
        """`utc_offset` is for dates that the gateway writes without any."""
        self._client = client
        self._utc_offset = utc_offset
        self._first: int | None = None
        self._known = Remembered()

    async def fetch(self, since: datetime | None) -> dict[str, InboundRow]:
        """Fetch what came in since a time, oldest first, by key; raises GatewayError.

        Some of it is known. A page of nothing but known and old messages is the last.
        """
        found: dict[str, InboundRow] = {}
        old: set[str] = set()
        page = await self._first_page(PAGE_SIZE)
        number = self._first or 0
        for _ in range(MOST_PAGES):
            keyed, of_before = await apart_rows(
                page.rows, partial(_told_apart, since=since, offset=self._utc_offset)
            )
            old |= of_before
            fresh = keyed.keys() - found.keys()
            found |= keyed
            # Page 1 may be page 0 over again, where pages start at 1.
            repeats_page_0 = self._first == 0 and number == 1
            if not keyed or (not fresh and not repeats_page_0):
                break
            if page.records is not None and len(found) >= page.records:
                break
            if all(key in self._known or key in of_before for key in keyed):
                break
            number += 1
            page = await self._client.inbound(number, PAGE_SIZE)
        self._known.add(found)
        return {key: row for key, row in reversed(found.items()) if key not in old}

    async def check(self) -> None:
        """Ask for a single message; raises GatewayError."""
        await self._first_page(1)

    def forget_progress(self) -> None:
        """Take nothing for known the next time."""
        self._known = Remembered()

    async def _first_page(self, size: int) -> InboundPage:
        """Fetch the first page, be its number 0 or 1; raises GatewayError."""
        if self._first is not None:
            return await self._client.inbound(self._first, size)
        refusal = None
        page = InboundPage()
        try:
            page = await self._client.inbound(0, size)
        except ChangeRequestError as err:
            refusal = err
        if page.rows:
            self._first = 0
        if page.rows or page.records == 0:
            return page
        try:
            page = await self._client.inbound(1, size)
        except ChangeRequestError as err:
            # The refusal of page 0 may have been for something else.
            raise refusal or err from None
        if refusal is not None:
            return await self._without_page_0(page, size)
        if page.rows:
            self._first = 1
        return page

    async def _without_page_0(self, page: InboundPage, size: int) -> InboundPage:
        """Make sure that page 0 is never there; raises GatewayError.

        A refusal in passing, taken for that, would hide what comes in from then on.
        """
        try:
            page = await self._client.inbound(0, size)
        except ChangeRequestError:
            self._first = 1
        return page


def _told_apart(
    rows: Sequence[InboundRow], since: datetime | None, offset: timedelta
) -> tuple[dict[str, InboundRow], set[str]]:
    """Return rows by their keys, and the keys of those that came in before a time."""
    keyed = {inbound_key(row): row for row in rows}
    old = {key for key, row in keyed.items() if _is_old(row, since, offset)}
    return keyed, old


def _is_old(row: InboundRow, since: datetime | None, offset: timedelta) -> bool:
    """Tell whether a message surely came in before a time."""
    at = received_at(row, offset)
    if since is None or at is None or row.at is None:
        return False
    return at < since - (timedelta() if row.at.tzinfo else FARTHEST_BEHIND)
