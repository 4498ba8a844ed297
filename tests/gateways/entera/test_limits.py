"""Every limit of the document, one below and one above."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.message_gateways.gateways.entera.client import EnteraClient
from custom_components.message_gateways.gateways.entera.requests import (
    Fax,
    Ivr,
    NewBook,
    NewRecord,
    Sms,
)
from custom_components.message_gateways.gateways.errors import InvalidInputError
from custom_components.message_gateways.gateways.model import KeyPresses

from .canned import YES, EnteraServer
from .words import text_file

ONE = ("447700900123",)
FAX = Fax(recipients=ONE, attachments=(text_file("x"),))
SMS = Sms(recipients=ONE, text="x", sender="Kitchen")
IVR = Ivr(recipients=ONE, sound=text_file("x", "1.wav"))
PERSON = NewRecord(phone="447700900123")


def keys(**fields: Any) -> Ivr:
    """Ask a called person for keys."""
    return replace(IVR, keys=KeyPresses(**fields))


def ms(milliseconds: int) -> timedelta:
    """Return a time."""
    return timedelta(milliseconds=milliseconds)


type Make = Callable[[int], Any]

LIMITS: dict[str, tuple[str, str, int, Make]] = {
    "alias of a fax": (
        "label_too_long",
        "255",
        255,
        lambda size: replace(FAX, alias="x" * size),
    ),
    "alias of an SMS": (
        "label_too_long",
        "42",
        42,
        lambda size: replace(SMS, alias="x" * size),
    ),
    "alias of a call": (
        "label_too_long",
        "255",
        255,
        lambda size: replace(IVR, alias="x" * size),
    ),
    "external id": (
        "reference_too_long",
        "42",
        42,
        lambda size: replace(SMS, external_id="x" * size),
    ),
    "external id of a fax": (
        "reference_too_long",
        "42",
        42,
        lambda size: replace(FAX, external_id="x" * size),
    ),
    "body": (
        "text_too_long",
        "2048",
        2048,
        lambda size: replace(SMS, text="x" * size),
    ),
    "recipient": (
        "address_too_long",
        "32",
        32,
        lambda size: replace(IVR, recipients=("1" * size,)),
    ),
    "file name": (
        "attachment_name_too_long",
        "255",
        255,
        lambda size: replace(FAX, attachments=(text_file("x", "x" * size),)),
    ),
    "name of a sound": (
        "attachment_name_too_long",
        "255",
        255,
        lambda size: replace(IVR, sound=text_file("x", "x" * size)),
    ),
    "description": (
        "address_book_name_too_long",
        "255",
        255,
        lambda size: NewBook(description="x" * size),
    ),
    "phone": (
        "address_too_long",
        "32",
        32,
        lambda size: replace(PERSON, phone="1" * size),
    ),
    # `["`, `","` and `"]` count too.
    "metadata": (
        "contact_values_too_long",
        "512",
        505,
        lambda size: replace(PERSON, metadata=("x" * 5, "x" * (size - 5))),
    ),
    "sender of letters": (
        "sender_not_possible",
        "1-11",
        11,
        lambda size: replace(SMS, sender="x" * size),
    ),
    "sender of digits": (
        "sender_not_possible",
        "1-14",
        14,
        lambda size: replace(SMS, sender="1" * size),
    ),
    "expiration": (
        "validity_not_possible",
        "2880",
        2880,
        lambda size: replace(SMS, expiration=size),
    ),
    "call": ("call_too_long", "120", 120_000, lambda size: keys(call=ms(size))),
    "answer": (
        "answer_time_too_long",
        "60",
        60_000,
        lambda size: keys(answer=ms(size)),
    ),
    "between digits": (
        "next_key_time_too_long",
        "6",
        6_000,
        lambda size: keys(between_digits=ms(size)),
    ),
    "first digit": (
        "first_key_time_too_long",
        "12",
        12_000,
        lambda size: keys(first_digit=ms(size)),
    ),
    "digits": ("too_many_keys", "96", 96, lambda size: keys(digits=size)),
}


def call_of(api: EnteraClient, request: Any) -> Awaitable[Any]:
    """Choose the method for a request."""
    match request:
        case Fax():
            return api.send_fax(request)
        case Sms():
            return api.send_sms(request)
        case Ivr():
            return api.send_ivr(request)
        case NewBook():
            return api.create_address_book(request)
        case _:
            return api.add_record(request)


@pytest.mark.parametrize("name", LIMITS)
async def test_the_most_is_sent_and_one_more_is_refused_with_the_limit(
    name: str, api: EnteraClient, server: EnteraServer
) -> None:
    key, shown, limit, make = LIMITS[name]
    server.will_say(YES | {"TaskId": "1", "AddressBookId": 1, "RecordId": 1})
    await call_of(api, make(limit))
    assert len(server.asked) == 1
    with pytest.raises(InvalidInputError) as caught:
        await call_of(api, make(limit + 1))
    assert caught.value.key == key
    assert shown in caught.value.placeholders.values()
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("request_", "key"),
    [
        (replace(SMS, sender=""), "sender_not_possible"),
        (replace(SMS, expiration=0), "validity_not_possible"),
        (keys(digits=-1), "too_many_keys"),
        (keys(call=ms(-1)), "call_too_long"),
        (keys(answer=ms(-1)), "answer_time_too_long"),
        (keys(first_digit=ms(-1)), "first_key_time_too_long"),
        (keys(between_digits=ms(-1)), "next_key_time_too_long"),
    ],
)
async def test_less_than_nothing_is_refused_too(
    request_: Any, key: str, api: EnteraClient
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        await call_of(api, request_)
    assert caught.value.key == key


def test_metadata_is_counted_in_characters_not_in_escapes() -> None:
    """Letters beyond ASCII are one each."""
    assert replace(PERSON, metadata=("ğ" * 508,)).written()
    with pytest.raises(InvalidInputError):
        replace(PERSON, metadata=("ğ" * 509,)).written()
    with pytest.raises(InvalidInputError):
        NewBook(description="x", records=(replace(PERSON, phone="1" * 33),)).written()
