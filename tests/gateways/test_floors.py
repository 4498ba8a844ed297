"""The house has three floors, and imports go downwards only."""

import ast
from collections.abc import Iterator
from pathlib import Path
import subprocess
import sys

import pytest

import custom_components.message_gateways as integration

HOUSE = Path(integration.__file__).parent
FLOOR_1 = sorted(HOUSE.joinpath("gateways").rglob("*.py"))
FLOOR_2 = sorted(HOUSE.joinpath("engine").rglob("*.py"))

# What floor 2 may use of the integration's own files: words that all share.
SHARED = {"const", "engine", "gateways"}

WITHOUT_HOME_ASSISTANT = """
import importlib, pkgutil, sys

class NoHomeAssistant:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"homeassistant", "voluptuous", "probatio"}:
            raise ImportError(name + " is not for floor 1")

sys.meta_path.insert(0, NoHomeAssistant())
import gateways
names = [each.name for each in pkgutil.walk_packages(gateways.__path__, "gateways.")]
for name in names:
    importlib.import_module(name)
print(len(names), any(name.startswith("homeassistant") for name in sys.modules))
"""

# What is kept with a message is made with these.
MEDIA = {"camera", "ffmpeg", "image", "media_player", "media_source", "tts"}


def imported(file: Path) -> Iterator[str]:
    """Name what a file imports, whole, relative imports resolved from the house."""
    package = ["house", *file.relative_to(HOUSE).parts[:-1]]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield f"{name}.{alias.name}"


def named(files: list[Path]) -> list[str]:
    """Name files for the list of tests."""
    return [str(file.relative_to(HOUSE)) for file in files]


def test_both_floors_have_files() -> None:
    """So the tests below are about something."""
    assert len(FLOOR_1) > 10
    assert len(FLOOR_2) > 5


@pytest.mark.parametrize("file", FLOOR_1, ids=named(FLOOR_1))
def test_floor_1_knows_no_home_assistant_and_nothing_above(file: Path) -> None:
    """It is a library that could be published as it stands."""
    for name in imported(file):
        first, *rest = name.split(".")
        assert first not in {"homeassistant", "custom_components"}, name
        if first == "house":
            assert rest[0] == "gateways", name


@pytest.mark.parametrize("file", FLOOR_2, ids=named(FLOOR_2))
def test_floor_2_knows_no_platform_and_no_flow(file: Path) -> None:
    """It is one account at work, on Home Assistant's core helpers."""
    for name in imported(file):
        first, *rest = name.split(".")
        assert first != "custom_components", name
        if name.startswith("homeassistant.components"):
            assert rest[1] in MEDIA, name
        if first == "house":
            assert rest[0] in SHARED, name


def test_no_file_above_floor_1_reaches_into_a_gateway() -> None:
    """They ask what it can; which one it is only the registry knows."""
    folders = {each.name for each in HOUSE.joinpath("gateways").iterdir()}
    gateways = {each for each in folders if "." not in each and "_" not in each}
    above = sorted(set(HOUSE.rglob("*.py")) - set(FLOOR_1))
    assert {"infobip", "sandbox"} <= gateways
    for file in above:
        for name in imported(file):
            match name.split("."):
                case ["house", "gateways", gateway, *_]:
                    assert gateway not in gateways, (file, name)


def test_floor_1_can_be_imported_where_there_is_no_home_assistant() -> None:
    """Every module of it, as a package of its own."""
    done = subprocess.run(  # noqa: S603 - our own words to our own Python
        [sys.executable, "-c", WITHOUT_HOME_ASSISTANT],
        cwd=HOUSE,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    count, has_home_assistant = done.stdout.split()
    assert int(count) >= len(FLOOR_1) - 1
    assert has_home_assistant == "False"
