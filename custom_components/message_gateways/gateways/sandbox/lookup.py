"""What the sandbox says about a number that is looked up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..model import Detail, Network, NumberFacts, Status

# 001-01 is the network kept for tests (ITU-T E.212).
TEST_NETWORK = "00101"

_HOME = Network(name="Sandbox Mobile", country="Sandbox")
_OTHER = Network(name="Sandpit Telecom", country="Sandbox")
_ABROAD = Network(name="Dune Wireless", country="Desert")


class Finding(StrEnum):
    """What a lookup finds."""

    REACHABLE = "reachable"
    OUT_OF_REACH = "out_of_reach"
    NO_SUCH_NUMBER = "no_such_number"
    PORTED_AND_ROAMING = "ported_and_roaming"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The words for a finding, and the facts of a number."""

    words: str
    facts: Callable[[str], NumberFacts]


_FINDINGS: Mapping[Finding, _Row] = {
    Finding.REACHABLE: _Row(
        words="Reachable.",
        facts=lambda number: NumberFacts(
            number=number,
            status=Status.DELIVERED,
            reachable=True,
            ported=False,
            roaming=False,
            mccmnc=TEST_NETWORK,
            original_network=_HOME,
        ),
    ),
    Finding.OUT_OF_REACH: _Row(
        words="Out of reach.",
        facts=lambda number: NumberFacts(
            number=number,
            status=Status.FAILED,
            reachable=False,
            ported=False,
            mccmnc=TEST_NETWORK,
            original_network=_HOME,
            detail=Detail(
                name="ABSENT_SUBSCRIBER",
                text="The phone is switched off or out of reach",
            ),
        ),
    ),
    Finding.NO_SUCH_NUMBER: _Row(
        words="There is no such number.",
        facts=lambda number: NumberFacts(
            number=number,
            status=Status.REJECTED,
            detail=Detail(name="INVALID_DESTINATION", text="There is no such number"),
        ),
    ),
    Finding.PORTED_AND_ROAMING: _Row(
        words="Reachable, ported and roaming.",
        facts=lambda number: NumberFacts(
            number=number,
            status=Status.DELIVERED,
            reachable=True,
            ported=True,
            roaming=True,
            mccmnc=TEST_NETWORK,
            original_network=_HOME,
            ported_network=_OTHER,
            roaming_network=_ABROAD,
        ),
    ),
}


def words_of(finding: Finding) -> str:
    """Say in a sentence what a lookup finds."""
    return _FINDINGS[finding].words


def facts_of(number: str, finding: Finding) -> NumberFacts:
    """Return the facts of a number."""
    return _FINDINGS[finding].facts(number)
