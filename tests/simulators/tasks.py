"""Background work of a simulator that ends with it."""

import asyncio
from collections.abc import Coroutine


class BackgroundTasks:
    """Hold tasks until they end; wait for them or cancel them all.

    Not asyncio.TaskGroup: a fixture may close a simulator in another task than opened
    it.
    """

    def __init__(self) -> None:
        """Start with no task."""
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Run a coroutine in the background and return its task."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def wait(self, *, besides: asyncio.Task[None] | None = None) -> None:
        """Wait until all tasks but `besides` have ended; raise what one raised."""
        while tasks := self._tasks - {besides}:
            await asyncio.gather(*tasks)

    async def close(self) -> None:
        """Cancel all tasks and wait until they have ended."""
        tasks = set(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
