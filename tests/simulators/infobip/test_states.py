"""Messages on their way: reports and logs."""

import pytest

from tests.simulators.infobip import InfobipSimulator, SettableClock
from tests.simulators.infobip.asking import get, post, rows, send


async def test_a_message_moves_on_with_the_clock(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """On its way, waiting, at the operator, at the handset."""
    await send(infobip_simulator, "447700900123", "MINE")
    seen = []
    for seconds in (0, 1, 2, 2):
        infobip_clock.advance(seconds)
        (row,) = await rows(infobip_simulator, "/sms/1/logs", messageId="MINE")
        seen.append(row["status"]["id"])
    assert seen == [7, 3, 2, 5]


@pytest.mark.parametrize(
    ("number", "status", "error"),
    [
        ("447700900123", "DELIVERED_TO_HANDSET", "NO_ERROR"),
        ("447700900001", "UNDELIVERABLE_NOT_DELIVERED", "EC_UNKNOWN_SUBSCRIBER"),
        ("447700900002", "DELIVERED_TO_OPERATOR", "NO_ERROR"),
        ("447700900003", "PENDING_WAITING_DELIVERY", "NO_ERROR"),
        ("447700900004", "UNDELIVERABLE_REJECTED_OPERATOR", "EC_CALL_BARRED"),
        ("447700900006", "REJECTED_NETWORK", "NO_ERROR"),
        ("447700900014", "REJECTED_DESTINATION", "NO_ERROR"),
        ("447700900015", "EXPIRED_EXPIRED", "EC_ValidityExpired"),
        ("447700900022", "EXPIRED_UNKNOWN", "NO_ERROR"),
        ("447700900027", "UNDELIVERABLE_NOT_DELIVERED", "EC_ABSENT_SUBSCRIBER"),
        ("447700900999", "SUSPENDED_FOR_REVIEW", "NO_ERROR"),
    ],
)
async def test_a_number_says_how_its_message_ends(
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
    number: str,
    status: str,
    error: str,
) -> None:
    """The table of behaviours holds."""
    await send(infobip_simulator, number)
    infobip_clock.advance(60)
    (row,) = await rows(infobip_simulator, "/sms/1/logs")
    assert (row["status"]["name"], row["error"]["name"]) == (status, error)
    free = row["status"]["groupName"] in {"UNDELIVERABLE", "REJECTED"}
    assert row["price"]["pricePerMessage"] == (0 if free else 0.01)


async def test_a_slow_number_takes_its_time(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """Ten minutes by default."""
    await send(infobip_simulator, "447700900060", "SLOW")
    infobip_clock.advance(599)
    assert infobip_simulator.status_of("SLOW") == 2
    infobip_clock.advance(1)
    assert infobip_simulator.status_of("SLOW") == 5


async def test_a_message_expires_with_its_validity_period(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """When it was not delivered before."""
    await send(infobip_simulator, "447700900060", "SLOW", validityPeriod=60000)
    infobip_clock.advance(60)
    (row,) = await rows(infobip_simulator, "/sms/1/logs")
    assert row["status"]["name"] == "EXPIRED_EXPIRED"
    assert row["error"]["name"] == "EC_ValidityExpired"


async def test_a_scheduled_message_waits_for_its_time(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """Pending until `sendAt`, from which its delivery counts."""
    send_at = "2026-02-12T10:50:22.221+01:00"
    await send(infobip_simulator, "447700900123", "LATER", sendAt=send_at)
    infobip_clock.advance(3600)
    assert infobip_simulator.status_of("LATER") == 7
    infobip_clock.advance(5)
    (row,) = await rows(infobip_simulator, "/sms/1/reports")
    assert row["sentAt"] == "2026-02-12T10:50:22.221+0100"
    assert row["doneAt"] == "2026-02-12T10:50:27.221+0100"


async def test_a_report_is_given_once_and_as_in_the_sample(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """What is not finished has no report yet."""
    await send(infobip_simulator, "447700900123", "MINE")
    assert await rows(infobip_simulator, "/sms/1/reports") == []
    infobip_clock.advance(5)
    assert await rows(infobip_simulator, "/sms/1/reports") == [
        {
            "bulkId": infobip_simulator.message("MINE").bulk_id,
            "messageId": "MINE",
            "to": "447700900123",
            "sentAt": "2026-02-12T09:50:22.221+0100",
            "doneAt": "2026-02-12T09:50:27.221+0100",
            "smsCount": 1,
            "price": {"pricePerMessage": 0.01, "currency": "EUR"},
            "status": {
                "groupId": 3,
                "groupName": "DELIVERED",
                "id": 5,
                "name": "DELIVERED_TO_HANDSET",
                "description": "Message delivered to handset",
            },
            "error": {
                "groupId": 0,
                "groupName": "OK",
                "id": 0,
                "name": "NO_ERROR",
                "description": "No Error",
                "permanent": False,
            },
        }
    ]
    assert await rows(infobip_simulator, "/sms/1/reports") == []


async def test_reports_are_filtered_and_limited(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """By messageId, bulkId and limit; what was not given stays."""
    for name in ("A", "B", "C"):
        await send(infobip_simulator, "447700900123", name)
    infobip_clock.advance(5)
    path = "/sms/1/reports"
    bulk_id = infobip_simulator.message("C").bulk_id

    async def ids(**query: str) -> list[str]:
        return [
            row["messageId"] for row in await rows(infobip_simulator, path, **query)
        ]

    assert await ids(messageId="B") == ["B"]
    assert await ids(messageId="B") == []
    assert await ids(bulkId=bulk_id) == ["C"]
    await send(infobip_simulator, "447700900123", "D")
    infobip_clock.advance(5)
    assert await ids(limit="1") == ["A"]
    assert await ids() == ["D"]
    assert (await get(infobip_simulator, path, {"limit": "many"})).status == 400


async def test_reports_belong_to_their_account(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """Another account sees none, neither in reports nor in logs."""
    infobip_simulator.add_account(user="other", password="secret")
    await send(infobip_simulator, "447700900123")
    infobip_clock.advance(5)
    for path in ("/sms/1/reports", "/sms/1/logs"):
        answer = await get(infobip_simulator, path, user="other")
        assert answer.json == {"results": []}


async def test_logs_repeat_for_48_hours(
    infobip_simulator: InfobipSimulator, infobip_clock: SettableClock
) -> None:
    """And no longer; newest first."""
    await send(infobip_simulator, "447700900123", "OLD")
    infobip_clock.advance(3600)
    await send(infobip_simulator, "447700900123", "NEW")
    for _ in range(2):
        found = await rows(infobip_simulator, "/sms/1/logs")
        assert [row["messageId"] for row in found] == ["NEW", "OLD"]
    infobip_clock.advance(47 * 3600 + 1)
    found = await rows(infobip_simulator, "/sms/1/logs")
    assert [row["messageId"] for row in found] == ["NEW"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ([("from", "InfoSMS")], {"A"}),
        ([("from", "Other")], {"B"}),
        ([("to", "447700900027")], {"B"}),
        ([("messageId", "A,B")], {"A", "B"}),
        ([("messageId", "A"), ("messageId", "X"), ("messageId", "B")], {"A", "B"}),
        ([("messageId", "X")], set()),
        ([("generalStatus", "DELIVERED")], {"A"}),
        ([("generalStatus", "UNDELIVERABLE")], {"B"}),
        ([("mcc", "234"), ("mnc", "99")], {"A", "B"}),
        ([("mcc", "228")], set()),
        ([("sentSince", "2026-02-12T09:50:22.221+01:00")], {"A", "B"}),
        ([("sentSince", "2026-02-12T09:50:23.221+0100")], {"B"}),
        ([("sentUntil", "2026-02-12T08:50:22.221Z")], {"A"}),
        ([("limit", "1")], {"B"}),
    ],
)
async def test_logs_are_filtered(
    infobip_simulator: InfobipSimulator,
    infobip_clock: SettableClock,
    query: list[tuple[str, str]],
    expected: set[str],
) -> None:
    """By all parameters of api.md."""
    await send(infobip_simulator, "447700900123", "A")
    infobip_clock.advance(1)
    await send(infobip_simulator, "447700900027", "B", **{"from": "Other"})
    infobip_clock.advance(10)
    answer = await get(infobip_simulator, "/restapi/sms/1/logs", query)
    assert {row["messageId"] for row in answer.json["results"]} == expected


async def test_a_plus_that_became_a_space_is_still_a_plus(
    infobip_simulator: InfobipSimulator,
) -> None:
    """In dates of a query; what is no date is a bad request."""
    path = "/sms/1/logs"
    spaced = {"sentSince": "2026-02-12T09:50:22.221 0100"}
    assert (await get(infobip_simulator, path, spaced)).status == 200
    assert (await get(infobip_simulator, path, {"sentUntil": "now"})).status == 400


async def test_logs_have_a_default_limit(infobip_simulator: InfobipSimulator) -> None:
    """Fifty rows when none is asked for."""
    numbers = [f"447700900{number}" for number in range(100, 160)]
    body = {"from": "InfoSMS", "to": numbers, "text": "Test SMS."}
    await post(infobip_simulator, "/sms/1/text/single", body)
    assert len(await rows(infobip_simulator, "/sms/1/logs")) == 50
    assert len(await rows(infobip_simulator, "/sms/1/logs", limit="60")) == 60


async def test_a_pending_log_may_be_without_done_at(
    infobip_simulator: InfobipSimulator,
) -> None:
    """By a setting."""
    await send(infobip_simulator, "447700900123")
    (row,) = await rows(infobip_simulator, "/sms/1/logs")
    assert row["doneAt"] == row["sentAt"]
    infobip_simulator.configure(done_at_while_pending=False)
    (row,) = await rows(infobip_simulator, "/sms/1/logs")
    assert "doneAt" not in row
