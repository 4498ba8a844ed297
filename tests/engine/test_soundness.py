"""A row that can't be read is found before anybody needs it."""

from pathlib import Path
import sqlite3

import pytest

from custom_components.message_gateways.engine.soundness import is_sound
from custom_components.message_gateways.engine.store import Store
from custom_components.message_gateways.engine.store_file import KeptAside
from custom_components.message_gateways.engine.transitions import EVENT_TYPES
from custom_components.message_gateways.gateways.model import Channel, Outcome, Status

from .making import accept, insert, open_database
from .stores import count_messages


@pytest.fixture
def filled(db: sqlite3.Connection) -> sqlite3.Connection:
    """Fill a database with a row of most kinds."""
    accept(db, insert(db, "m1"))
    insert(db, "m2")
    return db


DAMAGES = [
    "UPDATE messages SET status = 'acceptfd' WHERE id = 'm1'",
    "UPDATE messages SET status = x'00' WHERE id = 'm1'",
    "UPDATE messages SET outcome = 'acceptfd' WHERE id = 'm1'",
    "UPDATE messages SET channel = 'smt' WHERE id = 'm1'",
    "UPDATE messages SET created_at = '17q' WHERE id = 'm1'",
    "UPDATE messages SET due = 1e300 WHERE id = 'm1'",
    "UPDATE messages SET due = 253402300800 WHERE id = 'm1'",
    "UPDATE messages SET attempts = 'x' WHERE id = 'm1'",
    "UPDATE messages SET price = '0.0.5' WHERE id = 'm1'",
    "UPDATE parts SET status = 'sens'",
    "UPDATE parts SET price = ''",
    "UPDATE changes SET type = 'quened'",
    "UPDATE changes SET at = 'x'",
    "UPDATE counters SET value = '1x'",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_value_that_nothing_can_be_made_of_is_found(
    filled: sqlite3.Connection, damage: str
) -> None:
    assert is_sound(filled)
    assert filled.execute(damage).rowcount
    assert not is_sound(filled)


def test_whatever_a_row_may_hold_is_sound(filled: sqlite3.Connection) -> None:
    """Also times of a clock that began in 1970, and prices of any form."""
    for column, values in (
        ("status", Status),
        ("outcome", (None, *Outcome)),
        ("channel", Channel),
        ("price", (None, "0.05", "1E-8", "-3")),
        ("left_at", (None, -36000.0, 5, 4e9, 253402300799.5)),
        ("segments", (None, 0, 7)),
    ):
        for value in values:
            filled.execute(f"UPDATE messages SET {column} = ?", (value,))  # noqa: S608 - our own
            assert is_sound(filled), (column, value)
    for kind in EVENT_TYPES:
        filled.execute("UPDATE changes SET type = ?", (kind,))
        assert is_sound(filled)


async def test_a_file_with_a_row_that_can_t_be_read_is_kept_aside(path: Path) -> None:
    """And a new one is begun, so that sending goes on."""
    db = open_database(path)
    insert(db, "m1")
    db.execute("UPDATE messages SET status = 'acceptfd'")
    db.close()
    store = Store(path)
    await store.open()
    assert await store.read(count_messages) == 0
    await store.close()
    assert store.kept_aside is not None
    assert store.kept_aside.why is KeptAside.DAMAGED
    assert store.kept_aside.path.exists()
