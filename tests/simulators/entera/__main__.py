"""Run the simulator by itself: python -m tests.simulators.entera --help."""

import argparse
import asyncio
from dataclasses import fields
from datetime import timedelta, timezone

from tests.simulators.command_line import serve
from tests.simulators.entera.server import EnteraSimulator
from tests.simulators.entera.settings import BadMedia, Delays, Empty, Settings

NOT_SCALED = frozenset({"slow", "reply", "listed"})
EPILOG = """
The API is served under /api/v2 at the printed address. Numbers with a behaviour of
their own are listed in tests/simulators/entera/behaviours.py, for instance
447700900401 (who is called presses 1), 447700900202 (busy), 447700900216 (no fax
device), 447700900306 (SMS fails), 447700900077 (replies), 447700900112 (not enough
credits). Control it over HTTP under /__simulator (listed in
tests/simulators/controls.py and tests/simulators/entera/control.py), for instance:
  curl -H 'Content-Type: application/json' \\
       -d '{"number": "447700900123", "keys": "42"}' \\
       http://127.0.0.1:8081/__simulator/behaviours
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulators.entera",
        description="Simulate Entera's Simple REST API v2; nothing is sent.",
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
    add("--sms-price", default="0.05", help=f"price of one SMS segment {usual}")
    add("--page-price", default="0.10", help=f"price of one fax page {usual}")
    add("--minute-price", default="0.20", help=f"price of a call's minute {usual}")
    add("--number", default="447700900900", help=f"number that receives {usual}")
    add("--country", default="44", help=f"what a leading 0 stands for {usual}")
    add("--reply-text", default=Settings().reply_text, help="what 447700900077 replies")
    add(
        "--delivery-seconds",
        type=float,
        default=Delays().sms,
        help=f"seconds until an SMS is delivered; faxes take in proportion {usual}",
    )
    add(
        "--zone-minutes",
        type=float,
        default=180,
        help=f"zone of all dates, in minutes east {usual}",
    )
    add(
        "--empty",
        type=Empty,
        choices=list(Empty),
        default=Empty.ERROR,
        help=f"what a list answers that is empty {usual}",
    )
    add(
        "--bad-media",
        type=BadMedia,
        choices=list(BadMedia),
        default=BadMedia.REFUSE,
        help=f"what becomes of a sound or document that is none {usual}",
    )
    return parser


def simulator_of(arguments: argparse.Namespace) -> EnteraSimulator:
    """Make the simulator that a command line asks for."""
    usual = Delays()
    part = arguments.delivery_seconds / usual.sms
    delays = Delays(
        **{
            field.name: getattr(usual, field.name)
            * (1 if field.name in NOT_SCALED else part)
            for field in fields(usual)
        }
    )
    return EnteraSimulator(
        login=arguments.login,
        password=arguments.password,
        credit=arguments.credit,
        sms_price=arguments.sms_price,
        page_price=arguments.page_price,
        minute_price=arguments.minute_price,
        number=arguments.number,
        country=arguments.country,
        settings=Settings(
            delays=delays,
            zone=timezone(timedelta(minutes=arguments.zone_minutes)),
            empty=arguments.empty,
            bad_media=arguments.bad_media,
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
