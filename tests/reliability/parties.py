"""Accounts with all gateways, and what their simulated providers have taken."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
import socket
from typing import override

from aiohttp.abc import AbstractResolver, ResolveResult
from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import DATA_RESOLVER
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.engine.connections import DATA_CONNECTORS
from custom_components.message_gateways.gateways.sandbox.gateway import SandboxGateway
from tests.engine.accounts import database, loaded
from tests.integration.providers import (
    devino_entry,
    entera_entry,
    ictcore_entry,
    ogangi_entry,
)
from tests.integration.world import infobip_entry, recipient
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera.server import EnteraSimulator
from tests.simulators.http_simulator import HttpSimulator
from tests.simulators.ictcore import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator

from .referee import Taken, key_of, read_ends

PREFIX = "+447700900"
PLENTY = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A saved recipient of all accounts; `minutes` is how long it is tried."""

    name: str
    addresses: tuple[str, ...]
    minutes: int
    fail_at_once: bool = False


PEOPLE = (
    Person(name="Anna", addresses=(f"{PREFIX}500",), minutes=60),
    Person(name="Ben", addresses=(f"{PREFIX}501",), minutes=10),
    Person(name="Carla", addresses=(f"{PREFIX}502", f"{PREFIX}503"), minutes=60),
    Person(name="Dora", addresses=(f"{PREFIX}504",), minutes=2, fail_at_once=True),
)


class Names(AbstractResolver):
    """Find names ending in `.example` on loopback, while their name server is up."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Find every name at first."""
        self._hass = hass
        self._lost: set[str] = set()
        hass.data[str(DATA_RESOLVER)] = self

    def lose(self, host: str) -> None:
        """Find a name no more; nobody remembers where it was."""
        self._lost.add(host)
        for connector in self._hass.data[DATA_CONNECTORS].values():
            connector.clear_dns_cache()

    def find(self, host: str) -> None:
        """Find a name again."""
        self._lost.discard(host)

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the address of a name."""
        if not host.endswith(".example") or host in self._lost:
            raise OSError(None, "Domain name not found")
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    @override
    async def close(self) -> None:
        """Hold nothing that has to be closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An account and its provider; `log_out` ends all sessions where there are any."""

    name: str
    entry: MockConfigEntry
    simulator: HttpSimulator | None
    taken: Callable[[], Iterable[Taken]]
    log_out: Callable[[], None] | None = None

    @property
    def host(self) -> str:
        """Return the name its provider is found by."""
        return f"{self.name}.example"


@asynccontextmanager
async def parties(hass: HomeAssistant) -> AsyncIterator[list[Party]]:
    """Open a provider of each kind; their accounts are not set up yet."""
    async with AsyncExitStack() as stack:
        infobip = InfobipSimulator(credit=PLENTY)
        devino = DevinoSimulator(credit=PLENTY)
        entera = EnteraSimulator(credit=PLENTY)
        ogangi, ictcore = OgangiSimulator(), IctcoreSimulator()
        for each in (infobip, devino, entera, ogangi, ictcore):
            await stack.enter_async_context(each)
        sandbox = MockConfigEntry(
            domain="message_gateways",
            title="Sandbox",
            entry_id="01SANDBOX",
            data={"gateway": "sandbox", "credit": float(PLENTY), "price": 0.05},
            subentries_data=_people(),
        )
        yield [
            Party(
                name="infobip",
                entry=_named("infobip", infobip_entry(infobip)),
                simulator=infobip,
                taken=lambda: [
                    Taken(key=key_of(one.text or "", one.to), at=one.accepted_at)
                    for one in infobip.messages
                    if one.refused is None
                ],
            ),
            Party(
                name="devino",
                entry=_named("devino", devino_entry(devino)),
                simulator=devino,
                taken=lambda: [
                    Taken(key=key_of(one.text, one.to), at=one.accepted_at)
                    for one in devino.messages
                    if not one.refused
                ],
                log_out=devino.expire_sessions,
            ),
            Party(
                name="entera",
                entry=_named("entera", entera_entry(entera)),
                simulator=entera,
                taken=lambda: [
                    Taken(key=key_of(task.text, one.number), at=task.accepted_at)
                    for task in entera.messages
                    for one in task.deliveries
                    if not one.behaviour.refused
                ],
            ),
            Party(
                name="ogangi",
                entry=_named("ogangi", ogangi_entry(ogangi)),
                simulator=ogangi,
                taken=lambda: [
                    Taken(key=key_of(one.text, one.to), at=one.sent_at)
                    for one in ogangi.messages
                    if one.refused is None
                ],
            ),
            Party(
                name="ictcore",
                entry=_named("ictcore", ictcore_entry(ictcore)),
                simulator=ictcore,
                taken=lambda: [
                    Taken(key=key_of(one.text or "", one.to or ""), at=one.at)
                    for one in ictcore.sent
                ],
                log_out=ictcore.expire_tokens,
            ),
            Party(
                name="sandbox",
                entry=sandbox,
                simulator=None,
                taken=lambda: sandbox_has(hass, sandbox),
            ),
        ]


def sandbox_has(hass: HomeAssistant, entry: MockConfigEntry) -> list[Taken]:
    """List what the sandbox has taken; it knows messages by our ids."""
    gateway = loaded(entry).gateway
    assert isinstance(gateway, SandboxGateway)
    return [
        Taken(key=key, at=None)
        for key, end in read_ends(database(hass, entry)).items()
        if end.id in gateway._taken
    ]


def _named(name: str, entry: MockConfigEntry) -> MockConfigEntry:
    """Let an account find its provider by a name."""
    url = str(entry.data["base_url"])
    return MockConfigEntry(
        domain=entry.domain,
        title=entry.title,
        entry_id=entry.entry_id,
        data={**entry.data, "base_url": url.replace("127.0.0.1", f"{name}.example")},
        options=dict(entry.options),
        subentries_data=_people(),
    )


def _people() -> list[ConfigSubentryDataWithId]:
    """Describe all saved recipients."""
    return [
        recipient(
            person.name,
            *person.addresses,
            give_up_after=person.minutes,
            fail_at_once=person.fail_at_once,
        )
        for person in PEOPLE
    ]
