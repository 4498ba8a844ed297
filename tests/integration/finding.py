"""Look messages up in tests, and have some to look up."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from tests.integration.acting import act
from tests.integration.world import recipient, sandbox_entry, send_sms, set_up

ARRIVES, FAILS, REFUSED, ECHOES = (
    f"+4477009000{end}" for end in ("00", "10", "20", "51")
)
MOST: dict[str, Any] = {"limit": 1000}


@pytest.fixture
async def sandbox(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> MockConfigEntry:
    """Return a sandbox with two recipients, at a time that stands still."""
    freezer.move_to("2026-11-21 08:00:00+00:00")
    entry = sandbox_entry(recipient("Anna", ARRIVES), recipient("Ben", FAILS, ECHOES))
    await set_up(hass, entry)
    return entry


@pytest.fixture
async def two_accounts(
    hass: HomeAssistant, sandbox: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> list[str]:
    """Send by two accounts in turns, some at one moment; return ids, newest first."""
    await set_up(hass, sandbox_entry(entry_id="01OTHER", title="Other"))
    ids = []
    for number in range(6):
        for entry in ("01SANDBOX", "01OTHER"):
            rows = await send_sms(
                hass,
                config_entry_id=entry,
                to=[ARRIVES, ECHOES],
                message=f"Nr {number}",
            )
            ids += [row["id"] for row in rows]
        if number % 2:
            freezer.tick(timedelta(seconds=10))
    assert sandbox.entry_id == "01SANDBOX"
    return ids[::-1]


async def found(hass: HomeAssistant, action: str = "find_messages", **data: Any) -> Any:
    """Look something up and return the rows."""
    return (await act(hass, action, **data))["messages"]


async def paged(hass: HomeAssistant, action: str, limit: int, **data: Any) -> Any:
    """Look something up page by page and return all rows."""
    rows: list[Any] = []
    page: dict[str, Any] = {"next": ""}
    while page["next"] is not None:
        after = {"after": page["next"]} if page["next"] else {}
        page = await act(hass, action, limit=limit, **after, **data)
        assert 0 < len(page["messages"]) <= limit
        rows += page["messages"]
    return rows
