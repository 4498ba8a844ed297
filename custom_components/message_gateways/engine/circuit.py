"""Let one request test a gateway that does not answer, and spare it all others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ..gateways.errors import TryLaterError
from .attempts import Attempt
from .health import shows_nobody_there

OPENS_AFTER = 3
"""Requests in a row that found nobody there."""
NOT_TRIED = Attempt(
    error=TryLaterError("the gateway did not answer another request just now")
)


@dataclass(slots=True, kw_only=True)
class Passage:
    """Whether a request is barred, and the `attempt` that was made if it is not.

    One that `opened` the way was the first to find somebody there again.
    """

    barred: bool = False
    attempt: Attempt | None = None
    opened: bool = False


class Circuit:
    """Decide which requests may leave while the gateway does not answer."""

    def __init__(self) -> None:
        """Let everything leave at first."""
        self._failures = 0
        self._failed_tests = 0
        self._testing = asyncio.Lock()

    @property
    def testing(self) -> bool:
        """Tell whether a test is under way."""
        return self._testing.locked()

    def ticket(self) -> int:
        """Return what tells which tests failed after a request was asked for."""
        return self._failed_tests

    @asynccontextmanager
    async def passage(self, ticket: int) -> AsyncIterator[Passage]:
        """Let a request through, alone as a test while the circuit is open.

        A test that failed since the ticket was taken speaks for the request: it is
        barred. One that succeeded opens the way.
        """
        if self.is_open:
            async with self._testing:
                if self._failed_tests == ticket and self.is_open:
                    test = Passage()
                    yield test
                    self._note(test)
                    self._failed_tests += self._failures > 0
                    return
        passage = Passage(barred=self._failed_tests != ticket)
        yield passage
        self._note(passage)

    @property
    def is_open(self) -> bool:
        """Tell whether so many requests have failed that one at a time is enough."""
        return self._failures >= OPENS_AFTER

    def _note(self, passage: Passage) -> None:
        """Count what failed in a row."""
        if passage.attempt is not None:
            failed = shows_nobody_there(passage.attempt.error)
            passage.opened = self.is_open and not failed
            self._failures = self._failures + 1 if failed else 0
