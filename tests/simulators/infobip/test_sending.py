"""Sending through the simulator."""

from decimal import Decimal
from typing import Any

import pytest

from tests.simulators.infobip import Dialect, InfobipSimulator
from tests.simulators.infobip.asking import get, post, send

ACCEPTED = {
    "groupId": 0,
    "groupName": "ACCEPTED",
    "id": 0,
    "name": "MESSAGE_ACCEPTED",
    "description": "Message accepted",
}
GALAXY = (
    "A long time ago, in a galaxy far, far away... It is a period of civil war. Rebel "
    "spaceships, striking from a hidden base, have won their first victory against the "
    "evil Galactic Empire."
)


@pytest.mark.parametrize("base", ["", "/restapi"])
async def test_one_text_to_one_number_is_answered_as_in_the_sample(
    infobip_simulator: InfobipSimulator, base: str
) -> None:
    """The answer has no bulkId; both bases work."""
    body = {"from": "InfoSMS", "to": "41793026727", "text": "Test SMS."}
    answer = await post(infobip_simulator, f"{base}/sms/1/text/single", body)
    assert answer.status == 200
    (message,) = infobip_simulator.messages
    assert answer.json == {
        "messages": [
            {
                "to": "41793026727",
                "status": ACCEPTED,
                "smsCount": 1,
                "messageId": message.message_id,
            }
        ]
    }


async def test_many_numbers_are_answered_with_a_bulk_id(
    infobip_simulator: InfobipSimulator,
) -> None:
    """Every message of a request has the same bulkId."""
    numbers = ["41793026727", "41793026834"]
    body = {"from": "InfoSMS", "to": numbers, "text": "Test SMS."}
    answer = await post(infobip_simulator, "/sms/1/text/single", body)
    assert [row["to"] for row in answer.json["messages"]] == numbers
    bulk_ids = {message.bulk_id for message in infobip_simulator.messages}
    assert bulk_ids == {answer.json["bulkId"]}


async def test_many_texts_are_counted_each(
    infobip_simulator: InfobipSimulator,
) -> None:
    """The sample of text/multi: three messages, the last of two segments."""
    numbers = ["41793026727", "41793026731"]
    messages = [
        {"from": "InfoSMS", "to": numbers, "text": "May the Force be with you!"},
        {"from": "41793026700", "to": "41793026785", "text": GALAXY},
    ]
    answer = await post(infobip_simulator, "/sms/1/text/multi", {"messages": messages})
    assert [row["smsCount"] for row in answer.json["messages"]] == [1, 1, 2]
    assert infobip_simulator.account.credit == Decimal("99.96")


@pytest.mark.parametrize("path", ["/sms/1/binary/multi", "/restapi/1/sms/binary/multi"])
async def test_binary_content_is_pending_at_once(
    infobip_simulator: InfobipSimulator, path: str
) -> None:
    """The sample of binary/multi, with its slip in the first row, on both paths."""
    binary = {"hex": "54 65 73 74", "dataCoding": 0, "esmClass": 0}
    messages = [{"from": "InfoSMS", "to": ["41793026727", "41793026731"]}]
    body = {"messages": [messages[0] | {"binary": binary}]}
    answer = await post(infobip_simulator, path, body)
    statuses = [row["status"] for row in answer.json["messages"]]
    assert [status["groupName"] for status in statuses] == ["PENDING", "PENDING"]
    assert [status["groupId"] for status in statuses] == [7, 1]
    assert infobip_simulator.messages[0].binary == b"Test"
    infobip_simulator.configure(dialect=Dialect.INFOBIP)
    answer = await post(infobip_simulator, path, body)
    assert {row["status"]["groupId"] for row in answer.json["messages"]} == {1}


async def test_binary_single_takes_content(infobip_simulator: InfobipSimulator) -> None:
    """One binary message is accepted as in the sample."""
    body = {"to": "41793026727", "binary": {"hex": "54 65 73 74", "dataCoding": 8}}
    answer = await post(infobip_simulator, "/sms/1/binary/single", body)
    assert answer.json["messages"][0]["status"] == ACCEPTED


async def test_advanced_keeps_every_field(infobip_simulator: InfobipSimulator) -> None:
    """What text/advanced may say arrives at the message."""
    message = {
        "from": "InfoSMS",
        "destinations": [{"to": "+447700900123", "messageId": "MINE-1"}],
        "text": "Ağaç",
        "flash": True,
        "language": {"languageCode": "TR", "singleShift": True, "lockingShift": False},
        "transliteration": "TURKISH",
        "notifyUrl": "http://127.0.0.1:9/reports",
        "notifyContentType": "application/xml",
        "callbackData": "mine",
        "validityPeriod": 60000,
        "sendAt": "2026-03-07T17:00:00.000+01:00",
    }
    body = {"bulkId": "BULK-1", "messages": [message]}
    answer = await post(infobip_simulator, "/sms/1/text/advanced", body)
    assert answer.json["bulkId"] == "BULK-1"
    kept = infobip_simulator.message("MINE-1")
    options = kept.options
    assert (kept.bulk_id, kept.to, kept.text) == ("BULK-1", "447700900123", "Agac")
    assert (options.flash, options.language, options.single_shift) == (True, "TR", True)
    assert options.callback_data == "mine"
    assert options.notify_content_type == "application/xml"
    assert options.validity is not None
    assert options.validity.total_seconds() == 60
    assert options.send_at is not None
    assert options.send_at.isoformat() == "2026-03-07T17:00:00+01:00"


async def test_a_validity_period_is_at_most_48_hours(
    infobip_simulator: InfobipSimulator,
) -> None:
    """A longer one is cut; Infobip's own dialect counts minutes."""
    await send(infobip_simulator, "447700900123", "LONG", validityPeriod=259200000)
    validity = infobip_simulator.message("LONG").options.validity
    assert validity is not None
    assert validity.total_seconds() == 48 * 3600
    infobip_simulator.configure(dialect=Dialect.INFOBIP)
    await send(infobip_simulator, "447700900123", "MINUTES", validityPeriod=5)
    validity = infobip_simulator.message("MINUTES").options.validity
    assert validity is not None
    assert validity.total_seconds() == 300


async def test_an_id_is_taken_once(infobip_simulator: InfobipSimulator) -> None:
    """A repeat is refused with 23 and is free; another account may have the id."""
    infobip_simulator.add_account(user="other", password="secret")
    first = await send(infobip_simulator, "447700900123", "ONCE")
    again = await send(infobip_simulator, "447700900123", "ONCE")
    assert (first["status"]["id"], again["status"]["id"]) == (0, 23)
    assert again["status"]["name"] == "REJECTED_DUPLICATE_MESSAGE_ID"
    assert infobip_simulator.account.credit == Decimal("99.99")
    destinations = [{"to": "447700900123", "messageId": "ONCE"}]
    body = {"messages": [{"destinations": destinations}]}
    answer = await post(infobip_simulator, "/sms/1/text/advanced", body, user="other")
    assert answer.json["messages"][0]["status"]["id"] == 0


async def test_a_refused_id_may_be_used_again(
    infobip_simulator: InfobipSimulator,
) -> None:
    """After credit came in, the same id is accepted and logged once."""
    infobip_simulator.account.credit -= infobip_simulator.account.credit
    refused = await send(infobip_simulator, "447700900123", "MINE")
    assert refused["status"]["name"] == "REJECTED_NOT_ENOUGH_CREDITS"
    infobip_simulator.account.credit += 1
    assert (await send(infobip_simulator, "447700900123", "MINE"))["status"]["id"] == 0
    assert len(infobip_simulator.messages) == 1


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("447700900008", 8),
        ("07700900123", 8),
        ("447700900010", 10),
        ("447700900014", 14),
        ("12345678", 14),
        ("447700900016", 16),
        ("447700900020", 20),
        ("447700900052", 52),
        ("Alphanumeric", 52),
    ],
)
async def test_some_numbers_are_refused_at_once(
    infobip_simulator: InfobipSimulator, number: str, status: int
) -> None:
    """With HTTP 200 and group REJECTED, free of charge."""
    row = await send(infobip_simulator, number)
    assert (row["status"]["id"], row["status"]["groupName"]) == (status, "REJECTED")
    assert ("messageId" in row) == (status != 52)
    assert infobip_simulator.account.credit == 100


@pytest.mark.parametrize(
    ("sender", "status"),
    [
        ("CompanyName", 0),
        ("CompanyNames", 11),
        ("Me", 11),
        ("12345678901234", 0),
        ("123456789012345", 11),
        ("+12025550123", 0),
    ],
)
async def test_a_sender_has_a_length(
    infobip_simulator: InfobipSimulator, sender: str, status: int
) -> None:
    """Letters 3 to 11, digits 3 to 14."""
    row = await send(infobip_simulator, "447700900123", **{"from": sender})
    assert row["status"]["id"] == status


async def test_too_many_segments_are_refused(
    infobip_simulator: InfobipSimulator,
) -> None:
    """Status 25."""
    infobip_simulator.configure(most_segments=2)
    row = await send(infobip_simulator, "447700900123", text="x" * 307)
    assert (row["smsCount"], row["status"]["id"]) == (3, 25)


async def test_a_header_that_is_longer_than_its_content_is_refused(
    infobip_simulator: InfobipSimulator,
) -> None:
    """Status 24."""
    body = {"to": "447700900123", "binary": {"hex": "05 00", "esmClass": 64}}
    answer = await post(infobip_simulator, "/sms/1/binary/single", body)
    assert answer.json["messages"][0]["status"]["id"] == 24


BAD: list[tuple[str, Any]] = [
    ("/sms/1/text/single", "{"),
    ("/sms/1/text/single", []),
    ("/sms/1/text/single", {"text": "To nobody"}),
    ("/sms/1/text/multi", {"messages": []}),
    ("/sms/1/text/advanced", {"messages": [{"destinations": [{"messageId": "1"}]}]}),
    ("/sms/1/binary/single", {"to": "447700900123", "binary": {"hex": "xy"}}),
]
ODD: list[dict[str, Any]] = [
    {"flash": "perhaps"},
    {"validityPeriod": "soon"},
    {"sendAt": "tomorrow"},
    {"language": {"languageCode": "XX"}},
    {"transliteration": "RUNES"},
    {"notifyContentType": "text/plain"},
]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        *BAD,
        *(
            (
                "/sms/1/text/advanced",
                {"messages": [{"destinations": [{"to": "447700900123"}], **odd}]},
            )
            for odd in ODD
        ),
    ],
)
async def test_what_can_not_be_used_is_a_bad_request(
    infobip_simulator: InfobipSimulator, path: str, body: Any
) -> None:
    """With the documented error body, and nothing is sent."""
    answer = await post(infobip_simulator, path, body)
    assert answer.status == 400
    error = answer.json["requestError"]["serviceException"]
    assert error["messageId"] == "BAD_REQUEST"
    assert infobip_simulator.messages == []


@pytest.mark.parametrize("content_type", [None, "text/plain"])
async def test_without_a_content_type_it_is_a_general_error(
    infobip_simulator: InfobipSimulator, content_type: str | None
) -> None:
    """As api.md says of the header."""
    body = {"to": "447700900123", "text": "Hello"}
    answer = await post(
        infobip_simulator, "/sms/1/text/single", body, content_type=content_type
    )
    error = answer.json["requestError"]["serviceException"]
    assert (answer.status, error["messageId"]) == (400, "GENERAL_ERROR")


async def test_a_wrong_log_in_is_unauthorized(
    infobip_simulator: InfobipSimulator,
) -> None:
    """With the body of the field notes."""
    answer = await get(infobip_simulator, "/account/1/balance", password="wrong")
    assert answer.status == 401
    assert answer.json == {
        "requestError": {
            "serviceException": {
                "messageId": "UNAUTHORIZED",
                "text": "Invalid login details",
            }
        }
    }


async def test_unknown_paths_and_methods_are_told_apart(
    infobip_simulator: InfobipSimulator,
) -> None:
    """404 and 405."""
    assert (await get(infobip_simulator, "/sms/9/nothing")).status == 404
    assert (await get(infobip_simulator, "/sms/1/text/single")).status == 405


async def test_the_balance_goes_down_by_segments(
    infobip_simulator: InfobipSimulator,
) -> None:
    """Price by segments, and nothing for what will not arrive."""
    await send(infobip_simulator, "447700900123", text="x" * 161)
    await send(infobip_simulator, "447700900027")
    answer = await get(infobip_simulator, "/account/1/balance")
    assert answer.json == {"balance": 99.98, "currency": "EUR"}


async def test_everything_received_is_recorded(
    infobip_simulator: InfobipSimulator,
) -> None:
    """Method, path, query, headers and body."""
    await get(
        infobip_simulator, "/sms/1/logs", [("messageId", "a"), ("messageId", "b")]
    )
    await send(infobip_simulator, "447700900123")
    logs, sent = infobip_simulator.requests
    assert (logs.method, logs.path) == ("GET", "/sms/1/logs")
    assert logs.query == {"messageId": ("a", "b")}
    assert logs.headers["authorization"].startswith("Basic ")
    assert sent.body["messages"][0]["destinations"] == [{"to": "447700900123"}]
    assert infobip_simulator.requests_to("text/advanced") == [sent]
