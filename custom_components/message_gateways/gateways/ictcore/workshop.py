"""Programs and what they need: made once for equal content, and used again."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from weakref import WeakValueDictionary

from ..errors import GatewayError
from .client import IctcoreClient
from .codes import PROGRAM_PARAMETERS, ProgramType
from .materials import Material
from .models.programs import NewProgram, Program, ProgramFilter
from .names import Names
from .shelves import shelves_of

type Leftovers = Mapping[ProgramType | None, Iterable[int]]
"""Ids of what programs need, by the type of the program; those of None are programs."""


class Workshop:
    """Make and remove programs of one account."""

    def __init__(self, client: IctcoreClient, names: Names) -> None:
        """Make them on a server, under these names."""
        self._programs = client.programs
        self._names = names
        self.shelves = shelves_of(client)
        self._known: dict[str, int] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def name_of(self, material: Material) -> str:
        """Name what equal contents share."""
        return self._names.of_content(material.identity)

    def lock(self, name: str) -> asyncio.Lock:
        """Return what keeps two from making, or removing, the same at once."""
        return self._locks.setdefault(name, asyncio.Lock())

    async def program_for(self, material: Material) -> int:
        """Return the id of the program that sends a content; raises GatewayError.

        What fails leaves nothing behind, unless the server can't be asked to remove it:
        then it is a leftover that is found by its name.
        """
        name = self.name_of(material)
        async with self.lock(name):
            known = self._known.get(name)
            if known is None:
                known = await self._find(name, material.program)
            if known is None:
                known = await self._make(name, material)
            self._known[name] = known
        return known

    def forget(self, name: str) -> None:
        """Look on the server the next time."""
        self._known.pop(name, None)

    async def programs(self, name: str) -> list[Program]:
        """Return the programs of a name, the newest first; raises GatewayError."""
        rows = await self._programs.list(ProgramFilter(name=name))
        rows = tuple(one for one in rows if one.name == name)
        return sorted(rows, key=lambda one: one.program_id, reverse=True)

    async def remove(self, name: str, leftovers: Leftovers) -> int:
        """Remove what bears a name and is not needed; call it with the name's lock.

        Raises GatewayError, maybe with some of it removed.
        """
        self.forget(name)
        removed = 0
        # Programs go first: without what it needs, a program would be of no use.
        for program_id in leftovers.get(None, ()):
            await self._programs.delete(program_id)
            removed += 1
        for kind, shelf in self.shelves.items():
            for id_ in leftovers.get(kind, ()):
                await shelf.remove(id_)
                removed += 1
        return removed

    async def _find(self, name: str, kind: ProgramType) -> int | None:
        """Find a program from before that still has what it needs.

        One whose creation failed has not, and goes.
        """
        shelf = self.shelves.get(kind)
        for row in await self.programs(name):
            if shelf is None:
                return row.program_id
            program = await self._programs.get(row.program_id)
            needed = getattr(program, PROGRAM_PARAMETERS[kind])
            if needed is not None and await shelf.has(needed):
                return row.program_id
            with suppress(GatewayError):
                await self._programs.delete(row.program_id)
        return None

    async def _make(self, name: str, material: Material) -> int:
        """Make a program; raises GatewayError."""
        kind = material.program
        shelf = self.shelves.get(kind)
        parameter: int | str
        try:
            if shelf is None:
                (parameter,) = material.texts
            else:
                parameter = await shelf.make(name, material)
            return await self._programs.create(
                NewProgram(type=kind, parameter=parameter, name=name)
            )
        except GatewayError:
            with suppress(GatewayError):
                await self._discard(name, kind)
            raise

    async def _discard(self, name: str, kind: ProgramType) -> None:
        """Remove all that bears a name, since making it failed; raises GatewayError.

        An answer that was lost does not say what it was about.
        """
        leftovers: dict[ProgramType | None, Iterable[int]] = {
            None: [one.program_id for one in await self.programs(name)]
        }
        shelf = self.shelves.get(kind)
        if shelf is not None:
            leftovers[kind] = [
                id_ for id_, found in (await shelf.names()).items() if found == name
            ]
        await self.remove(name, leftovers)
