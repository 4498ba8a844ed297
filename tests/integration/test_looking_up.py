"""All actions that look something up agree on who may, when and what goes wrong."""

from datetime import timedelta
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from tests.integration.acting import check_unauthorized, refusal_of
from tests.integration.finding import sandbox

__all__ = ["sandbox"]


@pytest.mark.parametrize("action", ["find_messages", "find_inbound", "get_statistics"])
async def test_a_period_that_ends_before_it_begins_is_refused(
    hass: HomeAssistant, sandbox: MockConfigEntry, action: str
) -> None:
    """Not answered as if nothing had happened in it."""
    assert sandbox.entry_id
    now = dt_util.now()
    for until in (now, now - timedelta(hours=1)):
        refused = await refusal_of(hass, action, since=now, until=until)
        assert refused.translation_key == "period_backwards"


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("get_message", {"message_id": "any"}),
        ("find_messages", {}),
        ("find_inbound", {}),
        ("get_statistics", {}),
    ],
)
async def test_who_may_not_control_everything_looks_nothing_up(
    hass: HomeAssistant,
    sandbox: MockConfigEntry,
    hass_read_only_user: MockUser,
    *,
    action: str,
    data: dict[str, Any],
) -> None:
    """They are other people's letters."""
    assert sandbox.entry_id
    await check_unauthorized(hass, hass_read_only_user, action, data)


@pytest.mark.parametrize("key", ["store_failed", "account_stopping"])
async def test_a_database_that_can_not_be_read_is_an_error(
    hass: HomeAssistant, sandbox: MockConfigEntry, key: str
) -> None:
    """A clear one, of every action that reads it; a stopped account is not broken."""
    store = sandbox.runtime_data.store
    if key == "account_stopping":
        await store.close()
    elif store._read_connection:
        store._read_connection.close()
    some: dict[str, Any] = {"message_id": "any"}
    for action, data in (
        ("get_message", some),
        ("find_messages", {}),
        ("find_inbound", {}),
        ("get_statistics", {}),
        ("cancel", some),
    ):
        refused = await refusal_of(hass, action, **data)
        assert refused.translation_key == key
