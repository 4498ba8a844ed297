"""The examples of the README, as it has them."""

from datetime import timedelta
from pathlib import Path
import re
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant
from homeassistant.util.yaml import parse_yaml
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from tests.integration.world import get_on

ROOT = Path(__file__).resolve().parents[2]
README = ROOT.joinpath("README.md").read_text("utf-8")
EXAMPLES: list[Any] = [
    parse_yaml(block) for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
]


def example(alias: str | None = None) -> dict[str, Any]:
    """Return the example with an alias; the very first one has none."""
    [found] = [each for each in EXAMPLES if each.get("alias") == alias]
    assert isinstance(found, dict)
    return found


async def seconds_until_it_ends(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> int:
    """Let time pass until the automation has run; returns how much it took."""
    [automation] = hass.states.async_entity_ids(AUTOMATION)
    for seconds in range(0, 300, 5):
        await get_on(hass)
        state = hass.states.get(automation)
        assert state is not None
        if state.attributes["last_triggered"] and not state.attributes["current"]:
            return seconds
        freezer.tick(timedelta(seconds=5))
        async_fire_time_changed(hass)
    raise AssertionError("the automation never ended")
