"""When the house is quiet, and in which hour, day and month a moment is."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st
import pytest

from custom_components.message_gateways.engine.limits import QuietHours
from custom_components.message_gateways.engine.periods import periods_of
from custom_components.message_gateways.engine.quiet_hours import quiet_until

ZURICH = ZoneInfo("Europe/Zurich")
KOLKATA = ZoneInfo("Asia/Kolkata")
NIGHT = QuietHours(begin=time(22), end=time(7))
SIESTA = QuietHours(begin=time(13), end=time(15, 30))
# In Zurich 02:00 to 03:00 is left out on 29 March 2026, and shown twice on 25 October.
EARLY = QuietHours(begin=time(0), end=time(2, 30))


def moment(written: str) -> datetime:
    """Read a time of UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "at", "until"),
    [
        (NIGHT, "2026-01-10T20:59:59", None),
        (NIGHT, "2026-01-10T21:00:00", "2026-01-11T06:00"),
        (NIGHT, "2026-01-11T05:59:59.9", "2026-01-11T06:00"),
        (NIGHT, "2026-01-11T06:00:00", None),
        (NIGHT, "2026-07-10T20:00:00", "2026-07-11T05:00"),
        (SIESTA, "2026-01-10T11:59:00", None),
        (SIESTA, "2026-01-10T12:10:30", "2026-01-10T14:30"),
        # A night that is an hour shorter, and one that is an hour longer.
        (NIGHT, "2026-03-28T21:30:00", "2026-03-29T05:00"),
        (NIGHT, "2026-10-24T20:30:00", "2026-10-25T06:00"),
        # Its end is left out by the clock, which jumps from 02:00 to 03:00.
        (EARLY, "2026-03-29T00:30:00", "2026-03-29T01:00"),
        (EARLY, "2026-03-29T01:00:00", None),
        # What is shown twice is quiet twice.
        (EARLY, "2026-10-25T00:10:00", "2026-10-25T00:30"),
        (EARLY, "2026-10-25T00:45:00", None),
        (EARLY, "2026-10-25T01:15:00", "2026-10-25T01:30"),
        (QuietHours(begin=time(9), end=time(9)), "2026-01-10T12:00:00", None),
    ],
)
def test_it_is_quiet_until_the_clock_of_the_house_shows_the_end(
    quiet: QuietHours, at: str, until: str | None
) -> None:
    """By winter and summer time."""
    found = quiet_until(moment(at), quiet, ZURICH)
    assert found == (moment(until) if until else None)


@given(
    at=st.integers(0, 365 * 24 * 60 * 60).map(
        lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    ),
    begin=st.times(),
    end=st.times(),
)
def test_the_end_of_quiet_hours_is_never_quiet_and_never_more_than_a_day_away(
    at: datetime, begin: time, end: time
) -> None:
    """Whatever hours they are, to the minute."""
    quiet = QuietHours(
        begin=begin.replace(second=0, microsecond=0),
        end=end.replace(second=0, microsecond=0),
    )
    until = quiet_until(at, quiet, ZURICH)
    if until is not None:
        assert at < until <= at + timedelta(hours=25)
        assert quiet_until(until, quiet, ZURICH) is None
        before = until - timedelta(seconds=1)
        assert quiet_until(before, quiet, ZURICH) == until


@pytest.mark.parametrize(
    ("at", "zone", "hours_of_day", "days_of_month"),
    [
        ("2026-01-31T22:59", ZURICH, 24, 31),
        ("2026-03-29T12:00", ZURICH, 23, 31 - 1 / 24),
        ("2026-10-25T12:00", ZURICH, 25, 31 + 1 / 24),
        ("2026-02-15T18:40", KOLKATA, 24, 28),
        ("2026-12-31T18:40", KOLKATA, 24, 31),
    ],
)
def test_days_and_months_are_those_of_the_house(
    at: str, zone: ZoneInfo, hours_of_day: int, days_of_month: float
) -> None:
    """Also where an hour begins at half past that of UTC."""
    found = periods_of(moment(at), zone)
    assert found.hour <= moment(at).timestamp() < found.hour + 3600
    assert datetime.fromtimestamp(found.hour, zone).minute == 0
    assert (found.day_end - found.day) / 3600 == hours_of_day
    assert (found.month_end - found.month) / 86400 == pytest.approx(days_of_month)
    assert found.month <= found.day <= found.hour < found.day_end <= found.month_end


def test_an_hour_that_the_clock_shows_twice_is_two_hours() -> None:
    first, second = (
        periods_of(moment(f"2026-10-25T0{hour}:30"), ZURICH) for hour in (0, 1)
    )
    assert second.hour - first.hour == 3600
    assert second.day == first.day
