"""Every gateway with a provider on loopback, whose secrets are like no other word."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera.server import EnteraSimulator
from tests.simulators.http_simulator import HttpSimulator
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.ictcore.users import hashed
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator

LOGIN = "login-of-wilhelmina"
SECRET = "pa55-Sésame/&?+open"
CHANGED = "n3w-Pa55w0rd=of&hers"
WRONG = "wr0ng-Pa55w0rd!typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider, what signs in to it, and what makes it refuse that.

    `secret` is the name of the field that is one. `change` sets a new one.
    """

    gateway: str
    simulator: HttpSimulator
    sign_in: dict[str, Any]
    secret: str
    change: Callable[[str], None]
    receive: Callable[..., object] | None = None
    actions: tuple[tuple[str, dict[str, Any]], ...] = ()
    options: Mapping[str, str] = field(default_factory=lambda: {"sender": "2020"})

    def secrets(self) -> set[str]:
        """Return all secrets: those that were typed and those that were handed out."""
        found = {SECRET, CHANGED, WRONG}
        for asked in self.simulator.requests:
            authorization = asked.headers.get("Authorization", "")
            found.add(authorization.rpartition(" ")[2])
            for name, values in asked.query.items():
                if name.lower() in ("sessionid", "token", "signature", "password"):
                    found.update(values)
            if self.gateway == "ogangi":
                found.add(asked.raw_path.rpartition("/")[2].partition("?")[0])
        return {one for one in found if len(one) > 6}


@asynccontextmanager
async def infobip() -> AsyncIterator[Provider]:
    """Open an Infobip-compatible provider."""
    async with InfobipSimulator() as simulator:
        account = simulator.add_account(user=LOGIN, password=SECRET)
        yield Provider(
            gateway="infobip",
            simulator=simulator,
            sign_in={
                "base_url": f"{simulator.url}/restapi",
                "username": LOGIN,
                "password": SECRET,
                "verify_ssl": True,
            },
            secret="password",
            change=lambda secret: setattr(account, "password", secret),
            receive=lambda **what: simulator.receive(account, **what),
            actions=(("look_up_number", {"to": ["+447700900477"]}),),
        )


@asynccontextmanager
async def devino() -> AsyncIterator[Provider]:
    """Open Devino Telecom."""
    async with DevinoSimulator() as simulator:
        account = simulator.add_account(login=LOGIN, password=SECRET)

        def change(secret: str) -> None:
            """Refuse what was good until now."""
            account.password = secret
            simulator.expire_sessions()

        yield Provider(
            gateway="devino",
            simulator=simulator,
            sign_in={
                "base_url": f"{simulator.url}/rest",
                "login": LOGIN,
                "password": SECRET,
            },
            secret="password",
            change=change,
            receive=lambda **what: simulator.receive(account, **what),
            actions=(
                (
                    "get_statistics",
                    {"since": "2026-11-01 00:00:00", "until": "2026-11-20 00:00:00"},
                ),
            ),
        )


@asynccontextmanager
async def entera() -> AsyncIterator[Provider]:
    """Open Entera."""
    async with EnteraSimulator() as simulator:
        account = simulator.add_account(login=LOGIN, password=SECRET)
        yield Provider(
            gateway="entera",
            simulator=simulator,
            sign_in={
                "base_url": simulator.base_url,
                "login": LOGIN,
                "password": SECRET,
            },
            secret="password",
            change=lambda secret: setattr(account, "password", secret),
            actions=(("get_address_books", {}),),
        )


@asynccontextmanager
async def ogangi() -> AsyncIterator[Provider]:
    """Open OGangi."""
    async with OgangiSimulator(
        instance_id="7", public_key=LOGIN, private_key=SECRET
    ) as simulator:
        yield Provider(
            gateway="ogangi",
            simulator=simulator,
            sign_in={
                "base_url": f"{simulator.url}/mmc",
                "instance_id": "7",
                "public_key": LOGIN,
                "private_key": SECRET,
                "verify_ssl": True,
            },
            secret="private_key",
            change=lambda secret: setattr(simulator.account, "private_key", secret),
            receive=simulator.receive,
            options={"sender": "2020", "carrier": "Movistar"},
            actions=(
                ("send_pin", {"to": "+447700900477", "message": "Quokkas knock"}),
                ("fire_message", {"sender": "+447700900477", "message": "Quokkas dig"}),
            ),
        )


@asynccontextmanager
async def ictcore() -> AsyncIterator[Provider]:
    """Open an ICTCore server."""
    async with IctcoreSimulator() as simulator:
        user_id = simulator.add_user(username=LOGIN, password=SECRET, role="2")

        def change(secret: str) -> None:
            """Refuse what was good until now."""
            simulator.world.tables.users.update(user_id, {"passwd": hashed(secret)})
            simulator.expire_tokens()

        yield Provider(
            gateway="ictcore",
            simulator=simulator,
            sign_in={
                "base_url": simulator.url,
                "username": LOGIN,
                "password": SECRET,
                "verify_ssl": True,
            },
            secret="password",
            change=change,
            receive=simulator.receive,
            actions=(("get_address_books", {}),),
            options={},
        )


PROVIDERS = {one.__name__: one for one in (infobip, devino, entera, ogangi, ictcore)}
