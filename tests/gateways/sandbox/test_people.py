"""Address books, their files, and messages to all of them."""

from datetime import timedelta
from decimal import Decimal

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.message_gateways.gateways.contacts import Contact
from custom_components.message_gateways.gateways.errors import (
    ChangeRequestError,
    InvalidInputError,
)
from custom_components.message_gateways.gateways.model import (
    Channel,
    Doubt,
    Outcome,
    Status,
    Verdict,
)
from custom_components.message_gateways.gateways.sandbox.books import (
    MOST_BOOKS,
    MOST_CONTACTS,
)
from custom_components.message_gateways.gateways.sandbox.gateway import SandboxGateway

from .stories import START, send_one, sent, sms, standing, written

ANNA = Contact(
    number="+447700900051", first_name="Anna", last_name="Ray", email="a@example.com"
)
BEN = Contact(number="+447700900010", first_name="Ben")
NOBODY = Contact(number="+447700900020")
MAIL_ONLY = Contact(email="carl@example.com")


async def test_an_address_book_is_kept_filled_and_emptied(
    gateway: SandboxGateway,
) -> None:
    """Ids lead to books and people, and are never given twice."""
    book = await gateway.create_address_book("Family", [ANNA])
    other = await gateway.create_address_book("Work")
    ben = await gateway.add_contact(book, BEN)
    anna, _ = await gateway.contacts(book)
    await gateway.update_contact(book, Contact(id=anna.id, number="+12025550100"))
    assert [each.number for each in await gateway.contacts(book)] == [
        "+12025550100",
        BEN.number,
    ]
    await gateway.remove_contact(book, ben)
    found = await gateway.address_books()
    assert [(each.id, each.name, each.count) for each in found] == [
        (book, "Family", 1),
        (other, "Work", 0),
    ]
    await gateway.delete_address_book(book)
    assert [each.id for each in await gateway.address_books()] == [other]
    assert len({book, other, anna.id, ben}) == 4


async def test_what_is_not_there_is_refused_by_its_id(gateway: SandboxGateway) -> None:
    book = await gateway.create_address_book("Family")
    for call in (
        gateway.delete_address_book("9"),
        gateway.contacts("9"),
        gateway.add_contact("9", ANNA),
        gateway.export_contacts("9"),
        gateway.import_contacts("9", "number\n1"),
        gateway.check_first([written(Channel.SMS, "", address_books=("9",))]),
    ):
        with pytest.raises(InvalidInputError, match="There is no address book 9"):
            await call
    for call in (
        gateway.update_contact(book, Contact(id="9")),
        gateway.remove_contact(book, "9"),
    ):
        with pytest.raises(InvalidInputError, match="contact_unknown"):
            await call


async def test_it_keeps_no_more_than_its_limits(gateway: SandboxGateway) -> None:
    """And nothing of what is too much."""
    with pytest.raises(ChangeRequestError, match="FULL"):
        await gateway.create_address_book("Town", [ANNA] * (MOST_CONTACTS + 1))
    assert await gateway.address_books() == []
    for number in range(MOST_BOOKS):
        await gateway.create_address_book(str(number))
    with pytest.raises(ChangeRequestError, match="FULL"):
        await gateway.create_address_book("One more")


async def test_values_of_other_gateways_are_refused_by_name(
    gateway: SandboxGateway,
) -> None:
    with pytest.raises(InvalidInputError, match="contact_field_not_offered"):
        await gateway.create_address_book("Family", [Contact(values=("Anna",))])


async def test_people_go_out_and_come_back_as_a_file(gateway: SandboxGateway) -> None:
    """With commas and quotes in their names."""
    comma = Contact(number="+12025550100", first_name='Ann "A", B')
    book = await gateway.create_address_book("Family", [ANNA, comma])
    file = await gateway.export_contacts(book)
    assert file.splitlines()[:2] == [
        "first_name,last_name,number,email",
        "Anna,Ray,+447700900051,a@example.com",
    ]
    copy = await gateway.create_address_book("Copy")
    await gateway.import_contacts(copy, file)
    assert [
        (each.first_name, each.number) for each in await gateway.contacts(copy)
    ] == [("Anna", ANNA.number), ('Ann "A", B', comma.number)]
    await gateway.import_contacts(copy, await gateway.sample_contacts())
    assert len(await gateway.contacts(copy)) == 4


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("", "The first line names columns"),
        ("name,number\nA,1", "The first line names columns"),
        ("first_name,last_name\nA,B", "The first line names columns"),
        ("number\n1,2", "Line 2 has too many columns"),
        ("number,email\n1,\n,", ""),
        ("number,first_name\n1,A\n,B", "Line 3 has no number and no email"),
        ('number\n"1', "Line 2 can't be read"),
    ],
)
async def test_a_file_that_cannot_be_read_adds_nobody(
    gateway: SandboxGateway, file: str, words: str
) -> None:
    """Its line is named; empty lines are nobody."""
    book = await gateway.create_address_book("Family")
    if not words:
        await gateway.import_contacts(book, f"\ufeff{file}\n\n")
        assert len(await gateway.contacts(book)) == 1
        return
    with pytest.raises(ChangeRequestError, match=words):
        await gateway.import_contacts(book, file)
    assert await gateway.contacts(book) == []


async def test_a_message_goes_to_all_of_its_address_books(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """Each person once, as their number says; each is paid for and followed."""
    one = await gateway.create_address_book("One", [ANNA, BEN, NOBODY, MAIL_ONLY])
    two = await gateway.create_address_book("Two", [ANNA])
    message = sms("", "Dear [first_name]!", merge=True, address_books=(one, two))
    await gateway.check_first([message])
    receipt = await send_one(gateway, message)
    assert (len(receipt.gateway_ids), receipt.segments) == (3, 3)
    assert (await gateway.fetch_balance()).amount == Decimal("9.85")
    freezer.move_to(START + timedelta(minutes=1))
    assert await standing(gateway, [sent(message, receipt)]) == [
        Status.DELIVERED,
        Status.FAILED,
        Status.REJECTED,
    ]
    (reply,) = await gateway.fetch_inbound(None)
    assert (reply.sender, reply.text) == (ANNA.number, "Dear Anna!")


async def test_an_email_to_an_address_book_goes_to_those_who_have_one(
    gateway: SandboxGateway,
) -> None:
    book = await gateway.create_address_book("One", [ANNA, BEN, MAIL_ONLY])
    mail = written(Channel.EMAIL, "", address_books=(book,))
    assert len((await send_one(gateway, mail)).gateway_ids) == 2


@pytest.mark.parametrize(
    ("books", "words"),
    [
        (("9",), "There is no address book 9"),
        (("1",), "NOBODY: Nobody in the address books can get this"),
    ],
)
async def test_a_message_to_nobody_is_rejected(
    gateway: SandboxGateway, books: tuple[str, ...], words: str
) -> None:
    """After it was checked the address book may have gone."""
    assert await gateway.create_address_book("Empty") == "1"
    receipt = await send_one(gateway, sms("", address_books=books))
    assert (receipt.outcome, str(receipt.detail)) == (Outcome.REJECTED, words)


async def test_a_message_whose_address_book_a_reload_forgot_stays_unknown(
    gateway: SandboxGateway,
) -> None:
    lost = sms("", "#unknown", address_books=("9",))
    (found,) = await gateway.resolve([Doubt(message=lost, since=START)], START)
    assert found.verdict is Verdict.STAYS_UNKNOWN


async def test_macros_are_filled_in_for_who_is_in_an_address_book(
    gateway: SandboxGateway, freezer: FrozenDateTimeFactory
) -> None:
    """For anybody else they are empty; without merge they stay."""
    await gateway.create_address_book("Family", [ANNA])
    text = "[first_name] [last_name], [number], [email]."
    await send_one(gateway, sms(ANNA.number, text, merge=True))
    await gateway.send(
        [
            written(
                Channel.EMAIL,
                "+447700900051@example.com",
                "[first_name].",
                title="To [last_name]",
                html="<b>[first_name]</b>",
                merge=True,
            )
        ]
    )
    freezer.move_to(START + timedelta(minutes=1))
    assert [each.text for each in await gateway.fetch_inbound(None)] == [
        "Anna Ray, +447700900051, a@example.com.",
        "To \n.",
    ]
