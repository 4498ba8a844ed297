"""Run the simulator by itself: python -m tests.simulators.ictcore --help."""

import argparse
import asyncio
from dataclasses import fields

from tests.simulators.command_line import serve
from tests.simulators.ictcore.server import IctcoreSimulator
from tests.simulators.ictcore.settings import Delays, Release, Settings

NOT_SCALED = frozenset({"slow", "reply", "import_"})
EPILOG = """
The API is served at the printed address and under /ictcore there. Numbers and addresses
with a fate of their own are listed in tests/simulators/ictcore/fates.py, for instance
447700900002 (no provider), 447700900011 (refused), 447700900020 (busy), 447700900077
(replies), silent@example.com (no result). Control it over HTTP under /__simulator
(listed in tests/simulators/controls.py and tests/simulators/ictcore/control.py), for
instance:
  curl -H 'Content-Type: application/json' \\
       -d '{"from": "447700900123", "text": "Hello"}' \\
       http://127.0.0.1:8081/__simulator/inbox
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulators.ictcore",
        description="Simulate an ICTCore server; nothing is sent.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    usual = "(default: %(default)s)"
    add = parser.add_argument
    add("--host", default="127.0.0.1", help=f"address to listen on {usual}")
    add("--port", type=int, default=0, help="port to listen on (default: a free one)")
    add("--username", default="admin", help=f"the administrator's name {usual}")
    add("--password", default="secret", help=f"the administrator's password {usual}")
    add(
        "--release",
        type=Release,
        choices=list(Release),
        default=Release.M,
        help=f"which server to be {usual}",
    )
    add("--strict", action="store_true", help="have the database in strict SQL mode")
    add("--no-providers", action="store_true", help="have nothing to send by")
    add("--reply-text", default=Settings().reply_text, help="what 447700900077 replies")
    add(
        "--delivery-seconds",
        type=float,
        default=Delays().final,
        help=f"seconds until an attempt has ended {usual}",
    )
    add(
        "--token-seconds",
        type=int,
        default=Settings().token_seconds,
        help=f"how long a token lasts {usual}",
    )
    return parser


def simulator_of(arguments: argparse.Namespace) -> IctcoreSimulator:
    """Make the simulator that a command line asks for."""
    usual = Delays()
    part = arguments.delivery_seconds / usual.final
    delays = Delays(
        **{
            field.name: getattr(usual, field.name)
            * (1 if field.name in NOT_SCALED else part)
            for field in fields(usual)
        }
    )
    return IctcoreSimulator(
        username=arguments.username,
        password=arguments.password,
        providers=not arguments.no_providers,
        settings=Settings(
            release=arguments.release,
            strict=arguments.strict,
            delays=delays,
            token_seconds=arguments.token_seconds,
            reply_text=arguments.reply_text,
        ),
        host=arguments.host,
        port=arguments.port,
    )


def main() -> None:
    """Run the command line."""
    asyncio.run(serve(simulator_of(parser().parse_args())))


if __name__ == "__main__":
    main()
