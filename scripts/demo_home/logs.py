"""Look through Home Assistant's log for what should not be there."""

import asyncio
from pathlib import Path
import re

from .cast import DOMAIN
from .problem import DemoError
from .processes import Program

# Home Assistant says this of every custom integration.
USUAL = "has not been tested by Home Assistant"
# It looks for libturbojpeg, which nothing here needs.
BESIDE_THE_POINT = ("[homeassistant.components.camera.img_util]",)
_HEAD = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_COMPLAINT = re.compile(r" (WARNING|ERROR|CRITICAL) ")
_MOST_LINES = 40


def complaints(text: str) -> list[str]:
    """Return the records with a traceback, and those that concern the integration."""
    records: list[list[str]] = []
    for line in text.splitlines():
        if _HEAD.match(line) or not records:
            records.append([line])
        else:
            records[-1].append(line)
    return ["\n".join(record) for record in records if _is_complaint(record)]


async def check_log(log: Path) -> str:
    """Check a log; raises DemoError with the lines that should not be there."""
    text = await asyncio.to_thread(log.read_text, errors="replace")
    found = complaints(text)
    if found:
        lines = "\n".join(found).splitlines()
        shown = "\n".join(f"    {line}" for line in lines[:_MOST_LINES])
        raise DemoError(f"{len(found)} records in {log}\n{shown}")
    return "no traceback, nothing of the integration"


async def check_end(program: Program) -> str:
    """Check how a program ended, and what it said at the end; raises DemoError."""
    if program.process.returncode != 0:
        raise DemoError(f"it ended with code {program.process.returncode}")
    await check_log(program.log)
    return "its log is clean"


def _is_complaint(record: list[str]) -> bool:
    """Tell whether a record of the log should not be there."""
    text = "\n".join(record)
    if any(logger in record[0] for logger in BESIDE_THE_POINT):
        return False
    if "Traceback (most recent call last)" in text:
        return True
    return (
        _COMPLAINT.search(record[0]) is not None
        and (f"custom_components.{DOMAIN}" in text or f"integration {DOMAIN}" in text)
        and USUAL not in text
    )
