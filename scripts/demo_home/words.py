"""What the demo prints."""

from collections.abc import Sequence
import sys

_COLOURS = sys.stdout.isatty()


def say(text: str) -> None:
    """Print what is going on."""
    print(text, flush=True)


def tick(name: str, seen: str) -> None:
    """Print that something works, and what was seen."""
    say(
        f"{_coloured('32', '✓')} {name}" + (f"  {_coloured('2', seen)}" if seen else "")
    )


def cross(name: str, why: str) -> None:
    """Print that something is missing, and why."""
    say(f"{_coloured('31', '✗')} {name}: {why}")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in aligned columns under a head."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for number, line in enumerate(lines):
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        text = "  ".join(cells).rstrip()
        say(f"  {_coloured('1', text) if number == 0 else text}")


def _coloured(code: str, text: str) -> str:
    """Colour a text, on a terminal."""
    return f"\033[{code}m{text}\033[0m" if _COLOURS else text
