"""What the proof of reliability shares."""

from dataclasses import asdict

import pytest

from .figures import FIGURES, MEASURE, Figures
from .writing import Measure, Write


@pytest.fixture
def write(request: pytest.FixtureRequest) -> Write:
    """Write down the figures of a scenario, for the table at the end."""

    def write_down(scenario: str, figures: Figures) -> None:
        """Keep it with the test, from where it finds its way out of any process."""
        request.node.user_properties.append(
            (FIGURES, {"scenario": scenario, "figures": asdict(figures)})
        )

    return write_down


@pytest.fixture
def measure(request: pytest.FixtureRequest) -> Measure:
    """Write down a measure, for the table at the end."""

    def write_down(name: str, figure: str) -> None:
        """Keep it with the test."""
        request.node.user_properties.append((MEASURE, {"name": name, "figure": figure}))

    return write_down
