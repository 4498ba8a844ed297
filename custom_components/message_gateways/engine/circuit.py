"""Let one request test a gateway that does not answer, and spare it all others."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ..gateways.errors import TryLaterError
from .attempts import Attempt

OPENS_AFTER = 3
"""Requests in a row that found nobody there."""
NOT_TRIED = Attempt(
    error=TryLaterError("the gateway did not answer another request just now")
)


@dataclass(slots=True, kw_only=True)
class Passage:
    """Whether a request is barred, and whether it `failed` to find anybody."""

    barred: bool = False
    failed: bool = False


class Circuit:
    """Decide which requests may leave while the gateway does not answer."""

    def __init__(self, is_open: Callable[[], bool]) -> None:
        """`is_open` tells whether so many requests have failed that one is enough."""
        self._is_open = is_open
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
        if not self._is_open():
            yield Passage()
            return
        async with self._testing:
            if self._failed_tests == ticket and self._is_open():
                test = Passage()
                yield test
                self._failed_tests += test.failed
                return
        yield Passage(barred=self._failed_tests != ticket)
