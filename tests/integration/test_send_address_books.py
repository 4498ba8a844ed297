"""Sending to the address books that a gateway keeps."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from tests.integration.acting import act, check_unauthorized, do, refusal_of
from tests.integration.address_books import new_book
from tests.integration.all_gateways import entry_of, kept, provider, refused, send
from tests.integration.providers import called, entera_entry, ictcore_entry
from tests.integration.voices import add_voice, set_up_speech
from tests.integration.world import (
    ANNA,
    BEN,
    finish,
    notify_ids,
    recipient,
    sandbox_entry,
    set_up,
)
from tests.simulators.entera import EnteraSimulator
from tests.simulators.ictcore import Delays, IctcoreSimulator

__all__ = ["provider"]

pytestmark = pytest.mark.usefixtures("socket_enabled")

CEM = "+447700900125"
MAIL, POST = "anna@example.com", "ben@example.com"
ABROAD = "+447911123456"
TEXT = {"message": "The water is off on Monday"}


async def save(hass: HomeAssistant, book: str, **contact: str) -> None:
    """Save a contact."""
    await act(hass, "save_contact", address_book=book, **contact)


@pytest.mark.parametrize(
    ("action", "operation"),
    [("send_sms", "SendSms"), ("send_fax", "SendFax"), ("make_call", "SendIvr")],
)
async def test_everybody_in_a_book_of_entera_gets_a_message_of_their_own(
    action: str,
    operation: str,
    entera_simulator_now: EnteraSimulator,
    hass: HomeAssistant,
) -> None:
    """Together with recipients and numbers, in one request; each number once."""
    await set_up_speech(hass, demo=False)
    await add_voice(hass, "piper")
    book = entera_simulator_now.add_book("Street", (ANNA, "Anna"), (BEN, "Ben"))
    entry = entera_entry(entera_simulator_now, recipient("Anna", ANNA))
    await set_up(hass, entry)
    rows = await send(
        hass,
        action,
        entity_id=notify_ids(hass, entry),
        to=[CEM],
        address_books=str(book.id),
        **TEXT,
    )
    assert [(row["recipient"], row["to"]) for row in rows] == [
        ("Anna", ANNA),
        (None, CEM),
        (None, BEN),
    ]
    assert {row["outcome"] for row in rows} == {"accepted"}
    assert called(entera_simulator_now, "/Send") == [operation]
    (message,) = entera_simulator_now.messages
    assert sorted(f"+{one.number}" for one in message.deliveries) == [ANNA, BEN, CEM]
    assert await kept(entry) == 3


@pytest.mark.parametrize("country", [None, "DE", "US"])
async def test_whom_we_saved_abroad_is_not_taken_for_a_number_of_the_country(
    country: str | None, entera_simulator_now: EnteraSimulator, hass: HomeAssistant
) -> None:
    """Entera keeps numbers without their plus."""
    hass.config.country = country
    await set_up(hass, entera_entry(entera_simulator_now))
    made = await act(hass, "create_address_book", name="Abroad")
    await save(hass, made["address_book"], number=ABROAD)
    (row,) = await send(hass, "send_sms", address_books=made["address_book"], **TEXT)
    assert row["to"] == ABROAD
    (message,) = entera_simulator_now.messages
    assert [f"+{one.number}" for one in message.deliveries] == [ABROAD]


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (((ANNA, "Anna"), (BEN, "Ben")), {"merge": True, "message": "Dear %name%"}),
        (((ANNA, "Anna"), ("4470", "?")), TEXT),
    ],
    ids=["a template", "a number that only the server can read"],
)
async def test_entera_sends_to_a_whole_book_what_only_it_can(
    people: tuple[tuple[str, str], ...],
    said: dict[str, Any],
    entera_simulator_now: EnteraSimulator,
    hass: HomeAssistant,
) -> None:
    """One message stands for all of them; limits and prices count each."""
    book = entera_simulator_now.add_book("Street", *people)
    options = {"price_segment": 0.05, "limit_hour": 3, "duplicate_window": 0}
    entry = entera_entry(entera_simulator_now, **options)
    await set_up(hass, entry)
    call = {"address_books": str(book.id), **said}
    (trial,) = await send(hass, "send_sms", dry_run=True, **call)
    assert (trial["to"], trial["would_be_sent"]) == ("", True)
    assert trial["estimated_cost"] == pytest.approx(0.05 * 2)
    (row,) = await send(hass, "send_sms", **call)
    assert row["to"] == ""
    assert called(entera_simulator_now, "/Send") == ["SendSmsBroadcast"]
    with pytest.raises(HomeAssistantError, match="books: rejected, LIMIT_HOUR"):
        await send(hass, "send_sms", **call)
    assert called(entera_simulator_now, "/Send") == ["SendSmsBroadcast"]


async def test_a_book_with_a_number_nobody_can_read_is_not_called_for_a_key(
    entera_simulator_now: EnteraSimulator, hass: HomeAssistant
) -> None:
    """Of a whole book nobody would know who has pressed it."""
    book = entera_simulator_now.add_book("Street", (ANNA, "Anna"), ("4470", "?"))
    entry = entera_entry(entera_simulator_now)
    await set_up(hass, entry)
    reason = await refused(
        hass, "make_call", address_books=[str(book.id)], wait_for="answered_key", **TEXT
    )
    assert "has no country code" in reason


async def test_a_book_that_failed_for_some_is_not_sent_the_same_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Whoever got it would get it twice."""
    entry = sandbox_entry(options={"duplicate_window": 3600})
    await set_up(hass, entry)
    book = await new_book(hass)
    await save(hass, book, number="+447700900000")
    await save(hass, book, number="+447700900020")
    call = {"address_books": [book], "message": "Dear [first_name]", "merge": True}
    task = hass.async_create_task(do(hass, "send_sms", wait_for="delivered", **call))
    with pytest.raises(HomeAssistantError, match=r"books: \w+ for some, INVALID"):
        await finish(hass, freezer, task)
    with pytest.raises(HomeAssistantError, match="DUPLICATE"):
        await do(hass, "send_sms", **call)


async def test_ictcore_sends_to_everybody_who_is_in_a_group(
    ictcore_simulator_now: IctcoreSimulator, hass: HomeAssistant
) -> None:
    """Who has no address of the channel is left out; each address once."""
    ictcore_simulator_now.configure(delays=Delays(import_=0))
    entry = ictcore_entry(ictcore_simulator_now)
    await set_up(hass, entry)
    book = await new_book(hass)
    await save(hass, book, number=ANNA, email=MAIL)
    await save(hass, book, number=BEN)
    await save(hass, book, email=POST)
    texts = await send(hass, "send_sms", address_books=[book], to=[BEN], **TEXT)
    assert sorted(row["to"] for row in texts) == [ANNA, BEN]
    emails = await send(hass, "send_email", address_books=[book], **TEXT)
    assert sorted(row["to"] for row in emails) == [MAIL, POST]
    assert len(ictcore_simulator_now.sent) == 4


async def test_the_sandbox_faxes_everybody_who_is_in_an_address_book(
    hass: HomeAssistant,
) -> None:
    """Only a template goes to a whole book."""
    await set_up(hass, sandbox_entry())
    book = await new_book(hass)
    await save(hass, book, number=ANNA)
    await save(hass, book, number=BEN)
    faxes = await send(hass, "send_fax", address_books=[book], **TEXT)
    assert [row["to"] for row in faxes] == [ANNA, BEN]
    texts = await send(hass, "send_sms", address_books=[book], **TEXT)
    assert [row["to"] for row in texts] == [ANNA, BEN]
    (row,) = await send(hass, "send_sms", address_books=[book], merge=True, **TEXT)
    assert (row["to"], row["outcome"]) == ("", "accepted")
    assert len(row["gateway_ids"]) == 2


@pytest.mark.parametrize("gateway", ["entera", "ictcore", "sandbox"])
@pytest.mark.parametrize("action", ["send_sms", "send_fax"])
@pytest.mark.parametrize("book", ["999", "none"])
async def test_an_address_book_that_is_not_there_is_refused(
    *, gateway: str, action: str, book: str, provider: Any, hass: HomeAssistant
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    for dry_run in (True, False):
        reason = await refusal_of(
            hass, action, address_books=[book], **TEXT, dry_run=dry_run
        )
        unknown = (gateway, book) == ("ictcore", "999")
        words = "Group not found" if unknown else f"no address book {book}"
        assert words in str(reason)
    assert await kept(entry) == 0


@pytest.mark.parametrize(
    ("gateway", "action"),
    [
        ("entera", "send_sms"),
        ("ictcore", "send_sms"),
        ("ictcore", "send_email"),
        ("sandbox", "send_fax"),
    ],
)
async def test_an_address_book_with_nobody_to_send_to_is_refused(
    gateway: str, action: str, provider: Any, hass: HomeAssistant
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    book = await new_book(hass)
    reason = await refused(hass, action, address_books=[book], **TEXT)
    assert f"The address book {book} has nobody to send to" in reason
    assert await kept(entry) == 0


@pytest.mark.parametrize("gateway", ["infobip", "devino", "ogangi"])
async def test_address_books_are_refused_by_name_where_there_are_none(
    gateway: str, provider: Any, hass: HomeAssistant
) -> None:
    entry = entry_of(gateway, provider)
    await set_up(hass, entry)
    reason = await refused(hass, "send_sms", to=[ANNA], address_books=["1"], **TEXT)
    assert "can't do what address_books asks for" in reason
    assert await kept(entry) == 0


async def test_who_may_not_use_all_entities_may_not_send_to_a_book(
    hass: HomeAssistant, hass_read_only_user: MockUser
) -> None:
    entry: MockConfigEntry = sandbox_entry(recipient("Anna", ANNA))
    await set_up(hass, entry)
    for said in (
        {"address_books": ["1"]},
        {"to": [ANNA]},
        {"entity_id": notify_ids(hass, entry)},
    ):
        for action in ("send_sms", "send_fax", "make_call"):
            await check_unauthorized(
                hass, hass_read_only_user, action, {**said, **TEXT}
            )
    assert await kept(entry) == 0
