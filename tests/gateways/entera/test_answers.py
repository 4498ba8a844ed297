"""The samples of the document are read, and what is like no sample is told."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from decimal import Decimal
import json
from typing import Any

import pytest

from custom_components.message_gateways.gateways.entera.answers import (
    parse_book_id,
    parse_books,
    parse_fault,
    parse_record_id,
    parse_sms_tasks,
    parse_task_id,
    parse_tasks,
    parse_time,
)
from custom_components.message_gateways.gateways.entera.client import EnteraClient
from custom_components.message_gateways.gateways.entera.models import (
    Book,
    Fault,
    Record,
    SmsRecipient,
    TaskRecipient,
)
from custom_components.message_gateways.gateways.entera.requests import NewBook, Sms
from custom_components.message_gateways.gateways.errors import (
    SignInAgainError,
    UnreadableAnswerError,
)

from .canned import SAMPLES, YES, EnteraServer, sample
from .words import clock

BROKEN = sorted(one.name for one in SAMPLES.glob("*.answer.txt"))
GOOD = sorted(one.name for one in SAMPLES.glob("*.answer.json"))


def read(name: str) -> Any:
    """Read a sample as the client does."""
    return json.loads(sample(name), parse_float=Decimal)


@pytest.mark.parametrize("name", GOOD)
def test_every_sample_says_yes(name: str) -> None:
    """Those without an ErrorCode and with Message null too."""
    assert parse_fault(read(name)) is None


@pytest.mark.parametrize("name", BROKEN)
async def test_json_as_the_document_breaks_it_is_unreadable(
    name: str, api: EnteraClient, server: EnteraServer
) -> None:
    server.will_say(sample(name))
    with pytest.raises(UnreadableAnswerError):
        await api.create_address_book(NewBook(description="x"))


def test_address_books_are_read_with_and_without_their_records() -> None:
    personal, group = parse_books(read("address_books.answer.json"))
    assert personal.records is not None
    assert personal.records[0] == Record(
        id=1,
        book_id=3,
        phone="90535000001",
        metadata=("Name 1", "Position 1", "name1@entera.com.tr"),
    )
    assert (personal.records_count, personal.is_group) == (3, False)
    assert group == Book(
        id=5, description="Test address book", records_count=2, is_group=True
    )
    (one,) = parse_books(read("address_book.answer.json"))
    assert one.records is not None
    assert [record.id for record in one.records] == [6, 7]


def test_ids_are_read() -> None:
    assert parse_book_id(read("create_address_book.answer.json")) == 5
    assert parse_record_id(read("add_record.answer.json")) == 42
    assert parse_task_id(read("send_ivr.answer.json")) == "123"
    assert parse_task_id({"TaskId": 123}) == "123"


def test_a_fax_is_read_whole() -> None:
    (task,) = parse_tasks(read("outbound_fax_task.answer.json"))
    assert task.incoming_at == clock("2014-02-19T17:19:29.758990")
    assert (task.scheduled_for, task.external_id, task.subject) == (None, None, None)
    assert (task.id, task.type, task.status, task.priority) == (11, 7, 6, 3)
    assert (task.department_id, task.user_id) == (1, 1)
    assert (task.originator, task.mail_id) == ("127.0.0.1", task.task_id)
    assert (task.attachments_count, task.recipients_count) == (1, 1)
    assert (task.pages, task.print_attempts, task.cancelled) == (0, 0, False)
    assert task.recipients == (
        TaskRecipient(
            number="905350000001",
            id=11,
            task_id="ea33d19251fdf04eaf5c3f79d13193bf",
            status=6,
            pages=0,
            attempts=1,
            disconnect_reason=1,
            isdn_cause=13456,
            price=Decimal("0.0000"),
            processed_at=clock("2014-02-19T17:21:00"),
        ),
    )


def test_a_list_of_faxes_is_read() -> None:
    first, second = parse_tasks(read("outbound_fax.answer.json"))
    assert (first.subject, second.subject) == ("deneme", "deneme2")
    assert second.pages == 1
    assert second.recipients[0].number == "00902123558444"
    assert second.recipients[0].processed_at is None


def test_calls_are_read_with_their_keys() -> None:
    (task,) = parse_tasks(read("outbound_ivr_task.answer.json"))
    assert [one.keys for one in task.recipients] == ["42", None]
    assert [one.disconnect_reason for one in task.recipients] == [1, 2]
    listed = parse_tasks(read("outbound_ivr.answer.json"))
    assert [[one.keys for one in task.recipients] for task in listed] == [
        ["333", None],
        ["123"],
    ]


def test_an_sms_is_read_whole() -> None:
    (task,) = parse_sms_tasks(read("outbound_sms_task.answer.json"))
    assert task.incoming_at == clock("2013-10-31T12:30:45.448745")
    assert (task.sender, task.alias, task.text) == ("TEST", "tag 1", "single message")
    assert (task.direction, task.status, task.price) == (0, 6, Decimal("0.0001"))
    assert (task.sms_count, task.recipients_count, task.user_id) == (1, 1, 4)
    assert (task.department_id, task.originator) == (1, "127.0.0.1")
    assert task.recipients == (
        SmsRecipient(
            number="905350000001",
            task_id=task.task_id,
            status=6,
            sms_count=1,
            gsm_code=0,
            price=Decimal("0.0001"),
            processed_at=clock("2013-10-31T12:30:55"),
            text="",
        ),
    )


def test_a_list_of_sms_is_read() -> None:
    merge, bulk, single = parse_sms_tasks(read("outbound_sms.answer.json"))
    assert [one.status for one in (merge, bulk, single)] == [28, 19, 6]
    assert [one.gsm_code for one in merge.recipients] == [0, 6]
    assert merge.recipients[0].text == "Hello Name 1, your phone is: 905350000001"


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2014-02-19T17:19:29.75899", clock("2014-02-19T17:19:29.758990")),
        ("2014-02-19T17:19:29.758991", clock("2014-02-19T17:19:29.758991")),
        ("2014-02-19T17:19:29.7589912", clock("2014-02-19T17:19:29.758991")),
        ("2014-02-19T17:21:00", clock("2014-02-19T17:21:00")),
        ("0001-01-01T00:00:00", None),
        ("", None),
        ("yesterday", None),
        (None, None),
        (5, None),
    ],
)
def test_times_have_any_digits_and_the_year_1_is_none(
    written: object, time: datetime | None
) -> None:
    assert parse_time(written) == time


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"Result": True}, None),
        ({"Result": True, "ErrorCode": None, "Message": None}, None),
        ({"ErrorCode": 0}, None),
        ({"Result": False}, Fault()),
        ({"Result": False, "ErrorCode": 0, "Message": "No"}, Fault(text="No")),
        ({"Result": False, "ErrorCode": 3, "Message": None}, Fault(code=3)),
        ({"ErrorCode": 12, "Message": "x"}, Fault(code=12, text="x")),
        ({"Result": "false", "ErrorCode": "2"}, Fault(code=2)),
    ],
)
def test_yes_is_told_from_no(document: Any, fault: Fault | None) -> None:
    assert parse_fault(document) == fault


def test_an_answer_that_says_both_yes_and_no_says_nothing() -> None:
    """Nobody knows whether it was sent."""
    with pytest.raises(UnreadableAnswerError):
        parse_fault({"Result": True, "ErrorCode": 3, "TaskId": "1"})


FOREIGN = [
    b"",
    b"  ",
    b"null",
    b"[]",
    b"5",
    b'"text"',
    b"{}",
    b"{",
    b'{"results": []}',
    b'{"Result": "maybe"}',
    b"<html><body>Please log in</body></html>",
    b"\xff\xfe",
    b"NaN",
]


@pytest.mark.parametrize("body", FOREIGN)
async def test_an_answer_of_another_shape_is_unreadable(
    body: bytes, api: EnteraClient, server: EnteraServer
) -> None:
    """After a send nobody knows then whether it went out."""
    server.will_say(body)
    for call in (
        api.address_books(),
        api.last_faxes(1),
        api.last_sms(1),
        api.last_ivr(1),
        api.send_sms(Sms(recipients=("447700900123",), text="x", sender="A")),
        api.delete_record(1),
    ):
        with pytest.raises(UnreadableAnswerError):
            await call


@pytest.mark.parametrize(
    "extra",
    [{"AddressBooks": 5}, {"ResultCollection": "x"}, {"Incoming": {}}],
)
async def test_a_list_that_is_none_is_unreadable(
    extra: dict[str, Any], api: EnteraClient, server: EnteraServer
) -> None:
    server.will_say(YES | extra)
    calls: dict[str, Callable[[], Awaitable[Any]]] = {
        "AddressBooks": api.address_books,
        "ResultCollection": lambda: api.last_ivr(1),
        "Incoming": lambda: api.last_sms(1),
    }
    with pytest.raises(UnreadableAnswerError):
        await calls[next(iter(extra))]()


async def test_a_success_without_its_id_is_unreadable(
    api: EnteraClient, server: EnteraServer
) -> None:
    server.will_say(YES)
    with pytest.raises(UnreadableAnswerError):
        await api.send_sms(Sms(recipients=("447700900123",), text="x", sender="A"))
    with pytest.raises(UnreadableAnswerError):
        await api.create_address_book(NewBook(description="x"))


def test_a_bad_row_does_not_lose_the_others() -> None:
    rows: list[Any] = [
        5,
        None,
        {},
        [],
        {"TaskId": ""},
        {"TaskId": "t", "Recipients": [5, {}]},
    ]
    (task,) = parse_tasks({"ResultCollection": rows})
    assert (task.task_id, task.recipients) == ("t", ())
    (sms,) = parse_sms_tasks({"Incoming": [*rows, {"Destination": "x"}]})
    assert (sms.task_id, sms.recipients) == ("t", ())
    odd = [{"Id": 1, "Phone": 5, "Metadata": [1, None, "x"]}, {"Id": 2}, {"Phone": "1"}]
    (book,) = parse_books({"AddressBooks": [{"Id": 1, "Records": odd}, {"Id": "x"}]})
    assert book.records == (Record(id=1, phone="5", metadata=("1", "", "x")),)
    (plain,) = parse_books(
        {"AddressBooks": [{"Id": 1, "Records": [{"Id": 2, "Phone": "5"}]}]}
    )
    assert plain.records == (Record(id=2, phone="5"),)


async def test_the_words_of_an_http_error_are_read(
    api: EnteraClient, server: EnteraServer
) -> None:
    server.will_say({"Result": False, "ErrorCode": 2, "Message": "Who?"}, status=401)
    with pytest.raises(SignInAgainError, match="2: Who"):
        await api.address_books()
    server.answers.clear()
    server.will_say(b"<html>", status=401)
    with pytest.raises(SignInAgainError, match="HTTP 401"):
        await api.address_books()
