"""Tests that what the client sends equals the samples of the document."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone
import json
from typing import Any

import aiohttp
import pytest

from custom_components.message_gateways.gateways.errors import CheckSettingsError
from custom_components.message_gateways.gateways.infobip.client import InfobipClient
from custom_components.message_gateways.gateways.infobip.requests import (
    NO_KEYWORD,
    AdvancedRequest,
    AdvancedText,
    Binary,
    Destination,
    InboxFilter,
    Language,
    LogFilter,
    Text,
)
from custom_components.message_gateways.gateways.infobip.xml import read_xml
from custom_components.message_gateways.gateways.transport import Transport

from .canned import CannedServer, sample

FORCE = "May the Force be with you!"
WARS = (
    "A long time ago, in a galaxy far, far away... It is a period of civil war. Rebel "
    "spaceships, striking from a hidden base, have won their first victory against the "
    "evil Galactic Empire."
)
TESTING = bytes.fromhex("54 65 73 74 69 6e 67 20 c4 8d c5 a1 c4 87 c4 91")
CYRILLIC = bytes.fromhex(
    "d1 82 d0 b5 d1 81 d1 82 d0 b8 d1 80 d0 b0 d1 9a d0 b5 20 d1 9b d0 b8 d1 80 d0 b8 "
    "d0 bb d0 b8 d1 86 d0 b5"
)
FIRST, SECOND, THIRD = "41793026727", "41793026731", "41793026785"
EVERYTHING = AdvancedRequest(
    bulk_id="BULK-ID-123-xyz",
    messages=(
        AdvancedText(
            sender="InfoSMS",
            destinations=(
                Destination(to=FIRST, message_id="MESSAGE-ID-123-xyz"),
                Destination(to=SECOND),
            ),
            text=json.loads(sample("text_advanced.request.json"))["messages"][0][
                "text"
            ],
            flash=False,
            language=Language(code="TR", single_shift=True, locking_shift=False),
            transliteration="TURKISH",
            notify_url="http://www.example.com/sms/advanced",
            notify_content_type="application/json",
            callback_data="DLR callback data",
            validity_period=86400000,
        ),
        AdvancedText(
            sender="41793026700",
            destinations=(Destination(to=THIRD),),
            text=WARS,
            send_at=datetime(2015, 7, 7, 17, tzinfo=timezone(timedelta(hours=1))),
        ),
    ),
)

type Call = Callable[[InfobipClient], Awaitable[Any]]

POSTS: dict[str, tuple[str, Call]] = {
    "intro_text_single": (
        "sms/1/text/single",
        lambda api: api.send_text(
            Text(sender="InfoSMS", to=(FIRST,), text="My first SMS")
        ),
    ),
    "text_single": (
        "sms/1/text/single",
        lambda api: api.send_text(
            Text(sender="InfoSMS", to=(FIRST,), text="Test SMS.")
        ),
    ),
    "text_single_many": (
        "sms/1/text/single",
        lambda api: api.send_text(
            Text(sender="InfoSMS", to=(FIRST, "41793026834"), text="Test SMS.")
        ),
    ),
    "text_multi": (
        "sms/1/text/multi",
        lambda api: api.send_texts(
            (
                Text(sender="InfoSMS", to=(FIRST, SECOND), text=FORCE),
                Text(sender="41793026700", to=(THIRD,), text=WARS),
            )
        ),
    ),
    "text_advanced": ("sms/1/text/advanced", lambda api: api.send_advanced(EVERYTHING)),
    "binary_single": (
        "sms/1/binary/single",
        lambda api: api.send_binary(
            Binary(sender="InfoSMS", to=(FIRST,), data=b"Test message.")
        ),
    ),
    "binary_single_many": (
        "sms/1/binary/single",
        lambda api: api.send_binary(
            Binary(
                sender="InfoSMS",
                to=(FIRST, "41793026834"),
                data=TESTING,
                data_coding=7,
            )
        ),
    ),
    "binary_multi": (
        "sms/1/binary/multi",
        lambda api: api.send_binaries(
            (
                Binary(sender="InfoSMS", to=(FIRST, SECOND), data=b"Test message."),
                Binary(sender="41793026700", to=(THIRD,), data=CYRILLIC, data_coding=6),
            )
        ),
    ),
    "intro_number_query": (
        "number/1/query",
        lambda api: api.query_numbers((FIRST,)),
    ),
    "number_query": ("number/1/query", lambda api: api.query_numbers((FIRST,))),
    "number_query_many": (
        "number/1/query",
        lambda api: api.query_numbers((FIRST, "3859851212")),
    ),
    "number_notify": (
        "number/1/notify",
        lambda api: api.notify_numbers(
            (FIRST,),
            notify_url="http://example.com/notifyUrl",
            notify_content_type="application/json",
        ),
    ),
    "number_notify_many": (
        "number/1/notify",
        lambda api: api.notify_numbers(
            (FIRST, "12345678", "Alphanumeric"),
            notify_url="http://example.com/notifyUrl",
            notify_content_type="application/json",
        ),
    ),
}

GETS: dict[str, Call] = {
    "sms/1/reports": lambda api: api.reports(),
    "sms/1/reports?messageId=ff4804ef-6ab6-4abd-984d-ab3b1387e852": (
        lambda api: api.reports(message_id="ff4804ef-6ab6-4abd-984d-ab3b1387e852")
    ),
    "sms/1/reports?bulkId=B-1": lambda api: api.reports(bulk_id="B-1"),
    "sms/1/reports?limit=2": lambda api: api.reports(limit=2),
    "sms/1/logs": lambda api: api.logs(LogFilter()),
    "sms/1/logs?from=InfoSMS&to=41793026727&limit=1": lambda api: api.logs(
        LogFilter(sender="InfoSMS", to=FIRST, limit=1)
    ),
    "sms/1/logs?bulkId=1dece649-6c8f-404e-8c6e-c7e073be509a,"
    "bafdeb3d-719b-4cce-8762-54d47b40f3c5": lambda api: api.logs(
        LogFilter(
            bulk_ids=(
                "1dece649-6c8f-404e-8c6e-c7e073be509a",
                "bafdeb3d-719b-4cce-8762-54d47b40f3c5",
            )
        )
    ),
    "sms/1/logs?generalStatus=DELIVERED&sentSince=2015-02-22T17:42:05.390%2B01:00": (
        lambda api: api.logs(
            LogFilter(
                sent_since=datetime.fromisoformat("2015-02-22T17:42:05.390+01:00"),
                general_status="DELIVERED",
            )
        )
    ),
    "sms/1/logs?messageId=a,b&sentUntil=2015-02-22T17:42:05.390%2B00:00&mcc=228&mnc=01": (  # noqa: E501 - an address is one word
        lambda api: api.logs(
            LogFilter(
                message_ids=("a", "b"),
                sent_until=datetime(2015, 2, 22, 17, 42, 5, 390999, UTC),
                mcc="228",
                mnc="01",
            )
        )
    ),
    "sms/1/inbox/reports": lambda api: api.inbox_reports(),
    "sms/1/inbox/reports?limit=2": lambda api: api.inbox_reports(limit=2),
    "sms/1/inbox/logs": lambda api: api.inbox_logs(InboxFilter()),
    "sms/1/inbox/logs?keyword=HEY&to=13372": lambda api: api.inbox_logs(
        InboxFilter(keyword="HEY", to="13372")
    ),
    "sms/1/inbox/logs?keyword=NO_KEYWORD": lambda api: api.inbox_logs(
        InboxFilter(keyword=NO_KEYWORD)
    ),
    "sms/1/inbox/logs?limit=9&receivedSince=2015-03-01T12:54:40.111%2B00:00"
    "&receivedUntil=2015-03-01T12:54:44.560%2B00:00": lambda api: api.inbox_logs(
        InboxFilter(
            limit=9,
            received_since=datetime(2015, 3, 1, 12, 54, 40, 111000, UTC),
            received_until=datetime(2015, 3, 1, 12, 54, 44, 560000, UTC),
        )
    ),
}


@pytest.mark.parametrize("name", POSTS)
async def test_a_request_equals_its_sample(
    name: str, api: InfobipClient, server: CannedServer
) -> None:
    """Body, path, content type and log-in are as the document says."""
    path, call = POSTS[name]
    server.will_say({"messages": [], "results": []})
    await call(api)
    assert server.last.method == "POST"
    assert server.last.raw == f"/restapi/{path}"
    assert server.last.json() == json.loads(sample(f"{name}.request.json"))
    assert server.last.headers["Content-Type"] == "application/json"
    assert server.last.headers["Accept"] == "application/json"
    assert server.last.headers["Authorization"] == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="


@pytest.mark.parametrize("name", [name for name in POSTS if "intro" not in name])
async def test_a_request_says_the_same_as_its_sample_in_xml(
    name: str, api: InfobipClient, server: CannedServer
) -> None:
    """Every value of the XML sample is in the JSON body, under the same name."""
    server.will_say({"messages": [], "results": []})
    await POSTS[name][1](api)
    in_xml = _leaves("", read_xml(sample(f"{name}.request.xml").decode()))
    in_json = _leaves("", server.last.json())
    if "notify" in name:
        in_xml = [(key, value.replace("xml", "json")) for key, value in in_xml]
    assert sorted(in_xml) == sorted(in_json)


@pytest.mark.parametrize("address", GETS)
async def test_a_question_is_asked_at_its_address(
    address: str, api: InfobipClient, server: CannedServer
) -> None:
    """Lists are split by commas, and the plus of a time is encoded."""
    server.will_say({"results": []})
    await GETS[address](api)
    assert server.last.method == "GET"
    assert server.last.raw == f"/restapi/{address}"
    assert server.last.body == b""
    assert "Content-Type" not in server.last.headers


async def test_the_balance_is_asked_for_at_its_address(
    api: InfobipClient, server: CannedServer
) -> None:
    """The balance is under `account`."""
    server.will_say(sample("balance.answer.json"))
    await api.balance()
    assert server.last.raw == "/restapi/account/1/balance"


@pytest.mark.parametrize("ending", ["", "/", "//", "/ "])
async def test_a_slash_or_space_at_the_end_of_the_address_does_not_matter(
    ending: str, client: aiohttp.ClientSession, server: CannedServer
) -> None:
    """People paste addresses of all kinds."""
    server.will_say(sample("balance.answer.json"))
    base = f" {server.url.rstrip('/')}{ending}"
    await InfobipClient(Transport(client), base, "user", "pass").balance()
    assert server.last.raw == "/account/1/balance"


async def test_a_log_in_within_the_address_is_not_used(
    client: aiohttp.ClientSession, server: CannedServer
) -> None:
    """The one of the form is sent, in UTF-8."""
    server.will_say(sample("balance.answer.json"))
    base = server.url.replace("://", "://other:word@")
    await InfobipClient(Transport(client), base, "jürgen", "pass").balance()
    assert server.last.headers["Authorization"] == "Basic asO8cmdlbjpwYXNz"


@pytest.mark.parametrize("base", ["", "api.example.com", "http://[::1", "http://"])
async def test_an_address_that_is_none_is_a_matter_of_the_settings(
    base: str, client: aiohttp.ClientSession
) -> None:
    """Nothing is sent, and the user is asked for the address."""
    with pytest.raises(CheckSettingsError):
        await InfobipClient(Transport(client), base, "user", "pass").balance()


async def test_an_empty_text_and_no_sender_are_written_as_such(
    api: InfobipClient, server: CannedServer
) -> None:
    """What is not given is left out, what is empty is not."""
    server.will_say({"messages": []})
    await api.send_text(Text(to=(FIRST,), text=""))
    assert server.last.json() == {"to": FIRST, "text": ""}


def _leaves(name: str, value: Any) -> list[tuple[str, str]]:
    """List all names and values of a document, of JSON or XML alike."""
    if isinstance(value, dict):
        return [leaf for key, one in value.items() for leaf in _leaves(key, one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(name, one)]
    written = value if isinstance(value, str) else json.dumps(value)
    return [(name, written)]
