"""Go through Home Assistant's configuration flows: choose from menus, fill in forms."""

from collections.abc import Mapping, Sequence
import json
from typing import Any

from .home import Home
from .problem import DemoError

ENTRIES = "/api/config/config_entries/flow"
SUBENTRIES = "/api/config/config_entries/subentries/flow"
OPTIONS = "/api/config/config_entries/options/flow"
MOST_STEPS = 10


async def run_flow(
    home: Home,
    path: str,
    handler: str | Sequence[str],
    *,
    choices: Sequence[str] = (),
    values: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Go through a flow until it has created something.

    `choices` answer its menus in turn. `values` fill in its forms by the names of the
    fields, in a section too; fields without a value keep what the form suggests.
    Raises DemoError with all that the flow said if it ends otherwise, and if no form
    had a field for one of the values.
    """
    values = values or {}
    unasked = set(values)
    menus = list(choices)
    step: dict[str, Any] = await home.request("POST", path, {"handler": handler})
    answered: list[str] = []
    for _ in range(MOST_STEPS):
        match step["type"]:
            case "create_entry" if not unasked:
                return step
            case "create_entry":
                raise DemoError(f"The flow for {handler} did not ask for {unasked}")
            case "menu":
                answer = {"next_step_id": _choose(step, menus)}
            case "form" if not step.get("errors") and step["step_id"] not in answered:
                answer = _fill_in(step["data_schema"], values)
                answered.append(step["step_id"])
                unasked -= _names(step["data_schema"])
            case _:
                break
        step = await home.request("POST", f"{path}/{step['flow_id']}", answer)
    raise DemoError(f"The flow for {handler} stopped: {_account_of(step)}")


def _choose(step: Mapping[str, Any], menus: list[str]) -> str:
    """Take the next choice that a menu offers."""
    for choice in menus:
        if choice in step["menu_options"]:
            menus.remove(choice)
            return choice
    raise DemoError(f"None of {menus} is in the menu {step['menu_options']}")


def _fill_in(
    schema: Sequence[Mapping[str, Any]], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Fill in a form by its serialised schema."""
    answer: dict[str, Any] = {}
    for field in schema:
        name = field["name"]
        suggested = (field.get("description") or {}).get("suggested_value")
        if field.get("type") == "expandable":
            answer[name] = _fill_in(field["schema"], values)
        elif name in values:
            answer[name] = values[name]
        elif suggested is not None:
            answer[name] = suggested
        elif "default" in field:
            answer[name] = field["default"]
    return answer


def _names(schema: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the names of all fields of a form, those in sections too."""
    inside = (_names(field.get("schema") or ()) for field in schema)
    return {field["name"] for field in schema}.union(*inside)


def _account_of(step: Mapping[str, Any]) -> str:
    """Tell everything worth knowing about a step."""
    kept = ("type", "step_id", "reason", "errors", "description_placeholders")
    fields = [field["name"] for field in step.get("data_schema") or ()]
    return json.dumps({key: step.get(key) for key in kept} | {"fields": fields})
