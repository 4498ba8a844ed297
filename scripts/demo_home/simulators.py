"""The gateways of the demo: simulators, each a program of its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
import secrets
import sys

from .cast import (
    ALEX,
    CLEANER,
    CODE,
    CREDIT,
    DEVINO_CREDIT,
    DEVINO_PRICE,
    FOLLOWED,
    KIM,
    MINUTE_PRICE,
    PAGE_PRICE,
    PRICE,
    PUBLIC_KEY,
    SMS_PRICE,
    USERNAME,
    VIBER_PRICE,
    WORKSPACE,
    Account,
    devino,
    entera,
    ictcore,
    infobip,
    ogangi,
)
from .processes import Program, free_port, running


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulator:
    """A simulator by the name of its module, and how it is told of its account.

    `key_option` takes what nobody else knows, `account` describes the account
    at an address with that secret.
    """

    module: str
    key_option: str
    arguments: tuple[str, ...]
    account: Callable[[str, str], Account]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A simulator that runs: where it is, and the account to add."""

    program: Program
    url: str
    account: Account


SIMULATORS = (
    Simulator(
        module="tests.simulators.infobip",
        key_option="--password",
        arguments=(
            *("--user", USERNAME, "--credit", f"{CREDIT}", "--price", f"{PRICE}"),
            *("--reply-text", f"{ALEX.reply}"),
        ),
        account=infobip,
    ),
    Simulator(
        module="tests.simulators.devino",
        key_option="--password",
        arguments=(
            *("--login", USERNAME, "--credit", f"{DEVINO_CREDIT}"),
            *("--price", f"{DEVINO_PRICE}", "--viber-price", f"{VIBER_PRICE}"),
            # Viber has to fail before the SMS goes out in its place.
            *("--reply-text", f"{KIM.reply}", "--delivery-seconds", "3"),
        ),
        account=devino,
    ),
    Simulator(
        module="tests.simulators.entera",
        key_option="--password",
        arguments=(
            *("--login", USERNAME, "--sms-price", f"{SMS_PRICE}"),
            *("--page-price", f"{PAGE_PRICE}", "--minute-price", f"{MINUTE_PRICE}"),
            # Faxes and calls take longer, in proportion.
            *("--delivery-seconds", "3"),
        ),
        account=entera,
    ),
    Simulator(
        module="tests.simulators.ogangi",
        key_option="--private-key",
        arguments=(
            *("--instance-id", WORKSPACE, "--public-key", PUBLIC_KEY, "--code", CODE),
            *("--reply-text", f"{FOLLOWED.reply}"),
        ),
        account=ogangi,
    ),
    Simulator(
        module="tests.simulators.ictcore",
        key_option="--password",
        arguments=(
            *("--username", USERNAME, "--reply-text", f"{CLEANER.reply}"),
            *("--delivery-seconds", "3"),
        ),
        account=ictcore,
    ),
)


@asynccontextmanager
async def all_simulators(
    *, root: Path, logs: Path
) -> AsyncIterator[tuple[Gateway, ...]]:
    """Run all simulators until the block is left; they may not answer yet."""
    async with AsyncExitStack() as stack:
        gateways = [
            await stack.enter_async_context(_run(each, root, logs))
            for each in SIMULATORS
        ]
        yield tuple(gateways)


@asynccontextmanager
async def _run(simulator: Simulator, root: Path, logs: Path) -> AsyncIterator[Gateway]:
    """Run a simulator on a free port, with a new secret."""
    port, secret = free_port(), secrets.token_hex(6)
    url = f"http://127.0.0.1:{port}"
    account = simulator.account(url, secret)
    command = [
        *(sys.executable, "-m", simulator.module, "--port", str(port)),
        *(simulator.key_option, secret, *simulator.arguments),
    ]
    name = f"The simulator of {account.name}"
    log = logs / f"{account.gateway}.log"
    async with running(name, command, folder=root, log=log) as program:
        yield Gateway(program=program, url=url, account=account)
