"""Every field of a sending action at every gateway: honoured, or refused by name."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.const import CONF_DEVICE_ID, CONF_ENTITY_ID
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.util.yaml import load_yaml_dict
import pytest

import custom_components.message_gateways as integration
from custom_components.message_gateways.gateways.model import Channel
from custom_components.message_gateways.gateways.registry import REGISTRY
from custom_components.message_gateways.services import SENDING
from tests.integration.all_gateways import (
    GATEWAYS,
    entry_of,
    kept,
    kept_content,
    provider,
    refused,
    send,
)
from tests.integration.fields_honoured import HONOURED, IN_CONTENT
from tests.integration.fields_said import SAID, TEXT
from tests.integration.voices import played
from tests.integration.world import ANNA, set_up

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")

UTC_ZONE = timezone(timedelta())
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
MAIL = "anna@example.com"
ACTIONS = {name: channel for channel, (name, _, _) in SENDING.items()}
OFFERING = [
    (gateway, action)
    for gateway in GATEWAYS
    for action, channel in ACTIONS.items()
    if channel in REGISTRY[gateway].channels
]


@pytest.fixture(autouse=True)
async def house(
    hass: HomeAssistant, tmp_path: Path, freezer: FrozenDateTimeFactory
) -> None:
    """Stand in Greenwich in November, with a document and a sound."""
    freezer.move_to(NOW)
    await hass.config.async_set_time_zone("UTC")
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    (tmp_path / "page.txt").write_text("Three loaves, please")
    (tmp_path / "sound.wav").write_bytes(played(1))


def written(said: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Write what a call says, with whole paths."""
    found = dict(said)
    if "media" in found:
        found["media"] = str(folder / found["media"])
    if "attachments" in found:
        found["attachments"] = [str(folder / each) for each in found["attachments"]]
    return found


@pytest.mark.parametrize(
    ("gateway", "action", "field"),
    [
        (gateway, action, field)
        for gateway, action in OFFERING
        for field in HONOURED[action, gateway]
    ],
)
async def test_a_field_that_is_offered_reaches_the_gateway(
    *,
    gateway: str,
    action: str,
    field: str,
    provider: Any,
    hass: HomeAssistant,
    tmp_path: Path,
) -> None:
    if gateway == "entera" and field == "merge":
        provider.add_book("Family", (ANNA, "Anna"))
    if gateway == "entera":
        provider.configure(zone=UTC_ZONE)
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    said, _ = SAID[action][field]
    to = MAIL if action == "send_email" else ANNA
    rows = await send(hass, action, to=[to], **written(said, tmp_path))
    expected = HONOURED[action, gateway][field]
    if gateway != "sandbox":
        seen, value = expected
        assert seen(provider) == value
    elif expected is not None:
        content = await kept_content(entry, rows[0]["id"])
        found = getattr(content, IN_CONTENT.get(field, field))
        assert (len(found) if isinstance(found, tuple) else found) == expected


@pytest.mark.parametrize(
    ("gateway", "action", "field"),
    [
        (gateway, action, field)
        for gateway, action in OFFERING
        for field in SAID[action]
        if field not in HONOURED[action, gateway]
    ],
)
async def test_a_field_that_is_not_offered_is_refused_by_its_name(
    *,
    gateway: str,
    action: str,
    field: str,
    provider: Any,
    hass: HomeAssistant,
    tmp_path: Path,
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    said, name = SAID[action][field]
    if name == "recipient_time_zone" and "send_at" not in (
        REGISTRY[gateway].channels[ACTIONS[action]].fields
    ):
        name = "hand_over"
    to = MAIL if action == "send_email" else ANNA
    reason = await refused(hass, action, to=[to], **written(said, tmp_path))
    assert f"{REGISTRY[gateway].name} can't do what {name} asks for" in reason
    assert await kept(entry) == 0


@pytest.mark.parametrize(
    ("gateway", "action"),
    [
        (gateway, action)
        for gateway in GATEWAYS
        for action in ACTIONS
        if (gateway, action) not in OFFERING
    ],
)
async def test_a_channel_that_a_gateway_lacks_is_refused_by_its_name(
    gateway: str, action: str, provider: Any, hass: HomeAssistant
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    to = MAIL if action == "send_email" else ANNA
    for dry_run in (False, True):
        reason = await refused(hass, action, to=[to], **TEXT, dry_run=dry_run)
        channel = ACTIONS[action]
        assert f"{REGISTRY[gateway].name} can't send by {channel}" in reason
    assert await kept(entry) == 0


@pytest.mark.parametrize("action", ACTIONS)
def test_what_an_action_takes_is_what_is_shown_of_it(action: str) -> None:
    """And every field is in one of the tables above, or common to all gateways."""
    folder = Path(integration.__file__).parent
    shown = load_yaml_dict(str(folder / "services.yaml"))[action]["fields"]
    flat = {
        name for field, spec in shown.items() for name in spec.get("fields", (field,))
    }
    channel = ACTIONS[action]
    _, fields, _ = SENDING[channel]
    targets = {str(each) for each in cv.ENTITY_SERVICE_FIELDS}
    assert {CONF_ENTITY_ID, CONF_DEVICE_ID} <= targets
    assert {str(each) for each in fields} - targets == flat
    everywhere = {
        *("message", "title", "to", "config_entry_id", "address_books"),
        *("schedule", "give_up_after", "fail_at_once", "critical"),
        *("wait_for", "timeout", "reference", "dry_run"),
    }
    spoken = {"engine", "language", "voice"} if channel is Channel.VOICE else set()
    assert flat - everywhere - spoken == set(SAID[action]) - everywhere
