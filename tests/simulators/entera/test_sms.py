"""SMS: sending (6)."""

import base64
from typing import Any

import pytest

from tests.simulators.clock import SettableClock
from tests.simulators.entera import EnteraSimulator, MissingMacro
from tests.simulators.entera.asking import PERSON, ask, row_of, send_sms
from tests.simulators.entera.behaviours import REFUSED

OTHER = "447700900124"


async def test_an_sms_is_sent_then_delivered(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """Every field of its report is as in the sample of 7.1.1."""
    answer = await send_sms(
        entera_simulator, f"+{PERSON}", Alias="tag 1", ExternalId="mine"
    )
    task_id = answer.json["TaskId"]
    assert answer.json == {
        "Result": True,
        "ErrorCode": 0,
        "Message": "",
        "TaskId": task_id,
    }
    assert (await row_of(entera_simulator, "Sms", answer))["Status"] == 20
    entera_clock.advance(5)
    assert await row_of(entera_simulator, "Sms", answer) == {
        "IncomingDate": "2026-02-12T11:50:22.2210001",
        "TaskId": task_id,
        "Direction": 0,
        "DepartmentId": 1,
        "UserId": 1,
        "Sender": "TEST",
        "SmsAlias": "tag 1",
        "ExternalId": "mine",
        "ScheduleDate": "0001-01-01T00:00:00",
        "Status": 6,
        "MessageBody": "Hello",
        "SmsCount": 1,
        "RecipientsCount": 1,
        "TotalCost": 0.05,
        "OriginatorIP": "127.0.0.1",
        "Recipients": [
            {
                "ProcessedDate": "2026-02-12T11:50:27",
                "TaskId": task_id,
                "Destination": PERSON,
                "SmsCount": 1,
                "Status": 6,
                "GsmCode": 0,
                "Price": 0.05,
                "MessageBody": "",
            }
        ],
    }
    assert float(entera_simulator.account.credit) == 999.95


async def test_prices_have_four_decimals(entera_simulator: EnteraSimulator) -> None:
    """As in the samples."""
    task_id = (await send_sms(entera_simulator, PERSON)).json["TaskId"]
    answer = await ask(entera_simulator, "GET", "OutboundSms", TaskId=task_id)
    assert b'"TotalCost":0.0000,' in answer.body


@pytest.mark.parametrize("code", [1, 6, 27, 36])
async def test_an_sms_fails_with_a_gsm_code_and_costs_nothing(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock, code: int
) -> None:
    """7.3."""
    answer = await send_sms(entera_simulator, f"4477009003{code:02}")
    entera_clock.advance(5)
    row = await row_of(entera_simulator, "Sms", answer)
    (recipient,) = row["Recipients"]
    assert (row["Status"], recipient["Status"], recipient["GsmCode"]) == (7, 7, code)
    assert row["TotalCost"] == 0
    assert entera_simulator.account.credit == 1000


async def test_many_recipients_are_a_bulk_task(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """With status 19, and what became of each in its own row with its own id."""
    answer = await send_sms(entera_simulator, PERSON, "447700900306", PERSON)
    entera_clock.advance(5)
    row = await row_of(entera_simulator, "Sms", answer)
    assert (row["Status"], row["RecipientsCount"], row["TotalCost"]) == (19, 3, 0.1)
    assert [one["Status"] for one in row["Recipients"]] == [6, 7, 6]
    ids = {one["TaskId"] for one in row["Recipients"]} | {row["TaskId"]}
    assert len(ids) == 4


async def test_macros_are_replaced_by_the_address_book(
    entera_simulator: EnteraSimulator,
) -> None:
    """Of a broadcast; the phone is as the book has it (6.2.1)."""
    book = entera_simulator.add_book(
        "Friends",
        (f"+{PERSON}", "Jane Doe", "TV model 55", "100$", "15%", "5350000005"),
        (OTHER, "John Doe"),
    )
    text = "Dear %name%, %1%: %2%, %position%, %3%, %email%, %4%, %5%, %6%, %phone%"
    answer = await send_sms(
        entera_simulator, AddressBookIds=[book.id], Body=f"{text}, %number%, 5%, %no%"
    )
    row = await row_of(entera_simulator, "Sms", answer)
    assert (row["Status"], row["MessageBody"]) == (28, f"{text}, %number%, 5%, %no%")
    jane = "Dear Jane Doe, Jane Doe: TV model 55, TV model 55, 100$, 100$, 15%, "
    jane += f"5350000005, %6%, +{PERSON}, +{PERSON}, 5%, %no%"
    john = "Dear John Doe, John Doe: %2%, %position%, %3%, %email%, %4%, %5%, %6%, "
    john += f"{OTHER}, {OTHER}, 5%, %no%"
    assert [one["MessageBody"] for one in row["Recipients"]] == [jane, john]


@pytest.mark.parametrize(
    ("missing", "text"),
    [(MissingMacro.KEEP, "Hello %name%!"), (MissingMacro.REMOVE, "Hello !")],
)
async def test_macros_are_replaced_in_a_plain_sms_too(
    entera_simulator: EnteraSimulator, missing: MissingMacro, text: str
) -> None:
    """For numbers that are in an address book; else they are ignored."""
    entera_simulator.configure(missing_macro=missing)
    entera_simulator.add_book("Friends", ("07700 900123", "Jane Doe"))
    answer = await send_sms(entera_simulator, PERSON, OTHER, Body="Hello %name%!")
    row = await row_of(entera_simulator, "Sms", answer)
    assert row["Status"] == 28
    texts = [one["MessageBody"] for one in row["Recipients"]]
    assert texts == ["Hello Jane Doe!", text]


async def test_a_broadcast_goes_to_numbers_and_books(
    entera_simulator: EnteraSimulator,
) -> None:
    """The same person in two of them gets it twice."""
    books = [entera_simulator.add_book(name, (PERSON,)) for name in ("One", "Two")]
    answer = await send_sms(
        entera_simulator, OTHER, AddressBookIds=[book.id for book in books]
    )
    row = await row_of(entera_simulator, "Sms", answer)
    assert row["Status"] == 19
    numbers = [one["Destination"] for one in row["Recipients"]]
    assert numbers == [OTHER, PERSON, PERSON]


def _encoded(text: str) -> str:
    """Return a text in Base64."""
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Base64Body": _encoded("x" * 2048)}, 0),
        ({"Base64Body": _encoded("x" * 2049)}, 4),
        ({"Base64Body": "not Base64"}, 3),
        ({"Base64Body": "/w=="}, 3),
        ({"Body": "x" * 2049}, 4),
        ({"Body": ""}, 3),
        ({"Body": None}, 3),
        ({"Sender": None}, 3),
        ({"Sender": "x" * 11}, 0),
        ({"Sender": "x" * 12}, 4),
        ({"Sender": "1" * 14}, 0),
        ({"Sender": "1" * 15}, 4),
        ({"Sender": "Élan"}, 3),
        ({"Alias": "x" * 42, "ExternalId": "x" * 42}, 0),
        ({"Alias": "x" * 43}, 4),
        ({"ExternalId": "x" * 43}, 4),
        ({"Recipients": None}, 3),
        ({"Recipients": []}, 3),
        ({"Recipients": ["1" * 33]}, 4),
        ({"Recipients": ["1"]}, 11),
        ({"Recipients": [REFUSED]}, 11),
        ({"Recipients": PERSON}, 1),
        ({"Recipients": [447700900123]}, 1),
        ({"MessageExpiration": 2880}, 0),
        ({"MessageExpiration": 2881}, 4),
        ({"MessageExpiration": -1}, 3),
        ({"MessageExpiration": "60"}, 1),
        ({"AddressBookIds": [42]}, 3),
        ({"ScheduleDate": ""}, 0),
        ({"ScheduleDate": "12-02-2026 15:00:00"}, 0),
        ({"ScheduleDate": "12-02-2026 11:00:00"}, 10),
        ({"ScheduleDate": "12/02/2026 15:00:00"}, 10),
        ({"ScheduleDate": "2026-02-12T15:00:00"}, 10),
        ({"ScheduleDate": "30-02-2026 15:00:00"}, 10),
    ],
)
async def test_limits_and_mandatory_fields_are_checked(
    entera_simulator: EnteraSimulator, fields: dict[str, Any], code: int
) -> None:
    """6.1."""
    answer = await send_sms(entera_simulator, **{"Recipients": [PERSON], **fields})
    assert answer.json["ErrorCode"] == code
    assert len(entera_simulator.messages) == (code == 0)


async def test_the_encoded_body_goes_before_the_plain_one(
    entera_simulator: EnteraSimulator,
) -> None:
    """Which is then ignored."""
    text = "Grüße, Ş 🙂"
    answer = await send_sms(entera_simulator, PERSON, Base64Body=_encoded(text))
    assert (await row_of(entera_simulator, "Sms", answer))["MessageBody"] == text


async def test_a_sender_has_to_be_the_accounts(
    entera_simulator: EnteraSimulator,
) -> None:
    """Where it has a list of them."""
    entera_simulator.account.senders = ("HOME",)
    assert (await send_sms(entera_simulator, PERSON)).json["ErrorCode"] == 9
    answer = await send_sms(entera_simulator, PERSON, Sender="HOME")
    assert answer.json["ErrorCode"] == 0


async def test_refused_recipients_are_left_out(
    entera_simulator: EnteraSimulator,
) -> None:
    """Or listed with status 13, as the settings say."""
    answer = await send_sms(entera_simulator, PERSON, REFUSED, "nobody")
    assert (await row_of(entera_simulator, "Sms", answer))["RecipientsCount"] == 1
    entera_simulator.configure(refused_are_listed=True)
    answer = await send_sms(entera_simulator, PERSON, REFUSED, "nobody")
    row = await row_of(entera_simulator, "Sms", answer)
    assert row["Recipients"][2]["Destination"] == "nobody"


async def test_there_has_to_be_money_for_all(entera_simulator: EnteraSimulator) -> None:
    """Error 12, and nothing is sent."""
    entera_simulator.account.credit = entera_simulator.account.sms_price * 2
    answer = await send_sms(entera_simulator, PERSON, PERSON, PERSON)
    assert (answer.json["ErrorCode"], entera_simulator.messages) == (12, [])
    assert (await send_sms(entera_simulator, PERSON, PERSON)).json["ErrorCode"] == 0
