"""Address books and merges against the simulator, over real HTTP."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.contacts import Contact
from custom_components.message_gateways.gateways.entera.gateway import EnteraGateway
from custom_components.message_gateways.gateways.errors import (
    InvalidInputError,
)
from custom_components.message_gateways.gateways.model import (
    Content,
    KeyPresses,
    Status,
)
from tests.simulators.clock import SettableClock
from tests.simulators.entera import (
    EnteraSimulator,
)

from .words import (
    CALL,
    FAX,
    SMS,
    docx,
    follow,
    in_field,
    message,
    messages,
    template,
)

ASKED = replace(CALL, keys=KeyPresses(digits=1, answer=timedelta(seconds=20)))

PEOPLE = (Contact(number="447700900120", values=("Ann", "Baker", "ann@home.invalid")),)


async def test_an_address_book_is_kept_by_the_gateway(live: EnteraGateway) -> None:
    book_id = await live.create_address_book("Family", PEOPLE)
    added = await live.add_contact(
        book_id, Contact(number="05324676407", values=("Cem",))
    )
    changed = Contact(id=added, number="05324676407", values=("Cem", "Cook"))
    await live.update_contact(book_id, changed)
    await live.update_contact(book_id, changed)
    ann, cem = await live.contacts(book_id)
    assert replace(ann, id="") == PEOPLE[0]
    assert cem.values == ("Cem", "Cook")
    books = {one.id: one for one in await live.address_books()}
    assert (books[book_id].name, books[book_id].count) == ("Family", 2)
    await live.remove_contact(book_id, added)
    assert len(await live.contacts(book_id)) == 1
    await live.delete_address_book(book_id)
    assert book_id not in {one.id for one in await live.address_books()}


MERGES: dict[str, Content] = {
    "sms": replace(SMS, text="Hello %name%, %2%", merge=True),
    "fax": replace(
        FAX,
        text="",
        title="",
        merge=True,
        attachments=(template(docx(in_field("%1%") + in_field("%2%"))),),
    ),
    "text fax": replace(FAX, text="Dear %1%, %2%", title="", merge=True),
    "plain fax": FAX,
    "plain sms": SMS,
    "call": ASKED,
}


@pytest.mark.parametrize("name", MERGES)
async def test_everybody_of_a_book_and_a_number_beside_is_reached_once(
    name: str,
    live: EnteraGateway,
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
) -> None:
    """The book's message has a part for each of its people."""
    book = entera_simulator.add_book(
        "Team", ("447700900120", "Ann", "Baker"), ("905324676407", "Cem", "Cook")
    )
    entera_simulator.add_book("Others", ("447700900121", "Dan", "Diver"))
    content = replace(MERGES[name], address_books=(str(book.id),))
    some = messages("", "+447700900121", "+905324676407", content=content)
    receipts = await live.send(some)
    assert [len(one.gateway_ids) for one in receipts] == [1, 1, 1]
    (taken,) = entera_simulator.messages
    assert len(taken.deliveries) == 3
    entera_clock.advance(120)
    followed = follow(receipts, taken.accepted_at, content)
    reports = await live.fetch_reports(followed)
    assert [one.status for one in reports] == [Status.DELIVERED] * 3
    assert len({one.gateway_id for one in reports}) == 3
    if name == "sms":
        texts = {one.text for one in taken.deliveries}
        assert texts == {"Hello Ann, Baker", "Hello Cem, Cook", "Hello Dan, Diver"}


async def test_a_merge_that_somebody_has_no_value_for_is_not_sent(
    live: EnteraGateway, entera_simulator: EnteraSimulator
) -> None:
    book = entera_simulator.add_book("Team", ("447700900120", "Ann"))
    content = replace(MERGES["fax"], address_books=(str(book.id),))
    with pytest.raises(InvalidInputError):
        await live.send([message(to="", content=content)])
    assert entera_simulator.messages == []
