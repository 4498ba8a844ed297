"""Everybody is told of every row."""

import asyncio

import pytest

from custom_components.message_gateways.engine import inbox_table
from custom_components.message_gateways.engine.announcer import AT_ONCE, Announcer
from custom_components.message_gateways.engine.rows import DeliveryEvent, InboundEvent
from custom_components.message_gateways.engine.store import Store

from .making import insert
from .test_inbox_table import keep, message


class Ear:
    """Hear what is announced."""

    def __init__(self, announcer: Announcer) -> None:
        """Listen to both kinds."""
        self.delivery: list[DeliveryEvent] = []
        self.inbound: list[InboundEvent] = []
        self.leave = (
            announcer.on_delivery(self.delivery.append),
            announcer.on_inbound(self.inbound.append),
        )


async def fill(store: Store, count: int) -> None:
    """Store rows that nobody was told of."""
    await store.write(lambda db: insert(db, *(f"m{i}" for i in range(count))))
    await store.write(lambda db: keep(db, *(message(f"k{i}") for i in range(count))))


async def test_nothing_is_announced_before_it_begins(store: Store) -> None:
    """And nothing of that is lost."""
    announcer = Announcer(store)
    ear = Ear(announcer)
    await fill(store, 3)
    await announcer.announce()
    assert (ear.delivery, ear.inbound) == ([], [])
    announcer.begin()
    await announcer.announce()
    assert [each.row.id for each in ear.delivery] == ["m0", "m1", "m2"]
    assert [each.message.key for each in ear.inbound] == ["k0", "k1", "k2"]


async def test_each_row_is_announced_once_however_many_ask_for_it(
    store: Store,
) -> None:
    """More than fit in one step, too."""
    announcer = Announcer(store)
    ear = Ear(announcer)
    announcer.begin()
    await fill(store, AT_ONCE * 2 + 1)
    await asyncio.gather(*(announcer.announce() for _ in range(5)))
    assert [each.row.id for each in ear.delivery] == [
        f"m{i}" for i in range(AT_ONCE * 2 + 1)
    ]
    assert len(ear.inbound) == AT_ONCE * 2 + 1


async def test_what_could_not_be_marked_is_announced_again_with_the_same_id(
    store: Store,
) -> None:
    """A crash comes between the event and the mark."""
    ears = []
    await fill(store, 2)
    for read_only in ("ON", "OFF"):
        announcer = Announcer(store)
        ears.append(Ear(announcer))
        announcer.begin()
        await store._on_writer(f"PRAGMA query_only={read_only}")
        await announcer.announce()
    assert ears[0].delivery == ears[1].delivery
    assert ears[0].inbound == ears[1].inbound
    assert await store.read(lambda db: inbox_table.unannounced_changes(db, 9)) == []


async def test_a_listener_that_fails_holds_up_nobody(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither other listeners nor what comes later; the log says so."""
    announcer = Announcer(store)

    def fail(event: object) -> None:
        raise ZeroDivisionError(type(event).__name__)

    announcer.on_delivery(fail)
    announcer.on_inbound(fail)
    ear = Ear(announcer)
    announcer.begin()
    await fill(store, 2)
    await announcer.announce()
    await announcer.announce()
    assert (len(ear.delivery), len(ear.inbound)) == (2, 2)
    assert caplog.text.count("Unexpected error") == 4


async def test_who_stops_listening_hears_no_more(store: Store) -> None:
    """And may do so twice in a row with others."""
    announcer = Announcer(store)
    gone, ear = Ear(announcer), Ear(announcer)
    announcer.begin()
    for leave in gone.leave:
        leave()
    await fill(store, 1)
    await announcer.announce()
    assert (len(gone.delivery), len(gone.inbound)) == (0, 0)
    assert (len(ear.delivery), len(ear.inbound)) == (1, 1)


async def test_a_store_that_is_closed_is_no_error(store: Store) -> None:
    """It is announced after the next start."""
    announcer = Announcer(store)
    announcer.begin()
    await store.close()
    await announcer.announce()
