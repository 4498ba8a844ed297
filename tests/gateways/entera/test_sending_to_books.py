"""A message may go to address books, and its macros need the values of people."""

from dataclasses import replace

import pytest

from custom_components.message_gateways.gateways.entera.gateway import (
    EnteraGateway,
)
from custom_components.message_gateways.gateways.errors import (
    CheckSettingsError,
    GatewayError,
    InvalidInputError,
    TryLaterError,
    UnreadableAnswerError,
)
from custom_components.message_gateways.gateways.model import (
    Channel,
    Content,
    Outcome,
)

from .canned import TAKEN, EnteraServer, book
from .words import (
    ANN,
    BOB,
    CALL,
    FAX,
    SMS,
    docx,
    in_field,
    message,
    messages,
    template,
    text_file,
)

PEOPLE = (
    ("447700900123", "Ann", "Baker", "ann@home.invalid"),
    ("447700900125", "Cem", "Cook"),
    ("07700900124", "Dora", "Diver"),
)


@pytest.mark.parametrize(
    ("content", "method"),
    [
        (SMS, "SendSmsBroadcast"),
        (FAX, "SendFaxBroadcast"),
        (CALL, "SendIvrBroadcast"),
        (replace(FAX, merge=True, text="Dear %1%"), "SendMergeFax"),
    ],
)
async def test_a_message_without_an_address_goes_to_the_address_books(
    content: Content, method: str, gateway: EnteraGateway, server: EnteraServer
) -> None:
    """Each number once: who is in a book gets it from there.

    A number in national writing may be of any country, so it is not taken for ours.
    """
    server.will_say(book(3, *PEOPLE))
    server.will_say(book(5, ("447700900123", "Ann"), ("447700900126", "Dan")))
    # Bob's values are in another book.
    server.will_say(book(7, (BOB[1:], "Bob")) if content.merge else TAKEN)
    server.will_say(TAKEN)
    content = replace(content, address_books=("3", "5"))
    receipts = await gateway.send(messages("", ANN, BOB, content=content))
    assert server.paths[-1] == method
    assert server.last.body["AddressBookIds"] == [3, 5]
    assert server.last.body["Recipients"] == ["447700900124"]
    assert [one.gateway_ids for one in receipts] == [
        ("t1/447700900125", "t1/07700900124", "t1/447700900126"),
        ("t1/447700900123",),
        ("t1/447700900124",),
    ]


async def test_of_an_empty_book_the_whole_task_is_followed(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(book(3))
    server.will_say(TAKEN)
    content = replace(SMS, address_books=("3",))
    (receipt,) = await gateway.send([message(to="", content=content)])
    assert receipt.gateway_ids == ("t1/",)


async def test_messages_with_numbers_go_to_no_book_of_their_content(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    """So that trying one of them again does not send to the whole book again."""
    content = replace(SMS, address_books=("3",))
    server.will_say(TAKEN)
    await gateway.send([message(content=content)])
    assert server.paths == ["SendSms"]
    assert "AddressBookIds" not in server.last.body


async def test_a_book_that_is_not_there_is_named(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_refuse(19)
    content = replace(SMS, address_books=("9",))
    with pytest.raises(InvalidInputError, match="no address book 9"):
        await gateway.send([message(to="", content=content)])
    assert server.paths == ["AddressBookRecord"]


MERGES: dict[str, Content] = {
    "sms by number": replace(SMS, text="Hi %1%, %2%", merge=True),
    "sms by name": replace(SMS, text="Hi %name%, %position%", merge=True),
    "text fax": replace(FAX, text="Hi %1%, %2%", title="", merge=True),
    "text file": replace(
        FAX, text="", title="", attachments=(text_file("Hi %2%"),), merge=True
    ),
    "word fax": replace(
        FAX,
        text="",
        title="",
        attachments=(template(docx(in_field("%1%") + in_field("%2%"))),),
        merge=True,
    ),
}


@pytest.mark.parametrize("name", MERGES)
async def test_a_merge_is_sent_where_everybody_has_the_values(
    name: str, gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(book(3, *PEOPLE))
    server.will_say(TAKEN)
    content = replace(MERGES[name], address_books=("3",))
    await gateway.send(messages("", ANN, content=content))
    assert server.paths == [
        "AddressBookRecord",
        "SendMergeFax" if content.channel is Channel.FAX else "SendSmsBroadcast",
    ]


@pytest.mark.parametrize("name", MERGES)
async def test_nothing_is_sent_where_somebody_has_no_value(
    name: str, gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(book(3, *PEOPLE, ("447700900199", "Eve")))
    content = replace(MERGES[name], address_books=("3",))
    with pytest.raises(InvalidInputError, match="has no value for") as caught:
        await gateway.send([message(to="", content=content)])
    assert caught.value.key == "macro_without_value"
    assert caught.value.placeholders["number"] == "447700900199"
    assert "447700900199" not in str(caught.value)
    assert server.paths == ["AddressBookRecord"]


async def test_numbers_of_a_merge_are_looked_up_in_all_books(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    """Even in those that the list of all leaves without their records."""
    group = {"Id": 5, "Description": "Group", "Records": None}
    lists = book(3, *PEOPLE)
    lists["AddressBooks"].append(group)
    server.will_say(lists)
    server.will_say(book(5, ("447700900124", "Bob", "Cook")))
    server.will_say(TAKEN)
    content = MERGES["sms by number"]
    await gateway.send(messages(ANN, "+447700900125", BOB, content=content))
    assert server.paths == ["AddressBook", "AddressBookRecord", "SendSms"]


async def test_a_number_of_a_merge_that_nobody_knows_is_refused(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(book(3, *PEOPLE))
    content = MERGES["sms by number"]
    with pytest.raises(InvalidInputError, match="in no address book") as caught:
        await gateway.send(messages("+447700900177", content=content))
    assert caught.value.key == "macro_for_nobody"
    assert "447700900177" not in str(caught.value)


async def test_a_merge_without_macros_asks_nobody(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    content = replace(SMS, text="Hi %phone% and %whatever%", merge=True)
    server.will_say(TAKEN)
    await gateway.send([message(content=content)])
    assert server.paths == ["SendSms"]


@pytest.mark.parametrize(
    ("answer", "kind"), [(b"<html>", CheckSettingsError), (None, TryLaterError)]
)
async def test_a_question_before_the_send_that_fails_has_sent_nothing(
    answer: bytes | None,
    kind: type[GatewayError],
    gateway: EnteraGateway,
    server: EnteraServer,
) -> None:
    if answer is None:
        server.will_refuse(14)
    else:
        server.will_say(answer)
    content = replace(SMS, address_books=("3",))
    with pytest.raises(kind) as caught:
        await gateway.send([message(to="", content=content)])
    assert caught.value.outcome is Outcome.NOT_SENT
    assert not isinstance(caught.value, UnreadableAnswerError)


async def test_checking_first_sends_nothing(
    gateway: EnteraGateway, server: EnteraServer
) -> None:
    server.will_say(book(3, *PEOPLE))
    content = replace(SMS, text="Hi %1%", merge=True, address_books=("3",))
    await gateway.check_first(messages("", content=content))
    assert server.paths == ["AddressBookRecord"]
    await gateway.check()
    assert server.paths[-1] == "AddressBook"
