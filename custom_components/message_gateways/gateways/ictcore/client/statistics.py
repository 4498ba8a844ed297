"""Statistics: `/statistics` (field-notes.md 7)."""

from ..answers.statistics import parse_statistics
from ..models.statistics import Statistics as Counts
from .calls import Calls
from .written import place


class Statistics:
    """What there is on the server."""

    def __init__(self, calls: Calls) -> None:
        """Ask by these calls."""
        self._calls = calls

    async def get(self) -> Counts:
        """Return the counts of the server, of all users."""
        return parse_statistics(await self._calls.get(place("statistics")))
