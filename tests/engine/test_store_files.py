"""Files that are new, old, newer, damaged or not there."""

from collections.abc import Callable
from pathlib import Path
import shutil
import sqlite3

import pytest

from custom_components.message_gateways.engine import store_file
from custom_components.message_gateways.engine.schema import STEPS
from custom_components.message_gateways.engine.store import Store, StoreError
from custom_components.message_gateways.engine.store_file import (
    SUFFIXES,
    AsideFile,
    KeptAside,
    delete,
)

from .making import insert, open_database
from .stores import mark, marks, marks_in, pragma


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
        store_file, "STEPS", (*STEPS, "ALTER TABLE marks ADD COLUMN more TEXT;")
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
        store_file,
        "STEPS",
        (*STEPS, "CREATE TABLE more (id INTEGER); CREATE TABLE marks (id INTEGER);"),
    )
    store = Store(path)
    with pytest.raises(StoreError):
        await store.open()
    monkeypatch.undo()
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


@pytest.mark.parametrize("action", ["rename"])
async def test_a_file_whose_keeping_aside_is_cut_off_has_its_newest_beside_it(
    action: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was done by then; the next start goes on with a new file."""
    filled(path)
    store = Store(path)
    await store.open()
    await store.write(mark("the freshest of all"))
    copy = path.with_name("copy.db")
    for suffix in SUFFIXES:
        shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    await store.close()
    newest = b"the freshest of all"
    whole = copy.read_bytes()
    copy.write_bytes(whole[:8192] + _inverted(whole, 0) * 10)
    with monkeypatch.context() as cut:
        done = getattr(Path, action)

        def once(self: Path, *args: object, **values: object) -> None:
            done(self, *args, **values)
            raise OSError("cut off")

        cut.setattr(Path, action, once)
        store = Store(copy)
        with pytest.raises(StoreError):
            await store.open()
    await store.open()
    assert await store.read(marks) == []
    await store.close()
    [kept] = path.parent.glob("copy.db.damaged-*[0-9]")
    assert newest in kept.with_name(f"{kept.name}-wal").read_bytes()


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
    monkeypatch.setattr(store_file, "LOCK_TIMEOUT", 0.01)
    store = Store(path)
    with pytest.raises(StoreError, match="locked"):
        await store.open()
    await store.close()
    other.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


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
