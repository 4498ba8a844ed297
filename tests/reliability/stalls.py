"""Measure for how long the event loop is held up, and by what."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
import gc
from pathlib import Path
import resource
import threading
import time

MEGABYTE = 1024 * 1024
RUN = "_run"


@dataclass(slots=True)
class Stalls:
    """The callbacks that took longest: milliseconds of the processor, and what it was.

    The time of other processes, and of other threads, is not counted: a test machine
    that is busy must not look like code that is slow.
    """

    worst: list[tuple[float, str]] = field(default_factory=list)

    def took(self, milliseconds: float, what: str) -> None:
        """Take in a callback, and keep the ten worst."""
        if len(self.worst) < 10 or milliseconds > self.worst[-1][0]:
            self.worst = sorted([*self.worst, (milliseconds, what)], reverse=True)[:10]

    @property
    def longest(self) -> float:
        """Return the milliseconds of the worst callback."""
        return self.worst[0][0] if self.worst else 0.0


@contextmanager
def measured() -> Iterator[Stalls]:
    """Measure every callback of this thread's loop from now on."""
    stalls, here = Stalls(), threading.get_ident()
    # Nothing else sees every callback.
    run = getattr(asyncio.Handle, RUN)

    def run_measured(handle: asyncio.Handle) -> None:
        """Run a callback with a watch in hand."""
        what = str(getattr(handle, "_callback", None))
        begun = time.thread_time()
        try:
            run(handle)
        finally:
            took = (time.thread_time() - begun) * 1000
            if took > 1 and threading.get_ident() == here:
                stalls.took(took, what)

    gc.collect()
    setattr(asyncio.Handle, RUN, run_measured)
    try:
        yield stalls
    finally:
        setattr(asyncio.Handle, RUN, run)


def memory() -> float:
    """Return how much memory this process has now; megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / MEGABYTE
