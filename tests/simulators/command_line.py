"""Run a simulator as a process of its own."""

import asyncio
import signal
import sys

from tests.simulators.http_simulator import HttpSimulator


async def serve(simulator: HttpSimulator) -> None:
    """Print the address and serve there until the process is told to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with simulator:
        sys.stdout.write(f"{simulator.url}\n")
        sys.stdout.flush()
        await stop.wait()
