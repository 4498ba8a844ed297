"""Run the simulator by itself: python -m tests.simulators.infobip --help."""

import argparse
import asyncio
from dataclasses import replace

from tests.simulators.command_line import serve
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.infobip.settings import Delays, Dialect, Settings

EPILOG = """
The API is served at the printed address and under /restapi there. Numbers with a
behaviour of their own are listed in tests/simulators/infobip/behaviours.py, for
instance 447700900027 (absent subscriber), 447700900077 (replies), 447700900014
(refused). Control it over HTTP under /__simulator (listed in
tests/simulators/controls.py and tests/simulators/infobip/control.py), for instance:
  curl -H 'Content-Type: application/json' \\
       -d '{"from": "447700900123", "text": "Hello"}' \\
       http://127.0.0.1:8081/__simulator/inbox
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulators.infobip",
        description="Simulate an Infobip-compatible SMS API v1; nothing is sent.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "--host",
        default="127.0.0.1",
        help="address to listen on (default: %(default)s)",
    )
    add("--port", type=int, default=0, help="port to listen on (default: a free one)")
    add("--user", default="demo", help="user of the account (default: %(default)s)")
    add(
        "--password",
        default="secret",
        help="password of the account (default: %(default)s)",
    )
    add("--credit", default="100", help="money on the account (default: %(default)s)")
    add(
        "--currency",
        default="EUR",
        help="currency of the account (default: %(default)s)",
    )
    add("--price", default="0.01", help="price of one segment (default: %(default)s)")
    add(
        "--number",
        default="447700900900",
        help="number that receives (default: %(default)s)",
    )
    add(
        "--inbound-url", help="URL that received messages are pushed to (default: none)"
    )
    add(
        "--keyword",
        action="append",
        default=[],
        help="a keyword of the account; repeatable",
    )
    add("--reply-text", default=Settings().reply_text, help="what 447700900077 replies")
    add(
        "--delivery-seconds",
        type=float,
        default=Delays().final,
        help="seconds until a message is delivered (default: %(default)s)",
    )
    add(
        "--dialect",
        type=Dialect,
        choices=list(Dialect),
        default=Dialect.RESELLER,
        help="whose habits to have where they differ (default: %(default)s)",
    )
    return parser


def simulator_of(arguments: argparse.Namespace) -> InfobipSimulator:
    """Make the simulator that a command line asks for."""
    usual = Delays()
    part = arguments.delivery_seconds / usual.final
    delays = replace(
        usual,
        waiting=usual.waiting * part,
        operator=usual.operator * part,
        final=arguments.delivery_seconds,
    )
    simulator = InfobipSimulator(
        user=arguments.user,
        password=arguments.password,
        credit=arguments.credit,
        currency=arguments.currency,
        price=arguments.price,
        settings=Settings(
            delays=delays,
            dialect=arguments.dialect,
            reply_text=arguments.reply_text,
            push_pause=5.0,
        ),
        host=arguments.host,
        port=arguments.port,
        push_interval=0.2,
    )
    simulator.account.number = arguments.number
    simulator.account.inbound_url = arguments.inbound_url
    simulator.account.keywords = tuple(arguments.keyword)
    return simulator


def main() -> None:
    """Run the command line."""
    asyncio.run(serve(simulator_of(parser().parse_args())))


if __name__ == "__main__":
    main()
