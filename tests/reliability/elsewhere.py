"""A provider in a thread of its own, whose work holds up nobody else's loop."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
import threading

from tests.simulators.infobip.server import InfobipSimulator


@contextmanager
def provider_elsewhere(credit: int) -> Iterator[InfobipSimulator]:
    """Run a provider until the block ends; look at it only from outside of requests."""
    simulator = InfobipSimulator(credit=credit)
    opened, loop = threading.Event(), asyncio.new_event_loop()
    closing = asyncio.Event()

    async def live() -> None:
        """Serve until somebody says that it is enough."""
        async with simulator:
            opened.set()
            await closing.wait()

    def work() -> None:
        """Run the loop, and close it."""
        loop.run_until_complete(live())
        loop.close()

    thread = threading.Thread(target=work, name="provider elsewhere")
    thread.start()
    try:
        assert opened.wait(10)
        yield simulator
    finally:
        loop.call_soon_threadsafe(closing.set)
        thread.join()
