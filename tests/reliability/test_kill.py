"""The process is killed at the worst moments; nothing is lost, nothing doubled."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
import sqlite3
from typing import Any

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from tests.integration.world import (
    ANNA,
    EventLog,
    infobip_entry,
    let_pass,
    recipient,
    set_up,
    state_of,
)
from tests.reliability.nursery import Victim, start
from tests.reliability.victim import GO, READY
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.infobip.settings import Delays

pytestmark = pytest.mark.usefixtures("socket_enabled")

STATUS = "01PROVIDER_id_anna_last_delivery_status"


@pytest.fixture
def provider(infobip_simulator_now: InfobipSimulator) -> InfobipSimulator:
    """Return a provider that delivers at once."""
    infobip_simulator_now.configure(
        delays=Delays(waiting=0, operator=0, final=0, reply=0)
    )
    return infobip_simulator_now


@asynccontextmanager
async def victim(
    config_dir: Path,
    provider: InfobipSimulator,
    *,
    exclusive: bool,
    send: bool,
    at_once: bool = True,
    base_url: str | None = None,
) -> AsyncIterator[Victim]:
    """Run a Home Assistant in a process of its own and kill it at the end.

    It sends `at_once`, or as soon as there is a file of the name GO, to the provider
    or to what is at `base_url`.
    """
    for name, there in ((READY, False), (GO, at_once)):
        (config_dir / name).unlink(missing_ok=True)
        if there:
            (config_dir / name).touch()
    entry = infobip_entry(provider, recipient("Anna", ANNA))
    order = {
        "config_dir": str(config_dir),
        "entry": {
            "title": entry.title,
            "unique_id": entry.unique_id,
            "entry_id": entry.entry_id,
            "data": {**entry.data, **({"base_url": base_url} if base_url else {})},
            "options": {"exclusive": exclusive},
            "subentries_data": [recipient("Anna", ANNA)],
        },
        "send": ["notify.anna"] if send else [],
    }
    process = await start(order)
    try:
        yield process
    finally:
        await process.kill()


async def until(process: Victim, happened: Callable[[], bool]) -> None:
    """Wait for something the process does."""
    async with asyncio.timeout(50):
        while not happened():
            assert process.alive, "it ended by itself"
            await asyncio.sleep(0.005)


async def start_again(
    hass: HomeAssistant, provider: InfobipSimulator, *, exclusive: bool = False
) -> tuple[EventLog, EventLog]:
    """Start on the same folder; returns what is announced of both kinds."""
    delivery = EventLog(hass, "event.provider_delivery")
    inbound = EventLog(hass, "event.provider_inbound_message")
    entry = infobip_entry(
        provider, recipient("Anna", ANNA), options={"exclusive": exclusive}
    )
    await set_up(hass, entry)
    return delivery, inbound


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    """Read the database that the dead process left."""
    path = folder / ".storage/message_gateways.01PROVIDER.db"
    with closing(sqlite3.connect(path)) as db:
        return db.execute(query).fetchall()


@pytest.mark.parametrize("arrived", [True, False])
async def test_killed_between_request_and_answer(
    provider: InfobipSimulator, hass: HomeAssistant, tmp_path: Path, arrived: bool
) -> None:
    provider.faults.add(
        Fault(kind=FaultKind.HANG, path="/text/advanced", processed=arrived)
    )
    async with victim(tmp_path, provider, exclusive=False, send=True) as process:
        await until(process, lambda: bool(provider.requests_to("/text/advanced")))
    assert rows(tmp_path, "SELECT status FROM messages") == [("sending",)]

    with freeze_time() as freezer:
        assert isinstance(freezer, FrozenDateTimeFactory)
        delivery, _ = await start_again(hass, provider)
        await let_pass(hass, freezer, 300, step=10)
        assert state_of(hass, "sensor", STATUS).state == "delivered"
        assert len(provider.messages) == 1
        assert delivery.types.count("delivered") == 1
        assert state_of(hass, "sensor", "01PROVIDER_cost").state == "0.01"


async def test_killed_between_a_one_time_read_of_reports_and_its_processing(
    provider: InfobipSimulator, hass: HomeAssistant, tmp_path: Path
) -> None:
    # The rows are handed over and gone; the answer never gets through.
    provider.faults.add(
        Fault(kind=FaultKind.HANG, path="/sms/1/reports", processed=True)
    )
    async with victim(tmp_path, provider, exclusive=True, send=True) as process:
        # The first question after a start goes to the logs: nothing is final there.
        provider.configure(delays=Delays(waiting=0, operator=0, final=0.5))
        await until(process, lambda: bool(provider.requests_to("/sms/1/reports")))
    assert rows(tmp_path, "SELECT followed FROM messages") == [(1,)]

    with freeze_time() as freezer:
        assert isinstance(freezer, FrozenDateTimeFactory)
        delivery, _ = await start_again(hass, provider, exclusive=True)
        await let_pass(hass, freezer, 60, step=5)
        assert state_of(hass, "sensor", STATUS).state == "delivered"
        assert delivery.types.count("delivered") == 1
        assert len(provider.messages) == 1


async def test_killed_between_a_one_time_read_of_the_inbox_and_its_processing(
    provider: InfobipSimulator, hass: HomeAssistant, tmp_path: Path
) -> None:
    provider.faults.add(
        Fault(kind=FaultKind.HANG, path="/inbox/reports", processed=True)
    )
    async with victim(tmp_path, provider, exclusive=True, send=False) as process:
        await until(process, lambda: bool(provider.requests_to("/inbox/logs")))
        provider.receive(from_=ANNA.removeprefix("+"), text="I am on my way")
        await until(process, lambda: bool(provider.requests_to("/inbox/reports")))
    assert rows(tmp_path, "SELECT text FROM inbox") == []

    with freeze_time() as freezer:
        assert isinstance(freezer, FrozenDateTimeFactory)
        _, inbound = await start_again(hass, provider, exclusive=True)
        await let_pass(hass, freezer, 120, step=15)
        assert [each.attributes["text"] for each in inbound.states] == [
            "I am on my way"
        ]


async def test_killed_after_the_read_and_before_the_commit(
    provider: InfobipSimulator, hass: HomeAssistant, tmp_path: Path
) -> None:
    async with victim(tmp_path, provider, exclusive=True, send=False) as process:
        await until(process, lambda: len(provider.requests_to("/inbox/reports")) > 1)
        path = tmp_path / ".storage/message_gateways.01PROVIDER.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as lock:
            # Nothing can be committed while somebody else holds the write lock.
            lock.execute("BEGIN IMMEDIATE")
            provider.receive(from_=ANNA.removeprefix("+"), text="I am on my way")
            asked = len(provider.requests_to("/inbox/reports"))
            await until(
                process,
                lambda: len(provider.requests_to("/inbox/reports")) > asked,
            )
            await process.kill()
            lock.execute("ROLLBACK")
    assert rows(tmp_path, "SELECT text FROM inbox") == []

    with freeze_time() as freezer:
        assert isinstance(freezer, FrozenDateTimeFactory)
        _, inbound = await start_again(hass, provider, exclusive=True)
        await let_pass(hass, freezer, 120, step=15)
        assert [each.attributes["text"] for each in inbound.states] == [
            "I am on my way"
        ]
