"""Make a provider's client for Python 2 importable, by the usual conversion.

The provider's own client of this API (infobip-api-python-client 2.3.0) is for Python 2.
What 2to3 does to a program is done to a copy of it; besides, the few lines in `BY_HAND`
that 2to3 can't put right are. Nothing else is changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
import importlib
from importlib.metadata import distribution
from pathlib import Path
import shutil
import sys
from typing import Any

DISTRIBUTION, PACKAGE = "infobip-api-python-client", "infobip"
FIXES = (
    "dict",
    "funcattrs",
    "import",
    "imports",
    "basestring",
    "long",
    "unicode",
    "urllib",
)
BY_HAND = {
    "base64.encodestring('%s:%s' % (username, password)).replace('\\n', '')": (
        "base64.b64encode(('%s:%s' % (username, password)).encode()).decode()"
    ),
    "response.read()": "response.read().decode()",
    "len(attr_dict) is 1": "len(attr_dict) == 1",
    # An enumeration that looks itself up while it is made.
    "value not in DeliveryDay.values()": "not value",
}


def convert(folder: Path) -> None:
    """Put a converted copy of the installed client into a folder."""
    refactor: Any = importlib.import_module("fissix.refactor")
    installed = Path(str(distribution(DISTRIBUTION).locate_file(PACKAGE)))
    shutil.copytree(installed, folder / PACKAGE, ignore=_not_source)
    tool = refactor.RefactoringTool([f"fissix.fixes.fix_{name}" for name in FIXES])
    for path in sorted((folder / PACKAGE).rglob("*.py")):
        source = path.read_text(encoding="utf-8") + "\n"
        for old, new in BY_HAND.items():
            source = source.replace(old, new)
        path.write_text(str(tool.refactor_string(source, str(path))), encoding="utf-8")


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    """Let `import infobip…` find the converted copy, and forget it afterwards."""
    _forget()
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        _forget()


def _forget() -> None:
    """Forget what was imported of the client."""
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


def _not_source(folder: str, names: list[str]) -> set[str]:
    """Return what is not to be copied: all but the operations of this API."""
    del folder
    return {name for name in names if name in {"__pycache__", "omni", "conversion"}}
