"""Tests of what the words of ICTCore mean to us."""

import pytest

from custom_components.message_gateways.gateways.ictcore.codes import (
    PROGRAM_PARAMETERS,
    TRANSMISSION_STATUSES,
    ProgramType,
    Service,
    TransmissionStatus,
    sms_status,
    transmission_status,
)
from custom_components.message_gateways.gateways.model import Status


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("pending", Status.ACCEPTED),
        ("processing", Status.ACCEPTED),
        ("completed", Status.SENT),
        ("done", Status.SENT),
        ("failed", Status.FAILED),
        ("invalid", Status.FAILED),
        ("never heard of", Status.ACCEPTED),
        (None, Status.ACCEPTED),
    ],
)
def test_completed_is_not_delivered(written: str | None, status: Status) -> None:
    """What the operator refused ends so as well."""
    assert transmission_status(written) is status


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ("1", Status.DELIVERED),
        ("2", Status.FAILED),
        ("16", Status.FAILED),
        ("8", Status.SENT),
        ("", Status.SENT),
        (None, Status.SENT),
    ],
)
def test_an_sms_is_delivered_by_its_delivery_report(
    data: str | None, status: Status
) -> None:
    """Without one it is just sent."""
    assert sms_status(data) is status


def test_every_word_has_its_meaning() -> None:
    """And every program its parameter."""
    assert set(TRANSMISSION_STATUSES) == set(TransmissionStatus)
    assert set(PROGRAM_PARAMETERS) == set(ProgramType)
    assert Service(3) == Service.VOICE | Service.FAX
