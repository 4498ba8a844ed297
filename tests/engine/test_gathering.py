"""Sends that come together leave together."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from custom_components.message_gateways.engine.gathering import (
    LONGEST_WAIT_TURNS,
    Gatherer,
)


class Desk:
    """Take items in and number them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.requests: list[tuple[str, list[int]]] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.error: Exception | None = None
        self.called = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()
        self.gatherer: Gatherer[str, int, str] = Gatherer(self._take, self._spawn)

    async def _take(self, key: str, items: Sequence[int]) -> Sequence[str]:
        """Note what came together."""
        self.requests.append((key, list(items)))
        self.called.set()
        await self.open.wait()
        if self.error:
            raise self.error
        return [f"{key}{item}" for item in items]

    def _spawn(self, work: Awaitable[None]) -> None:
        """Run work in a task."""
        self.tasks.append(asyncio.ensure_future(work))


async def later(turns: int, work: Callable[[], Awaitable[str]]) -> str:
    """Begin some turns of the loop later."""
    for _ in range(turns):
        await asyncio.sleep(0)
    return await work()


async def test_what_comes_in_the_same_turn_leaves_together_and_each_gets_its_own() -> (
    None
):
    """One request, and the results in the right hands."""
    desk = Desk()
    results = await asyncio.gather(*(desk.gatherer.add("a", i) for i in range(50)))
    assert desk.requests == [("a", list(range(50)))]
    assert results == [f"a{i}" for i in range(50)]


async def test_what_comes_turn_by_turn_still_leaves_together() -> None:
    """Entities that need one turn more than others are waited for."""
    desk = Desk()
    await asyncio.gather(
        *(later(i, lambda i=i: desk.gatherer.add("a", i)) for i in range(5))  # type: ignore[misc]  # a default binds it
    )
    assert desk.requests == [("a", [0, 1, 2, 3, 4])]


async def test_a_group_that_never_stops_growing_leaves_all_the_same() -> None:
    """The wait has an end."""
    desk = Desk()
    count = LONGEST_WAIT_TURNS * 3
    await asyncio.gather(
        *(later(i, lambda i=i: desk.gatherer.add("a", i)) for i in range(count))  # type: ignore[misc]  # a default binds it
    )
    assert len(desk.requests) > 1
    assert sorted(i for _, items in desk.requests for i in items) == list(range(count))


async def test_different_texts_leave_separately() -> None:
    """Only equal contents make one request."""
    desk = Desk()
    await asyncio.gather(
        desk.gatherer.add("a", 1), desk.gatherer.add("b", 2), desk.gatherer.add("a", 3)
    )
    assert sorted(desk.requests) == [("a", [1, 3]), ("b", [2])]


async def test_what_comes_later_leaves_separately() -> None:
    """A request that left is left alone."""
    desk = Desk()
    desk.open.clear()
    first = asyncio.ensure_future(desk.gatherer.add("a", 1))
    await desk.called.wait()
    second = asyncio.ensure_future(desk.gatherer.add("a", 2))
    desk.open.set()
    assert [await first, await second] == ["a1", "a2"]
    assert desk.requests == [("a", [1]), ("a", [2])]


@pytest.mark.parametrize("turns", [0, 1, 2, 10])
async def test_a_cancelled_waiter_changes_nothing(turns: int) -> None:
    """Its item leaves, and the others get what is theirs."""
    desk = Desk()
    desk.open.clear()
    waiters = [asyncio.ensure_future(desk.gatherer.add("a", i)) for i in range(3)]
    await asyncio.sleep(0)
    for _ in range(turns):
        await asyncio.sleep(0)
    waiters[1].cancel()
    desk.open.set()
    results = await asyncio.gather(*waiters, return_exceptions=True)
    assert desk.requests == [("a", [0, 1, 2])]
    assert [results[0], results[2]] == ["a0", "a2"]
    assert isinstance(results[1], asyncio.CancelledError)


async def test_an_error_reaches_everybody_who_waits() -> None:
    """Nobody is left waiting, and nobody is told anything else."""
    desk = Desk()
    desk.error = ValueError("full")
    results = await asyncio.gather(
        *(desk.gatherer.add("a", i) for i in range(3)), return_exceptions=True
    )
    assert results == [desk.error] * 3


async def test_nobody_waits_for_work_that_was_cancelled() -> None:
    """When Home Assistant stops, those who wait stop too."""
    desk = Desk()
    desk.open.clear()
    waiter = asyncio.ensure_future(desk.gatherer.add("a", 1))
    await desk.called.wait()
    desk.tasks[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(waiter, 5)


async def test_what_was_gathered_is_handed_over_at_once_when_asked() -> None:
    """An account that is closed does not forget it."""
    desk = Desk()
    waiters = [asyncio.ensure_future(desk.gatherer.add("a", i)) for i in range(2)]
    await asyncio.sleep(0)
    desk.gatherer.flush()
    assert len(desk.tasks) == 1
    assert await asyncio.gather(*waiters) == ["a0", "a1"]
    assert desk.requests == [("a", [0, 1])]
