"""One writer, shared commits, and nothing lost."""

import asyncio
from pathlib import Path
import sqlite3
import threading

import pytest

from custom_components.message_gateways.engine.store import (
    SHARED_COMMIT,
    Store,
    StoreError,
)

from .stores import mark, marks, marks_in, pragma


async def test_a_commit_survives_a_power_cut(store: Store) -> None:
    """WAL and FULL are really set, on the connection that writes."""
    assert await store.write(pragma("journal_mode")) == "wal"
    assert await store.write(pragma("synchronous")) == 2
    assert await store.write(pragma("foreign_keys")) == 1


async def test_writes_that_come_together_share_a_commit(store: Store) -> None:
    """A thousand messages cost a handful of waits for the disk."""
    seen: list[str] = []
    assert store._write_connection is not None
    store._write_connection.set_trace_callback(seen.append)
    go_on = threading.Event()
    first = asyncio.ensure_future(store.write(lambda _db: go_on.wait(10)))
    await asyncio.sleep(0)
    count = SHARED_COMMIT * 2 + 5
    writes = [asyncio.ensure_future(store.write(mark(str(i)))) for i in range(count)]
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(first, *writes)
    store._write_connection.set_trace_callback(None)
    assert seen.count("COMMIT") == 1 + 3
    assert len(await store.read(marks)) == count


async def test_a_write_is_on_disk_when_it_returns(store: Store) -> None:
    """Another connection sees it."""
    await store.write(mark("a"))
    assert await asyncio.to_thread(marks_in, store.path) == ["a"]


async def test_work_that_fails_undoes_only_itself(store: Store) -> None:
    """What shares its commit is kept, and each gets its own result."""

    def fails(db: sqlite3.Connection) -> None:
        mark("half")(db)
        raise ZeroDivisionError

    def clashes(db: sqlite3.Connection) -> None:
        mark("b")(db)
        mark("b")(db)

    results = await asyncio.gather(
        store.write(mark("a")),
        store.write(fails),
        store.write(clashes),
        store.write(mark("c")),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [
        type(None),
        ZeroDivisionError,
        StoreError,
        type(None),
    ]
    assert await store.read(marks) == ["a", "c"]


async def test_work_that_undoes_all_makes_all_that_shares_its_commit_fail(
    store: Store,
) -> None:
    """As SQLite does by itself on some faults; nobody is told that it is kept."""

    def undo(db: sqlite3.Connection) -> None:
        mark("b")(db)
        db.execute("INSERT OR ROLLBACK INTO marks (name, value) VALUES ('b', 'x')")

    go_on = threading.Event()
    first = asyncio.ensure_future(store.write(lambda _db: go_on.wait(10)))
    await asyncio.sleep(0)
    writes = [
        asyncio.ensure_future(store.write(work))
        for work in (mark("a"), undo, mark("c"))
    ]
    await asyncio.sleep(0)
    go_on.set()
    results = await asyncio.gather(first, *writes, return_exceptions=True)
    assert all(isinstance(each, StoreError) for each in results[1:])
    assert all("UNIQUE" in str(each) for each in results[1:])
    assert await store.read(marks) == []
    await store.write(mark("d"))
    assert await store.read(marks) == ["d"]


async def test_a_transaction_that_can_be_neither_kept_nor_undone_holds_nothing_up(
    store: Store,
) -> None:
    """Its writes are errors; later ones work once the file does."""
    connection = store._write_connection
    assert connection is not None
    connection.set_authorizer(
        lambda action, name, *_: (
            sqlite3.SQLITE_DENY
            if action == sqlite3.SQLITE_TRANSACTION and name != "BEGIN"
            else sqlite3.SQLITE_OK
        )
    )
    for name in "ab":
        with pytest.raises(StoreError):
            await asyncio.wait_for(store.write(mark(name)), 5)
    connection.set_authorizer(None)
    await asyncio.wait_for(store.write(mark("c")), 5)
    assert await asyncio.to_thread(marks_in, store.path) == ["c"]


async def test_a_caller_that_is_cancelled_changes_nothing(store: Store) -> None:
    """Its work is done, and that of others too."""
    writes = [asyncio.ensure_future(store.write(mark(each))) for each in "abc"]
    await asyncio.sleep(0)
    writes[1].cancel()
    await asyncio.gather(*writes, return_exceptions=True)
    assert await store.read(marks) == ["a", "b", "c"]


async def test_readers_do_not_wait_for_the_writer(store: Store) -> None:
    """They see what was committed before."""
    await store.write(mark("a"))
    go_on = threading.Event()
    begun = threading.Event()

    def slow(db: sqlite3.Connection) -> None:
        mark("b")(db)
        begun.set()
        assert go_on.wait(10)

    writing = asyncio.ensure_future(store.write(slow))
    assert await asyncio.to_thread(begun.wait, 10)
    assert await asyncio.wait_for(store.read(marks), 5) == ["a"]
    assert not writing.done()
    go_on.set()
    await writing
    assert await store.read(marks) == ["a", "b"]


async def test_a_query_that_fails_is_a_store_error(store: Store) -> None:
    """Callers need to know one error only."""
    with pytest.raises(StoreError, match="no such table"):
        await store.read(lambda db: db.execute("SELECT * FROM nowhere"))


async def test_closing_finishes_what_was_asked_for(path: Path) -> None:
    """And leaves one file and no thread."""
    store = Store(path)
    await store.open()
    writes = [asyncio.ensure_future(store.write(mark(str(i)))) for i in range(5)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*writes)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert len(marks_in(path)) == 5
    names = [each.name for each in threading.enumerate()]
    assert not [each for each in names if each.startswith("message_gateways_")]


async def test_a_closed_store_says_so_and_can_be_closed_again(path: Path) -> None:
    """Nothing waits for it for ever."""
    store = Store(path)
    await store.open()
    await asyncio.gather(store.close(), store.close())
    await store.close()
    with pytest.raises(StoreError):
        await store.write(marks)
    with pytest.raises(StoreError):
        await store.read(marks)
    await store.begin_backup()
    await store.end_backup()
