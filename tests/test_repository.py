"""The files around the code agree with it and with the rules of others."""

from collections.abc import Iterator, Mapping
import json
from pathlib import Path
import re
import struct
import tomllib
from typing import Any

from homeassistant.util.yaml import load_yaml_dict, parse_yaml
import pytest

from custom_components.message_gateways.engine.transitions import EVENT_TYPES
from custom_components.message_gateways.gateways.model import Outcome, Status
from custom_components.message_gateways.gateways.registry import REGISTRY
from scripts.readme_tables import filled_in

from .actions import ACTIONS, fields_of
from .translation_keys import HOUSE

ROOT = HOUSE.parent.parent
README = ROOT.joinpath("README.md").read_text("utf-8")
MANIFEST: dict[str, Any] = json.loads(HOUSE.joinpath("manifest.json").read_text())
PROJECT = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))
TEXTS: dict[str, Any] = json.loads(
    HOUSE.joinpath("translations", "en.json").read_text("utf-8")
)

# hacs.json may have no other keys (platform.md, 3).
HACS_KEYS = {
    "content_in_root",
    "country",
    "filename",
    "hacs",
    "hide_default_branch",
    "homeassistant",
    "name",
    "persistent_directory",
    "render_readme",
    "zip_release",
}
# The Integration Quality Scale (platform.md, 2), tier by tier.
RULES = [
    # Bronze
    "action-setup",
    "appropriate-polling",
    "brands",
    "common-modules",
    "config-flow-test-coverage",
    "config-flow",
    "dependency-transparency",
    "docs-actions",
    "docs-conditions",
    "docs-high-level-description",
    "docs-installation-instructions",
    "docs-removal-instructions",
    "docs-triggers",
    "entity-event-setup",
    "entity-unique-id",
    "has-entity-name",
    "runtime-data",
    "test-before-configure",
    "test-before-setup",
    "unique-config-entry",
    # Silver
    "action-exceptions",
    "config-entry-unloading",
    "docs-configuration-parameters",
    "docs-installation-parameters",
    "entity-unavailable",
    "integration-owner",
    "log-when-unavailable",
    "parallel-updates",
    "reauthentication-flow",
    "test-coverage",
    # Gold
    "devices",
    "diagnostics",
    "discovery-update-info",
    "discovery",
    "docs-data-update",
    "docs-examples",
    "docs-known-limitations",
    "docs-supported-devices",
    "docs-supported-functions",
    "docs-troubleshooting",
    "docs-use-cases",
    "dynamic-devices",
    "entity-category",
    "entity-device-class",
    "entity-disabled-by-default",
    "entity-translations",
    "exception-translations",
    "icon-translations",
    "reconfiguration-flow",
    "repair-issues",
    "stale-devices",
    # Platinum
    "async-dependency",
    "inject-websession",
    "strict-typing",
]
LOCK_FILES = {
    "Pipfile.lock",
    "package-lock.json",
    "pnpm-lock.yaml",
    "poetry.lock",
    "uv.lock",
    "yarn.lock",
}
# In two parts, so that this file does not name them either.
HOSTS = re.compile(
    "|".join(
        re.escape(f"{name}.{end}")
        for name, end in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("yarnpkg", "com"),
            ("deb.debian", "org"),
            ("snapshot.debian", "org"),
            ("proxy.golang", "org"),
            ("raw.githubusercontent", "com"),
            ("codeload.github", "com"),
        )
    )
    + "|releases"
    + "/download"
)


def files() -> Iterator[Path]:
    """Return the files of the repository, without what tools leave behind."""
    for folder, folders, names in ROOT.walk():
        folders[:] = [
            name
            for name in folders
            if name in {".ci", ".github"}
            or not (name.startswith(".") or name == "__pycache__")
        ]
        # A link to a folder counts as a file for walk.
        yield from (path for name in names if (path := folder / name).is_file())


def blocks(language: str) -> list[str]:
    """Return the examples of the README in a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def first_column(heading: str) -> list[str]:
    """Return the first column of the table under a heading, with its head."""
    section = re.split(
        r"^#+ ", README.partition(f"{heading}\n")[2], flags=re.MULTILINE
    )[0]
    cells = re.findall(r"^\| ([^|]+?) \|", section, re.MULTILINE)
    return [cell.strip("`") for cell in cells]


def png_head(path: Path) -> tuple[int, int, bool]:
    """Return width and height of a PNG image, and whether it can be transparent."""
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), path
    width, height, _depth, colour = struct.unpack(">IIBB", data[16:26])
    return width, height, colour in {4, 6} or b"tRNS" in data[:2048]


def test_the_keys_of_the_manifest_are_in_order() -> None:
    """Domain, name, then by the alphabet: hassfest takes no other order."""
    assert list(MANIFEST)[:2] == ["domain", "name"]
    assert list(MANIFEST)[2:] == sorted(list(MANIFEST)[2:])
    assert MANIFEST["domain"] == HOUSE.name


def test_the_requirements_are_those_that_are_tested() -> None:
    """Pinned, and the same in the manifest and the dependency group."""
    assert MANIFEST["requirements"] == PROJECT["dependency-groups"]["integration"]
    assert all("==" in requirement for requirement in MANIFEST["requirements"])


def test_there_is_one_version() -> None:
    """The manifest's, the project's, and the newest of the changelog."""
    changelog = ROOT.joinpath("CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest is not None
    assert MANIFEST["version"] == PROJECT["project"]["version"] == newest[1]


def test_hacs_finds_only_keys_that_it_knows() -> None:
    """It refuses any other."""
    hacs = json.loads(ROOT.joinpath("hacs.json").read_text("utf-8"))
    assert set(hacs) <= HACS_KEYS
    assert hacs["name"] == MANIFEST["name"]
    assert re.fullmatch(r"20\d\d\.\d+\.\d+", hacs["homeassistant"])


def test_the_quality_scale_answers_every_rule() -> None:
    """54 rules, each done or exempt with a reason."""
    rules = load_yaml_dict(str(HOUSE / "quality_scale.yaml"))["rules"]
    assert len(RULES) == len(set(RULES)) == 54
    assert set(rules) == set(RULES)
    for name, answer in rules.items():
        status = answer if isinstance(answer, str) else answer["status"]
        assert status in {"done", "exempt"}, name
        assert status == "done" or answer["comment"], name


@pytest.mark.parametrize("theme", ["", "dark_"])
def test_the_brand_images_have_the_sizes_that_home_assistant_wants(theme: str) -> None:
    """A square icon, a logo of 128 to 256 on its short side, and both twice as big."""
    brand = HOUSE / "brand"
    icon, large = (png_head(brand / f"{theme}icon{end}.png") for end in ("", "@2x"))
    assert icon == (256, 256, True)
    assert large == (512, 512, True)
    logo, large = (png_head(brand / f"{theme}logo{end}.png") for end in ("", "@2x"))
    assert 128 <= min(logo[:2]) <= 256
    assert large == (2 * logo[0], 2 * logo[1], logo[2])
    assert logo[2]


def test_the_tables_of_the_readme_are_those_of_the_code() -> None:
    """`python -m scripts.readme_tables` writes them anew."""
    assert filled_in(README) == README


def test_the_readme_names_every_status_outcome_and_event_type() -> None:
    """A word that is nowhere explained helps nobody."""
    section = "## What happens to a message"
    assert {*first_column(section)} >= {*Status, *Outcome}
    assert [kind for kind in EVENT_TYPES if f"`{kind}`" not in README] == []


def test_the_readme_has_a_row_for_every_field_of_an_action() -> None:
    """In the order of the form; what all that send have is there once."""
    _, *shared = first_column("### What all sending actions take")
    for name in ACTIONS:
        _, *rows = first_column(f"### `message_gateways.{name}`")
        fields = list(fields_of(name))
        if "dry_run" in fields:
            assert set(fields) == {*rows, *shared}, name
            fields = [each for each in fields if each not in shared]
        assert rows == fields, name


def sections(form: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields in the sections of a form."""
    return [
        name for each in form["sections"].values() for name in each["data"].values()
    ]


def names_in(section: str) -> set[str]:
    """Return the names in the first column of a table; a row may have several."""
    return {name for row in first_column(section)[1:] for name in row.split(", ")}


def test_the_readme_has_a_row_for_every_field_and_option_of_an_account() -> None:
    """By the names that the forms show."""
    steps = TEXTS["config"]["step"]
    asked = [name for key in REGISTRY for name in steps[key]["data"].values()]
    options = TEXTS["options"]["step"]["init"]
    kept = sections(options)
    recipient = TEXTS["config_subentries"]["recipient"]["step"]["user"]
    assert set(asked) <= {*first_column("## Accounts")}
    assert {*options["data"].values(), *kept} == names_in("### Options")
    assert {*recipient["data"].values(), *sections(recipient)} == names_in(
        "## Recipients"
    )


@pytest.mark.parametrize("example", blocks("yaml"))
def test_an_example_of_the_readme_is_an_automation(example: str) -> None:
    """It can be read, has triggers and actions, and asks for fields that are."""
    automation = parse_yaml(example)
    assert isinstance(automation, dict)
    assert automation["triggers"]
    for action in automation["actions"]:
        name = action.get("action", "").removeprefix("message_gateways.")
        if name in ACTIONS:
            assert set(action["data"]) <= set(fields_of(name))


@pytest.mark.parametrize("example", blocks("json"))
def test_an_answer_in_the_readme_can_be_read(example: str) -> None:
    """It is JSON, with rows."""
    assert json.loads(example)["messages"]


def test_what_the_documents_link_to_is_there() -> None:
    """Links inside the repository lead somewhere, and so do pictures."""
    for page in files():
        if page.suffix != ".md":
            continue
        for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8")):
            if "://" not in target:
                path = (page.parent / target).resolve()
                assert path.exists(), f"{page.name}: {target}"


def test_nothing_in_the_repository_names_where_packages_come_from() -> None:
    """No lock file, no host of a registry, no download address."""
    for path in files():
        assert path.name not in LOCK_FILES
        found = HOSTS.search(path.read_bytes().decode("utf-8", "replace"))
        assert found is None, f"{path.relative_to(ROOT)}: {found}"


def test_no_notice_of_ours_speaks_of_what_is_not_there() -> None:
    """Nothing is left to do later in what is shipped."""
    marks = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    for path in files():
        if path.suffix in {".py", ".md", ".json", ".yaml"}:
            assert not marks.search(path.read_text("utf-8")), path
