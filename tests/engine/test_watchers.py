"""Waiting until messages stand somewhere."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pytest

from custom_components.message_gateways.engine.rows import MessageRow
from custom_components.message_gateways.engine.watchers import (
    Goal,
    Watchers,
    decided,
    reached,
)
from custom_components.message_gateways.gateways.model import Status

from .making import NOW, ROW


@pytest.mark.parametrize(
    ("goal", "changes", "is_reached", "is_decided"),
    [
        (Goal.ACCEPTED, {"status": Status.QUEUED, "due": NOW}, False, False),
        (Goal.ACCEPTED, {"status": Status.SENDING}, False, False),
        (Goal.ACCEPTED, {"status": Status.ACCEPTED, "followed": True}, True, True),
        (Goal.ACCEPTED, {"status": Status.SENT, "followed": True}, True, True),
        (Goal.ACCEPTED, {"status": Status.DELIVERED}, True, True),
        (Goal.ACCEPTED, {"status": Status.REJECTED}, False, True),
        (Goal.ACCEPTED, {"status": Status.UNKNOWN, "due": NOW}, False, False),
        (Goal.ACCEPTED, {"status": Status.UNKNOWN}, False, True),
        (Goal.DELIVERED, {"status": Status.ACCEPTED, "followed": True}, False, False),
        (Goal.DELIVERED, {"status": Status.ACCEPTED}, False, True),
        (Goal.DELIVERED, {"status": Status.SENT, "followed": True}, False, False),
        (Goal.DELIVERED, {"status": Status.DELIVERED}, True, True),
        (Goal.DELIVERED, {"status": Status.READ}, True, True),
        (Goal.DELIVERED, {"status": Status.EXPIRED}, False, True),
        (Goal.DELIVERED, {"status": Status.CANCELLED}, False, True),
    ],
)
def test_waiting_goes_on_while_it_can_change_anything(
    goal: Goal,
    changes: dict[str, Any],
    is_reached: bool,
    is_decided: bool,
) -> None:
    """And no longer."""
    row = replace(ROW, **changes)
    assert (reached(row, goal), decided(row, goal)) == (is_reached, is_decided)


class Shelf:
    """Messages that change while somebody waits."""

    def __init__(self, *ids: str) -> None:
        """Begin with messages that are being sent."""
        self.rows = {each: replace(ROW, id=each) for each in ids}
        self.watchers = Watchers(self.fetch)

    async def fetch(self, ids: Collection[str]) -> list[MessageRow]:
        """Read."""
        await asyncio.sleep(0)
        return [self.rows[each] for each in ids]

    def all(self, *ids: str) -> list[MessageRow]:
        """Return messages as they are now."""
        return [self.rows[each] for each in ids]

    def move(self, message_id: str, status: Status) -> None:
        """Change a message and ring."""
        self.rows[message_id] = replace(self.rows[message_id], status=status)
        self.watchers.ring([self.rows[message_id]])


async def test_it_ends_when_the_last_message_is_decided() -> None:
    """Also when it went wrong."""
    shelf = Shelf("a", "b")
    wait = asyncio.ensure_future(
        shelf.watchers.wait(shelf.all("a", "b"), Goal.DELIVERED, seconds=10)
    )
    await asyncio.sleep(0)
    shelf.move("a", Status.DELIVERED)
    for _ in range(5):
        await asyncio.sleep(0)
    assert not wait.done()
    shelf.move("b", Status.FAILED)
    rows, timed_out = await wait
    assert [row.status for row in rows] == [Status.DELIVERED, Status.FAILED]
    assert not timed_out


async def test_what_changes_while_rows_are_read_is_not_missed() -> None:
    """The bell rings for the next look."""
    shelf = Shelf("a")
    wait = asyncio.ensure_future(
        shelf.watchers.wait(shelf.all("a"), Goal.DELIVERED, seconds=10)
    )
    await asyncio.sleep(0)  # it is reading now
    shelf.move("a", Status.DELIVERED)
    rows, timed_out = await wait
    assert (rows[0].status, timed_out) == (Status.DELIVERED, False)


async def test_running_out_of_time_gives_the_rows_as_they_are() -> None:
    """And says so."""
    shelf = Shelf("a")
    rows, timed_out = await shelf.watchers.wait(
        shelf.all("a"), Goal.DELIVERED, seconds=0.01
    )
    assert (rows[0].status, timed_out) == (Status.SENDING, True)


async def test_no_time_at_all_is_enough_for_what_is_decided() -> None:
    """Time did not run out where there was nothing to wait for."""
    shelf = Shelf("a")
    shelf.move("a", Status.DELIVERED)
    rows, timed_out = await shelf.watchers.wait(
        shelf.all("a"), Goal.DELIVERED, seconds=0
    )
    assert (rows[0].status, timed_out) == (Status.DELIVERED, False)


async def test_many_may_wait_for_one_message_and_nothing_is_left_behind() -> None:
    """Those who were cancelled too."""
    shelf = Shelf("a")
    waits = [
        asyncio.ensure_future(
            shelf.watchers.wait(shelf.all("a", "a"), Goal.ACCEPTED, seconds=10)
        )
        for _ in range(3)
    ]
    await asyncio.sleep(0)
    waits[0].cancel()
    shelf.move("a", Status.ACCEPTED)
    results = await asyncio.gather(*waits, return_exceptions=True)
    assert isinstance(results[0], asyncio.CancelledError)
    assert all(isinstance(each, tuple) for each in results[1:])
    assert not shelf.watchers._bells


async def test_closing_lets_everybody_go_with_what_is_known() -> None:
    """And nobody begins to wait afterwards."""
    shelf = Shelf("a")
    wait = asyncio.ensure_future(
        shelf.watchers.wait(shelf.all("a"), Goal.DELIVERED, seconds=10)
    )
    for _ in range(5):
        await asyncio.sleep(0)
    await shelf.watchers.close()
    assert (await wait)[1] is True
    rows = shelf.all("a")
    assert await shelf.watchers.wait(rows, Goal.DELIVERED, seconds=10) == (rows, True)
