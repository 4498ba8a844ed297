"""What a transmission's status, attempts and results mean, by a table."""

import pytest

from custom_components.message_gateways.gateways.ictcore.codes import (
    Service,
    channel_of,
)
from custom_components.message_gateways.gateways.ictcore.judging import Evidence, judge
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    Spool,
    SpoolResult,
)
from custom_components.message_gateways.gateways.model import Channel, Status

TRIED = (Spool(spool_id=7, status="completed"),)
QUEUED = (Spool(spool_id=7, status="queued"),)


def steps(**named: str) -> tuple[SpoolResult, ...]:
    """Return results by their names."""
    return tuple(
        SpoolResult(type="application", name=name, data=data)
        for name, data in named.items()
    )


ANSWERED = steps(originate="success")


@pytest.mark.parametrize(
    ("evidence", "status"),
    [
        (Evidence(gateway_id="1", status="pending"), Status.ACCEPTED),
        (Evidence(gateway_id="1", status="pending_retry"), Status.ACCEPTED),
        (Evidence(gateway_id="1", status="unheard of"), Status.ACCEPTED),
        (
            Evidence(gateway_id="1", status="processing", attempts=QUEUED),
            Status.ACCEPTED,
        ),
        (
            Evidence(gateway_id="1", status="processing", attempts=QUEUED, late=True),
            Status.FAILED,
        ),
        (
            Evidence(gateway_id="1", status="processing", attempts=TRIED, late=True),
            Status.ACCEPTED,
        ),
        (
            Evidence(gateway_id="1", status="processing", late=True),
            Status.ACCEPTED,
        ),
        (
            Evidence(
                gateway_id="1",
                status="processing",
                attempts=QUEUED,
                results=ANSWERED,
                late=True,
            ),
            Status.ACCEPTED,
        ),
        (Evidence(gateway_id="1", status="completed"), Status.CANCELLED),
        (Evidence(gateway_id="1", status="invalid", attempts=TRIED), Status.FAILED),
        (Evidence(gateway_id="1", status="done", attempts=TRIED), Status.SENT),
        (
            Evidence(gateway_id="1", status="failed", attempts=TRIED, tries=2),
            Status.ACCEPTED,
        ),
        (
            Evidence(gateway_id="1", status="failed", attempts=TRIED, response="gone"),
            Status.FAILED,
        ),
        (
            Evidence(
                gateway_id="1",
                status="completed",
                attempts=TRIED,
                channel=Channel.EMAIL,
                results=steps(email_send="error"),
            ),
            Status.FAILED,
        ),
        (
            Evidence(
                gateway_id="1",
                status="completed",
                attempts=TRIED,
                channel=Channel.SMS,
                results=steps(sms_send="8"),
            ),
            Status.SENT,
        ),
        (
            Evidence(
                gateway_id="1",
                status="completed",
                attempts=TRIED,
                channel=Channel.FAX,
                results=ANSWERED,
                waited=True,
            ),
            Status.SENT,
        ),
        (
            Evidence(
                gateway_id="1",
                status="completed",
                attempts=TRIED,
                channel=Channel.VOICE,
                results=ANSWERED,
            ),
            Status.SENT,
        ),
        (
            Evidence(
                gateway_id="1",
                status="completed",
                attempts=TRIED,
                channel=Channel.VOICE,
                results=ANSWERED,
                waited=True,
            ),
            Status.FAILED,
        ),
        (
            Evidence(
                gateway_id="1",
                status="completed",
                attempts=TRIED,
                results=steps(unheard_of="success"),
            ),
            Status.SENT,
        ),
    ],
)
def test_a_transmission_stands_where_its_evidence_says(
    evidence: Evidence, status: Status
) -> None:
    assert judge(evidence).status is status


def test_pages_that_are_no_number_are_none() -> None:
    evidence = Evidence(
        gateway_id="1",
        status="completed",
        attempts=TRIED,
        channel=Channel.FAX,
        results=steps(fax_send="success", pages="two"),
    )
    assert judge(evidence).pages is None


def test_a_channel_goes_by_its_flag() -> None:
    assert [channel_of(one) for one in Service] == [
        Channel.VOICE,
        Channel.FAX,
        Channel.SMS,
        Channel.EMAIL,
    ]
    assert channel_of(None) is channel_of(3) is None
