"""Processes to be killed, each a copy of one that has imported Home Assistant."""

import asyncio
from contextlib import suppress
from functools import cache
import json
import os
from pathlib import Path
import signal
import subprocess
import sys
from typing import Any

ROOT = Path(__file__).parents[2]


class Victim:
    """A process that can be killed at any time."""

    def __init__(self, pid: int) -> None:
        """Know it by its number."""
        self._pid = pid

    @property
    def alive(self) -> bool:
        """Tell whether it is there."""
        try:
            os.kill(self._pid, 0)
        except ProcessLookupError:
            return False
        return True

    async def kill(self) -> None:
        """Kill it as a power cut does, and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        async with asyncio.timeout(50):
            while self.alive:
                await asyncio.sleep(0.005)


@cache
def _nursery() -> subprocess.Popen[str]:
    """Start the process that is copied; it ends with us, when nobody talks to it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.reliability.nursery"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _born(order: dict[str, Any]) -> int:
    """Have a process made and return its number."""
    nursery = _nursery()
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{json.dumps(order)}\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


async def start(order: dict[str, Any]) -> Victim:
    """Start a process that carries out an order until it is killed."""
    return Victim(await asyncio.to_thread(_born, order))


def _serve() -> None:
    """Copy ourselves for each order."""
    from .victim import live

    # Nobody waits for the dead.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if pid:
            print(pid, flush=True)  # noqa: T201 - this is how it answers
            continue
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        order = json.loads(line)
        asyncio.run(live(order["config_dir"], order["entry"], order["send"]))
        return


if __name__ == "__main__":
    _serve()
