"""Macros in SMS texts (6.2.1) and fax templates (4.3.1)."""

from collections.abc import Sequence
import re

from tests.simulators.entera.settings import MissingMacro

SMS_MACRO = re.compile(r"%(phone|number|name|position|email|[1-9][0-9]*)%", re.ASCII)
FAX_MACRO = re.compile(r"%([1-9][0-9]*)%", re.ASCII)
INDEXES = {"name": 0, "position": 1, "email": 2}
# 6.2.1 has %phone%, the sample of 7.1.3 has %number%.
PHONES = frozenset({"phone", "number"})


def replaced(
    text: str,
    macro: re.Pattern[str],
    *,
    phone: str,
    metadata: Sequence[str],
    missing: MissingMacro,
) -> str:
    """Return a text with its macros replaced; values are not looked into again."""

    def value(found: re.Match[str]) -> str:
        """Return what a macro stands for."""
        name = found[1]
        if name in PHONES:
            return phone
        index = INDEXES[name] if name in INDEXES else int(name) - 1
        if index < len(metadata):
            return metadata[index]
        return found[0] if missing is MissingMacro.KEEP else ""

    return macro.sub(value, text)
