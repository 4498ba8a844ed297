"""What pytest is asked for, and says at the end, for the proof of reliability."""

from pathlib import Path

import pytest

from .figures import MEASURE, Figures, read, table

REPORT = Path(__file__).parents[2] / ".reliability.md"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the long run, and the seed of a run that is to be repeated."""
    parser.addoption(
        "--long",
        action="store_true",
        help="prove reliability with 10,000 messages and 1,000 faults",
    )
    parser.addoption(
        "--seed", type=int, default=None, help="repeat the storm of a seed"
    )


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Show the figures of all scenarios, of all processes."""
    rows: dict[str, Figures] = {}
    measures: list[tuple[str, str]] = []
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) != "call":
                continue
            for scenario, figures in read(report.user_properties).items():
                rows[scenario] = rows.get(scenario, Figures()) + figures
            measures += [
                (value["name"], value["figure"])
                for name, value in report.user_properties
                if name == MEASURE
            ]
    if not rows and not measures:
        return
    written = table(dict(sorted(rows.items())), sorted(measures))
    terminalreporter.section("What was promised, in figures")
    terminalreporter.write_line(written)
    if config.getoption("--long"):
        REPORT.write_text(f"{written}\n", encoding="utf-8")
        terminalreporter.write_line(f"\nWritten to {REPORT}")
