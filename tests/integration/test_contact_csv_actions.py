"""Contacts come in from CSV files and go out into them, on the gateways' simulators."""

import asyncio
from pathlib import Path
from typing import Any

from homeassistant.components.automation import DOMAIN as AUTOMATION
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service
import voluptuous as vol

from custom_components.message_gateways.const import DOMAIN
from custom_components.message_gateways.contact_csv import LARGEST_FILE
from tests.integration.address_books import (
    act,
    do,
    entera,
    ictcore,
    new_book,
    people,
    refused,
)
from tests.integration.readme import example
from tests.integration.world import ANNA, BEN, settle
from tests.simulators.entera import EnteraSimulator
from tests.simulators.faults import Fault, FaultKind
from tests.simulators.ictcore.server import IctcoreSimulator

__all__ = ["entera", "ictcore"]

CARA = "+447700900125"
NO_LONGER = Fault(kind=FaultKind.CUT, path="AddressBookRecord", method="POST")
SAYS_NO = Fault(
    kind=FaultKind.STATUS, status=400, path="AddressBookRecord", method="POST"
)


def rows(count: int) -> str:
    """Write a file of so many contacts."""
    lines = [f"+1202555{place:04},Number {place}" for place in range(count)]
    return "\n".join(["number,value_1", *lines])


def results(answer: dict[str, Any]) -> list[str]:
    """Return what became of each line."""
    return [one["result"] for one in answer["contacts"]]


async def allowed(hass: HomeAssistant, folder: Path) -> None:
    """Let Home Assistant use a folder."""
    hass.config.allowlist_external_dirs = {str(folder)}


async def test_a_server_is_brought_up_to_date_again_and_again(
    hass: HomeAssistant, ictcore: IctcoreSimulator
) -> None:
    """The second time nothing changes, the third time what is new in the file."""
    book = await new_book(hass)
    content = (
        "Number;Last name;Description;value_1\r\n"
        f"{ANNA};Baker;'=1+1;x\r\n"
        f'07700 900124;Hale;"two\r\nlines";y\r\n'
    )
    answer = await act(hass, "import_contacts", address_book=book, data=content)
    assert results(answer) == ["added", "added"]
    ids = {one["contact_id"] for one in answer["contacts"]}
    assert [one["line"] for one in answer["contacts"]] == [2, 3]
    asked = len(ictcore.requests)
    answer = await act(hass, "import_contacts", address_book=book, data=content)
    assert (answer["unchanged"], len(ictcore.requests) - asked) == (2, 2)
    answer = await act(
        hass,
        "import_contacts",
        address_book=book,
        data=f"number,last_name\n{CARA},Ray\n{ANNA},Lee\n",
        remove_others=True,
    )
    assert results(answer) == ["added", "updated"]
    assert (answer["removed"], answer["failed"], answer["error"]) == (1, 0, None)
    found = {one["number"]: one for one in await people(hass, book)}
    assert set(found) == {ANNA, CARA}
    assert found[ANNA]["contact_id"] in ids
    assert (found[ANNA]["last_name"], found[ANNA]["description"]) == ("Lee", "=1+1")


async def test_entera_is_brought_up_to_date_too(
    hass: HomeAssistant, entera: EnteraSimulator
) -> None:
    """With the one it has."""
    book = await new_book(hass)
    await do(hass, "save_contact", address_book=book, number=ANNA, values=["Anna"])
    answer = await act(
        hass,
        "import_contacts",
        address_book=book,
        data=f"number,value_1,value_2\n{BEN},Ben,Chief\n{ANNA},Ann,\n",
    )
    assert results(answer) == ["added", "updated"]
    found = {one["number"]: one["values"] for one in await people(hass, book)}
    assert found == {ANNA: ["Ann"], BEN: ["Ben", "Chief"]}
    assert entera.messages == []


async def test_a_new_book_is_one_request_where_the_gateway_has_one(
    hass: HomeAssistant, entera: EnteraSimulator
) -> None:
    """Ten thousand contacts, checked off the loop."""
    asked = len(entera.requests)
    answer = await act(hass, "import_contacts", name="Town", data=rows(10_000))
    assert (answer["added"], len(entera.requests) - asked) == (10_000, 1)
    listed = (await act(hass, "get_address_books"))["address_books"]
    town = next(one for one in listed if one["address_book"] == answer["address_book"])
    assert (town["name"], town["count"]) == ("Town", 10_000)


@pytest.mark.parametrize("account", ["01ENTERA", "01ICTCORE"])
@pytest.mark.usefixtures("entera", "ictcore")
async def test_what_goes_out_comes_in_again(hass: HomeAssistant, account: str) -> None:
    """The same on every gateway, formulas and all."""
    of = {"config_entry_id": account}
    content = (
        "number,email,first_name,last_name,address,description,value_1,value_2\r\n"
        f'{ANNA},,,,,,\'=1+1,"a;b, ""c"""\r\n'
        f"{BEN},,,,,,,'-2\r\n"
    )
    made = await act(hass, "import_contacts", name="One", data=content, **of)
    book = made["address_book"]
    answer = await act(hass, "export_contacts", address_book=book, **of)
    assert answer == {"address_book": book, "count": 2, "data": content}
    again = await act(
        hass, "import_contacts", address_book=book, data=answer["data"], **of
    )
    assert again["unchanged"] == 2


@pytest.mark.usefixtures("entera")
async def test_a_file_goes_out_and_in_where_that_is_allowed(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    """With the mark by which spreadsheets know UTF-8, and over no other file."""
    path = tmp_path / "people.csv"
    content = f"number,value_1\n{ANNA},Zoë\n"
    book = (await act(hass, "import_contacts", name="One", data=content))[
        "address_book"
    ]
    for action in ("export_contacts", "import_contacts"):
        answer = await refused(hass, action, address_book=book, path=str(path))
        assert answer.translation_key == "path_not_allowed"
    await allowed(hass, tmp_path)
    answer = await refused(hass, "import_contacts", address_book=book, path=str(path))
    assert answer.translation_key == "file_not_read"
    saved = await act(hass, "export_contacts", address_book=book, path=str(path))
    assert saved == {"address_book": book, "count": 1, "path": str(path)}
    assert path.read_bytes().startswith(b"\xef\xbb\xbfnumber,")
    answer = await refused(hass, "export_contacts", address_book=book, path=str(path))
    assert answer.translation_key == "file_not_written"
    read = await act(hass, "import_contacts", address_book=book, path=str(path))
    assert results(read) == ["unchanged"]


@pytest.mark.usefixtures("entera")
async def test_what_is_no_file_or_too_much_of_one_is_refused(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    """A hundred megabytes are not read to their end."""
    await allowed(hass, tmp_path)
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    for path, key in ((big, "csv_too_large"), (tmp_path, "file_not_read")):
        answer = await refused(hass, "import_contacts", name="One", path=str(path))
        assert answer.translation_key == key
    data = "number\n" + "1" * LARGEST_FILE
    answer = await refused(hass, "import_contacts", name="One", data=data)
    assert isinstance(answer, ServiceValidationError)
    assert answer.translation_key == "csv_too_large"


async def test_rows_that_can_not_be_are_named_and_nothing_is_imported(
    hass: HomeAssistant, entera: EnteraSimulator
) -> None:
    """Each with its line and its reason, and no whole number."""
    book = await new_book(hass)
    asked = len(entera.requests)
    content = (
        "number,email,value_1\n"
        f"{ANNA},,\n"
        "+4477009001234567,,\n"
        ",,nobody\n"
        f"{BEN},ben@example.com,\n"
        f"{BEN},ben,\n"
        f"{BEN},,{'x' * 600}\n"
        f"{BEN}\n"
    )
    answer = await refused(hass, "import_contacts", address_book=book, data=content)
    assert answer.translation_key == "csv_rows_not_possible"
    told = str(answer)
    assert "Lines that can't be used: 6." in told
    for reason in (
        "3: The number",
        "4: A contact needs a number or an email address;",
        "5: Entera keeps no email. Leave it out;",
        "6: This can't be an email address",
        "7: The values of the contact are too long",
        "8: It has 1 cells, and there are 3 columns",
    ):
        assert reason in told
    assert "9001234567" not in told
    assert len(entera.requests) == asked


@pytest.mark.usefixtures("entera")
async def test_of_many_bad_rows_the_first_are_named(hass: HomeAssistant) -> None:
    """The rest is counted."""
    content = "number\n" + "door\n" * 50
    told = str(await refused(hass, "import_contacts", name="One", data=content))
    assert "used: 50." in told
    assert "21: " in told
    assert "22: " not in told
    assert told.endswith("...")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"data": "number\n1"}, "'address_book', 'name'"),
        ({"address_book": "1"}, "'path', 'data'"),
        (
            {"address_book": "1", "name": "One", "data": "number\n1"},
            "either address_book or name",
        ),
        (
            {"address_book": "1", "path": "/media/a.csv", "data": "number\n1"},
            "either path or data",
        ),
    ],
)
@pytest.mark.usefixtures("entera")
async def test_one_book_and_one_file_have_to_be_named(
    hass: HomeAssistant, data: dict[str, str], told: str
) -> None:
    with pytest.raises(vol.Invalid, match=told):
        await act(hass, "import_contacts", **data)


async def test_what_the_gateway_refuses_does_not_stop_the_others(
    hass: HomeAssistant, entera: EnteraSimulator
) -> None:
    """With a response there is a row for each; without one, it raises."""
    book = await new_book(hass)
    entera.faults.add(SAYS_NO)
    answer = await act(
        hass,
        "import_contacts",
        address_book=book,
        data=rows(10),
        remove_others=True,
    )
    assert sorted(results(answer)) == ["added"] * 9 + ["failed"]
    (bad,) = [one for one in answer["contacts"] if one["error"]]
    assert (bad["result"], bad["contact_id"]) == ("failed", None)
    entera.faults.add(SAYS_NO)
    with pytest.raises(HomeAssistantError) as raised:
        await do(hass, "import_contacts", address_book=book, data=rows(10))
    assert raised.value.translation_key == "contacts_not_all_saved"
    assert str(raised.value).startswith(f"9 of 10 contacts were saved. {bad['line']}: ")
    answer = await act(hass, "import_contacts", address_book=book, data=rows(10))
    assert (answer["unchanged"], answer["added"]) == (9, 1)


async def test_when_the_gateway_goes_the_rest_is_not_tried(
    hass: HomeAssistant, entera: EnteraSimulator
) -> None:
    """What may have been saved is unknown; importing again goes on."""
    book = await new_book(hass)
    await do(hass, "import_contacts", address_book=book, data=rows(3))
    for _ in range(9):
        entera.faults.add(NO_LONGER)
    answer = await act(
        hass,
        "import_contacts",
        address_book=book,
        data=rows(50),
        remove_others=True,
    )
    assert (answer["unchanged"], answer["added"], answer["removed"]) == (3, 0, 0)
    assert answer["unknown"] in range(1, 5)
    assert answer["not_tried"] == 47 - answer["unknown"]
    answer = await refused(
        hass, "import_contacts", address_book=book, data="number\n" + ANNA
    )
    assert answer.translation_key == "contacts_not_all_saved"


async def test_others_that_can_not_be_removed_are_told(
    hass: HomeAssistant, entera: EnteraSimulator
) -> None:
    """All in the file were saved."""
    book = await new_book(hass)
    await do(hass, "import_contacts", address_book=book, data=rows(5))
    fault = Fault(kind=FaultKind.STATUS, status=400, method="DELETE")
    entera.faults.add(fault)
    data = {"address_book": book, "data": rows(1), "remove_others": True}
    answer = await act(hass, "import_contacts", **data)
    assert (answer["unchanged"], answer["removed"]) == (1, 0)
    assert answer["error"]
    entera.faults.add(fault)
    with pytest.raises(HomeAssistantError) as raised:
        await do(hass, "import_contacts", **data)
    assert answer["error"] in str(raised.value)
    assert len(await people(hass, book)) == 5


async def test_an_account_that_is_unloaded_begins_with_nobody_more(
    hass: HomeAssistant, entera: EnteraSimulator
) -> None:
    """Who is on the way arrives."""
    book = await new_book(hass)
    begun = asyncio.Event()

    async def watch() -> None:
        """Wait until the first are there."""
        while not entera.requests_to("AddressBookRecord")[4:]:
            await asyncio.sleep(0)
        begun.set()

    work = hass.async_create_task(
        act(hass, "import_contacts", address_book=book, data=rows(2000))
    )
    watching = hass.async_create_task(watch())
    await begun.wait()
    (entry,) = hass.config_entries.async_loaded_entries(DOMAIN)
    assert await hass.config_entries.async_unload(entry.entry_id)
    answer = await work
    await watching
    assert answer["added"] + answer["not_tried"] == 2000
    assert answer["added"] in range(1, 1999)
    kept = next(
        one for one in entera.world.books if str(one.id) == answer["address_book"]
    )
    assert len(kept.records) == answer["added"]


async def test_the_automation_of_the_readme_follows_the_file(
    hass: HomeAssistant, ictcore: IctcoreSimulator, tmp_path: Path
) -> None:
    """Each time it is written."""
    for name in ("One", "Two", "Street"):
        book = await new_book(hass, name)
    assert book == "3"
    told = async_mock_service(hass, "persistent_notification", "create")
    await allowed(hass, tmp_path)
    follow = example("Keep the neighbours' address book up to date from a CSV file")
    assert await async_setup_component(hass, AUTOMATION, {AUTOMATION: [follow]})
    await settle(hass)
    path = tmp_path / "neighbours.csv"
    for who in ((ANNA, BEN), (BEN, CARA)):
        path.write_text("\n".join(("number", *who)), "utf-8")
        fired = {"event_type": "closed", "file": path.name, "path": str(path)}
        hass.bus.async_fire("folder_watcher", fired)
        await settle(hass)
        assert {one["number"] for one in await people(hass, book)} == {*who}
    assert [one.data["message"] for one in told] == [
        "2 came, 0 went, 0 could not be saved.",
        "1 came, 1 went, 0 could not be saved.",
    ]
    assert ictcore.sent == []
