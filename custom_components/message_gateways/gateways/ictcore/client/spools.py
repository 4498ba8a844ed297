"""Attempts to deliver: `/spools` (field-notes.md 6)."""

from ..answers.transmissions import parse_result
from ..answers.values import parse_status
from ..models.transmissions import SpoolResult
from .calls import Calls
from .written import place

ABOUT = "Spool"


class Spools:
    """Attempts to deliver a transmission."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def status(self, spool_id: int) -> str:
        """Return where an attempt stands (`codes.SpoolStatus`)."""
        path = place("spools", spool_id, "status")
        return parse_status(await self._calls.get(path, about=ABOUT))

    async def result(self, spool_id: int) -> tuple[SpoolResult, ...]:
        """Return the steps of an attempt; of one that does not exist there are none."""
        path = place("spools", spool_id, "result")
        return await self._calls.get_rows(path, parse_result, about=ABOUT)
