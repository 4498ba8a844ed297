"""Tests of following messages: which questions are asked, and what they bring."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.message_gateways.gateways.errors import (
    GatewayError,
    SignInAgainError,
)
from custom_components.message_gateways.gateways.infobip.client import InfobipClient
from custom_components.message_gateways.gateways.infobip.following import plan
from custom_components.message_gateways.gateways.infobip.gateway import InfobipGateway
from custom_components.message_gateways.gateways.infobip.requests import LogFilter
from custom_components.message_gateways.gateways.model import (
    Detail,
    Report,
    Sent,
    Status,
)
from tests.simulators.clock import SettableClock

from .canned import CannedServer

NOW = datetime(2026, 2, 12, 8, 50, tzinfo=UTC)
DELIVERED = {"groupId": 3, "groupName": "DELIVERED", "id": 5}
LOGS, REPORTS = "/restapi/sms/1/logs", "/restapi/sms/1/reports"


def sent(message_id: str, request_id: str | None = "bulk", at: datetime = NOW) -> Sent:
    """Name a message that is followed."""
    return Sent(
        message_id=message_id,
        to="+447700900123",
        gateway_ids=(message_id,),
        request_id=request_id,
        accepted_at=at,
    )


def rows(*ids: str, **more: Any) -> dict[str, Any]:
    """Write an answer of the logs or the reports."""
    return {"results": [{"messageId": one, "status": DELIVERED, **more} for one in ids]}


@pytest.fixture
def clock() -> SettableClock:
    """Stand at a known time."""
    return SettableClock(NOW)


@pytest.fixture
def alone(api: InfobipClient, clock: SettableClock) -> InfobipGateway:
    """Make a gateway whose account nobody else uses."""
    return InfobipGateway(api, exclusive=True, clock=clock)


def paths(server: CannedServer) -> list[str]:
    """List what was asked, and forget it."""
    found = [asked.path for asked in server.asked]
    server.asked.clear()
    return found


async def test_many_messages_are_asked_for_in_one_request(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The one-time list of the account is left to others."""
    server.will_say(
        rows(
            "a",
            sentAt="2026-02-12T09:50:22.221+0100",
            doneAt="2026-02-12T09:50:24.221+0100",
            smsCount=3,
            price={"pricePerMessage": 0.0125, "currency": "EUR"},
        )
    )
    found = await gateway.fetch_reports([sent("a"), sent("b")])
    (asked,) = server.asked
    assert asked.raw == f"{LOGS}?messageId=a,b&limit=1000"
    assert found == [
        Report(
            gateway_id="a",
            status=Status.DELIVERED,
            at=datetime(2026, 2, 12, 8, 50, 24, 221000, UTC),
            segments=3,
            price=Decimal("0.0375"),
            currency="EUR",
            detail=Detail(code="5"),
        )
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"smsCount": 2},
        {"price": {"pricePerMessage": 0.01, "currency": "EUR"}},
        {"smsCount": 2, "price": {"pricePerMessage": None}},
        {"smsCount": 2, "price": None},
    ],
)
async def test_without_a_price_or_count_there_is_no_cost(
    more: dict[str, Any], gateway: InfobipGateway, server: CannedServer
) -> None:
    """A cost is never guessed."""
    server.will_say(rows("a", **more))
    (report,) = await gateway.fetch_reports([sent("a")])
    assert report.price is None


async def test_nothing_is_asked_where_nothing_is_followed(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """No message, no request."""
    assert await gateway.fetch_reports([]) == []
    assert server.asked == []


async def test_a_report_without_a_status_is_still_under_way(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """A row tells at least that the gateway knows the message."""
    server.will_say({"results": [{"messageId": "a"}]})
    assert await gateway.fetch_reports([sent("a")]) == [
        Report(gateway_id="a", status=Status.ACCEPTED)
    ]


async def test_the_refusal_of_a_repetition_is_no_report(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """The message it repeats goes its way under the same id."""
    refusal = {"messageId": "a", "status": {"groupName": "REJECTED", "id": 23}}
    server.will_say({"results": [refusal, *rows("a")["results"]]})
    (report,) = await gateway.fetch_reports([sent("a")])
    assert report.status is Status.DELIVERED


async def test_what_an_error_of_the_network_was_is_told_too(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """It says more than the status alone, whose code stays."""
    server.will_say(
        {
            "results": [
                {
                    "messageId": "a",
                    "status": {"groupName": "UNDELIVERABLE", "id": 9},
                    "error": {"id": 12, "name": "EC_ILLEGAL_EQUIPMENT"},
                }
            ]
        }
    )
    (report,) = await gateway.fetch_reports([sent("a")])
    assert report.status is Status.FAILED
    assert report.detail == Detail(code="9", text="EC_ILLEGAL_EQUIPMENT")


def ids(count: int) -> list[str]:
    """Make ids as long as ours."""
    return [f"{number:032}" for number in range(count)]


def test_few_messages_are_one_question() -> None:
    """Up to an address of some 6,000 characters."""
    found = plan([sent(one) for one in ids(170)])
    assert found == [LogFilter(message_ids=tuple(ids(170)), limit=1000)]


def test_many_messages_of_a_request_are_asked_for_by_it() -> None:
    """Those without a request by their own ids."""
    found = plan(
        [sent(one) for one in ids(1000)]
        + [sent("other", "bulk-2"), sent("alone", None)]
    )
    assert found == [
        LogFilter(bulk_ids=("bulk", "bulk-2"), limit=1000),
        LogFilter(message_ids=("alone",), limit=1000),
    ]


@pytest.mark.parametrize("requests", [ids(400), [None] * 400])
def test_many_requests_of_one_message_are_asked_for_in_parts(
    requests: Sequence[str | None],
) -> None:
    """Ids of requests would be no shorter."""
    everybody = [
        sent(one, request) for one, request in zip(ids(400), requests, strict=True)
    ]
    found = plan(everybody)
    assert [len(one.message_ids) for one in found] == [175, 175, 50]
    assert [one for each in found for one in each.message_ids] == ids(400)
    assert all(not one.bulk_ids for one in found)


async def test_of_the_rows_of_a_request_only_those_followed_count(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """What is not among them is asked for by id, in parts."""
    everybody = ids(400)
    server.will_say(rows(everybody[0], "somebody-else"))
    server.will_say(rows(everybody[1]))
    found = await gateway.fetch_reports([sent(one) for one in everybody])
    assert {one.gateway_id for one in found} == {everybody[0], everybody[1]}
    first, *others = server.asked
    assert first.query["bulkId"] == "bulk"
    asked = [one for each in others for one in each.query["messageId"].split(",")]
    assert sorted(asked) == everybody[1:]


async def test_one_failed_question_of_many_is_an_error(
    gateway: InfobipGateway, server: CannedServer
) -> None:
    """Nothing is taken for an answer that is none."""
    server.will_say(rows("a"))
    server.will_say({}, status=401)
    everybody = [sent(one, None) for one in ids(800)]
    with pytest.raises(SignInAgainError):
        await gateway.fetch_reports(everybody)
    assert len(server.asked) == 5


async def test_the_first_read_after_a_start_asks_the_logs_too(
    alone: InfobipGateway, server: CannedServer
) -> None:
    """What was handed over before may have been lost with the process."""
    server.will_say(rows("a"))
    found = await alone.fetch_reports([sent("a")])
    assert paths(server) == [LOGS, REPORTS]
    assert len(found) == 2
    await alone.fetch_reports([sent("a")])
    assert paths(server) == [REPORTS]


async def test_reports_of_messages_nobody_asked_for_are_handed_on(
    alone: InfobipGateway, server: CannedServer
) -> None:
    """The list gives them once only."""
    server.will_say(rows("a", "b"))
    found = await alone.fetch_reports([])
    assert [one.gateway_id for one in found] == ["a", "b"]
    assert server.last.raw == f"{REPORTS}?limit=1000"


async def test_after_a_read_with_a_row_that_was_none_the_logs_are_asked(
    alone: InfobipGateway, server: CannedServer
) -> None:
    """The row may be readable there."""
    server.will_say({"results": [{}]})
    server.will_say(rows("a"))
    await alone.fetch_reports([])
    await alone.fetch_reports([sent("a")])
    await alone.fetch_reports([sent("a")])
    assert paths(server) == [REPORTS, LOGS, REPORTS, REPORTS]


async def test_after_a_cut_in_a_read_the_logs_are_asked(
    alone: InfobipGateway, server: CannedServer
) -> None:
    """The answer had left the list, and did not come."""
    server.will_cut()
    with pytest.raises(GatewayError):
        await alone.fetch_reports([])
    paths(server)
    server.will_say(rows("a"))
    await alone.fetch_reports([sent("a")])
    assert paths(server) == [LOGS, REPORTS]


async def test_a_report_that_does_not_come_is_looked_for_now_and_then(
    alone: InfobipGateway, server: CannedServer, clock: SettableClock
) -> None:
    """Ten minutes after the message was taken, and every ten minutes."""
    server.will_say({"results": []})
    late = sent("late", at=NOW - timedelta(minutes=11))
    followed = [sent("fresh", at=NOW), late]
    await alone.fetch_reports([])
    paths(server)
    await alone.fetch_reports(followed)
    assert server.asked[0].query["messageId"] == "late"
    assert paths(server) == [LOGS, REPORTS]
    await alone.fetch_reports(followed)
    assert paths(server) == [REPORTS]
    clock.advance(660)
    await alone.fetch_reports(followed)
    assert server.asked[0].query["messageId"] == "fresh,late"
    assert paths(server) == [LOGS, REPORTS]
