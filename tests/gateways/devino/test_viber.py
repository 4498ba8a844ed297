"""Tests of following Viber: read, link followed, and the SMS where Viber failed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.message_gateways.gateways.devino.codes import VIBER_STATES
from custom_components.message_gateways.gateways.devino.convert import combined
from custom_components.message_gateways.gateways.devino.gateway import DevinoGateway
from custom_components.message_gateways.gateways.model import (
    BAD_ENDS,
    GOOD_ENDS,
    Status,
)
from tests.simulators.clock import SettableClock

from .canned import DevinoServer, states
from .words import VIBER, sent

TWO_DAYS = 48 * 3600
WITH_SMS = replace(VIBER, sms_fallback=True)


@pytest.mark.parametrize("state", VIBER_STATES)
async def test_a_viber_state_is_one_of_viber(
    state: int, gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """Delivered may be read, read may be followed; the link is an event of its own."""
    server.will_say({"State": state})
    (report,) = await gateway.fetch_reports([sent("x", at=clock(), content=VIBER)])
    assert server.last.path == "/rest/Viber/State"
    assert report.status is VIBER_STATES[state].status
    assert report.detail is not None
    assert (report.detail.code, report.detail.name) == (str(state), "Viber")
    assert report.is_final is (state in {4, 5, 7, 8})
    assert report.event == ("link_followed" if state == 8 else None)


def resent(*rows: tuple[int, str]) -> list[dict[str, Any]]:
    """List the SMS that went out in place of a Viber message."""
    return [
        {"Id": f"s{index}", "State": state, "Price": float(price)}
        for index, (state, price) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("sms", "status", "price"),
    [
        ([(0, "2.5")], Status.DELIVERED, "2.5"),
        ([(0, "2.5"), (0, "2.5")], Status.DELIVERED, "5.0"),
        ([(0, "2.5"), (-1, "2.5")], Status.SENT, "5.0"),
        ([(-1, "2.5"), (-2, "0")], Status.ACCEPTED, "2.5"),
        ([(255, "0")], Status.ACCEPTED, "0"),
        ([(0, "2.5"), (42, "0")], Status.REJECTED, "2.5"),
        ([(46, "0"), (99, "0")], Status.EXPIRED, "0"),
        ([(0, "2.5"), (99, "0")], Status.UNKNOWN, "2.5"),
    ],
)
@pytest.mark.parametrize("viber", [4, 5, 7])
async def test_the_sms_that_followed_says_where_a_viber_message_stands(
    *,
    viber: int,
    sms: list[tuple[int, str]],
    status: Status,
    price: str,
    gateway: DevinoGateway,
    server: DevinoServer,
    clock: SettableClock,
) -> None:
    """All its segments count; its price is the sum of all."""
    server.will_say({"State": viber, "Price": 0, "ResentSms": resent(*sms)})
    (report,) = await gateway.fetch_reports([sent("x", at=clock(), content=WITH_SMS)])
    assert report.gateway_id == "x"
    assert report.status is status
    assert report.price == Decimal(price)
    assert report.detail is not None
    assert report.detail.name == "SMS"
    assert report.is_final is (status in GOOD_ENDS | BAD_ENDS)


async def test_what_viber_delivered_after_all_is_delivered(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """Whatever became of the SMS."""
    server.will_say({"State": 3, "Price": 1.5, "ResentSms": resent((42, "2.5"))})
    (report,) = await gateway.fetch_reports([sent("x", at=clock(), content=WITH_SMS)])
    assert report.status is Status.READ
    assert report.price == Decimal(4)


@pytest.mark.parametrize("state", [4, 5, 7])
async def test_a_viber_message_that_failed_waits_for_its_sms_for_an_hour(
    state: int, gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """That it failed is no end yet; without a fallback it is."""
    at = int(clock().timestamp() * 1000)
    server.will_say({"State": state, "TimeStampUtc": f"/Date({at})/", "ResentSms": []})
    followed = [sent("x", at=clock() - timedelta(hours=9), content=WITH_SMS)]
    for seconds in (0, 3599):
        clock.advance(seconds)
        (report,) = await gateway.fetch_reports(followed)
        assert report.status is Status.SENT
    clock.advance(1)
    (report,) = await gateway.fetch_reports(followed)
    assert report.status is VIBER_STATES[state].status
    assert report.is_final
    plain = sent("y", at=clock(), content=VIBER)
    (report,) = await gateway.fetch_reports([plain])
    assert report.status is VIBER_STATES[state].status


async def test_a_read_message_is_asked_for_until_its_link_is_followed(
    gateway: DevinoGateway, server: DevinoServer, clock: SettableClock
) -> None:
    """Or until the provider has no answer any more."""
    followed = [sent("a", "b", at=clock(), content=VIBER)]
    server.decide = states({"a": 3, "b": 8})
    reports = await gateway.fetch_reports(followed)
    assert {one.gateway_id for one in reports if one.is_final} == {"b"}
    clock.advance(TWO_DAYS)
    reports = await gateway.fetch_reports(followed)
    assert all(one.is_final for one in reports)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([Status.DELIVERED, Status.DELIVERED], Status.DELIVERED),
        ([Status.DELIVERED, Status.FAILED], Status.FAILED),
        ([Status.SENT, Status.EXPIRED], Status.EXPIRED),
        ([Status.SENT, Status.ACCEPTED], Status.ACCEPTED),
        ([Status.UNKNOWN, Status.ACCEPTED, Status.DELIVERED], Status.UNKNOWN),
    ],
)
def test_segments_stand_together_where_the_last_of_them_does(
    statuses: Sequence[Status], expected: Status
) -> None:
    """Unless one failed for good."""
    assert combined(statuses) is expected
