"""The actions as services.yaml has them."""

from pathlib import Path
from typing import Any

from homeassistant.util.yaml import load_yaml_dict

import custom_components.message_gateways as integration

_WRITTEN = load_yaml_dict(str(Path(integration.__file__).parent / "services.yaml"))
# What begins with a dot is written there once for several actions.
ACTIONS: dict[str, Any] = {
    name: action for name, action in _WRITTEN.items() if not name.startswith(".")
}


def fields_of(action: str) -> dict[str, Any]:
    """Return the fields of an action, those of its sections too."""
    found: dict[str, Any] = {}
    for name, field in ACTIONS[action]["fields"].items():
        found |= field.get("fields", {name: field})
    return found


def sections_of(action: str) -> set[str]:
    """Return the names of the sections of an action."""
    return {
        name for name, each in ACTIONS[action]["fields"].items() if "fields" in each
    }
