"""Address books behind the words that all gateways share."""

import pytest

from custom_components.message_gateways.gateways.base import HasAddressBooks
from custom_components.message_gateways.gateways.contacts import AddressBook, Contact
from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    InvalidInputError,
)

from .canned import YES, EnteraServer, sample

ANN = Contact(number="447700900123", values=("Ann", "Baker"))


async def test_the_books_are_listed(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(sample("address_books.answer.json"))
    assert await gateway.address_books() == [
        AddressBook(id="3", name="Users personal address book", count=3, shared=False),
        AddressBook(id="5", name="Test address book", count=2, shared=True),
    ]
    assert isinstance(gateway, HasAddressBooks)


async def test_who_is_not_counted_is_counted(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    records = [{"Id": 1, "Phone": "1"}]
    server.will_say(YES | {"AddressBooks": [{"Id": 1, "Records": records}, {"Id": 2}]})
    assert [one.count for one in await gateway.address_books()] == [1, None]


async def test_the_people_of_a_book_are_listed(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(sample("address_book.answer.json"))
    first, second = await gateway.contacts("5")
    assert first == Contact(
        id="6",
        number="90535000001",
        values=("Name 1", "Position 1", "name1@entera.com.tr"),
    )
    assert second.id == "7"


async def test_a_book_is_created_and_deleted(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(YES | {"AddressBookId": 7})
    assert await gateway.create_address_book("Family", [ANN]) == "7"
    assert server.last.body["Records"] == [
        {
            "AddressBookId": 0,
            "Id": 0,
            "Metadata": ["Ann", "Baker"],
            "Phone": "447700900123",
        }
    ]
    await gateway.delete_address_book("7")
    assert (server.last.method, server.last.query) == ("DELETE", {"AddressBookId": "7"})


async def test_people_are_added_changed_and_removed(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(YES | {"RecordId": 42})
    assert await gateway.add_contact("7", ANN) == "42"
    assert server.last.body["AddressBookId"] == 7
    changed = Contact(id="42", number="447700900124", values=("Ann",))
    await gateway.update_contact("7", changed)
    assert server.last.method == "PUT"
    assert server.last.body == {
        "AddressBookId": 7,
        "Id": 42,
        "Metadata": ["Ann"],
        "Phone": "447700900124",
    }
    await gateway.remove_contact("7", "42")
    assert (server.last.method, server.last.query) == ("DELETE", {"RecordId": "42"})


async def test_a_change_that_changes_nothing_is_no_error(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_refuse(15)
    await gateway.update_contact("7", Contact(id="42", number="1"))
    server.answers.clear()
    server.will_refuse(3)
    with pytest.raises(ChangeRequestError):
        await gateway.update_contact("7", Contact(id="42", number="1"))


async def test_an_id_that_is_none_is_refused_by_name(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    for call, key in (
        (gateway.contacts("family"), "address_book_unknown"),
        (gateway.delete_address_book("²"), "address_book_unknown"),
        (gateway.remove_contact("7", "ann"), "contact_unknown"),
        (gateway.update_contact("7", ANN), "contact_unknown"),
    ):
        with pytest.raises(InvalidInputError) as caught:
            await call
        assert caught.value.key == key
    assert server.asked == []


async def test_what_the_gateway_does_not_keep_is_refused_by_name(
    gateway: EnteraGateway,
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        await gateway.add_contact("7", Contact(number="1", email="ann@home.invalid"))
    assert caught.value.key == "contact_field_not_offered"
    assert caught.value.placeholders == {"field": "email", "gateway": "Entera"}
