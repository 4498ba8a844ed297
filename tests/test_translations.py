"""Every text that the code asks for is there, and fit for Home Assistant's checks."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
import json
import re
from typing import Any

import pytest

from custom_components.message_gateways.engine.transitions import EVENT_TYPES
from custom_components.message_gateways.gateways.info import FieldKind, GatewayInfo
from custom_components.message_gateways.gateways.model import Status
from custom_components.message_gateways.gateways.registry import REGISTRY

from .actions import ACTIONS, fields_of, sections_of
from .translation_keys import (
    HOUSE,
    Use,
    broken_rules,
    entities,
    exceptions,
    form_errors,
    issues,
    select_keys,
    steps,
)

TEXTS: dict[str, Any] = json.loads(
    HOUSE.joinpath("translations", "en.json").read_text("utf-8")
)
ICONS: dict[str, Any] = json.loads(HOUSE.joinpath("icons.json").read_text("utf-8"))
RECIPIENT: dict[str, Any] = TEXTS["config_subentries"]["recipient"]

# The rules of hassfest (platform.md, 3), read anew here since it is no package.
KEY = re.compile(r"(?!.+[_-]{2})(?![_-])[a-z0-9-_]+(?<![_-])")
HTML = re.compile(r"<[a-zA-Z/!][^>]*>")
QUOTED = re.compile(r"'\{\w+\}'")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Return each text with its path."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from leaves(value, f"{path}.{key}".removeprefix("."))
    else:
        assert isinstance(node, str), path
        yield path, node


def keys(node: Any) -> Iterator[str]:
    """Return each key."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield key
            yield from keys(value)


def holders(*texts: str) -> set[str]:
    """Return the placeholders of some texts."""
    return {name for text in texts for name in PLACEHOLDER.findall(text)}


def matching(use: Use, section: Mapping[str, Any]) -> list[str]:
    """Return the keys of a section that a use stands for; there must be one."""
    found = [key for key in section if fnmatchcase(key, use.key)]
    assert found, f"{use.where}: there is no text for {use.key}"
    return found


def described(node: Any) -> Iterator[Mapping[str, Any]]:
    """Return every form, wherever it is."""
    if isinstance(node, Mapping):
        if "data_description" in node:
            yield node
        for value in node.values():
            yield from described(value)


def test_every_key_is_made_of_small_letters() -> None:
    """Hassfest takes no other."""
    assert [key for key in keys(TEXTS) if not KEY.fullmatch(key)] == []


def test_every_text_is_plain() -> None:
    """No HTML, no quoted placeholder, no space at its ends, nothing empty.

    Only Home Assistant's own texts can refer to others by `[%key:…%]`.
    """
    assert [
        path
        for path, text in leaves(TEXTS)
        if not text
        or text != text.strip()
        or HTML.search(text)
        or QUOTED.search(text)
        or text.startswith("[%key:")
    ] == []


def test_only_fields_of_a_form_are_described_and_each_is() -> None:
    """A field without a description is a riddle; one without a field is an error."""
    for form in described(TEXTS):
        assert set(form["data_description"]) == set(form["data"])


def test_every_error_has_its_text_with_the_same_placeholders() -> None:
    """A placeholder that is missing shows in the middle of the text."""
    texts = TEXTS["exceptions"]
    for use in exceptions():
        for key in matching(use, texts):
            assert holders(texts[key]["message"]) == use.placeholders, use


def test_every_text_of_an_error_is_used() -> None:
    """What nobody raises, nobody has to translate."""
    used = {use.key for use in exceptions()}
    assert set(TEXTS["exceptions"]) - used == set()


def test_every_repair_has_its_texts_with_the_same_placeholders() -> None:
    """Title and description together name what the code gives."""
    texts, used = TEXTS["issues"], set()
    for use in issues():
        for key in matching(use, texts):
            used.add(key)
            # One that can be closed has its description in the form that closes it.
            form = texts[key]
            if "fix_flow" in form:
                form = form["fix_flow"]["step"]["confirm"]
            named = holders(texts[key]["title"], form["title"], form["description"])
            assert named == use.placeholders, use
    assert set(texts) == used


def test_every_entity_has_a_name_and_an_icon() -> None:
    """A notify entity bears the name of its recipient, and needs none."""
    named = set()
    for platform, key, has_name in entities():
        assert key in ICONS["entity"][platform]
        if has_name:
            assert TEXTS["entity"][platform][key]["name"]
            named.add((platform, key))
    assert named == {
        (platform, key) for platform, texts in TEXTS["entity"].items() for key in texts
    }


def test_every_status_and_every_event_type_has_a_name() -> None:
    """The words of the code are the words of the interface."""
    status = TEXTS["entity"]["sensor"]["last_delivery_status"]["state"]
    assert set(status) == {*Status}
    events = TEXTS["entity"]["event"]["delivery"]["state_attributes"]["event_type"]
    assert set(events["state"]) == {*EVENT_TYPES}


def test_every_icon_is_of_material_design() -> None:
    """Home Assistant has no other."""
    assert [path for path, icon in leaves(ICONS) if not icon.startswith("mdi:")] == []


def test_every_broken_rule_of_a_form_has_its_text() -> None:
    """What the form of recipients, of accounts and of options can refuse."""
    for stem, texts in (
        ("forms", TEXTS["config"]["error"]),
        ("base_url", TEXTS["config"]["error"]),
        ("account_check", TEXTS["config"]["error"]),
        ("config_flow", TEXTS["config"]["error"]),
        ("options_flow", TEXTS["options"]["error"]),
        ("addresses", RECIPIENT["error"]),
        ("recipient_flow", RECIPIENT["error"]),
    ):
        for use in form_errors(stem):
            matching(use, texts)
    for use in (*broken_rules(of="numbers"), *broken_rules(of="addresses")):
        assert holders(RECIPIENT["error"][use.key]) <= use.placeholders


def test_every_step_of_every_flow_has_its_texts() -> None:
    """A step without texts shows its key."""
    for stem, texts in (
        ("config_flow", TEXTS["config"]["step"]),
        ("options_flow", TEXTS["options"]["step"]),
        ("recipient_flow", RECIPIENT["step"]),
    ):
        for step, options in steps(stem):
            assert texts[step]["title"]
            assert options <= set(texts[step].get("menu_options", ())), step


@pytest.mark.parametrize("info", REGISTRY.values(), ids=REGISTRY)
def test_every_gateway_can_be_chosen_and_filled_in(info: GatewayInfo) -> None:
    """The menu, the form, signing in again, changing, and the options."""
    step, options = TEXTS["config"]["step"], TEXTS["options"]["step"]["init"]
    fields = {field.key for field in info.credentials if not field.from_gateway}
    chosen = {field.key for field in info.credentials if field.from_gateway}
    assert chosen <= set(step["choices"]["data"])
    assert info.key in step["user"]["menu_options"]
    assert info.key in step["user"]["menu_option_descriptions"]
    assert set(step[info.key]["data"]) == fields
    assert fields <= set(step["reconfigure"]["data"])
    assert set(info.sign_in) <= set(step["reauth_confirm"]["data"])
    assert {field.key for field in info.options} <= set(options["data"])
    for field in (*info.credentials, *info.options):
        if field.kind is FieldKind.CHOICE:
            assert set(TEXTS["selector"][field.key]["options"]) == set(field.choices)


def test_every_choice_in_a_form_has_its_texts() -> None:
    """A choice without texts shows its key."""
    assert select_keys() <= set(TEXTS["selector"])


@pytest.mark.parametrize("name", ACTIONS)
def test_every_field_of_an_action_has_name_and_description(name: str) -> None:
    """And no text is there for a field that is not."""
    texts, fields = TEXTS["services"][name], fields_of(name)
    assert texts["name"]
    assert texts["description"]
    assert ICONS["services"][name]["service"]
    assert set(texts["fields"]) == set(fields)
    assert set(texts.get("sections", {})) == sections_of(name)
    for text in texts["fields"].values():
        assert text["name"]
        assert text["description"]
    for field in fields.values():
        select = field["selector"].get("select")
        if select:
            choices = TEXTS["selector"][select["translation_key"]]["options"]
            assert set(select["options"]) <= set(choices)


def test_every_text_of_a_choice_is_one_of_some_action() -> None:
    """Actions may offer different ones of the same choices."""
    offered: dict[str, set[str]] = {}
    for action in ACTIONS:
        for field in fields_of(action).values():
            if select := field["selector"].get("select"):
                key = select["translation_key"]
                offered.setdefault(key, set()).update(select["options"])
    for key, options in offered.items():
        assert set(TEXTS["selector"][key]["options"]) == options


def test_every_text_of_an_action_belongs_to_one() -> None:
    """Home Assistant shows what is in services.yaml."""
    assert set(TEXTS["services"]) == set(ACTIONS)
    assert set(ICONS["services"]) == set(ACTIONS)
