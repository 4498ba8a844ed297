"""The process is killed at each statement of an upgrade; the next start ends it."""

from collections.abc import Iterator
import itertools
import multiprocessing
import os
from pathlib import Path
import signal

import pytest

from custom_components.message_gateways.engine import store_file
from custom_components.message_gateways.engine.schema import STEPS
from custom_components.message_gateways.engine.store import Store
from tests.engine.stores import mark, marks, pragma

# What is asked of a step in years to come: a column, an index, and rows made new.
LATER = (
    "ALTER TABLE marks ADD COLUMN more TEXT; CREATE INDEX marks_more ON marks (more);",
    """
    CREATE TABLE again (name TEXT PRIMARY KEY, value TEXT, more TEXT);
    INSERT INTO again SELECT name, value, more FROM marks;
    DROP TABLE marks;
    ALTER TABLE again RENAME TO marks;
    """,
)


def upgrade(path: Path, statements: int) -> None:
    """Open a file, and be killed before the statement of this number."""
    left = itertools.count(statements, -1)

    def count(_statement: str) -> None:
        """Count down."""
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    connection = store_file.connect(path)
    connection.set_trace_callback(count)
    store_file.prepare(connection)
    connection.close()


def kills(path: Path) -> Iterator[int]:
    """Kill an upgrade at each of its statements, until one comes to its end."""
    fork = multiprocessing.get_context("fork")
    for statements in itertools.count():
        process = fork.Process(target=upgrade, args=(path, statements))
        process.start()
        process.join(10)
        if process.exitcode == 0:
            return
        assert process.exitcode == -signal.SIGKILL
        yield statements


@pytest.mark.parametrize("version", range(len(STEPS) + len(LATER)))
async def test_killed_at_every_statement_of_an_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    """Whatever version it was of, all is there, and nothing was kept aside."""
    old, every = tmp_path / "old.db", (*STEPS, *LATER)
    monkeypatch.setattr(store_file, "STEPS", every[:version])
    if version:
        store = Store(old)
        await store.open()
        if version >= len(STEPS):
            await store.write(mark("a"))
        await store.close()
    monkeypatch.setattr(store_file, "STEPS", every)
    path, killed = tmp_path / "account.db", 0
    if old.exists():
        path.write_bytes(old.read_bytes())
    for _ in kills(path):
        killed += 1
        store = Store(path)
        await store.open()
        assert store.kept_aside is None
        assert await store.read(pragma("user_version")) == len(every)
        assert await store.read(marks) == (["a"] if version >= len(STEPS) else [])
        await store.close()
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink()
        if old.exists():
            path.write_bytes(old.read_bytes())
    assert killed > len(every) - version
