"""Every method in every form: what is asked equals the document's samples."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
import json
from typing import Any

import aiohttp
import pytest

from custom_components.message_gateways.gateways.entera.client import EnteraClient
from custom_components.message_gateways.gateways.entera.exchange import seconds_for
from custom_components.message_gateways.gateways.entera.requests import (
    Fax,
    Ivr,
    NewBook,
    NewRecord,
    Sms,
)
from custom_components.message_gateways.gateways.errors import (
    CheckSettingsError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import Attachment, KeyPresses
from custom_components.message_gateways.gateways.transport import Transport

from .canned import LOGIN, PASSWORD, YES, EnteraServer, sample
from .words import clock, text_file

TWO = ("905350000001", "905350000002")
NAME_1 = ("Name 1", "Position 1", "name1@entera.com.tr")
NAME_2 = ("Name 2", "Position 2", "name2@entera.com.tr")
NEW_YEAR = clock("2013-12-31T15:00:00")
JULY = clock("2013-07-11T15:00:00")
TASK = "134320f8d097a74aa2e38a360d688800"
FAX = Fax(
    recipients=TWO,
    attachments=(text_file("Fax test 1"), text_file("Fax test 2", "2.txt")),
    alias="Your message tag",
    external_id="Your unique id",
    scheduled_for=NEW_YEAR,
)
BROADCAST = replace(
    FAX,
    attachments=(
        replace(FAX.attachments[0], data=b"Fax broad\xcb\x67\x61st test 1"),
        replace(FAX.attachments[1], data=b"Fax broad\xcb\x67\x61st test 2"),
    ),
    scheduled_for=JULY,
    address_book_ids=(3, 5),
    notice=True,
)
TEXT = (
    "Your plaintext message body. To avoid specific characters issues we recommend "
    "to use Base64Body."
)
SMS = Sms(
    recipients=TWO,
    text=TEXT,
    sender="TEST",
    alias="Your message tag",
    external_id="Your unique id",
    scheduled_for=NEW_YEAR,
    expiration=60,
    plain=True,
)
IVR = Ivr(
    recipients=("905350000001",),
    sound=Attachment(name="1.wav", content_type="audio/wav", data=b"Bulk fax test"),
    alias="Your message tag",
    external_id="external id 1",
    keys=KeyPresses(
        call=timedelta(seconds=60),
        answer=timedelta(seconds=30),
        between_digits=timedelta(seconds=3),
        first_digit=timedelta(seconds=6),
        digits=3,
    ),
)

type Call = Callable[[EnteraClient], Awaitable[Any]]


def comparable(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the samples have in no documented form, and what is empty."""
    rest = {
        key: value
        for key, value in document.items()
        if key not in {"Base64Body", "ScheduleDate", "Attachments", "MainMessage"}
    }
    for name in ("Attachments", "MainMessage"):
        if name in document:
            rest[name] = [one["Name"] for one in document[name]]
    return rest


SENDING: dict[str, tuple[str, str, Call]] = {
    "send_fax": ("SendFax", "31-12-2013 15:00:00", lambda api: api.send_fax(FAX)),
    "send_fax_broadcast": (
        "SendFaxBroadcast",
        "11-07-2013 15:00:00",
        lambda api: api.send_fax_broadcast(BROADCAST),
    ),
    "send_merge_fax": (
        "SendMergeFax",
        "11-07-2013 15:00:00",
        lambda api: api.send_merge_fax(
            replace(
                BROADCAST,
                attachments=(text_file("Fax broadcast test 1", "merge_template.docx"),),
            )
        ),
    ),
    "send_sms": ("SendSms", "31-12-2013 15:00:00", lambda api: api.send_sms(SMS)),
    "send_sms_broadcast": (
        "SendSmsBroadcast",
        "11-07-2013 15:00:00",
        lambda api: api.send_sms_broadcast(
            replace(SMS, scheduled_for=JULY, address_book_ids=(3, 5))
        ),
    ),
    "send_ivr": ("SendIvr", "", lambda api: api.send_ivr(IVR)),
    "send_ivr_broadcast": (
        "SendIvrBroadcast",
        "",
        lambda api: api.send_ivr_broadcast(
            replace(IVR, address_book_ids=(3, 5), notice=True)
        ),
    ),
}


@pytest.mark.parametrize("name", SENDING)
async def test_what_sends_asks_as_its_sample_and_returns_the_task(
    name: str, api: EnteraClient, server: EnteraServer
) -> None:
    method, scheduled, call = SENDING[name]
    server.will_say(sample(f"{name}.answer.json"))
    assert await call(api) == "123"
    wanted = json.loads(sample(f"{name}.request.json"))
    asked = server.last
    assert (asked.method, asked.path) == ("POST", f"/api/v2/{method}")
    assert comparable(asked.body) == comparable(wanted)
    assert asked.body.get("ScheduleDate", "") == scheduled


async def test_a_body_is_json_in_plain_text_and_credentials_are_headers(
    api: EnteraClient, server: EnteraServer
) -> None:
    server.will_say(sample("send_fax.answer.json"))
    await api.send_fax(FAX)
    headers = server.last.headers
    assert headers["Content-Type"] == "text/plain"
    assert (headers["Login"], headers["Password"]) == (LOGIN, PASSWORD)
    assert server.last.body["Attachments"] == [
        {"Name": "1.txt", "Base64Content": "RmF4IHRlc3QgMQ=="},
        {"Name": "2.txt", "Base64Content": "RmF4IHRlc3QgMg=="},
    ]


async def test_an_sms_goes_in_base_64_unless_it_is_to_be_plain(
    api: EnteraClient, server: EnteraServer
) -> None:
    server.will_say(sample("send_sms.answer.json"))
    await api.send_sms(replace(SMS, text="Günaydın 🌻", plain=False))
    assert "Body" not in server.last.body
    assert server.last.body["Base64Body"] == "R8O8bmF5ZMSxbiDwn4y7"


async def test_what_is_not_said_is_left_out(
    api: EnteraClient, server: EnteraServer
) -> None:
    server.will_say(sample("send_ivr.answer.json"))
    await api.send_ivr(Ivr(recipients=TWO, sound=IVR.sound))
    assert set(server.last.body) == {"Recipients", "Attachments"}


BOOKS: dict[str, tuple[str, str, dict[str, str], Any, Call]] = {
    "address_books": ("GET", "AddressBook", {}, 2, lambda api: api.address_books()),
    "address_book": (
        "GET",
        "AddressBookRecord",
        {"AddressBookId": "5"},
        None,
        lambda api: api.address_book(5),
    ),
    "create_address_book": (
        "POST",
        "AddressBook",
        {},
        5,
        lambda api: api.create_address_book(
            NewBook(
                description="Test address book",
                records=(
                    NewRecord(phone="905350000001", metadata=NAME_1),
                    NewRecord(phone="905350000002", metadata=NAME_2),
                ),
            )
        ),
    ),
    "delete_address_book": (
        "DELETE",
        "AddressBook",
        {"AddressBookId": "3"},
        None,
        lambda api: api.delete_address_book(3),
    ),
    "add_record": (
        "POST",
        "AddressBookRecord",
        {},
        42,
        lambda api: api.add_record(NewRecord(phone="90535000001", metadata=NAME_1)),
    ),
    "update_record": (
        "PUT",
        "AddressBookRecord",
        {},
        None,
        lambda api: api.update_record(
            NewRecord(id=42, phone="905350000002", metadata=NAME_1)
        ),
    ),
    "delete_record": (
        "DELETE",
        "AddressBookRecord",
        {"RecordId": "42"},
        None,
        lambda api: api.delete_record(42),
    ),
    "cancel_fax": (
        "POST",
        "CancelFax",
        {"TaskId": TASK},
        None,
        lambda api: api.cancel_fax(TASK),
    ),
    "cancel_ivr": (
        "POST",
        "CancelIvr",
        {"TaskId": TASK},
        None,
        lambda api: api.cancel_ivr(TASK),
    ),
}


@pytest.mark.parametrize("name", BOOKS)
async def test_address_books_and_cancelling_ask_as_their_samples(
    name: str, api: EnteraClient, server: EnteraServer
) -> None:
    verb, method, query, returned, call = BOOKS[name]
    try:
        answer = sample(f"{name}.answer.json")
    except FileNotFoundError:
        answer = sample("update_record.answer.json")
    server.will_say(answer)
    found = await call(api)
    asked = server.last
    assert (asked.method, asked.path) == (verb, f"/api/v2/{method}")
    assert asked.query == query
    if name in {"create_address_book", "add_record", "update_record"}:
        assert asked.body == json.loads(sample(f"{name}.request.json"))
    if returned is not None:
        assert returned == (len(found) if isinstance(found, tuple) else found)


async def test_a_record_can_be_written_over_by_post_too(
    api: EnteraClient, server: EnteraServer
) -> None:
    server.will_say(sample("update_record.answer.json"))
    await api.update_record_by_post(
        NewRecord(id=42, phone="905350000002", metadata=NAME_1)
    )
    assert (server.last.method, server.last.body) == (
        "POST",
        json.loads(sample("update_record.request.json")),
    )


LISTS: dict[str, tuple[str, dict[str, str], Call]] = {
    "fax task": ("OutboundFax", {"TaskId": TASK}, lambda api: api.fax_task(TASK)),
    "last faxes": ("OutboundFax", {"LastMessages": "3"}, lambda api: api.last_faxes(3)),
    "faxes": (
        "OutboundFax",
        {"DateFrom": "14-02-2014", "DateTo": "14-02-2014"},
        lambda api: api.faxes(date(2014, 2, 14), date(2014, 2, 14)),
    ),
    "sms task": ("OutboundSms", {"TaskId": TASK}, lambda api: api.sms_task(TASK)),
    "last sms": ("OutboundSms", {"LastMessages": "3"}, lambda api: api.last_sms(3)),
    "sms": (
        "OutboundSms",
        {"DateFrom": "30-10-2013", "DateTo": "31-10-2013"},
        lambda api: api.sms(date(2013, 10, 30), date(2013, 10, 31)),
    ),
    "ivr task": ("OutboundIvr", {"TaskId": TASK}, lambda api: api.ivr_task(TASK)),
    "last ivr": ("OutboundIvr", {"LastMessages": "3"}, lambda api: api.last_ivr(3)),
    "ivr": (
        "OutboundIvr",
        {"DateFrom": "28-02-2014", "DateTo": "28-02-2014"},
        lambda api: api.ivr(date(2014, 2, 28), date(2014, 2, 28)),
    ),
}


@pytest.mark.parametrize("name", LISTS)
async def test_the_lists_are_asked_in_their_three_forms(
    name: str, api: EnteraClient, server: EnteraServer
) -> None:
    method, query, call = LISTS[name]
    server.will_say(YES)
    assert not await call(api)
    asked = server.last
    assert (asked.method, asked.path, asked.query) == (
        "GET",
        f"/api/v2/{method}",
        query,
    )
    assert asked.raw == b""


async def test_a_list_that_is_empty_may_be_answered_by_error_19(
    api: EnteraClient, server: EnteraServer
) -> None:
    server.will_refuse(19)
    assert await api.last_sms(3) == ()
    assert await api.address_books() == ()
    assert await api.address_book(5) is None


async def test_an_answer_about_another_task_is_none(
    api: EnteraClient, server: EnteraServer
) -> None:
    server.will_say(sample("outbound_fax_task.answer.json"))
    with pytest.raises(UnreadableAnswerError):
        await api.fax_task("another")


async def test_credentials_that_no_header_can_hold_are_told(
    client: aiohttp.ClientSession, server: EnteraServer
) -> None:
    api = EnteraClient(Transport(client), server.url, LOGIN, "two\nlines")
    with pytest.raises(CheckSettingsError) as caught:
        await api.address_books()
    assert "two" not in str(caught.value)


def test_a_large_document_may_take_its_time() -> None:
    assert seconds_for(0) == 30
    assert seconds_for(32 * 1024 * 60) == 90
    assert seconds_for(10**9) == 330


@pytest.mark.parametrize("base_url", ["http://[", "https://gate way:x/api"])
async def test_an_address_that_is_none_is_told(
    base_url: str, client: aiohttp.ClientSession
) -> None:
    api = EnteraClient(Transport(client), base_url, LOGIN, PASSWORD)
    with pytest.raises(CheckSettingsError):
        await api.address_books()
