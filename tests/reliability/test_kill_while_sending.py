"""The process is killed at each step of a send: one message comes of it, or none."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
import socket
import sqlite3

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from tests.integration.world import ANNA, let_pass, state_of
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.infobip.server import InfobipSimulator

from .figures import Figures
from .nursery import Victim
from .referee import key_of, read_ends
from .test_kill import STATUS, provider, rows, start_again, until, victim
from .victim import GO, READY, STILL
from .writing import Write

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")
DATABASE = ".storage/message_gateways.01PROVIDER.db"


@contextmanager
def disk_that_takes_nothing(folder: Path) -> Iterator[None]:
    """Hold the write lock: whoever wants to commit waits."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        yield
        lock.execute("ROLLBACK")


async def a_while(process: Victim) -> None:
    """Let the process get as far as it can."""
    turns = iter(range(60))
    await until(process, lambda: next(turns, None) is None)


async def judge(
    hass: HomeAssistant, provider: InfobipSimulator, folder: Path, write: Write
) -> None:
    """Start again, let everything come to its end, and count."""
    with freeze_time() as freezer:
        assert isinstance(freezer, FrozenDateTimeFactory)
        delivery, _ = await start_again(hass, provider)
        await let_pass(hass, freezer, 400, step=10)
        ends = read_ends(folder / DATABASE)
        count = len(provider.messages)
        status = [end.status for end in ends.values()]
        write(
            "kills",
            Figures(
                messages=1,
                faults=1,
                lost=int(bool(ends) and not count),
                doubled=max(count - 1, 0),
                wrongly_told=int(status != ["delivered"] * count),
            ),
        )
        assert status == ["delivered"] * count
        assert delivery.types.count("delivered") == count
        if count:
            assert list(ends) == [key_of("Smoke", ANNA)]
            assert state_of(hass, "sensor", STATUS).state == "delivered"


async def test_killed_before_the_commit(
    provider: InfobipSimulator, hass: HomeAssistant, tmp_path: Path, write: Write
) -> None:
    """Nobody was told that it was taken, and nothing was."""
    async with victim(
        tmp_path, provider, exclusive=False, send=True, at_once=False
    ) as process:
        await until(process, (tmp_path / READY).exists)
        with disk_that_takes_nothing(tmp_path):
            (tmp_path / GO).touch()
            await a_while(process)
            assert provider.requests_to("/text/") == []
            await process.kill()
    assert rows(tmp_path, "SELECT status FROM messages") == []
    await judge(hass, provider, tmp_path, write)
    assert provider.messages == []


async def test_killed_between_the_commit_and_the_request(
    provider: InfobipSimulator, hass: HomeAssistant, tmp_path: Path, write: Write
) -> None:
    """Somebody listens and never says a word: there is no secure connection."""
    (tmp_path / STILL).touch()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        async with victim(
            tmp_path, provider, exclusive=False, send=True, base_url=url
        ) as process:
            await until(
                process,
                lambda: (
                    (tmp_path / READY).exists()
                    and rows(tmp_path, "SELECT status FROM messages") == [("sending",)]
                ),
            )
            await process.kill()
    assert rows(tmp_path, "SELECT status, attempts FROM messages") == [("sending", 1)]
    await judge(hass, provider, tmp_path, write)
    assert len(provider.messages) == 1


async def test_killed_between_the_answer_and_its_commit(
    provider: InfobipSimulator, hass: HomeAssistant, tmp_path: Path, write: Write
) -> None:
    provider.faults.add(
        Fault(kind=FaultKind.SLOW, path="/text/advanced", seconds=0.3, processed=True)
    )
    async with victim(tmp_path, provider, exclusive=False, send=True) as process:
        await until(process, lambda: bool(provider.messages))
        with disk_that_takes_nothing(tmp_path):
            await until(process, lambda: provider.working == 0)
            await a_while(process)
            await process.kill()
    assert rows(tmp_path, "SELECT status FROM messages") == [("sending",)]
    await judge(hass, provider, tmp_path, write)
    assert len(provider.messages) == 1


@pytest.mark.parametrize("arrived", [True, False])
async def test_killed_while_it_asks_where_the_message_stands(
    provider: InfobipSimulator,
    hass: HomeAssistant,
    tmp_path: Path,
    write: Write,
    *,
    arrived: bool,
) -> None:
    provider.faults.add(
        Fault(kind=FaultKind.HANG, path="/sms/1/logs", processed=arrived)
    )
    async with victim(tmp_path, provider, exclusive=False, send=True) as process:
        await until(process, lambda: bool(provider.requests_to("/sms/1/logs")))
    assert rows(tmp_path, "SELECT followed FROM messages") == [(1,)]
    await judge(hass, provider, tmp_path, write)
    assert len(provider.messages) == 1
