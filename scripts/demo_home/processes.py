"""Start programs beside the demo, wait until they answer, and stop them again."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
import socket

from aiohttp import ClientError, ClientSession, ClientTimeout

from .problem import DemoError

STOP_SECONDS = 20
LOG_LINES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that runs beside the demo and writes to a log file."""

    name: str
    process: asyncio.subprocess.Process
    log: Path

    def log_tail(self) -> str:
        """Give the last lines of what the program said."""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-LOG_LINES:])

    async def wait_until_it_answers(
        self, session: ClientSession, url: str, *, seconds: float
    ) -> None:
        """Wait for any HTTP answer; raises DemoError with the end of its log."""
        try:
            async with asyncio.timeout(seconds):
                while not await _answers(session, url):
                    self.check_alive()
                    await asyncio.sleep(0.2)
        except TimeoutError:
            raise DemoError(
                f"{self.name} did not answer within {seconds:.0f} s. "
                f"Its log ends with:\n{self.log_tail()}"
            ) from None

    def check_alive(self) -> None:
        """Raise DemoError if the program has ended."""
        if self.process.returncode is not None:
            raise DemoError(
                f"{self.name} ended with code {self.process.returncode}. Its log ends "
                f"with:\n{self.log_tail()}"
            )


@asynccontextmanager
async def running(
    name: str, command: Sequence[str], *, folder: Path, log: Path
) -> AsyncIterator[Program]:
    """Run a program until the block is left; it gets time to end by itself."""
    with log.open("wb") as output:
        # A session of its own: Ctrl-C is for the demo, which stops the rest in order.
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Program(name=name, process=process, log=log)
    finally:
        await _stop(process)


def free_port(wanted: int = 0) -> int:
    """Give the wanted port of this machine, or any free one if it is taken."""
    for port in (wanted, 0):
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise DemoError("There is no free port on 127.0.0.1.")


async def _answers(session: ClientSession, url: str) -> bool:
    """Tell whether something answers there, whatever it says."""
    try:
        async with session.get(url, timeout=ClientTimeout(total=5)):
            return True
    except ClientError, TimeoutError:
        return False


async def _stop(process: asyncio.subprocess.Process) -> None:
    """End a program, by force if it takes too long."""
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
