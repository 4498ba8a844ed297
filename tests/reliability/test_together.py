"""Sends, a reload, an unload and a reauthentication at once, in many orders."""

import asyncio
from collections.abc import Awaitable, Callable
import gc
from pathlib import Path
import random
import threading

import aiohttp
from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import (
    ConfigEntry,
    ConfigEntryState,
    OperationNotAllowed,
)
from homeassistant.core import HomeAssistant
import pytest

from tests.engine.accounts import database
from tests.integration.flows import fill_in
from tests.integration.world import set_up
from tests.simulators.faults import Fault, FaultKind

from .calm import Calm
from .parties import PREFIX, Names, Party, parties
from .plan import Order
from .storm import Storm
from .writing import Write

pytestmark = pytest.mark.usefixtures("socket_enabled")

# Turns of the loop: most sends come before the account is gone, some after.
MOST_BEFORE_SENDS, MOST_BEFORE_CHANGES = 60, 200


def left_behind(path: Path) -> list[str]:
    """List tasks, threads, timers, open files and sessions that an account left."""
    loop = asyncio.get_running_loop()
    files = [link.resolve().name for link in Path("/proc/self/fd").iterdir()]
    timers = [
        handle
        for handle in loop._scheduled  # type: ignore[attr-defined]  # nobody else tells
        if "message_gateways" in repr(handle) and not handle.cancelled()
    ]
    gc.collect()
    sessions = [
        each
        for each in gc.get_objects()
        if isinstance(each, aiohttp.ClientSession) and not each.closed
    ]
    return [
        *(f"task {each.get_name()}" for each in _our_tasks()),
        *(
            f"thread {each.name}"
            for each in threading.enumerate()
            if each.name.startswith("message_gateways")
        ),
        *(f"file {name}" for name in files if name.startswith(path.name)),
        *(f"timer {each}" for each in timers),
        # Home Assistant has one of its own.
        *(f"session {each}" for each in sessions[1:]),
    ]


def _our_tasks() -> list[asyncio.Task[object]]:
    """Return the tasks that run our code."""
    return [
        task
        for task in asyncio.all_tasks()
        if task is not asyncio.current_task()
        and (
            task.get_name().startswith(("message_gateways", "Provider"))
            or "message_gateways" in repr(task.get_coro())
        )
    ]


async def sign_in_again(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Go through reauthentication as a user does."""
    entry.async_start_reauth(hass)
    for _ in range(50):
        await asyncio.sleep(0)
        if flows := hass.config_entries.flow.async_progress():
            form = await hass.config_entries.flow.async_configure(flows[0]["flow_id"])
            await fill_in(hass, form, username="demo", password="secret")
            return


async def unload(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Unload an account that may be on its way elsewhere."""
    await hass.config_entries.async_unload(entry.entry_id)


async def reload(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Load an account again that may be on its way elsewhere."""
    await hass.config_entries.async_reload(entry.entry_id)


async def after(turns: int, work: Callable[[], Awaitable[object]]) -> None:
    """Do something some turns of the loop from now, if it may be done then."""
    for _ in range(turns):
        await asyncio.sleep(0)
    try:
        await work()
    except OperationNotAllowed:
        return


async def one_round(
    hass: HomeAssistant, rng: random.Random, number: int, party: Party, storm: Storm
) -> list[asyncio.Task[None]]:
    """Begin everything at once, each some turns later than the other."""
    entry = party.entry

    async def send(which: int) -> None:
        """Send a text of its own."""
        storm.begin(
            Order(
                at=0,
                party=party.name,
                text=f"Round {number}, {which}",
                addresses=(f"{PREFIX}{510 + which}",),
            )
        )

    works: list[tuple[int, Callable[[], Awaitable[object]]]] = [
        (MOST_BEFORE_SENDS, lambda: send(1)),
        (MOST_BEFORE_SENDS, lambda: send(2)),
        (MOST_BEFORE_CHANGES, lambda: reload(hass, entry)),
        (MOST_BEFORE_CHANGES, lambda: unload(hass, entry)),
        (MOST_BEFORE_CHANGES, lambda: sign_in_again(hass, entry)),
    ]
    return [
        asyncio.create_task(after(rng.randrange(most), work)) for most, work in works
    ]


async def test_nothing_is_lost_whatever_happens_at_once(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    pytestconfig: pytest.Config,
    write: Write,
) -> None:
    rounds = 300 if pytestconfig.getoption("--long") else 30
    names = Names(hass)
    async with parties(hass) as everybody:
        party = everybody[0]
        entry, simulator = party.entry, party.simulator
        assert simulator is not None
        await set_up(hass, entry)
        calm = Calm(hass, freezer, [entry], [simulator])
        storm = Storm(hass, [party], names)
        for number in range(rounds):
            rng = random.Random(number)  # noqa: S311 - to be repeated, guards nothing
            if rng.random() < 0.5:
                fault = rng.choice((FaultKind.SLOW, FaultKind.CUT))
                processed = rng.random() < 0.5
                simulator.faults.add(
                    Fault(kind=fault, path="/text/", seconds=8, processed=processed)
                )
            tasks = await one_round(hass, rng, number, party, storm)
            for _ in range(200):
                await calm.pass_time(2, step=2)
                if all(task.done() for task in tasks):
                    break
            await asyncio.gather(*tasks)
            await calm.pass_time(20, step=10)
            if entry.state is ConfigEntryState.NOT_LOADED:
                assert left_behind(database(hass, entry)) == []
                assert await hass.config_entries.async_setup(entry.entry_id)
            assert entry.state is ConfigEntryState.LOADED, f"round {number}"
            simulator.faults.clear()
        await calm.pass_time(2 * 3600, step=120)
        figures, violations = await storm.end()
        unloading = asyncio.create_task(unload(hass, entry))
        await calm.pass_time(10, step=5)
        await unloading
        assert left_behind(database(hass, entry)) == []
    write("at once", figures)
    assert violations == []
    # The account was there often enough for this to say something.
    assert rounds / 2 < len(list(party.taken())) < 2 * rounds
