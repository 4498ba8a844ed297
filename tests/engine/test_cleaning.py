"""When a gateway is told to clean up, and what it is told to leave."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
import sqlite3
from typing import override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.message_gateways.engine import campaign_table, cleaning
from custom_components.message_gateways.engine.campaign_table import CampaignState
from custom_components.message_gateways.engine.cleaning import (
    Cleaner,
    clean_up_at_last,
    in_use,
)
from custom_components.message_gateways.engine.store import Store
from custom_components.message_gateways.engine.transitions import Change
from custom_components.message_gateways.gateways.base import CleansUp
from custom_components.message_gateways.gateways.campaigns import InUse
from custom_components.message_gateways.gateways.errors import TryLaterError
from custom_components.message_gateways.gateways.model import Status
from custom_components.message_gateways.gateways.sandbox.gateway import SandboxGateway
from tests.integration.world import let_pass, settle

from .making import NOW, accept, change, insert
from .stores import take
from .test_campaign_changes import COMPLETED, ROW, RUNNING


class Tidy(SandboxGateway, CleansUp):
    """A sandbox on which things are left."""

    def __init__(self) -> None:
        """Have nothing to remove at first."""
        super().__init__(
            credit=Decimal(10), price=Decimal("0.05"), currency="EUR", exclusive=False
        )
        self.passes: list[InUse] = []
        self.removes = 0
        self.away = False
        self.begun = 0
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    @override
    async def clean_up(self, in_use: Callable[[], Awaitable[InUse]]) -> int:
        """Remember what is in use."""
        self.begun += 1
        await self.may_go_on.wait()
        if self.away:
            raise TryLaterError("no connection to the server")
        self.passes.append(await in_use())
        return self.removes


@pytest.fixture
def gateway() -> Tidy:
    """Return a gateway to be cleaned."""
    return Tidy()


@pytest.fixture
def cleaner(
    hass: HomeAssistant, store: Store, entry: MockConfigEntry, gateway: Tidy
) -> Cleaner:
    """Return what cleans it."""
    entry.add_to_hass(hass)
    return Cleaner(hass, entry, store, gateway)


def test_what_is_not_over_is_in_use(db: sqlite3.Connection) -> None:
    """Messages that wait, leave or are followed, and campaigns that go on."""
    _failed, accepted, _delivered = insert(db, "failed", "accepted", "delivered")
    insert(db, "leaving")
    insert(db, "waiting", scheduled_at=NOW)
    change(db, [_failed], Change(status=Status.FAILED))
    accept(db, [accepted], parts=2)
    change(db, accept(db, [_delivered]), Change(status=Status.DELIVERED))
    campaign_table.keep_all(
        db,
        [
            replace(ROW, id="new"),
            replace(RUNNING, id="running"),
            replace(COMPLETED, id="ending"),
            replace(COMPLETED, id="over", over=True),
            replace(ROW, id="gone", state=CampaignState.FAILED, over=True),
        ],
    )
    assert in_use(db) == InUse(
        message_ids=frozenset({"accepted", "leaving", "waiting"}),
        gateway_ids=frozenset({"accepted-0", "accepted-1"}),
        campaign_ids=frozenset({"new", "running", "ending"}),
    )


async def test_it_is_cleaned_a_minute_after_the_start_and_no_more_without_need(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, cleaner: Cleaner, gateway: Tidy
) -> None:
    """Where nothing was left, nothing is looked for."""
    cleaner.start()
    await let_pass(hass, freezer, 55, step=5)
    assert gateway.passes == []
    await let_pass(hass, freezer, 10, step=5)
    assert gateway.passes == [InUse()]
    await let_pass(hass, freezer, 4 * 3600, step=600)
    assert len(gateway.passes) == 1


async def test_many_ends_are_one_pass_half_a_minute_later(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, cleaner: Cleaner, gateway: Tidy
) -> None:
    """However long they go on."""
    for _ in range(5):
        cleaner.something_ended()
        await let_pass(hass, freezer, 5)
    assert gateway.passes == []
    cleaner.something_ended()
    await let_pass(hass, freezer, 6)
    assert len(gateway.passes) == 1
    await let_pass(hass, freezer, 60, step=10)
    assert len(gateway.passes) == 1


async def test_it_is_cleaned_each_hour_while_anything_may_be_left(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    cleaner: Cleaner,
    gateway: Tidy,
    store: Store,
) -> None:
    """Because it was away, something was removed, or something is in use."""
    gateway.away = True
    cleaner.start()
    await let_pass(hass, freezer, 61)
    assert (gateway.begun, len(gateway.passes)) == (1, 0)
    await let_pass(hass, freezer, 3601)
    assert gateway.begun == 2
    gateway.away, gateway.removes = False, 3
    await let_pass(hass, freezer, 3601)
    assert gateway.passes == [InUse()]
    gateway.removes = 0
    await store.write(take("m1"))
    await let_pass(hass, freezer, 3601)
    assert gateway.passes[1:] == [InUse(message_ids=frozenset({"m1"}))]
    await store.write(lambda db: db.execute("DELETE FROM messages").rowcount)
    await let_pass(hass, freezer, 3601)
    assert gateway.passes[2:] == [InUse()]
    await let_pass(hass, freezer, 4 * 3600, step=600)
    assert len(gateway.passes) == 3


async def test_an_end_does_not_wait_for_the_next_hour(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, cleaner: Cleaner, gateway: Tidy
) -> None:
    """What was planned for later comes sooner."""
    gateway.removes = 1
    cleaner.start()
    await let_pass(hass, freezer, 61)
    cleaner.something_ended()
    await let_pass(hass, freezer, 31)
    assert len(gateway.passes) == 2


async def test_what_ends_during_a_pass_brings_another(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, cleaner: Cleaner, gateway: Tidy
) -> None:
    """Never two at once."""
    gateway.may_go_on.clear()
    cleaner._ring(NOW)
    await asyncio.sleep(0)
    assert gateway.begun == 1
    cleaner._ring(NOW)
    assert cleaner._cancel_timer is not None
    gateway.may_go_on.set()
    await settle(hass)
    await let_pass(hass, freezer, 31)
    assert gateway.begun == 2


async def test_stopping_leaves_a_pass_where_it_is(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, cleaner: Cleaner, gateway: Tidy
) -> None:
    """The next one goes on."""
    gateway.may_go_on.clear()
    cleaner._ring(NOW)
    await asyncio.sleep(0)
    await cleaner.stop()
    assert (gateway.begun, gateway.passes) == (1, [])
    cleaner.something_ended()
    await let_pass(hass, freezer, 3700, step=600)
    assert gateway.begun == 1


async def test_a_gateway_that_leaves_nothing_is_never_asked(
    hass: HomeAssistant, store: Store, entry: MockConfigEntry
) -> None:
    """Not even a timer runs."""
    gateway = SandboxGateway(
        credit=Decimal(1), price=Decimal(1), currency="EUR", exclusive=False
    )
    cleaner = Cleaner(hass, entry, store, gateway)
    cleaner.start()
    cleaner.something_ended()
    assert cleaner._cancel_timer is None
    await clean_up_at_last(gateway, store.path.with_name("none.db"))
    assert not store.path.with_name("none.db").exists()


async def test_the_last_time_what_is_not_over_stays(gateway: Tidy, path: Path) -> None:
    """Removing it could stop it."""
    store = Store(path)
    await store.open()
    await store.write(take("m1"))
    await store.close()
    await clean_up_at_last(gateway, path)
    assert gateway.passes == [InUse(message_ids=frozenset({"m1"}))]


async def test_the_last_time_takes_no_longer_than_somebody_waits(
    gateway: Tidy,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And fails without an error."""
    monkeypatch.setattr(cleaning, "LAST_TIME", 0.01)
    gateway.may_go_on.clear()
    await clean_up_at_last(gateway, path)
    gateway.may_go_on.set()
    gateway.away = True
    monkeypatch.setattr(cleaning, "LAST_TIME", 10.0)
    await clean_up_at_last(gateway, path)
    path.unlink()
    path.mkdir()
    await clean_up_at_last(gateway, path)
    assert gateway.passes == []
    assert caplog.text.count("may be left on the gateway") == 3
