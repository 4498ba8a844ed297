"""Measure for how long the event loop is kept from running, by its own work or not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
import gc
import time


@dataclass(slots=True)
class Held:
    """The milliseconds of this process's processors between two turns of the loop.

    What other processes do is not counted; what other threads of ours do is, since
    Python lets only one of them run.
    """

    longest: float = 0.0


@asynccontextmanager
async def held() -> AsyncIterator[Held]:
    """Measure from now on."""
    found = Held()

    async def beat() -> None:
        """Take a turn every millisecond."""
        last = time.process_time()
        while True:
            await asyncio.sleep(0.001)
            now = time.process_time()
            found.longest = max(found.longest, (now - last) * 1000)
            last = now

    gc.collect()
    beating = asyncio.create_task(beat())
    await asyncio.sleep(0.01)
    found.longest = 0.0
    try:
        yield found
    finally:
        await asyncio.sleep(0.01)
        beating.cancel()
