"""Gather sends that come together, so that they can leave as one request."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field

LONGEST_WAIT_TURNS = 20


@dataclass(slots=True)
class _Group[ItemT, ResultT]:
    """What was gathered under one key, and who waits for it."""

    items: list[ItemT] = field(default_factory=list)
    futures: list[asyncio.Future[ResultT]] = field(default_factory=list)
    grown: bool = True
    turns: int = 0


class Gatherer[KeyT: Hashable, ItemT, ResultT]:
    """Hand over items of one key together once no more come in a turn of the loop."""

    def __init__(
        self,
        hand_over: Callable[[KeyT, Sequence[ItemT]], Awaitable[Sequence[ResultT]]],
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        """Remember what takes the items, and what runs it outside of any caller."""
        self._hand_over = hand_over
        self._spawn = spawn
        self._groups: dict[KeyT, _Group[ItemT, ResultT]] = {}

    async def add(self, key: KeyT, item: ItemT) -> ResultT:
        """Add an item and wait for what becomes of it; cancelling changes nothing."""
        loop = asyncio.get_running_loop()
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group()
            loop.call_soon(self._turn, key)
        future: asyncio.Future[ResultT] = loop.create_future()
        group.items.append(item)
        group.futures.append(future)
        group.grown = True
        return await future

    def flush(self) -> None:
        """Hand over at once what was gathered."""
        for key in list(self._groups):
            self._close(key)

    def _turn(self, key: KeyT) -> None:
        """Wait another turn as long as the group grows."""
        group = self._groups.get(key)
        if group is None:
            return
        group.turns += 1
        if group.grown and group.turns < LONGEST_WAIT_TURNS:
            group.grown = False
            asyncio.get_running_loop().call_soon(self._turn, key)
            return
        self._close(key)

    def _close(self, key: KeyT) -> None:
        """Hand a group over; what comes later makes a new one."""
        self._spawn(self._finish(key, self._groups.pop(key)))

    async def _finish(self, key: KeyT, group: _Group[ItemT, ResultT]) -> None:
        """Give everybody who waits what became of their item."""
        try:
            results = await self._hand_over(key, group.items)
        except asyncio.CancelledError:
            for future in group.futures:
                future.cancel()
            raise
        except Exception as err:  # noqa: BLE001 - handed to whoever waits
            for future in group.futures:
                if not future.done():
                    future.set_exception(err)
            return
        for future, result in zip(group.futures, results, strict=True):
            if not future.done():
                future.set_result(result)
