"""One writer, shared commits, and nothing lost."""

import asyncio
from collections.abc import Callable
from pathlib import Path
import shutil
import sqlite3
import threading

import pytest

from custom_components.message_gateways.engine import (
    outbox_queries as queries,
    outbox_table as table,
    store as store_module,
)
from custom_components.message_gateways.engine.rows import Target
from custom_components.message_gateways.engine.schema import STEPS
from custom_components.message_gateways.engine.store import (
    SHARED_COMMIT,
    SUFFIXES,
    AsideFile,
    KeptAside,
    Store,
    StoreError,
    delete,
)

from .making import ANNA, HELLO, NOW, insert, open_database

type Work[ResultT] = Callable[[sqlite3.Connection], ResultT]


def mark(name: str, value: str = "x") -> Work[None]:
    """Write something."""

    def work(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO marks (name, value) VALUES (?, ?)", (name, value))

    return work


def marks(db: sqlite3.Connection) -> list[str]:
    """Read what was written."""
    found = db.execute("SELECT name FROM marks ORDER BY name").fetchall()
    return [row["name"] for row in found]


def pragma(name: str) -> Work[object]:
    """Ask for a setting of the connection."""
    return lambda db: db.execute(f"PRAGMA {name}").fetchone()[0]


def marks_in(path: Path) -> list[str]:
    """Read what a file holds, with a connection of our own."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        return marks(connection)
    finally:
        connection.close()


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
    await asyncio.to_thread(_wait_for_no_thread, path.stem)


def _wait_for_no_thread(name: str) -> None:
    """Wait until the threads of a store have ended."""
    for thread in threading.enumerate():
        if thread.name.startswith("message_gateways_") and name in thread.name:
            thread.join(5)
            assert not thread.is_alive()


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


async def test_a_new_file_gets_every_step_and_keeps_what_it_holds(path: Path) -> None:
    """Opening again changes nothing."""
    for expected in ([], ["a"]):
        store = Store(path)
        await store.open()
        assert await store.read(pragma("user_version")) == len(STEPS)
        assert await store.read(marks) == expected
        if not expected:
            await store.write(mark("a"))
        await store.close()
        assert store.kept_aside is None


async def test_an_older_file_gets_the_steps_it_lacks(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same list creates and upgrades."""
    store = Store(path)
    await store.open()
    await store.write(mark("a"))
    await store.close()
    monkeypatch.setattr(
        store_module, "STEPS", (*STEPS, "ALTER TABLE marks ADD COLUMN more TEXT;")
    )
    store = Store(path)
    await store.open()
    found = await store.read(
        lambda db: tuple(db.execute("SELECT name, value, more FROM marks").fetchone())
    )
    assert found == ("a", "x", None)
    assert await store.read(pragma("user_version")) == len(STEPS) + 1
    await store.close()


async def test_a_step_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a step would be neither old nor new."""
    store = Store(path)
    await store.open()
    await store.write(mark("a"))
    await store.close()
    monkeypatch.setattr(
        store_module,
        "STEPS",
        (*STEPS, "CREATE TABLE more (id INTEGER); CREATE TABLE marks (id INTEGER);"),
    )
    with pytest.raises(StoreError):
        await Store(path).open()
    monkeypatch.undo()
    store = Store(path)
    await store.open()
    assert await store.read(marks) == ["a"]
    await store.close()


async def aside_of(path: Path) -> AsideFile:
    """Open a store on a file that can't be used; it works with a new one."""
    store = Store(path)
    await store.open()
    assert await store.read(marks) == []
    await store.write(mark("new"))
    await store.close()
    assert store.kept_aside is not None
    assert store.kept_aside.path.parent == path.parent
    assert marks_in(path) == ["new"]
    return store.kept_aside


async def test_the_file_of_a_newer_version_is_kept_aside(path: Path) -> None:
    """It waits for that version to come back, and nothing of it is lost."""
    connection = open_database(path)
    mark("old")(connection)
    connection.execute(f"PRAGMA user_version={len(STEPS) + 1}")
    connection.close()
    aside = await aside_of(path)
    assert aside.why is KeptAside.NEWER
    assert marks_in(aside.path) == ["old"]


def filled(path: Path) -> bytes:
    """Make a database with many rows and return the bytes of its file."""
    connection = open_database(path)
    insert(connection, *(f"m{i}" for i in range(1000)))
    connection.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _whole: b"this is not a database" * 1000,
        lambda _whole: b"garbage",
        lambda whole: whole[:100],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[: len(whole) // 2 + 17],
        lambda whole: whole[:16] + bytes(84) + whole[100:],
        lambda whole: _with_page(whole, 0, bytes(4096)),
        lambda whole: _with_page(whole, 5, bytes(4096)),
        lambda whole: _with_page(whole, 5, _inverted(whole, 5)),
        lambda whole: _with_page(whole, 40, _inverted(whole, 40)),
    ],
    ids=[
        "garbage",
        "little garbage",
        "a head only",
        "half",
        "cut in a page",
        "a header of zeros",
        "no first page",
        "a page of zeros",
        "a flipped page",
        "another flipped page",
    ],
)
async def test_a_damaged_file_is_kept_aside_as_it_is(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    """An account goes on with a new file, and experts may look at the old one."""
    damaged = damage(filled(path))
    path.write_bytes(damaged)
    aside = await aside_of(path)
    assert aside.why is KeptAside.DAMAGED
    assert aside.path.read_bytes() == damaged


def _inverted(whole: bytes, number: int) -> bytes:
    """Flip every bit of a page."""
    page = whole[number * 4096 : (number + 1) * 4096]
    return bytes(255 - each for each in page)


def _with_page(whole: bytes, number: int, page: bytes) -> bytes:
    """Put a page in place of another."""
    return whole[: number * 4096] + page + whole[(number + 1) * 4096 :]


async def test_what_was_not_in_the_main_file_yet_is_kept_aside_too(path: Path) -> None:
    """The newest messages are in the file beside it."""
    filled(path)
    store = Store(path)
    await store.open()
    await store.write(mark("the freshest of all"))
    copy = path.with_name("copy.db")
    for suffix in SUFFIXES:
        shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    await store.close()
    whole = copy.read_bytes()
    copy.write_bytes(whole[:8192] + _inverted(whole, 0) * 10)
    aside = await aside_of(copy)
    kept = b"".join(
        each.read_bytes()
        for each in path.parent.iterdir()
        if each.name.startswith(aside.path.name)
    )
    assert b"the freshest of all" in kept


async def test_two_files_kept_aside_do_not_replace_each_other(path: Path) -> None:
    """Not even in the same second."""
    aside = []
    for content in (b"one" * 1000, b"two" * 1000):
        delete(path)
        path.write_bytes(content)
        aside.append((await aside_of(path)).path)
    assert [each.read_bytes()[:3] for each in aside] == [b"one", b"two"]


async def test_a_file_that_can_not_be_opened_is_an_error_and_stays_where_it_is(
    path: Path,
) -> None:
    """A folder in its place says nothing against what it holds."""
    path.mkdir()
    store = Store(path)
    with pytest.raises(StoreError):
        await store.open()
    await store.close()
    assert path.is_dir()
    assert store.kept_aside is None


async def test_a_locked_file_is_no_damaged_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else looks into it, that is all."""
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode=DELETE")
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(store_module, "LOCK_TIMEOUT", 0.01)
    store = Store(path)
    with pytest.raises(StoreError, match="locked"):
        await store.open()
    other.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


async def fill_disk(store: Store, *, free_pages: int) -> None:
    """Let the file grow by so many pages and no more, as on a full disk."""

    def limit(db: sqlite3.Connection) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count={pages + free_pages}")

    await store._on_writer("PRAGMA wal_checkpoint(TRUNCATE)")
    await store.write(limit)


def take(*ids: str) -> Work[int]:
    """Take messages in; returns how many."""
    return lambda db: len(
        table.insert(
            db,
            HELLO,
            [(each, Target(address=ANNA)) for each in ids],
            now=NOW,
            scheduled_at=None,
        )
    )


def count_messages(db: sqlite3.Connection) -> int:
    """Count all messages."""
    found: int = db.execute("SELECT count(*) FROM messages").fetchone()[0]
    return found


async def test_a_full_disk_is_an_error_and_leaves_nothing_half_written(
    store: Store,
) -> None:
    """Whoever wanted to send hears that nothing was kept."""
    await store.write(take("before"))
    await fill_disk(store, free_pages=2)
    with pytest.raises(StoreError, match="full"):
        await store.write(take(*(f"m{i}" for i in range(5000))))
    assert await store.read(count_messages) == 1
    assert (
        await store.read(
            lambda db: db.execute("SELECT count(*) FROM changes").fetchone()[0]
        )
        == 1
    )


async def test_after_a_full_disk_the_store_works_again(store: Store) -> None:
    """Nothing has to be restarted."""
    await fill_disk(store, free_pages=0)
    with pytest.raises(StoreError):
        await store.write(take(*(f"m{i}" for i in range(5000))))
    await fill_disk(store, free_pages=100_000)
    assert await store.write(take("after")) == 1
    assert [
        row.id for row in await store.read(lambda db: queries.by_ids(db, ["after"]))
    ] == ["after"]


async def test_of_writes_on_a_full_disk_each_is_kept_whole_or_is_an_error(
    store: Store,
) -> None:
    """What returned is on disk, what raised is not."""
    await fill_disk(store, free_pages=30)
    results = await asyncio.gather(
        *(store.write(take(*(f"m{i}-{j}" for j in range(100)))) for i in range(20)),
        return_exceptions=True,
    )
    kept = sum(result for result in results if isinstance(result, int))
    failed = [result for result in results if not isinstance(result, int)]
    assert failed
    assert all(isinstance(each, StoreError) for each in failed)
    assert await store.read(count_messages) == kept


async def test_a_file_that_can_only_be_read_is_an_error(store: Store) -> None:
    """As when a disk is mounted so after a fault."""
    await store._on_writer("PRAGMA query_only=ON")
    with pytest.raises(StoreError, match="readonly"):
        await store.write(mark("a"))
    assert await store.read(marks) == []


async def test_during_a_backup_the_main_file_stays_as_it_is(
    store: Store, tmp_path: Path
) -> None:
    """A copy of it alone holds all that was committed before."""
    await store.write(mark("before"))
    await store.begin_backup()
    bytes_before = store.path.read_bytes()
    # More than what is brought into the main file by itself.
    for i in range(4):
        await store.write(take(*(f"m{i}-{j}" for j in range(6000))))
    log = store.path.with_name(store.path.name + "-wal")
    assert log.stat().st_size > 1000 * 4096
    assert store.path.read_bytes() == bytes_before
    copy = tmp_path / "restored.db"
    shutil.copy(store.path, copy)
    assert marks_in(copy) == ["before"]
    assert open_database(copy).execute("PRAGMA quick_check").fetchone()[0] == "ok"
    await store.end_backup()
    for i in range(3):
        await store.write(take(f"after{i}"))
    assert store.path.read_bytes() != bytes_before
    assert await store.read(count_messages) == 24003


async def test_a_backup_with_the_file_beside_it_holds_more_and_is_sound(
    store: Store, tmp_path: Path
) -> None:
    """Whichever of the two files was copied first."""
    await store.begin_backup()
    await store.write(mark("during"))
    copy = tmp_path / "restored.db"
    shutil.copy(f"{store.path}-wal", f"{copy}-wal")
    await store.write(mark("later"))
    shutil.copy(store.path, copy)
    await store.end_backup()
    restored = Store(copy)
    await restored.open()
    assert await restored.read(marks) == ["during"]
    assert restored.kept_aside is None
    await restored.close()


def test_deleting_an_account_deletes_its_files_and_no_others(path: Path) -> None:
    """Also those that SQLite keeps beside it."""
    other = path.with_name("other.db")
    for each in (path, other):
        for suffix in SUFFIXES:
            each.with_name(each.name + suffix).write_bytes(b"")
    delete(path)
    delete(path)
    assert {each.name for each in path.parent.iterdir()} == {
        f"other.db{suffix}" for suffix in SUFFIXES
    }
