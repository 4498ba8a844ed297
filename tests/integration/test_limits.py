"""Limits, as the user sets them and meets them."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.event import DOMAIN as EVENT
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.flows import Step, errors_shown, text_at
from tests.integration.world import (
    ANNA,
    BEN,
    EventLog,
    entity_id,
    let_pass,
    notify,
    notify_ids,
    recipient,
    sandbox_entry,
    send_sms,
    set_up,
    settle,
    state_of,
)

SUNDAY_NOON = "2026-11-22T12:00:00+00:00"


@pytest.fixture
async def entry(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> MockConfigEntry:
    """Return a loaded account with two recipients, on a Sunday at noon."""
    freezer.move_to(SUNDAY_NOON)
    await hass.config.async_set_time_zone("UTC")
    entry = sandbox_entry(recipient("Anna", ANNA), recipient("Family", ANNA, BEN))
    await set_up(hass, entry)
    return entry


async def choose_limits(
    hass: HomeAssistant, entry: MockConfigEntry, **limits: Any
) -> Step:
    """Fill in the section of the options."""
    options = hass.config_entries.options
    form = await options.async_init(entry.entry_id)
    step: Step = await options.async_configure(form["flow_id"], {"limits": limits})
    await settle(hass)
    return step


def limit_issue(hass: HomeAssistant) -> ir.IssueEntry | None:
    """Return the issue of a limit that is reached."""
    return ir.async_get(hass).async_get_issue(
        "message_gateways", "limit_reached_01SANDBOX"
    )


async def test_a_message_over_the_limit_of_a_recipient_says_so_everywhere(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """A number that is typed counts like the recipient who has it."""
    await choose_limits(hass, entry, recipient_limit_hour=2)
    log = EventLog(hass, entity_id(hass, EVENT, "01SANDBOX_delivery"))
    anna = notify_ids(hass, entry, "Anna")
    await notify(hass, anna, "The door is open")
    await send_sms(hass, to=[ANNA], message="The window is open")
    with pytest.raises(HomeAssistantError) as caught:
        await notify(hass, anna, "The roof is open")
    assert caught.value.translation_placeholders == {
        "failures": "Anna (+4477…23): rejected, RECIPIENT_LIMIT_HOUR: The limit of this"
        " hour is reached: 2 messages to one recipient (option Most messages an hour to"
        " one recipient)"
    }
    await settle(hass)
    rejected = log.states[-1].attributes
    assert rejected["event_type"] == "rejected"
    assert rejected["reason"].startswith("RECIPIENT_LIMIT_HOUR: ")
    status = "01SANDBOX_id_anna_last_delivery_status"
    assert state_of(hass, "sensor", status).state == "rejected"
    assert state_of(hass, "sensor", "01SANDBOX_failed").state == "1"
    assert limit_issue(hass) is None

    rows = await send_sms(
        hass, entity_id=notify_ids(hass, entry, "Family"), message="All is open"
    )
    assert [(row["to"], row["status"]) for row in rows] == [
        (ANNA, "rejected"),
        (BEN, "accepted"),
    ]
    assert rows[0]["outcome"] == "rejected"
    assert "option Most messages an hour to one recipient" in rows[0]["error"]

    await let_pass(hass, freezer, 3600, step=600)
    await notify(hass, anna, "The roof is open")


async def test_a_limit_of_the_account_is_shown_until_messages_pass_again(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    await choose_limits(hass, entry, limit_hour=1)
    await send_sms(hass, to=[ANNA], message="One")
    assert limit_issue(hass) is None
    with pytest.raises(HomeAssistantError, match="LIMIT_HOUR"):
        await send_sms(hass, to=[BEN], message="Two")
    issue = limit_issue(hass)
    assert issue is not None
    assert issue.translation_placeholders == {
        "account": "Sandbox",
        "reason": "The limit of this hour is reached: 1 message"
        " (option Most messages an hour)",
    }
    await let_pass(hass, freezer, 3600, step=600)
    await send_sms(hass, to=[BEN], message="Two")
    assert limit_issue(hass) is None


async def test_the_same_message_twice_is_sent_once_unless_the_user_wants_it(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    anna = notify_ids(hass, entry, "Anna")
    await notify(hass, anna, "The door is open")
    with pytest.raises(HomeAssistantError, match="DUPLICATE"):
        await notify(hass, anna, "The door is open")
    await let_pass(hass, freezer, 10)
    await notify(hass, anna, "The door is open")
    await choose_limits(hass, entry, duplicate_window=0)
    await notify(hass, anna, "The door is open")
    assert state_of(hass, "sensor", "01SANDBOX_sent").state == "3"


async def test_somebody_alone_and_in_the_family_is_no_duplicate(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """One call that targets both raises nothing."""
    await notify(hass, notify_ids(hass, entry), "Dinner is ready")
    await settle(hass)
    assert state_of(hass, "sensor", "01SANDBOX_sent").state == "3"


async def test_quiet_hours_hold_a_message_back_until_they_end(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """By the clock of the house; nothing is raised."""
    await hass.config.async_set_time_zone("Europe/Zurich")
    await choose_limits(hass, entry, quiet_from="13:00:00", quiet_to="14:30:00")
    log = EventLog(hass, entity_id(hass, EVENT, "01SANDBOX_delivery"))
    (row,) = await send_sms(hass, to=[ANNA], message="Dinner is ready")
    assert (row["status"], row["outcome"], row["error"]) == ("queued", None, None)
    await notify(hass, notify_ids(hass, entry, "Anna"), "Coffee too")
    await settle(hass)
    assert log.types == ["queued", "queued"]
    assert log.states[0].attributes["reason"] == (
        "QUIET_HOURS: It waits until 14:30, when the quiet hours end"
    )
    await let_pass(hass, freezer, 89 * 60, step=600)
    assert log.types == ["queued", "queued"]
    await let_pass(hass, freezer, 120, step=30)
    assert log.types.count("delivered") == 2


@pytest.mark.parametrize(
    ("limits", "error"),
    [
        ({"quiet_from": "22:00:00"}, "quiet_hours_not_possible"),
        ({"quiet_to": "22:00:00"}, "quiet_hours_not_possible"),
        (
            {"quiet_from": "22:00:00", "quiet_to": "22:00:00"},
            "quiet_hours_not_possible",
        ),
        ({"cost_limit_day": 1}, "price_needed"),
        ({"cost_limit_month": 0}, "price_needed"),
    ],
)
async def test_limits_that_cannot_be_kept_are_refused(
    hass: HomeAssistant, entry: MockConfigEntry, limits: dict[str, Any], error: str
) -> None:
    form = await choose_limits(hass, entry, **limits)
    assert errors_shown(form, "options") == {
        "limits": text_at("options", "error", error)
    }
    assert not entry.options


async def test_a_limit_on_the_cost_can_be_set_once_a_price_is_known(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """The provider tells it, or the user; what was spent before counts too."""
    await send_sms(hass, to=[ANNA], message="One")
    await let_pass(hass, freezer, 60, step=5)
    await choose_limits(hass, entry, cost_limit_day=0.1)
    assert entry.options["cost_limit_day"] == 0.1
    await send_sms(hass, to=[ANNA], message="Two")
    with pytest.raises(HomeAssistantError, match="COST_LIMIT_DAY"):
        await send_sms(hass, to=[ANNA], message="Three")
    assert limit_issue(hass) is not None
    await choose_limits(hass, entry, cost_limit_day=9, price_segment=0.05)
    assert entry.options["price_segment"] == 0.05
    await send_sms(hass, to=[ANNA], message="Three")
