"""The examples of the README, as it has them."""

from pathlib import Path
import re
from typing import Any

from homeassistant.util.yaml import parse_yaml

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
