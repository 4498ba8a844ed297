"""Gateways that are away for a minute or an hour, in each way they can be."""

from dataclasses import dataclass
import logging
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from tests.integration.world import set_up, state_of
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.http_simulator import HttpSimulator

from .calm import Calm
from .parties import Names, Party, parties
from .plan import Order
from .storm import Storm
from .writing import Write

pytestmark = pytest.mark.usefixtures("socket_enabled")

ALWAYS = 1_000_000
MINUTE, HOUR = 60, 3600
TITLES = {"infobip": "Provider", "ogangi": "OGangi"}
NEVER_REACHED = frozenset({"refused", "no name"})


def _always(kind: FaultKind, **more: Any) -> Fault:
    """Let every request fail in one way."""
    return Fault(kind=kind, times=ALWAYS, **more)


OUTAGES: dict[str, Fault | None] = {
    "refused": None,
    "no name": None,
    "hung": _always(FaultKind.HANG),
    "500": _always(FaultKind.STATUS, status=500),
    "503 with Retry-After": _always(FaultKind.STATUS, status=503, retry_after=30),
    "captive portal": _always(FaultKind.HTML),
}


async def begin(kind: str, party: Party, names: Names) -> None:
    """Let a provider be away from now on."""
    simulator = party.simulator
    assert isinstance(simulator, HttpSimulator)
    fault = OUTAGES[kind]
    if fault is not None:
        simulator.faults.add(fault)
        return
    await simulator.stop()
    if kind == "no name":
        # Connections that were open need no name.
        names.lose(party.host)
        await simulator.start()


async def end(kind: str, party: Party, names: Names, calm: Calm) -> None:
    """Let it be there again; whoever is still held up is cut off first."""
    simulator = party.simulator
    assert isinstance(simulator, HttpSimulator)
    if kind != "refused":
        await simulator.stop()
        await calm.settle()
    simulator.faults.clear()
    names.find(party.host)
    await simulator.start()


def lines(caplog: pytest.LogCaptureFixture, title: str) -> list[str]:
    """List what the log says of an account from INFO on."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("custom_components.message_gateways")
        and record.levelno >= logging.INFO
        and title in record.getMessage()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """An outage of one kind, and how long it lasts; seconds."""

    kind: str
    seconds: int

    @property
    def lines(self) -> int:
        """Return how many lines of the log tell of it: a short pause is no outage."""
        return 0 if self.kind.startswith("503") and self.seconds == MINUTE else 2


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let each outage last a minute; an hour too in the long run, and of two kinds."""
    long = metafunc.config.getoption("--long")
    metafunc.parametrize(
        "outage",
        [
            pytest.param(
                Outage(kind=kind, seconds=seconds), id=f"{kind}, {seconds} seconds"
            )
            for kind in OUTAGES
            for seconds in (MINUTE, HOUR)
            if long or seconds == MINUTE or kind in {"refused", "hung"}
        ],
    )


async def live_through(
    outage: Outage, two: list[Party], storm: Storm, calm: Calm
) -> None:
    """Let people send all the while."""
    for number in range(6):
        for party in two:
            for person in ("Anna", "Ben", "Dora"):
                text = f"{outage.kind} {number} of {party.name} to {person}"
                storm.begin(Order(at=0, party=party.name, text=text, people=(person,)))
        await calm.settle()
        step = 10 if outage.seconds == MINUTE else 60
        await calm.pass_time(outage.seconds / 6, step=step)


def texts(party: Party) -> list[str]:
    """List what a provider has, in the order it was taken."""
    return [one.key[0] for one in party.taken()]


async def test_an_outage_loses_doubles_and_hides_nothing(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
    write: Write,
    *,
    outage: Outage,
) -> None:
    names = Names(hass)
    async with parties(hass) as everybody:
        two = [each for each in everybody if each.name in TITLES]
        await set_up(hass, *(each.entry for each in two))
        simulators = [each.simulator for each in two if each.simulator]
        calm = Calm(hass, freezer, [each.entry for each in two], simulators)
        storm = Storm(hass, two, names)
        caplog.clear()
        for party in two:
            await begin(outage.kind, party, names)
        await live_through(outage, two, storm, calm)
        if outage.seconds == HOUR:
            balance = state_of(hass, "sensor", "01PROVIDER_balance").state
            assert balance == "unavailable"
        assert [texts(party) for party in two] == [[], []]
        for party in two:
            await end(outage.kind, party, names, calm)
        await calm.pass_time(1200, step=30)
        assert float(state_of(hass, "sensor", "01PROVIDER_balance").state) > 0
        sent = [texts(party) for party in two]
        await calm.pass_time(2 * HOUR, step=600)
        # Nothing came in twenty minutes late.
        assert sent == [texts(party) for party in two]
        storm.referee.faults += len(two)
        figures, violations = await storm.end()
    write("outages", figures)
    assert violations == []
    for party, taken in zip(two, sent, strict=True):
        if outage.kind in NEVER_REACHED:
            for person in ("Anna", "Ben"):
                got = [text for text in taken if text.endswith(person)]
                assert got == sorted(got)
        told = lines(caplog, TITLES[party.name])
        assert len(told) == outage.lines, told
        over = [line for line in told if "works again" in line or "not busy" in line]
        assert len(over) == outage.lines / 2, told
