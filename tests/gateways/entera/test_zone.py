"""The gateway's clock is that of the account's zone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from custom_components.message_gateways.gateways.entera.lists import days
from custom_components.message_gateways.gateways.entera.zone import (
    AccountZone,
    as_utc,
)
from custom_components.message_gateways.gateways.errors import InvalidInputError

from .words import clock

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "hour"),
    [(None, 12), ("", 12), (" ", 12), ("Europe/Istanbul", 15), ("Europe/London", 13)],
)
async def test_a_time_is_what_the_clock_shows_there(
    name: str | None, hour: int
) -> None:
    zone = AccountZone(name)
    assert await zone.wall_clock(NOON) == clock(f"2026-07-01T{hour}:00:00")
    summer = NOON.astimezone(timezone(timedelta(hours=-5)))
    assert await zone.wall_clock(summer) == clock(f"2026-07-01T{hour}:00:00")
    assert await zone.wall_clock(NOON.replace(tzinfo=None)) == clock(
        f"2026-07-01T{hour}:00:00"
    )
    assert await zone.wall_clock(None) is None


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "Europe", "\0"])
async def test_a_zone_that_is_none_is_told_and_does_not_stop_reports(name: str) -> None:
    zone = AccountZone(name)
    with pytest.raises(InvalidInputError, match="There is no time zone") as caught:
        await zone.wall_clock(NOON)
    assert caught.value.key == "time_zone_unknown"
    assert await zone.for_reading() is UTC


async def test_what_the_clock_showed_is_read() -> None:
    zone = await AccountZone("Europe/Istanbul").for_reading()
    assert as_utc(clock("2026-07-01T15:00:00"), zone) == NOON
    assert as_utc(NOON, zone) == NOON
    assert as_utc(None, zone) is None
    assert as_utc(clock("9999-12-31T23:59:59"), timezone(timedelta(hours=-5))) is None


async def test_days_reach_one_further_on_either_side() -> None:
    late = datetime(2026, 2, 12, 22, 30, tzinfo=UTC)
    zone = await AccountZone("Europe/Istanbul").for_reading()
    assert [str(one) for one in days(late, late, UTC)] == ["2026-02-11", "2026-02-13"]
    assert [str(one) for one in days(late, late, zone)] == ["2026-02-12", "2026-02-14"]
    naive = late.replace(tzinfo=None)
    assert days(naive, naive, UTC) == days(late, late, UTC)
