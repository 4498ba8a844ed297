"""Run the simulator by itself: python -m tests.simulators.devino --help."""

import argparse
import asyncio
from dataclasses import fields

from tests.simulators.command_line import serve
from tests.simulators.devino.server import DevinoSimulator
from tests.simulators.devino.settings import Delays, Expired, IdStyle, Settings

NOT_SCALED = frozenset({"slow", "reply"})
EPILOG = """
The API is served at the printed address and under /rest there. Numbers with a behaviour
of their own are listed in tests/simulators/devino/behaviours.py, for instance
447700900042 (rejected), 447700900077 (replies), 447700900102 (refuses the request),
447700900204 (Viber fails). Control it over HTTP under /__simulator (listed in
tests/simulators/controls.py and tests/simulators/devino/control.py), for instance:
  curl -H 'Content-Type: application/json' \\
       -d '{"from": "447700900123", "text": "Hello"}' \\
       http://127.0.0.1:8081/__simulator/inbox
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulators.devino",
        description="Simulate Devino's REST API; nothing is sent.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    usual = "(default: %(default)s)"
    add = parser.add_argument
    add("--host", default="127.0.0.1", help=f"address to listen on {usual}")
    add("--port", type=int, default=0, help="port to listen on (default: a free one)")
    add("--login", default="demo", help=f"login of the account {usual}")
    add("--password", default="secret", help=f"password of the account {usual}")
    add("--credit", default="1000", help=f"money on the account {usual}")
    add("--price", default="2.5", help=f"price of one SMS segment {usual}")
    add("--viber-price", default="1.5", help=f"price of one Viber message {usual}")
    add("--number", default="447700900900", help=f"number that receives {usual}")
    add("--inbound-url", help="URL that received messages are pushed to")
    add("--reply-text", default=Settings().reply_text, help="what 447700900077 replies")
    add(
        "--delivery-seconds",
        type=float,
        default=Delays().final,
        help=f"seconds until a message is delivered {usual}",
    )
    add(
        "--session-minutes",
        type=float,
        default=Settings().session_minutes,
        help=f"how long a session lasts {usual}",
    )
    add(
        "--expired",
        type=Expired,
        choices=list(Expired),
        default=Expired.UNAUTHORIZED,
        help=f"how an expired session is refused {usual}",
    )
    add(
        "--id-style",
        type=IdStyle,
        choices=list(IdStyle),
        default=IdStyle.NUMERIC,
        help=f"what ids of SMS look like {usual}",
    )
    return parser


def simulator_of(arguments: argparse.Namespace) -> DevinoSimulator:
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
    simulator = DevinoSimulator(
        login=arguments.login,
        password=arguments.password,
        credit=arguments.credit,
        price=arguments.price,
        viber_price=arguments.viber_price,
        settings=Settings(
            delays=delays,
            session_minutes=arguments.session_minutes,
            expired=arguments.expired,
            id_style=arguments.id_style,
            reply_text=arguments.reply_text,
            push_pause=5.0,
        ),
        host=arguments.host,
        port=arguments.port,
        push_interval=0.2,
    )
    simulator.account.number = arguments.number
    simulator.account.inbound_url = arguments.inbound_url
    return simulator


def main() -> None:
    """Run the command line."""
    asyncio.run(serve(simulator_of(parser().parse_args())))


if __name__ == "__main__":
    main()
