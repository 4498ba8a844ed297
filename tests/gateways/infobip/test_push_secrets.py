"""The gateway knows where to push to, and may repeat it to anybody who reads."""

from collections.abc import Callable
from datetime import UTC, datetime
import json
from typing import Any
from urllib.parse import quote

import pytest

from custom_components.message_gateways.gateways.errors import ChangeRequestError
from custom_components.message_gateways.gateways.infobip.gateway import InfobipGateway
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Message,
    Sent,
)
from custom_components.message_gateways.gateways.push_info import PushKind

from .canned import CannedServer

PUSH_ID = "0123456789abcdef0123456789abcdef"
SECRET = "p4ss word/x"
# The log-in is a part of it, as it may be of anybody's.
BARE = f"https://Aladdin.example:8123/api/webhook/{PUSH_ID}"
ADDRESS = f"{BARE}?secret={quote(SECRET, '')}"
ECHOES: tuple[Callable[[], str], ...] = (
    lambda: ADDRESS,
    lambda: BARE,
    lambda: quote(ADDRESS, ""),
    lambda: quote(BARE),
    lambda: f"webhook/{PUSH_ID}",
    lambda: f"the secret is {SECRET}",
    lambda: "x" * 280 + PUSH_ID,
)
SMS = Message(
    id="m1", to="+447700900123", content=Content(channel=Channel.SMS, text="Hello")
)
SENT = Sent(
    message_id="m1",
    to=SMS.to,
    gateway_ids=("m1",),
    request_id="b",
    accepted_at=datetime.now(UTC),
)


def row(said: str) -> dict[str, Any]:
    """Write a row that refuses a message in some words."""
    status = {"groupId": 5, "groupName": "REJECTED", "id": 51, "name": "X"}
    return {"messageId": "m1", "to": "1", "status": {**status, "description": said}}


def check_hidden(words: object) -> None:
    """Find nothing in the words that lets anybody push to us."""
    assert words
    for secret in (PUSH_ID, PUSH_ID[:8], SECRET, quote(SECRET, "")):
        assert secret not in str(words)


@pytest.mark.parametrize("echo", ECHOES)
async def test_nobody_is_told_where_to_push_to(
    gateway: InfobipGateway, server: CannedServer, echo: Callable[[], str]
) -> None:
    """In an error, in the answer to a send, in a report and in a push."""
    gateway.ask_for_pushes(lambda: ADDRESS)
    said = echo()
    fault = {"messageId": "BAD_REQUEST", "text": f"notifyUrl {said}"}
    server.will_say({"requestError": {"serviceException": fault}}, status=400)
    server.will_say({"bulkId": "b", "messages": [row(said)]})
    server.will_say({"results": [row(said)]})
    with pytest.raises(ChangeRequestError) as caught:
        await gateway.send([SMS])
    check_hidden(caught.value.detail)
    (receipt,) = await gateway.send([SMS])
    check_hidden(receipt.detail)
    (report,) = await gateway.fetch_reports([SENT])
    check_hidden(report.detail)
    body = json.dumps({"results": [row(said)]}).encode()
    push = gateway.parse_push(PushKind.REPORTS, body, "application/json")
    check_hidden(push.reports[0].detail)
