"""Of whatever is thrown at the parsers, only our own errors come out, and soon."""

import pytest

from .fuzzing import Parser, fuzz
from .parsers_of_answers import ANSWERS
from .parsers_of_input import INPUT

PARSERS = (*ANSWERS, *INPUT)
IN_SHORT = 5_000
IN_LONG = 1_000_000


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_hostile_input_brings_only_our_own_errors(
    request: pytest.FixtureRequest, parser: Parser
) -> None:
    """Some thousand inputs in all, or with `--long` a million."""
    long = request.config.getoption("--long", default=False)
    count = (IN_LONG if long else IN_SHORT) // len(PARSERS) + 1
    surprises = list(fuzz(parser, count))
    request.node.user_properties.append(
        (
            "reliability_measure",
            {
                "name": f"hostile inputs, {parser.name}",
                "figure": f"{count} ({len(surprises)} surprises)",
            },
        )
    )
    assert surprises == []


def test_every_parser_has_a_name_of_its_own() -> None:
    """A seed is made of it."""
    names = [parser.name for parser in PARSERS]
    assert len(set(names)) == len(names)
    assert len(names) > 60
