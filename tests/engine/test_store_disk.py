"""A full disk, a disk that can only be read, and a backup."""

import asyncio
from contextlib import closing
from pathlib import Path
import shutil
import sqlite3

import pytest

from custom_components.message_gateways.engine import (
    outbox_queries as queries,
    store_file,
)
from custom_components.message_gateways.engine.store import (
    Store,
    StoreError,
)

from .making import open_database
from .stores import count_messages, mark, marks, marks_in, take


async def fill_disk(store: Store, *, free_pages: int) -> None:
    """Let the file grow by so many pages and no more, as on a full disk."""

    def limit(db: sqlite3.Connection) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count={pages + free_pages}")

    await store._on_writer("PRAGMA wal_checkpoint(TRUNCATE)")
    await store.write(limit)


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
    for i in range(5):
        await store.write(mark(str(i) * 1_000_000))
    log = store.path.with_name(store.path.name + "-wal")
    assert log.stat().st_size > 1000 * 4096
    assert store.path.read_bytes() == bytes_before
    copy = tmp_path / "restored.db"
    shutil.copy(store.path, copy)
    assert marks_in(copy) == ["before"]
    assert open_database(copy).execute("PRAGMA quick_check").fetchone()[0] == "ok"
    await store.end_backup()
    for i in range(3):
        await store.write(mark(f"after{i}"))
    assert store.path.read_bytes() != bytes_before
    assert len(await store.read(marks)) == 9


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


async def test_a_reader_that_does_not_end_is_told_of_and_the_main_file_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it has ended, the next backup has everything in one file."""
    monkeypatch.setattr(store_file, "LOCK_TIMEOUT", 0.01)
    store = Store(path)
    await store.open()
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM marks").fetchall()
        await store.write(mark("newest"))
        with pytest.raises(StoreError, match="reading"):
            await store.begin_backup()
        await store.write(mark("later"))
    await store.begin_backup()
    copy = path.with_name("restored.db")
    shutil.copy(path, copy)
    assert marks_in(copy) == ["later", "newest"]
    await store.end_backup()
    await store.close()
