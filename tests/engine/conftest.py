"""What the tests of the engine share."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.store import Store
from tests.integration.world import sandbox_entry, set_up, settle

from .accounts import loaded
from .making import NOW, open_database


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


@pytest.fixture
def entry(freezer: FrozenDateTimeFactory) -> MockConfigEntry:
    """Describe the account, added at a known time."""
    # Nothing from before it was added is asked for, whenever this runs.
    freezer.move_to(NOW)
    return sandbox_entry()


@pytest.fixture
async def account(
    hass: HomeAssistant, entry: MockConfigEntry
) -> AsyncIterator[Account]:
    """Set an account up at that time."""
    await set_up(hass, entry)
    yield loaded(entry)
    await settle(hass)
