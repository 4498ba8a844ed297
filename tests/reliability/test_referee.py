"""The referee finds what is wrong; a judge who finds nothing proves nothing."""

from dataclasses import replace
from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from .figures import Figures, table
from .referee import End, Referee, Taken, key_of

KEY = key_of("Smoke", "+447700900500")
HOUR = timedelta(hours=1)
DELIVERED = End(id="m1", status="delivered", waits=False, told=())


def referee(hass: HomeAssistant, *heard: str) -> Referee:
    """Let one message be asked for, and some events be heard of it."""
    judge = Referee(hass)
    judge.asked("Smoke", "+447700900500", HOUR)
    for number, kind in enumerate(heard):
        attributes = {"message_id": "m1", "event_type": kind, "number": number}
        hass.states.async_set("event.delivery", str(number), attributes)
    return judge


def taken(after: timedelta = timedelta()) -> Taken:
    """Let the provider take the message."""
    return Taken(key=KEY, at=dt_util.utcnow() + after)


async def test_what_went_well_is_clean(hass: HomeAssistant) -> None:
    judge = referee(hass, "accepted", "delivered")
    await hass.async_block_till_done()
    figures = judge.judge([taken()], {KEY: DELIVERED})
    assert figures == Figures(messages=1)
    assert figures.clean
    assert judge.violations == []


@pytest.mark.parametrize(
    ("times", "after", "status", "waits", "found"),
    [
        (2, timedelta(), "delivered", False, Figures(messages=1, doubled=1)),
        (1, 2 * HOUR, "delivered", False, Figures(messages=1, late=1)),
        (
            0,
            timedelta(),
            "delivered",
            False,
            Figures(messages=1, lost=1, wrongly_told=1),
        ),
        (1, timedelta(), "expired", False, Figures(messages=1, wrongly_told=1)),
        (0, timedelta(), "queued", True, Figures(messages=1, lost=1)),
        (0, timedelta(), "unknown", False, Figures(messages=1, unknown=1)),
        (1, timedelta(), "unknown", False, Figures(messages=1, unknown=1)),
        (0, timedelta(), "expired", False, Figures(messages=1)),
    ],
)
async def test_each_broken_promise_is_found(
    hass: HomeAssistant,
    *,
    times: int,
    after: timedelta,
    status: str,
    waits: bool,
    found: Figures,
) -> None:
    judge = referee(hass, status)
    await hass.async_block_till_done()
    end = replace(DELIVERED, status=status, waits=waits)
    figures = judge.judge([taken(after)] * times, {KEY: end})
    assert figures == found
    broken = sum((found.lost, found.doubled, found.late, found.wrongly_told))
    assert len(judge.violations) == broken


async def test_a_message_that_nobody_kept_is_lost_unless_somebody_was_told(
    hass: HomeAssistant,
) -> None:
    judge = referee(hass)
    assert judge.judge([], {}).lost == 1
    judge.not_kept(KEY)
    assert judge.judge([], {}).clean


async def test_an_answer_is_held_against_what_the_provider_had_then(
    hass: HomeAssistant,
) -> None:
    judge = referee(hass, "delivered")
    await hass.async_block_till_done()
    judge.answered(KEY, "not_sent", has_it=True)
    assert judge.judge([taken()], {KEY: DELIVERED}).wrongly_told == 1


async def test_no_error_is_a_lie_where_the_outcome_was_unknown_by_then(
    hass: HomeAssistant,
) -> None:
    judge = referee(hass, "delivered")
    await hass.async_block_till_done()
    judge.ended_well(KEY)
    doubtful = replace(DELIVERED, told=(("unknown", dt_util.utcnow() - HOUR),))
    assert judge.judge([taken()], {KEY: doubtful}).wrongly_told == 1


async def test_an_end_that_was_never_announced_is_not_told(
    hass: HomeAssistant,
) -> None:
    assert referee(hass).judge([taken()], {KEY: DELIVERED}).wrongly_told == 1


def test_the_table_adds_up() -> None:
    rows = {"one": Figures(messages=1000, lost=1), "two": Figures(messages=500)}
    written = table(rows, [("longest stall", "9 ms")])
    assert "| together |    1,500 |" in written
    assert "| longest stall |   9 ms |" in written
