"""Address books and contacts by actions, on the gateways' simulators."""

from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, MockUser

from custom_components.message_gateways.const import DOMAIN
from tests.integration.address_books import (
    act,
    do,
    entera,
    ictcore,
    new_book,
    people,
    refused,
)
from tests.integration.providers import devino_entry, ogangi_entry
from tests.integration.world import ANNA, BEN, infobip_entry, set_up, settle
from tests.simulators.devino import DevinoSimulator
from tests.simulators.entera import EnteraSimulator
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore.server import IctcoreSimulator
from tests.simulators.infobip.server import InfobipSimulator
from tests.simulators.ogangi import OgangiSimulator

__all__ = ["entera", "ictcore"]

CALLS: dict[str, dict[str, Any]] = {
    "get_address_books": {},
    "create_address_book": {"name": "Street"},
    "delete_address_book": {"address_book": "1"},
    "save_contact": {"address_book": "1", "number": ANNA},
    "delete_contact": {"address_book": "1", "contact_id": "1"},
    "import_contacts": {"address_book": "1", "data": f"number\n{ANNA}"},
    "export_contacts": {"address_book": "1"},
}


async def test_a_server_keeps_all_that_is_said_of_a_contact(
    hass: HomeAssistant, ictcore: IctcoreSimulator
) -> None:
    """A change leaves alone what it does not name, and empties what is empty."""
    book = await new_book(hass)
    saved = await act(
        hass,
        "save_contact",
        address_book=book,
        number="+44 7700 900123",
        email="Anna@EXAMPLE.com",
        first_name="Anna",
        last_name=" Baker ",
        address='1 "High", Street',
        description="Has a key",
        values=["Mrs Baker", "", "7"],
    )
    whole = {
        "contact_id": saved["contact_id"],
        "number": ANNA,
        "email": "Anna@example.com",
        "first_name": "Anna",
        "last_name": "Baker",
        "address": '1 "High", Street',
        "description": "Has a key",
        "values": ["Mrs Baker", "", "7"],
    }
    assert await people(hass, book) == [whole]
    changed = await act(
        hass,
        "save_contact",
        address_book=book,
        contact_id=saved["contact_id"],
        last_name="Hale",
        description="",
    )
    assert changed == saved
    del whole["description"]
    assert await people(hass, book) == [whole | {"last_name": "Hale"}]
    assert ictcore.sent == []


async def test_who_is_told_apart_by_nothing_in_a_list_is_whole_all_the_same(
    hass: HomeAssistant, ictcore: IctcoreSimulator
) -> None:
    """Two with one number and one name, and different notes."""
    book = await new_book(hass)
    for note in ("Upstairs", "Downstairs"):
        await do(hass, "save_contact", address_book=book, number=ANNA, description=note)
    _, second = await people(hass, book)
    await do(
        hass,
        "save_contact",
        address_book=book,
        contact_id=second["contact_id"],
        description="Cellar",
    )
    notes = [one["description"] for one in await people(hass, book)]
    assert notes == ["Upstairs", "Cellar"]
    assert len(ictcore.world.tables.contacts) == 2


async def test_entera_keeps_a_number_and_values(
    hass: HomeAssistant, entera: EnteraSimulator
) -> None:
    """The number without its plus there, and with it here."""
    book = await new_book(hass)
    saved = await act(
        hass, "save_contact", address_book=book, number=ANNA, values=["Anna", "Boss"]
    )
    assert entera.requests_to("AddressBookRecord")[-1].body["Phone"] == ANNA[1:]
    anna = {
        "contact_id": saved["contact_id"],
        "number": ANNA,
        "values": ["Anna", "Boss"],
    }
    assert await people(hass, book) == [anna]
    await do(
        hass,
        "save_contact",
        address_book=book,
        contact_id=saved["contact_id"],
        number=BEN,
    )
    assert await people(hass, book) == [anna | {"number": BEN}]
    answer = await refused(
        hass, "save_contact", address_book=book, number=ANNA, email="anna@example.com"
    )
    assert answer.translation_key == "contact_field_not_offered"
    assert answer.translation_placeholders == {"field": "email", "gateway": "Entera"}


@pytest.mark.parametrize("account", ["01ENTERA", "01ICTCORE"])
@pytest.mark.usefixtures("entera", "ictcore")
async def test_books_and_contacts_come_and_go(
    hass: HomeAssistant, account: str
) -> None:
    """Counted by the gateway."""
    of = {"config_entry_id": account}
    before = (await act(hass, "get_address_books", **of))["address_books"]
    made = await act(hass, "create_address_book", name="Street", **of)
    book = made["address_book"]
    saved = [
        await act(hass, "save_contact", address_book=book, number=number, **of)
        for number in (ANNA, BEN)
    ]
    listed = (await act(hass, "get_address_books", **of))["address_books"]
    (street,) = [one for one in listed if one not in before]
    assert (street["address_book"], street["name"], street["count"]) == (
        book,
        "Street",
        2,
    )
    gone = await act(hass, "delete_contact", **saved[0], **of)
    assert gone == saved[0]
    answer = await act(hass, "get_address_books", address_book=book, **of)
    assert [one["number"] for one in answer["address_books"][0]["contacts"]] == [BEN]
    assert await act(hass, "delete_address_book", address_book=book, **of) == made
    after = (await act(hass, "get_address_books", **of))["address_books"]
    assert after == before


@pytest.mark.usefixtures("entera", "ictcore")
async def test_with_two_accounts_one_has_to_be_chosen(hass: HomeAssistant) -> None:
    """Nobody's address book is guessed."""
    for action, data in CALLS.items():
        assert (await refused(hass, action, **data)).translation_domain


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"number": 447700900123}, "number_not_text"),
        ({"number": "door"}, "number_not_possible"),
        ({"email": "nobody"}, "email_not_possible"),
        ({"first_name": "Anna"}, "contact_needs_address"),
        ({"number": ANNA, "values": ["1", "2", "3", "4"]}, "too_many_values"),
        ({"contact_id": "99", "number": ANNA}, "contact_unknown"),
    ],
)
async def test_a_contact_that_can_not_be_is_refused_by_name(
    hass: HomeAssistant, ictcore: IctcoreSimulator, data: dict[str, Any], key: str
) -> None:
    """And nobody is added."""
    book = await new_book(hass)
    answer = await refused(hass, "save_contact", address_book=book, **data)
    assert isinstance(answer, ServiceValidationError)
    assert answer.translation_key == key
    assert len(ictcore.world.tables.contacts) == 0


@pytest.mark.usefixtures("entera")
async def test_what_is_not_there_is_refused_by_name(hass: HomeAssistant) -> None:
    """A book that is none, and somebody who is in another book."""
    answer = await refused(hass, "get_address_books", address_book="99")
    assert answer.translation_key == "address_book_unknown"
    book, other = await new_book(hass), await new_book(hass, "Family")
    saved = await act(hass, "save_contact", address_book=book, number=ANNA)
    saved["address_book"] = other
    answer = await refused(hass, "delete_contact", **saved)
    assert answer.translation_key == "contact_unknown"
    assert len(await people(hass, book)) == 1


async def test_a_gateway_that_says_no_is_told_in_its_words(
    hass: HomeAssistant, ictcore: IctcoreSimulator
) -> None:
    """And one that is away is known to be."""
    answer = await refused(hass, "delete_address_book", address_book="99")
    assert answer.translation_key == "gateway_refused"
    assert "not found" in str(answer)
    ictcore.faults.add(Fault(kind=FaultKind.CUT, times=9))
    assert await refused(hass, "get_address_books")
    (account,) = hass.config_entries.async_loaded_entries(DOMAIN)
    assert account.runtime_data.health.state.down_since


@pytest.mark.parametrize(
    ("action", "said", "method"),
    [
        ("create_address_book", {"name": "Street"}, "POST"),
        ("import_contacts", {"name": "Street", "data": f"number\n{ANNA}"}, "POST"),
        ("delete_address_book", {}, "DELETE"),
        ("save_contact", {"number": ANNA}, "POST"),
    ],
)
async def test_a_change_whose_answer_got_lost_is_not_denied(
    *,
    hass: HomeAssistant,
    entera: EnteraSimulator,
    action: str,
    said: dict[str, Any],
    method: str,
) -> None:
    """Nobody says that there is no book, or no contact, which are there."""
    if action in ("delete_address_book", "save_contact"):
        said = {**said, "address_book": await new_book(hass)}
    entera.faults.add(
        Fault(
            kind=FaultKind.CUT,
            path="AddressBook",
            method=method,
            processed=True,
            times=9,
        )
    )
    lost = str(await refused(hass, action, **said))
    assert lost.startswith("Nobody can say whether the gateway did it")


async def without_books(
    hass: HomeAssistant, entry: MockConfigEntry, gateway: str
) -> None:
    """Check that each action is refused by the name of the gateway."""
    await set_up(hass, entry)
    for action, data in CALLS.items():
        answer = await refused(hass, action, **data)
        assert answer.translation_key == "address_books_not_offered"
        assert answer.translation_placeholders == {"gateway": gateway}


async def test_infobip_has_no_address_books(
    hass: HomeAssistant, simulator: InfobipSimulator
) -> None:
    await without_books(hass, infobip_entry(simulator), "Infobip-compatible SMS API")


async def test_devino_has_no_address_books(
    hass: HomeAssistant, devino_simulator_now: DevinoSimulator
) -> None:
    await without_books(hass, devino_entry(devino_simulator_now), "Devino Telecom")


async def test_ogangi_has_no_address_books(
    hass: HomeAssistant, ogangi_simulator_now: OgangiSimulator
) -> None:
    await without_books(hass, ogangi_entry(ogangi_simulator_now), "OGangi / Messangi")


@pytest.mark.parametrize("action", CALLS)
async def test_who_may_not_control_everything_has_no_address_books(
    hass: HomeAssistant,
    entera: EnteraSimulator,
    hass_read_only_user: MockUser,
    action: str,
) -> None:
    """They hold the numbers of people."""
    await settle(hass)
    asked = len(entera.requests)
    with pytest.raises(Unauthorized):
        await hass.services.async_call(
            DOMAIN,
            action,
            CALLS[action],
            blocking=True,
            return_response=True,
            context=Context(user_id=hass_read_only_user.id),
        )
    assert len(entera.requests) == asked
