"""The database of one account: one writer thread, commits that survive a power cut."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
import sqlite3
import threading
from typing import Any

from .codec import DamagedContentError
from .store_file import AsideFile, connect, open_begun, open_or_begin

SHARED_COMMIT = 500
# Whoever writes more takes several turns, so that a send comes in between.
ROWS_AT_ONCE = 500
HALF_A_CHARACTER = "a text has half a character, which can't be kept"
CHECKPOINT_TRIES = 3


class StoreError(Exception):
    """The database can't be opened, read or written."""


class StoreClosedError(StoreError):
    """The account is being stopped, and with it its database; nothing is broken."""


class Store:
    """Run work on the database of one account; writes share their commits."""

    def __init__(self, path: Path) -> None:
        """Remember where the file is; nothing is opened yet."""
        self.path = path
        self.kept_aside: AsideFile | None = None
        self.trouble: str | None = None
        """Why the last write failed, None when it did not."""
        self.on_trouble: Callable[[], None] | None = None
        self._writer = ThreadPoolExecutor(1, f"message_gateways_write_{path.stem}")
        self._reader = ThreadPoolExecutor(1, f"message_gateways_read_{path.stem}")
        self._write_connection: sqlite3.Connection | None = None
        self._read_connection: sqlite3.Connection | None = None
        self._waiting: deque[
            tuple[Callable[[sqlite3.Connection], Any], asyncio.Future[Any]]
        ] = deque()
        self._lock = threading.Lock()
        self._draining = False
        self._closed = False
        self._first_written = False
        self._in_backup = False

    @property
    def is_open(self) -> bool:
        """Tell whether it can be read and written, as far as the disk lets it."""
        return self._read_connection is not None and not self._closed

    @property
    def closed(self) -> bool:
        """Tell whether it takes nothing any more, by its owner's will."""
        return self._closed

    async def open(
        self, first: Callable[[sqlite3.Connection], None] = lambda _db: None
    ) -> None:
        """Open the file, making or upgrading it; raises StoreError.

        `first` is written before anybody else reads or writes, and only once: what an
        opening that failed later let others write is theirs. What failed may be tried
        again.
        """
        loop = asyncio.get_running_loop()
        try:
            self._write_connection = await loop.run_in_executor(
                self._writer, self._open_for_writing, first
            )
            self._read_connection = await loop.run_in_executor(
                self._reader, connect, self.path
            )
        except (OSError, sqlite3.Error, StoreError) as err:
            failed = _as_store_error(err)
            await self.let_go(str(failed))
            raise failed from err
        self.trouble = None
        if self._in_backup:
            await self._keep_on_closing(changes=False)

    async def close(self) -> None:
        """Finish what was asked for, then close the file and both threads."""
        self._closed = True
        await self.let_go()
        loop = asyncio.get_running_loop()
        for executor in (self._writer, self._reader):
            # It waits for its thread, if only for a moment.
            await loop.run_in_executor(None, executor.shutdown)

    async def let_go(self, trouble: str | None = None) -> None:
        """Close the file, maybe to be opened again; `trouble` is why."""
        self.trouble = trouble
        loop = asyncio.get_running_loop()
        for executor, name in (
            (self._writer, "_write_connection"),
            (self._reader, "_read_connection"),
        ):
            connection: sqlite3.Connection | None = getattr(self, name)
            if connection is not None:
                await loop.run_in_executor(executor, connection.close)
                setattr(self, name, None)

    async def write[ResultT](
        self, work: Callable[[sqlite3.Connection], ResultT]
    ) -> ResultT:
        """Run work in a transaction, on disk on return; raises StoreError."""
        if self._closed or self._write_connection is None:
            # Its thread may be trying to open it, and that may take long.
            raise self._not_open()
        future: asyncio.Future[ResultT] = asyncio.get_running_loop().create_future()
        with self._lock:
            self._waiting.append((work, future))
            if not self._draining:
                self._draining = True
                self._writer.submit(self._drain, asyncio.get_running_loop())
        return await future

    async def read[ResultT](
        self, work: Callable[[sqlite3.Connection], ResultT]
    ) -> ResultT:
        """Run a query without waiting for the writer; raises StoreError."""
        connection = self._read_connection
        if self._closed or connection is None:
            raise self._not_open()
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._reader, work, connection
            )
        except (sqlite3.Error, DamagedContentError) as err:
            raise StoreError(f"{type(err).__name__}: {err}") from err
        except UnicodeEncodeError:
            raise StoreError(HALF_A_CHARACTER) from None

    async def begin_backup(self) -> None:
        """Leave the main file untouched until end_backup, with all in it.

        One that is opened only meanwhile is left as it is too. Raises StoreError, as
        end_backup does; the newest then stays beside the file.
        """
        self._in_backup = True
        await self._on_writer("PRAGMA wal_autocheckpoint=0")
        await self._keep_on_closing(changes=False)
        for _ in range(CHECKPOINT_TRIES):
            done = await self._on_writer("PRAGMA wal_checkpoint(TRUNCATE)")
            if done is None or not done["busy"]:
                return
        raise StoreError("somebody else is reading the database")

    async def end_backup(self) -> None:
        """Let the main file change again."""
        self._in_backup = False
        await self._keep_on_closing(changes=True)
        await self._on_writer("PRAGMA wal_autocheckpoint=1000")

    async def _keep_on_closing(self, *, changes: bool) -> None:
        """Choose whether the main file changes when it is closed, as by a reload.

        Whoever closes it last brings it up to date; that may be any connection.
        """
        for executor, connection in (
            (self._writer, self._write_connection),
            (self._reader, self._read_connection),
        ):
            if connection is not None and not self._closed:
                await asyncio.get_running_loop().run_in_executor(
                    executor,
                    connection.setconfig,
                    sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
                    not changes,
                )

    async def _on_writer(self, statement: str) -> sqlite3.Row | None:
        """Run a statement outside of a transaction and return its first row."""
        connection = self._write_connection
        if self._closed or connection is None:
            return None

        try:
            rows: list[sqlite3.Row] = await asyncio.get_running_loop().run_in_executor(
                self._writer, lambda: connection.execute(statement).fetchall()
            )
        except sqlite3.Error as err:
            raise StoreError(f"{type(err).__name__}: {err}") from err
        return rows[0] if rows else None

    def _drain(self, loop: asyncio.AbstractEventLoop) -> None:
        """Commit what waits, many writes at a time, until nothing waits."""
        while True:
            with self._lock:
                batch = [
                    self._waiting.popleft()
                    for _ in range(min(len(self._waiting), SHARED_COMMIT))
                ]
                if not batch:
                    self._draining = False
                    return
            connection = self._write_connection
            if connection is None:
                results: list[Any] = [self._not_open()] * len(batch)
            else:
                try:
                    results = _commit(connection, [work for work, _ in batch])
                except Exception as err:  # noqa: BLE001 - who waits must hear of it
                    results = [_as_store_error(err)] * len(batch)
            futures = [future for _, future in batch]
            loop.call_soon_threadsafe(_hand_out, futures, results)
            loop.call_soon_threadsafe(self._note, results)

    def _not_open(self) -> StoreError:
        """Say why nothing can be read or written: by our will, or by the disk's."""
        if self._closed or self.trouble is None:
            return StoreClosedError("the database is closed")
        return StoreError(self.trouble)

    def _note(self, results: Sequence[Any]) -> None:
        """Tell when writes begin to fail, and when they no longer do."""
        failed = [each for each in results if isinstance(each, StoreError)]
        before, self.trouble = self.trouble, str(failed[0]) if failed else None
        if self.on_trouble and (before is None) is not (self.trouble is None):
            self.on_trouble()

    def _keep(self, aside: AsideFile) -> None:
        """Remember a file that was kept aside, whatever comes next."""
        self.kept_aside = aside

    def _open_for_writing(
        self, first: Callable[[sqlite3.Connection], None]
    ) -> sqlite3.Connection:
        """Open the file and write what comes first."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = (
            open_or_begin(self.path, kept=self._keep)
            if self.kept_aside is None
            else open_begun(self.path)
        )
        if self._in_backup:
            connection.execute("PRAGMA wal_autocheckpoint=0")
        if not self._first_written:
            (failed,) = _commit(connection, [first])
            if failed is not None:
                connection.close()
                raise failed
            self._first_written = True
        return connection


def _commit(
    connection: sqlite3.Connection, works: list[Callable[[sqlite3.Connection], Any]]
) -> list[Any]:
    """Run several works in one transaction; one that fails undoes only itself."""
    results: list[Any] = []
    try:
        if connection.in_transaction:
            # The last one could not be undone then.
            connection.execute("ROLLBACK")
        connection.execute("BEGIN IMMEDIATE")
        for work in works:
            connection.execute("SAVEPOINT work")
            try:
                results.append(work(connection))
            except Exception as err:  # noqa: BLE001 - handed to whoever asked for the work
                if not connection.in_transaction:
                    # A full disk may undo all of it, not only this work.
                    return [_as_store_error(err)] * len(works)
                connection.execute("ROLLBACK TO work")
                results.append(_as_store_error(err))
            connection.execute("RELEASE work")
        connection.execute("COMMIT")
    except sqlite3.Error as err:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        return [_as_store_error(err)] * len(works)
    return results


def _as_store_error(err: Exception) -> Exception:
    """Wrap what SQLite and the system raise; anything else is passed on as it is."""
    if isinstance(err, UnicodeEncodeError):
        # Not as its cause: it holds the whole text.
        return StoreError(HALF_A_CHARACTER)
    if not isinstance(err, (sqlite3.Error, OSError)):
        return err
    error = StoreError(f"{type(err).__name__}: {err}")
    error.__cause__ = err
    return error


def _hand_out(futures: list[asyncio.Future[Any]], results: list[Any]) -> None:
    """Give each waiting caller its result; one that was cancelled waits no more."""
    for future, result in zip(futures, results, strict=True):
        if future.done():
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)
