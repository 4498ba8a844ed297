"""Do the steps of the demo one after the other, and keep which of them worked."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from .problem import DemoError
from .words import cross, tick


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that the demo shows; `run` says in a few words what was seen.

    Without a step that is `needed` the steps after it can't be tried.
    """

    name: str
    run: Callable[[], Awaitable[str]]
    needed: bool = False


@dataclass(slots=True)
class Checks:
    """The steps that worked, and what is missing of the others."""

    passed: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    async def go_through(self, steps: Sequence[Step], *, until: float) -> None:
        """Do the steps until a time of the loop's clock, saying how each went."""
        waiting = list(steps)
        try:
            async with asyncio.timeout_at(until):
                while waiting:
                    await self.do(waiting[0])
                    done = waiting.pop(0)
                    if done.needed and done.name in self.missing:
                        break
        except TimeoutError:
            late = waiting.pop(0)
            self._miss(late.name, "the time for everything is over")
        for step in waiting:
            self._miss(step.name, "not reached")

    async def do(self, step: Step) -> None:
        """Do one step."""
        try:
            seen = await step.run()
        except DemoError as err:
            self._miss(step.name, str(err))
            return
        self.passed.append(step.name)
        tick(step.name, seen)

    def _miss(self, name: str, why: str) -> None:
        """Note that something is missing."""
        self.missing[name] = why
        cross(name, why)

    def summary(self) -> str:
        """Say in a line how it went, and what is missing."""
        total = len(self.passed) + len(self.missing)
        if not self.missing:
            return f"All {total} checks passed."
        names = "".join(f"\n  - {name}" for name in self.missing)
        return f"{len(self.missing)} of {total} checks did not pass:{names}"
