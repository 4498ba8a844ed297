"""What comes in is kept and told of, whatever its gateway says of when."""

from datetime import UTC, datetime, timedelta
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.engine.account import Account
from custom_components.message_gateways.engine.inbox import OVERLAP
from custom_components.message_gateways.engine.retention import purge
from custom_components.message_gateways.gateways.fields import moment
from custom_components.message_gateways.gateways.model import Channel, InboundMessage
from tests.integration.world import settle

from .accounts import loaded
from .making import ANNA, NOW


def message(key: str, received_at: datetime = NOW) -> InboundMessage:
    """Write an inbound message."""
    return InboundMessage(
        key=key,
        channel=Channel.SMS,
        sender=ANNA,
        to=None,
        text=key,
        received_at=received_at,
    )


@pytest.mark.parametrize(
    "written",
    [
        "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59.5Z",
        "0001-01-01T00:00:00",
        "1970-01-01T00:00:00Z",
    ],
)
@pytest.mark.parametrize("polled", [True, False])
async def test_a_time_at_the_end_of_all_times_stops_nothing(
    written: str,
    polled: bool,
    *,
    hass: HomeAssistant,
    account: Account,
    entry: MockConfigEntry,
) -> None:
    """That is how none is written: it came just now, and what follows comes too."""
    told: list[tuple[str, datetime]] = []
    account.announcer.on_inbound(
        lambda event: told.append((event.message.text, event.message.received_at))
    )
    at = moment(written)
    assert at is not None
    await account.inbox.keep([message("a", at)], polled=polled)
    await account.inbox.keep([message("b")], polled=polled)
    await account.announcer.announce()
    assert told == [("a", NOW), ("b", NOW)]
    assert (await account.inbox.since()) == NOW - OVERLAP
    await hass.config_entries.async_reload(entry.entry_id)
    await settle(hass)
    assert loaded(entry).store.kept_aside is None


async def test_an_account_that_was_added_by_a_clock_ahead_asks_for_what_comes(
    account: Account, freezer: FrozenDateTimeFactory
) -> None:
    """And so does one whose last message came then."""
    freezer.move_to(NOW - timedelta(days=30))
    now = datetime.now(UTC)
    assert await account.inbox.since() == now - OVERLAP
    freezer.move_to(NOW)
    await account.inbox.keep([message("a")])
    freezer.move_to(NOW - timedelta(days=1))
    now = datetime.now(UTC)
    assert await account.inbox.since() == now - OVERLAP


@pytest.mark.parametrize("damaged", ["17q", "1e300", "nan", ""])
async def test_a_damaged_mark_stops_neither_polls_nor_the_purge(
    account: Account, damaged: str
) -> None:
    """All is asked for again from the beginning of the account, and known again."""
    await account.inbox.keep([message("a")])

    def damage(db: sqlite3.Connection) -> int:
        return db.execute("UPDATE marks SET value = ?", (damaged,)).rowcount

    assert await account.store.write(damage) == 1
    assert await account.inbox.since() == account.entry.created_at - OVERLAP
    assert await account.inbox.keep([message("a"), message("b")]) == 1
    await account.store.write(
        lambda db: purge(db, now=NOW, age=timedelta(days=1), rows=1)
    )
    assert await account.inbox.since() == NOW - OVERLAP
