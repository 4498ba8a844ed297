"""Pushed lookups: each told of once, many of them in one commit."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.lookups import AT_ONCE, EVENT_LOOKUP
from custom_components.message_gateways.engine.store import ROWS_AT_ONCE
from custom_components.message_gateways.gateways.model import NumberFacts, Status
from tests.integration.world import settle


def facts(count: int) -> list[NumberFacts]:
    """Make up what was found out about numbers."""
    return [
        NumberFacts(number=f"+4477009{i:05}", status=Status.DELIVERED)
        for i in range(count)
    ]


async def test_many_lookups_take_few_commits_and_each_is_told_of_once(
    hass: HomeAssistant, account: Account
) -> None:
    """Between these, others have a turn of the loop and of the disk."""
    events = async_capture_events(hass, EVENT_LOOKUP)
    connection = account.store._write_connection
    assert connection is not None
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    await account.lookups.keep(facts(1000))
    await settle(hass)
    connection.set_trace_callback(None)
    assert [each.data["number"] for each in events] == [
        each.number for each in facts(1000)
    ]
    assert seen.count("COMMIT") == 1000 / ROWS_AT_ONCE + 1000 / AT_ONCE


async def test_equal_lookups_of_a_moment_ago_are_told_of_once(
    hass: HomeAssistant, account: Account
) -> None:
    """Whether they come in one push or in two."""
    events = async_capture_events(hass, EVENT_LOOKUP)
    await account.lookups.keep(facts(2) + facts(3))
    await account.lookups.keep(facts(3))
    await settle(hass)
    assert [each.data["number"] for each in events] == [
        each.number for each in facts(3)
    ]


async def test_a_clock_that_was_ahead_hides_no_lookup(
    hass: HomeAssistant, account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """An equal one of then is no push of a moment ago."""
    events = async_capture_events(hass, EVENT_LOOKUP)
    freezer.tick(timedelta(days=1))
    await account.lookups.keep(facts(1))
    await settle(hass)
    freezer.tick(-timedelta(days=1))
    await account.lookups.keep(facts(1))
    await account.lookups.keep(facts(1))
    await settle(hass)
    assert len(events) == 2
