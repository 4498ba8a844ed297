"""The figures of a run, and the table that shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

FIGURES = "reliability_figures"
MEASURE = "reliability_measure"
_HEADINGS = {"wrongly_told": "wrongly told"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one scenario came to.

    `faults` are those that struck. `unknown` are messages whose end nobody can know,
    and which say so; it is no fault of ours.
    """

    messages: int = 0
    faults: int = 0
    lost: int = 0
    doubled: int = 0
    late: int = 0
    wrongly_told: int = 0
    unknown: int = 0

    def __add__(self, other: Self) -> Self:
        """Add what another scenario came to."""
        return type(self)(
            **{
                each.name: getattr(self, each.name) + getattr(other, each.name)
                for each in fields(self)
            }
        )

    @property
    def clean(self) -> bool:
        """Tell whether every promise was kept."""
        return not (self.lost or self.doubled or self.late or self.wrongly_told)


def table(rows: Mapping[str, Figures], measures: Sequence[tuple[str, str]]) -> str:
    """Write the figures as a table of Markdown, with their sum, then the measures."""
    names = [each.name for each in fields(Figures)]
    lines = [["scenario", *(_HEADINGS.get(name, name) for name in names)]]
    total = sum(rows.values(), Figures())
    lines += [
        [scenario, *(f"{getattr(figures, name):,}" for name in names)]
        for scenario, figures in {**rows, "together": total}.items()
    ]
    written = _aligned(lines) if rows else []
    if measures:
        written += ["", *_aligned([["measure", "figure"], *map(list, measures)])]
    return "\n".join(written)


def _aligned(lines: list[list[str]]) -> list[str]:
    """Write rows, the first one as the heading, words left and numbers right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [
        "| "
        + " | ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        + " |"
        for line in (lines[0], rule, *lines[1:])
    ]


def read(properties: Sequence[tuple[str, Any]]) -> dict[str, Figures]:
    """Read the figures out of what a test has written down."""
    return {
        value["scenario"]: Figures(**value["figures"])
        for name, value in properties
        if name == FIGURES
    }
