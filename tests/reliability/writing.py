"""How tests write down the figures that pytest shows at the end."""

from typing import Protocol

from .figures import Figures


class Write(Protocol):
    """Write down what a scenario came to."""

    def __call__(self, scenario: str, figures: Figures) -> None:
        """Add the figures of a scenario."""


class Measure(Protocol):
    """Write down something that was measured."""

    def __call__(self, name: str, figure: str) -> None:
        """Add a figure, with its unit."""
