"""The time zone of an account: the gateway writes and reads times without one."""

import asyncio
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from ..before_sending import in_words
from ..errors import InvalidInputError


class AccountZone:
    """A time zone by its IANA name, read from disk at first use; UTC without one."""

    def __init__(self, name: str | None) -> None:
        """Take a name as it comes from a form."""
        self._name = (name or "").strip()
        self._zone: tzinfo | None = None if self._name else UTC

    async def get(self) -> tzinfo:
        """Return the zone; raises InvalidInputError where there is none so named."""
        if self._zone is None:
            try:
                self._zone = await asyncio.to_thread(ZoneInfo, self._name)
            except KeyError, ValueError, OSError:
                raise in_words(
                    InvalidInputError("time_zone_unknown", zone=self._name),
                    f"There is no time zone {self._name}",
                ) from None
        return self._zone

    async def for_reading(self) -> tzinfo:
        """Return the zone, or UTC: reports are worth more than their times."""
        try:
            return await self.get()
        except InvalidInputError:
            return UTC

    async def wall_clock(self, at: datetime | None) -> datetime | None:
        """Return what the account's clock shows at a time; raises InvalidInputError.

        A time without a zone is in UTC.
        """
        if at is None:
            return None
        aware = at.replace(tzinfo=at.tzinfo or UTC)
        return aware.astimezone(await self.get()).replace(tzinfo=None)


def as_utc(value: datetime | None, zone: tzinfo) -> datetime | None:
    """Read what the account's clock showed."""
    if value is None:
        return None
    try:
        return value.replace(tzinfo=value.tzinfo or zone).astimezone(UTC)
    except OverflowError:
        return None
