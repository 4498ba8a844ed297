"""Address books (3)."""

from typing import Any

import pytest

from tests.simulators.entera import EnteraSimulator
from tests.simulators.entera.asking import ask

NAME_1 = {
    "AddressBookId": 0,
    "Id": 0,
    "Metadata": ["Name 1", "Position 1", "name1@entera.com.tr"],
    "Phone": "90535000001",
}


async def _people(simulator: EnteraSimulator, book_id: int) -> list[dict[str, Any]]:
    """Return the people of an address book."""
    answer = await ask(simulator, "GET", "AddressBookRecord", AddressBookId=book_id)
    (book,) = answer.json["AddressBooks"]
    people: list[dict[str, Any]] = book["Records"]
    return people


async def test_a_book_is_created_listed_and_deleted(
    entera_simulator: EnteraSimulator,
) -> None:
    """Groups are listed without their people, the personal book with them."""
    body = {"Description": "Test address book", "Id": 0, "Records": [NAME_1, NAME_1]}
    created = await ask(entera_simulator, "POST", "AddressBook", body)
    book_id = created.json.pop("AddressBookId")
    answer = await ask(entera_simulator, "GET", "AddressBook")
    assert answer.json == {
        "Result": True,
        "ErrorCode": 0,
        "Message": "",
        "AddressBooks": [
            {
                "Id": 3,
                "Description": "Users personal address book",
                "RecordsCount": 0,
                "IsGroup": False,
                "Records": [],
            },
            {
                "Id": book_id,
                "Description": "Test address book",
                "RecordsCount": 2,
                "IsGroup": True,
                "Records": None,
            },
        ],
    }
    people = await _people(entera_simulator, book_id)
    assert [one["AddressBookId"] for one in people] == [book_id, book_id]
    assert people[0]["Metadata"] == NAME_1["Metadata"]
    one = await ask(entera_simulator, "GET", "AddressBook", AddressBookId=book_id)
    assert one.json["AddressBooks"][0]["Records"] == people
    deleted = await ask(
        entera_simulator, "DELETE", "AddressBook", AddressBookId=book_id
    )
    assert deleted.json == {"Result": True, "ErrorCode": 0, "Message": ""}
    gone = await ask(entera_simulator, "GET", "AddressBook", AddressBookId=book_id)
    assert gone.json["ErrorCode"] == 3


@pytest.mark.parametrize("method", ["POST", "PUT"])
async def test_a_person_is_added_updated_and_deleted(
    entera_simulator: EnteraSimulator, method: str
) -> None:
    """Without a book in the personal one; an update without changes is error 15."""
    added = await ask(entera_simulator, "POST", "AddressBookRecord", NAME_1)
    record_id = added.json["RecordId"]
    changed = {**NAME_1, "Id": record_id, "Phone": "905350000002"}
    codes = [
        (await ask(entera_simulator, method, "AddressBookRecord", changed)).json[
            "ErrorCode"
        ]
        for _ in range(2)
    ]
    assert codes == [0, 15]
    (person,) = await _people(entera_simulator, 3)
    assert (person["Id"], person["Phone"]) == (record_id, "905350000002")
    codes = [
        (
            await ask(
                entera_simulator, "DELETE", "AddressBookRecord", RecordId=record_id
            )
        ).json["ErrorCode"]
        for _ in range(2)
    ]
    assert codes == [0, 3]


async def test_a_person_is_added_to_a_book_and_moved_to_another(
    entera_simulator: EnteraSimulator,
) -> None:
    """By AddressBookId."""
    first, second = (entera_simulator.add_book(name) for name in ("First", "Second"))
    body = {**NAME_1, "AddressBookId": first.id}
    added = await ask(entera_simulator, "POST", "AddressBookRecord", body)
    body |= {"AddressBookId": second.id, "Id": added.json["RecordId"]}
    await ask(entera_simulator, "PUT", "AddressBookRecord", body)
    assert await _people(entera_simulator, first.id) == []
    (person,) = await _people(entera_simulator, second.id)
    assert person["Id"] == added.json["RecordId"]


# With its JSON punctuation of four symbols.
LONG = ["x" * 508]


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("AddressBook", {"Description": "x" * 255}, 0),
        ("AddressBook", {"Description": "x" * 256}, 4),
        ("AddressBook", {"Records": []}, 3),
        ("AddressBook", {"Description": "x", "Records": [{}]}, 3),
        ("AddressBook", {"Description": "x", "Records": ["1"]}, 1),
        ("AddressBookRecord", {"Phone": "1" * 32}, 0),
        ("AddressBookRecord", {"Phone": "1" * 33}, 4),
        ("AddressBookRecord", {"Phone": 1}, 1),
        ("AddressBookRecord", {"Metadata": ["Name"]}, 3),
        ("AddressBookRecord", {"Phone": "1", "Metadata": LONG}, 0),
        ("AddressBookRecord", {"Phone": "1", "Metadata": [*LONG, ""]}, 4),
        ("AddressBookRecord", {"Phone": "1", "Id": 42}, 3),
        ("AddressBookRecord", {"Phone": "1", "AddressBookId": 42}, 3),
    ],
)
async def test_limits_and_mandatory_fields_are_checked(
    entera_simulator: EnteraSimulator, path: str, body: dict[str, Any], code: int
) -> None:
    """Description 255, phone 32, metadata 512 with its JSON punctuation."""
    answer = await ask(entera_simulator, "POST", path, body)
    assert answer.json["ErrorCode"] == code


async def test_the_personal_book_cannot_be_deleted(
    entera_simulator: EnteraSimulator,
) -> None:
    """Which the document does not say."""
    for book_id, code in ((3, 9), (0, 3)):
        answer = await ask(
            entera_simulator, "DELETE", "AddressBook", AddressBookId=book_id
        )
        assert answer.json["ErrorCode"] == code


async def test_nobody_sees_the_books_of_another_account(
    entera_simulator: EnteraSimulator,
) -> None:
    """Nor the people in them."""
    entera_simulator.add_account(login="other", password="secret")
    book = entera_simulator.add_book("Theirs", ("447700900123",), login="other")
    answer = await ask(entera_simulator, "GET", "AddressBook", AddressBookId=book.id)
    assert answer.json["ErrorCode"] == 3
    record_id = book.records[0].id
    answer = await ask(
        entera_simulator, "DELETE", "AddressBookRecord", RecordId=record_id
    )
    assert answer.json["ErrorCode"] == 3
