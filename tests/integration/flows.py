"""Go through Home Assistant's flows as its users do, and read what they are shown."""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntry,
    ConfigFlowContext,
    SubentryFlowContext,
)
from homeassistant.core import HomeAssistant

import custom_components.message_gateways as integration
from custom_components.message_gateways.const import DOMAIN, SUBENTRY_RECIPIENT

TEXTS: Mapping[str, Any] = json.loads(
    (Path(integration.__file__).parent / "translations" / "en.json").read_text("utf-8")
)

type Step = Mapping[str, Any]


async def choose_gateway(hass: HomeAssistant, gateway: str) -> Step:
    """Begin to add an account: the form of a gateway."""
    menu = await hass.config_entries.flow.async_init(
        DOMAIN, context=ConfigFlowContext(source=SOURCE_USER)
    )
    return await choose(hass, menu, gateway)


async def reconfigure(hass: HomeAssistant, entry: ConfigEntry) -> Step:
    """Begin to change an account: its form."""
    return await hass.config_entries.flow.async_init(
        DOMAIN,
        context=ConfigFlowContext(source=SOURCE_RECONFIGURE, entry_id=entry.entry_id),
    )


async def choose(hass: HomeAssistant, step: Step, option: str) -> Step:
    """Choose from the menu of a config flow."""
    return await fill_in(hass, step, next_step_id=option)


async def fill_in(hass: HomeAssistant, step: Step, **values: Any) -> Step:
    """Fill in the form of a config flow."""
    return await hass.config_entries.flow.async_configure(step["flow_id"], values)


async def add_recipient(hass: HomeAssistant, entry: ConfigEntry) -> Step:
    """Begin to add a recipient: its form."""
    return await hass.config_entries.subentries.async_init(
        (entry.entry_id, SUBENTRY_RECIPIENT),
        context=SubentryFlowContext(source=SOURCE_USER),
    )


async def change_recipient(
    hass: HomeAssistant, entry: ConfigEntry, subentry_id: str
) -> Step:
    """Begin to change a recipient: its form."""
    return await hass.config_entries.subentries.async_init(
        (entry.entry_id, SUBENTRY_RECIPIENT),
        context=SubentryFlowContext(source=SOURCE_RECONFIGURE, subentry_id=subentry_id),
    )


async def fill_in_recipient(hass: HomeAssistant, step: Step, **values: Any) -> Step:
    """Fill in the form of a recipient, or choose from a menu."""
    return await hass.config_entries.subentries.async_configure(step["flow_id"], values)


def suggested(step: Step) -> dict[str, Any]:
    """Return what the fields of a form hold when it is shown."""
    return {
        key.schema: (key.description or {}).get("suggested_value")
        for key in step["data_schema"].schema
        if (key.description or {}).get("suggested_value") is not None
    }


def kept(entry: ConfigEntry) -> dict[str, Any]:
    """Return what an account keeps of its forms: all but the ids of its addresses."""
    return {key: value for key, value in entry.data.items() if key != "push_ids"}


def errors_shown(step: Step, *path: str) -> dict[str, str]:
    """Return the sentences under the fields of a form, from the texts at `path`."""
    return {
        field: text_at(*path, "error", key).format_map(step["description_placeholders"])
        for field, key in (step["errors"] or {}).items()
    }


def text_at(*path: str) -> str:
    """Return the English text at a path of keys."""
    found: Any = TEXTS
    for key in path:
        found = found[key]
    assert isinstance(found, str), path
    return found
