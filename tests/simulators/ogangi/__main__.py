"""Run the simulator by itself: python -m tests.simulators.ogangi --help."""

import argparse
import asyncio
from dataclasses import replace

from tests.simulators.command_line import serve
from tests.simulators.ogangi.server import OgangiSimulator
from tests.simulators.ogangi.settings import Dates, Delays, Names, PageZero, Settings

EPILOG = """
The API is served at the printed address and under any path there, such as /mmc.
Numbers with a behaviour of their own are listed in
tests/simulators/ogangi/behaviours.py, for instance 447700900001 (unreachable),
447700900077 (replies), 447700900014 (no funds). Control it over HTTP under
/__simulator (listed in tests/simulators/controls.py and
tests/simulators/ogangi/control.py), for instance:
  curl -d '{"from": "447700900123", "text": "Hello"}' \\
       http://127.0.0.1:8083/__simulator/inbox
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulators.ogangi",
        description="Simulate the OGangi / Messangi API; nothing is sent.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    for name, default, text in (
        ("--host", "127.0.0.1", "address to listen on"),
        ("--instance-id", "7", "workspace"),
        ("--public-key", "demo-public-key", "public key"),
        ("--private-key", "my-private-key", "private key"),
        ("--reply-text", Settings().reply_text, "what 447700900077 replies"),
    ):
        add(name, default=default, help=f"{text} (default: %(default)s)")
    add("--port", type=int, default=0, help="port to listen on (default: a free one)")
    add(
        "--code",
        action="append",
        default=[],
        help="a short or long code of the account (default: 2020); repeatable",
    )
    add(
        "--carrier",
        action="append",
        default=[],
        help="a carrier of the account (default: Movistar, Digitel, 17); repeatable",
    )
    add(
        "--inbound-url", help="URL that received messages are pushed to (default: none)"
    )
    add(
        "--delivery-seconds",
        type=float,
        default=Delays().final,
        help="seconds until a message is delivered (default: %(default)s)",
    )
    add(
        "--first-page",
        type=int,
        choices=(0, 1),
        default=0,
        help="where pages start (default: %(default)s)",
    )
    add("--rootless", action="store_true", help="answer without a root element")
    for option, kind in (("names", Names), ("page-zero", PageZero), ("dates", Dates)):
        default = getattr(Settings(), option.replace("-", "_"))
        add(f"--{option}", type=kind, choices=list(kind), default=default)
    return parser


def simulator_of(arguments: argparse.Namespace) -> OgangiSimulator:
    """Make the simulator that a command line asks for."""
    usual = Delays()
    part = arguments.delivery_seconds / usual.final
    simulator = OgangiSimulator(
        instance_id=arguments.instance_id,
        public_key=arguments.public_key,
        private_key=arguments.private_key,
        settings=Settings(
            delays=replace(
                usual,
                carrier=usual.carrier * part,
                final=arguments.delivery_seconds,
            ),
            rooted=not arguments.rootless,
            names=arguments.names,
            first_page=arguments.first_page,
            page_zero=arguments.page_zero,
            dates=arguments.dates,
            reply_text=arguments.reply_text,
        ),
        host=arguments.host,
        port=arguments.port,
        push_interval=0.2,
    )
    account = simulator.account
    account.codes = tuple(arguments.code) or account.codes
    account.carriers = tuple(arguments.carrier) or account.carriers
    account.inbound_url = arguments.inbound_url
    return simulator


def main() -> None:
    """Run the command line."""
    asyncio.run(serve(simulator_of(parser().parse_args())))


if __name__ == "__main__":
    main()
