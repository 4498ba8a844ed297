"""What simulators have in common that push reports or messages to their clients."""

from abc import abstractmethod
import asyncio
from collections.abc import Iterable
from typing import override

from tests.simulators.clock import Clock, wall_clock
from tests.simulators.http_simulator import HttpSimulator
from tests.simulators.pushes import OK, Push, PushRecord, PushRule, deliver


class PushingSimulator(HttpSimulator):
    """Push what is due; `pushes` tells what became of each push.

    After moving a clock call `settle()`, or let `push_interval` (real seconds) look for
    what is due.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock = wall_clock,
        push_interval: float | None = None,
    ) -> None:
        """Prepare a server on host and port (0: a free one) whose time is `clock()`."""
        super().__init__(host=host, port=port, clock=clock)
        self.pushes: list[PushRecord] = []
        self._push_interval = push_interval
        self._ticker: asyncio.Task[None] | None = None

    @property
    @abstractmethod
    def push_rule(self) -> PushRule:
        """Return how pushes are tried."""

    @abstractmethod
    def due_pushes(self) -> Iterable[Push]:
        """Return the pushes that are due now, each once."""

    def start_pushes(self) -> None:
        """Begin the pushes that are due, where an event loop runs."""
        for push in self.due_pushes():
            self.tasks.start(self._push(push))

    @override
    async def settle(self) -> None:
        """Send all pushes that are due now and wait until they are through."""
        self.start_pushes()
        await self.tasks.wait(besides=self._ticker)

    @override
    def reset(self) -> None:
        """Forget what was pushed, too."""
        super().reset()
        self.pushes.clear()

    @override
    async def start(self) -> None:
        """Open the server, and look for pushes by the interval if there is one."""
        await super().start()
        if self._push_interval is not None:
            self._ticker = self.tasks.start(self._tick(self._push_interval))

    async def _tick(self, seconds: float) -> None:
        """Look for due pushes again and again."""
        while True:
            await asyncio.sleep(seconds)
            self.start_pushes()

    async def _push(self, push: Push) -> None:
        """Deliver a push and keep what became of it."""
        statuses = await deliver(push, self.push_rule)
        self.pushes.append(
            PushRecord(
                url=push.url,
                body=push.body,
                statuses=statuses,
                taken=statuses[-1] == OK,
                at=self.clock(),
            )
        )
