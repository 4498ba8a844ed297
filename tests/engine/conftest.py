"""What the tests of the engine share."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
import sqlite3

import pytest

from custom_components.message_gateways.engine.store import Store

from .making import open_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name the file of a database."""
    return tmp_path / "account.db"


@pytest.fixture
def db(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a new database, the way the store does, without its threads."""
    connection = open_database(path)
    yield connection
    connection.close()


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    """Open a store."""
    store = Store(path)
    await store.open()
    yield store
    await store.close()
