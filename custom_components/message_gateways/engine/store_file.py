"""The file of one account's database: opened, upgraded, kept aside, deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
import os
from pathlib import Path
import sqlite3

from .schema import STEPS
from .soundness import is_sound

LOCK_TIMEOUT = 10.0
SUFFIXES = ("", "-wal", "-shm")


class KeptAside(StrEnum):
    """Why a database file was kept aside and a new one begun."""

    NEWER = "newer"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideFile:
    """A database file that was kept aside."""

    why: KeptAside
    path: Path


def open_or_begin(
    path: Path, *, kept: Callable[[AsideFile], None]
) -> sqlite3.Connection:
    """Open a file; one that can't be used is kept aside and a new one begun.

    `kept` is told of the first. Raises sqlite3.Error and OSError.
    """
    opened = open_file(path)
    if not isinstance(opened, KeptAside):
        return opened
    _keep_aside(path, opened, kept)
    return open_begun(path)


def open_begun(path: Path) -> sqlite3.Connection:
    """Open a file that was begun in the place of another.

    Raises sqlite3.Error and OSError: a disk that damages one file after the other is
    not to be filled with them.
    """
    opened = open_file(path)
    if isinstance(opened, KeptAside):
        raise sqlite3.DatabaseError("a new file can't be used either")
    return opened


def open_file(path: Path) -> sqlite3.Connection | KeptAside:
    """Open a file for writing, or tell why it can't be used."""
    connection = None
    try:
        connection = connect(path)
        why = prepare(connection)
    except sqlite3.OperationalError:
        # A full disk or a locked file says nothing against what the file holds.
        if connection is not None:
            connection.close()
        raise
    except sqlite3.DatabaseError:
        why = KeptAside.DAMAGED
    if why is None and connection is not None:
        return connection
    if connection is not None:
        connection.close()
    return why or KeptAside.DAMAGED


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection as design.md asks: WAL, and FULL against power cuts."""
    connection = sqlite3.connect(
        path, timeout=LOCK_TIMEOUT, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    try:
        # A newer file is not touched, not even its journal mode.
        if _version(connection) <= len(STEPS):
            connection.execute("PRAGMA journal_mode=WAL").fetchall()
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection) -> int:
    """Return how many steps of the schema a file has been through."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def prepare(connection: sqlite3.Connection) -> KeptAside | None:
    """Bring the schema up to date, or tell why the file can't be used."""
    version = _version(connection)
    if version > len(STEPS):
        return KeptAside.NEWER
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        return KeptAside.DAMAGED
    for number, step in enumerate(STEPS[version:], start=version + 1):
        # One script a step, so that a crash leaves a step undone or done.
        connection.executescript(
            f"BEGIN IMMEDIATE; {step} PRAGMA user_version={number}; COMMIT;"
        )
    return None if is_sound(connection) else KeptAside.DAMAGED


def _keep_aside(path: Path, why: KeptAside, kept: Callable[[AsideFile], None]) -> None:
    """Rename a file, so that nothing in it is lost; `kept` is told at once."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    name = f"{path.name}.{why}-{stamp}"
    aside, number = path.with_name(name), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{name}-{number}")
    beside = [
        (
            path.with_name(path.name + suffix),
            aside.with_name(aside.name + suffix),
        )
        for suffix in SUFFIXES[1:]
    ]
    # Wherever this is cut off, the file has its newest commits beside it.
    for part, copy in beside:
        if part.exists():
            _copy(part, copy)
    path.rename(aside)
    kept(AsideFile(why=why, path=aside))
    for part, _ in beside:
        part.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a file, on disk on return."""
    with target.open("wb") as copy:
        copy.write(source.read_bytes())
        copy.flush()
        os.fsync(copy.fileno())


def delete(path: Path) -> None:
    """Delete the database of a removed account."""
    for suffix in SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
