"""Create, list and change transmissions: section 6 of the field notes."""

import pytest

from tests.simulators.ictcore import IctcoreSimulator, SettableClock
from tests.simulators.ictcore.asking import (
    error,
    prepared,
    prepared_fax,
    prepared_mail,
    prepared_sms,
    send,
    value,
)


async def test_a_transmission_shows_a_password_and_no_status(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Ids are in its account and contact only."""
    id_ = await prepared_sms(ictcore_simulator, title="hello")
    shown = await value(ictcore_simulator, "GET", f"/transmissions/{id_}")
    account, contact = shown.pop("oAccount"), shown.pop("oContact")
    assert shown == {
        "transmission_id": "1",
        "title": "hello",
        "service_flag": "4",
        "program_id": "1",
        "origin": "mytest",
        "direction": "outbound",
        "response": "",
        "try_allowed": "1",
        "last_run": None,
        "is_deleted": "0",
        "campaign_id": None,
        "user_id": "1",
        "oSpool": None,
        "aResult": [],
    }
    assert (account["account_id"], len(account["passwd"])) == ("1", 32)
    assert len(account["passwd_pin"]) == 4
    assert account["settings"] == []
    assert (contact["contact_id"], contact["phone"]) == ("1", "447700900123")


async def test_the_list_has_status_and_no_title(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """With account and contact, once flat and once nested."""
    await prepared_sms(ictcore_simulator)
    (row,) = await value(ictcore_simulator, "GET", "/transmissions")
    assert row == {
        "transmission_id": "1",
        "account_id": "1",
        "account_phone": "111111",
        "account_email": "admin@ictcore.example",
        "user_id": "1",
        "username": "admin",
        "contact_id": "1",
        "contact_phone": "447700900123",
        "contact_email": None,
        "status": "pending",
        "response": "",
        "direction": "outbound",
        "last_run": None,
        "account": {
            "account_id": "1",
            "type": "account",
            "username": "admin",
            "first_name": "System",
            "last_name": "Administrator",
            "phone": "111111",
            "email": "admin@ictcore.example",
            "created_by": "1",
        },
        "contact": {
            "contact_id": "1",
            "first_name": None,
            "last_name": None,
            "phone": "447700900123",
            "email": None,
        },
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, (412, "program_id is missing")),
        ({"program_id": 9}, (404, "Program not found")),
        ({"program_id": 1}, (412, "contact is missing")),
        ({"program_id": 1, "contact_id": 9}, (404, "Contact not found")),
        (
            {"program_id": 1, "phone": "1", "account_id": 9},
            (404, "Account not found"),
        ),
    ],
)
async def test_a_transmission_may_be_refused(
    ictcore_simulator: IctcoreSimulator,
    body: dict[str, int | str],
    expected: tuple[int, str],
) -> None:
    """By what is missing or unknown."""
    await prepared_sms(ictcore_simulator)
    assert await error(ictcore_simulator, "POST", "/transmissions", body) == expected


async def test_the_newest_account_is_the_default(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Which may have no e-mail address, and a mail needs one."""
    simulator = ictcore_simulator
    did = {"username": "did1", "phone": "447700900900"}
    assert await value(simulator, "POST", "/dids", did) == 2
    id_ = await prepared_mail(simulator, account_id=None)
    shown = await value(simulator, "GET", f"/transmissions/{id_}")
    assert shown["oAccount"]["account_id"] == "2"
    answer = await send(simulator, id_)
    assert answer.json["error"]["message"] == "error while preparing email message"
    assert simulator.status_of(id_) == "processing"


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("transmission_id=2", ["2"]),
        ("program_id=1", ["1"]),
        ("origin=mytest-2", ["2"]),
        ("origin=test", ["1", "2", "3"]),
        ("status=pend", ["2", "3"]),
        ("status=processing", ["1"]),
        ("direction=inbound", []),
        ("service_flag=2", ["2"]),
        ("phone=900123", ["1", "2"]),
        ("phone=111", ["1", "2", "3"]),
        ("contact_phone=111", []),
        ("contact_email=ann", ["3"]),
        ("email=ann@", ["3"]),
        ("is_deleted=1", []),
        ("campaign_id=1", []),
        ("after=1770886223", ["3"]),
        ("before=1770886222", ["1", "2"]),
        ("after=soon", []),
        ("origin=mytest-2&status=processing", []),
    ],
)
async def test_the_list_is_filtered(
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
    query: str,
    ids: list[str],
) -> None:
    """By ids, parts of texts, either side, time."""
    await send(ictcore_simulator, await prepared_sms(ictcore_simulator))
    await prepared_fax(ictcore_simulator, origin="mytest-2")
    ictcore_clock.advance(1)
    await prepared_mail(ictcore_simulator)
    rows = await value(ictcore_simulator, "GET", f"/transmissions?{query}")
    assert [row["transmission_id"] for row in rows] == ids


async def test_each_channel_has_a_list(ictcore_simulator: IctcoreSimulator) -> None:
    """Of its own."""
    for prepare in (prepared_sms, prepared_fax, prepared_mail):
        await prepare(ictcore_simulator)
    found = {
        path: [
            row["transmission_id"]
            for row in await value(ictcore_simulator, "GET", path)
        ]
        for path in ("/smses", "/faxes", "/emails", "/calls")
    }
    assert found == {"/smses": ["1"], "/faxes": ["2"], "/emails": ["3"], "/calls": []}


async def test_the_list_is_capped(ictcore_simulator: IctcoreSimulator) -> None:
    """At 5,000 rows; the newest may be the ones that are missing."""
    ictcore_simulator.fill(5000, origin="other")
    id_ = await prepared_sms(ictcore_simulator)
    rows = await value(ictcore_simulator, "GET", "/transmissions")
    assert len(rows) == 5000
    assert str(id_) not in {row["transmission_id"] for row in rows}
    rows = await value(ictcore_simulator, "GET", "/transmissions?origin=mytest")
    assert [row["transmission_id"] for row in rows] == [str(id_)]


async def test_a_shortcut_makes_a_program_and_a_transmission(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Always a new program, by POST with two objects."""
    simulator = ictcore_simulator
    await value(simulator, "POST", "/texts", {"name": "t1", "data": "Hello"})
    body = {
        "program_data": {"name": "x", "text_id": 1},
        "transmission_data": {"phone": "447700900123", "title": "t", "account_id": 1},
    }
    path = "/programs/sendsms/transmissions"
    assert await value(simulator, "POST", path, body) == 1
    assert await value(simulator, "POST", path, body) == 2
    assert len(await value(simulator, "GET", "/programs")) == 2
    (row,) = await value(simulator, "GET", "/programs/2/transmissions")
    assert (row["transmission_id"], "contact" in row) == ("2", False)
    assert len(await value(simulator, "GET", path)) == 2
    missing = (412, "Transmission data is missing")
    assert await error(simulator, "POST", path, {"program_data": {}}) == missing
    del body["transmission_data"]["phone"]
    assert await error(simulator, "POST", path, body) == (412, "contact is missing")
    assert len(await value(simulator, "GET", "/programs")) == 3


async def test_a_change_may_set_the_status(ictcore_simulator: IctcoreSimulator) -> None:
    """And shows the transmission, what was sent in its own type."""
    id_ = await prepared_sms(ictcore_simulator)
    body = {"status": "completed", "try_allowed": 3}
    shown = await value(ictcore_simulator, "PUT", f"/transmissions/{id_}", body)
    assert (shown["try_allowed"], "status" in shown) == (3, False)
    assert ictcore_simulator.status_of(id_) == "completed"


async def test_a_deleted_transmission_leaves_its_attempts(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """They can be read by their own ids."""
    simulator = ictcore_simulator
    id_ = await prepared_sms(simulator)
    spool_id = (await send(simulator, id_)).json
    ictcore_clock.advance(5)
    assert await value(simulator, "DELETE", f"/transmissions/{id_}") is True
    unknown = (404, "Transmission not found")
    assert await error(simulator, "GET", f"/transmissions/{id_}/status") == unknown
    assert await value(simulator, "GET", f"/spools/{spool_id}/status") == "completed"
    (row,) = await value(simulator, "GET", f"/spools/{spool_id}/result")
    assert (row["name"], row["data"]) == ("sms_send", "1")
    assert await error(simulator, "GET", "/spools/9/status") == (404, "Spool not found")
    assert await value(simulator, "GET", "/spools/9/result") == []


async def test_a_transmission_is_lost_without_its_contact(
    ictcore_simulator: IctcoreSimulator,
) -> None:
    """Every call on it says so; the list still has it."""
    id_ = await prepared_sms(ictcore_simulator)
    await value(ictcore_simulator, "DELETE", "/contacts/1")
    lost = (404, "Contact not found")
    for path in ("", "/status", "/result", "/clone"):
        url = f"/transmissions/{id_}{path}"
        assert await error(ictcore_simulator, "GET", url) == lost
    (row,) = await value(ictcore_simulator, "GET", "/transmissions")
    assert row["contact_phone"] is None


async def test_a_clone_is_still_to_be_sent(
    ictcore_simulator: IctcoreSimulator, ictcore_clock: SettableClock
) -> None:
    """With the same program, contact and account."""
    id_ = await prepared_sms(ictcore_simulator)
    await send(ictcore_simulator, id_)
    ictcore_clock.advance(5)
    path = f"/transmissions/{id_}/clone"
    assert await value(ictcore_simulator, "GET", path) == 2
    assert ictcore_simulator.status_of(2) == "pending"
    shown = await value(ictcore_simulator, "GET", "/transmissions/2")
    assert shown["oContact"]["contact_id"] == "1"


async def test_personal_words_are_put_in(ictcore_simulator: IctcoreSimulator) -> None:
    """For one form of token only."""
    simulator = ictcore_simulator
    data = "Hello [transmission:contact:first_name] [contact:first_name]"
    await value(simulator, "POST", "/texts", {"name": "t1", "data": data})
    await value(simulator, "POST", "/programs/sendsms", {"text_id": 1})
    ann = {"first_name": "Ann", "phone": "447700900123"}
    contact_id = await value(simulator, "POST", "/contacts", ann)
    await send(simulator, await prepared(simulator, 1, contact_id=contact_id))
    assert simulator.sent[0].text == "Hello Ann [contact:first_name]"
