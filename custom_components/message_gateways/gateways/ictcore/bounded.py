"""Ask a server some questions at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

AT_ONCE = 4


async def each[T, R](
    work: Callable[[T], Awaitable[R]], things: Iterable[T], *, at_once: int = AT_ONCE
) -> list[R]:
    """Do something with each of some things, in their order; what it raises ends it."""
    slots = asyncio.Semaphore(at_once)

    async def one(thing: T) -> R:
        """Wait for a place, then work."""
        async with slots:
            return await work(thing)

    tasks = [asyncio.ensure_future(one(thing)) for thing in things]
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
