"""Tests of the tables of statuses."""

import pytest

from custom_components.message_gateways.gateways.model import Status
from custom_components.message_gateways.gateways.ogangi.codes import (
    STATUSES,
    Verdict,
    is_out_of_credit,
    status_of,
    verdict_of,
)
from tests.simulators.ogangi.statuses import STATUSES as SIMULATED

MEANINGS = {
    "SENT": Status.SENT,
    "SENT_TO_CARRIER": Status.SENT,
    "DELIVERED_TO_CARRIER": Status.SENT,
    "EXPIRED": Status.EXPIRED,
    "UNREACHABLE": Status.FAILED,
    "NOT_SENT": Status.FAILED,
    "BAD_FROM": Status.REJECTED,
    "BAD_TO": Status.REJECTED,
    "BAD_ENCODING": Status.REJECTED,
    "BAD_CARRIER/FROM": Status.REJECTED,
    "SENT_TO_DEVICE": Status.SENT,
    "DELIVERED_TO_DEVICE": Status.DELIVERED,
    "UNDELIVERED": Status.FAILED,
    "NOT_ENOUGH_FUNDS": Status.REJECTED,
    "BAD_TIMEZONE": Status.REJECTED,
    "SENDING": Status.ACCEPTED,
    "PENDING": Status.ACCEPTED,
    "READ": Status.READ,
    "ACCEPTD": Status.SENT,
    "BUFFRED": Status.SENT,
    "DELIVRD": Status.DELIVERED,
    "UNDELIV": Status.FAILED,
    "REJECTD": Status.REJECTED,
    "DELETED": Status.FAILED,
    "BAD ADDRESS": Status.REJECTED,
    "INTERNAL ERROR": Status.FAILED,
    "INVALID ROUTING": Status.FAILED,
    "CARRIER GATEWAY ERROR": Status.FAILED,
}


@pytest.mark.parametrize(("name", "status"), MEANINGS.items())
def test_every_status_of_the_field_notes_has_its_meaning(
    name: str, status: Status
) -> None:
    """However its case is written, with a space or a low line."""
    written = {name, name.lower(), name.replace("_", " "), name.replace(" ", "_")}
    assert {status_of(f" {each}\n") for each in written} == {status}


def test_no_status_is_left_out_of_the_test() -> None:
    """Neither of the table nor of the simulator's."""
    assert {name.replace(" ", "_") for name in MEANINGS} == set(STATUSES)
    assert set(SIMULATED) - set(MEANINGS) == {"SUSPENDED FOR REVIEW"}


@pytest.mark.parametrize("name", ["SUSPENDED FOR REVIEW", "", None])
def test_a_status_that_nobody_knows_is_unknown(name: str | None) -> None:
    """It says nothing, and breaks nothing."""
    assert status_of(name) is Status.UNKNOWN
    assert not is_out_of_credit(name)


def test_want_of_credit_is_told_from_other_refusals() -> None:
    """Somebody has to be told to top up."""
    assert is_out_of_credit("not enough funds")
    assert not is_out_of_credit("BAD_TO")


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("OK", Verdict.OK),
        (" ok ", Verdict.OK),
        ("Bad Signature", Verdict.BAD_SIGNATURE),
        ("ERROR", Verdict.ERROR),
        ("COMPLETED", None),
        ("", None),
        (None, None),
    ],
)
def test_the_status_of_a_call_is_one_of_three(
    name: str | None, verdict: Verdict | None
) -> None:
    """Anything else is no answer of this gateway."""
    assert verdict_of(name) is verdict
