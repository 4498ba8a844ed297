"""Reports of tests reach the terminal, whatever hostile text a test has seen."""

from collections.abc import Generator
from typing import Any

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """Write halves of surrogate pairs out: workers can't hand them on."""
    return printable((yield))


def printable(data: Any) -> Any:
    """Return data of a report with all texts as UTF-8 can have them."""
    match data:
        case str():
            return data.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {printable(key): printable(value) for key, value in data.items()}
        case list() | tuple():
            return type(data)(map(printable, data))
        case _:
            return data
