"""Run the demo: python -m scripts.demo_home --help."""

import argparse
import asyncio
from collections.abc import Sequence
import signal
import sys

from .problem import DemoError
from .run import run
from .words import say


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="./scripts/demo",
        description="Start gateway simulators and a real Home Assistant, send "
        "messages through this integration, and show what became of them.",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="end by itself, non-zero if anything is missing",
    )
    parser.add_argument(
        "--then",
        nargs=argparse.REMAINDER,
        metavar="COMMAND",
        help="run a command once all is there (it finds DEMO_DASHBOARD and DEMO_TOKENS "
        "in its environment), then end",
    )
    arguments = parser.parse_args()
    return asyncio.run(_until_stopped(check=arguments.check, then=arguments.then))


async def _until_stopped(*, check: bool, then: Sequence[str] | None) -> int:
    """Run the demo until it is done or told to stop."""
    demo = asyncio.create_task(run(check=check, then=then))

    def stop() -> None:
        """End the demo; once is enough."""
        if not demo.cancelling():
            say("\nStopping …")
            demo.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        return await demo
    except DemoError as err:
        say(f"The demo can't go on: {err}")
        return 1
    except asyncio.CancelledError:
        say("Stopped.")
        return 1 if check or then else 0


if __name__ == "__main__":
    sys.exit(main())
