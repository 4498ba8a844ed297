"""Groups of the server are address books."""

from dataclasses import replace

import pytest

from custom_components.message_gateways.gateways.contacts import AddressBook, Contact
from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
    InvalidInputError,
)
from custom_components.message_gateways.gateways.ictcore.books import to_contact
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.gateway import IctcoreGateway
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import Fault, FaultKind, IctcoreSimulator

from .words import ANN, ANNA, BEN, left

ANN_LEE = Contact(
    number=ANN,
    first_name="Ann",
    last_name="Lee",
    email=ANNA,
    address="1 Street",
    description="first",
    values=("c1", "", "c3"),
)


async def test_a_book_is_kept_from_its_beginning_to_its_end(
    gateway: IctcoreGateway, live: IctcoreClient
) -> None:
    book = await gateway.create_address_book("Family", [ANN_LEE])
    (listed,) = await gateway.address_books()
    assert listed == AddressBook(id=book, name="Family", count=1)
    (ann,) = await gateway.contacts(book)
    assert (ann.number, ann.first_name, ann.email) == (ANN, "Ann", ANNA)
    assert to_contact(await live.contacts.get(int(ann.id))) == replace(
        ANN_LEE, id=ann.id
    )
    ben = await gateway.add_contact(book, Contact(number=BEN))
    await gateway.update_contact(book, Contact(id=ann.id, number="7", last_name="Li"))
    found = {one.id: one for one in await gateway.contacts(book)}
    assert set(found) == {ann.id, ben}
    assert (found[ann.id].first_name, found[ann.id].last_name) == (None, "Li")
    await gateway.remove_contact(book, ben)
    assert [one.id for one in await gateway.contacts(book)] == [ann.id]
    await gateway.delete_address_book(book)
    assert await gateway.address_books() == []
    assert len(await live.contacts.list()) == 2


async def test_contacts_come_and_go_as_a_file(
    gateway: IctcoreGateway, ictcore_clock: SettableClock
) -> None:
    book = await gateway.create_address_book("Family")
    sample = await gateway.sample_contacts()
    await gateway.import_contacts(book, sample)
    assert await gateway.contacts(book) == []
    ictcore_clock.advance(2)
    assert len(await gateway.contacts(book)) == 2
    assert await gateway.export_contacts(book) == sample
    with pytest.raises(InvalidInputError):
        await gateway.import_contacts(book, "a,b\n")


async def test_contacts_are_whole_in_two_requests(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    """Who looks like another in the list, or breaks the file, costs one more."""
    many = [replace(ANN_LEE, number=f"+1202555{end:04}") for end in range(100, 150)]
    book = await gateway.create_address_book("Family", many)
    before = len(ictcore_simulator.requests)
    found = await gateway.contacts(book)
    assert [replace(one, id="") for one in found] == many
    assert len(ictcore_simulator.requests) - before == 2
    for note in ("upstairs", 'downstairs","'):
        await gateway.add_contact(book, Contact(number=BEN, description=note))
    await gateway.add_contact(book, Contact(number=ANN, description='a","b'))
    before = len(ictcore_simulator.requests)
    found = await gateway.contacts(book)
    assert len(ictcore_simulator.requests) - before == 5
    notes = ["upstairs", 'downstairs","', 'a","b']
    assert [one.description for one in found[50:]] == notes
    assert [replace(one, id="") for one in found[:50]] == many


@pytest.mark.parametrize("path", ["/link", "/contacts"])
async def test_what_fails_leaves_nothing_behind(
    path: str, gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    fault = Fault(kind=FaultKind.STATUS, status=503, path=path)
    ictcore_simulator.faults.add(fault)
    with pytest.raises(AskWhatHappenedError):
        await gateway.create_address_book("Family", [ANN_LEE])
    assert left(ictcore_simulator) == {}
    book = await gateway.create_address_book("Family")
    ictcore_simulator.faults.add(fault)
    with pytest.raises(AskWhatHappenedError):
        await gateway.add_contact(book, ANN_LEE)
    assert left(ictcore_simulator) == {"groups": 1}


async def test_a_group_that_is_not_there_gets_nobody(
    gateway: IctcoreGateway, ictcore_simulator: IctcoreSimulator
) -> None:
    """The server itself would not look."""
    with pytest.raises(ChangeRequestError, match="Group not found"):
        await gateway.add_contact("99", ANN_LEE)
    assert left(ictcore_simulator) == {}


async def test_what_is_no_id_or_too_much_is_refused(gateway: IctcoreGateway) -> None:
    for ask, key in (
        (gateway.contacts("x"), "address_book_unknown"),
        (gateway.remove_contact("1", "x"), "contact_unknown"),
        (
            gateway.add_contact("1", Contact(values=("a", "b", "c", "d"))),
            "too_many_values",
        ),
    ):
        with pytest.raises(InvalidInputError) as raised:
            await ask
        assert raised.value.key == key
